"""Training the model of links from the annotations, and writing its artefact with its figures."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from report_mining.annotation.due_diligence_items import DUE_DILIGENCE_FOLDER
from report_mining.annotation.link_gold import read_link_items
from report_mining.annotation.splits import Split
from report_mining.classification.checked_artefacts import (
    mapping_of,
    open_artefact,
    write_manifest,
)
from report_mining.classification.link_evaluation import LINK, evaluate_links
from report_mining.classification.link_features import COLUMNS, feature_row
from report_mining.classification.link_lexicon import load_link_lexicon
from report_mining.classification.link_model import MODEL_FILE, LinkModel, save_link_model
from report_mining.classification.link_reading import LINK_TASK, RULES_FOLDER, LinkReader
from report_mining.classification.link_tables import is_table
from report_mining.classification.link_training import (
    LinkExample,
    choose_link_thresholds,
    cross_fitted_scores,
    fit_links,
)
from report_mining.classification.reading import guess_language
from report_mining.classification.sdg_mentions import load_sdg_mention_reader
from report_mining.errors import StorageError
from report_mining.records import TextInContext
from report_mining.records.due_diligence import GoldDueDiligence

METRICS_FILE, CARD_FILE = "metrics.json", "card.md"
_FITTED_ON = (Split.TRAIN, Split.CALIBRATION)

Told = Callable[[str], None]


def train_links(annotations: Path, models: Path, out: Path, tell: Told) -> Path:
    """Fit the model of links on our own annotations and write the artefact to ``out``.

    Thresholds come from cross-fitting over companies; the held-out companies only measure.

    Raises:
        InputError: annotations are missing or have defects.
        StorageError: the folder cannot be written.
    """
    folder = annotations / DUE_DILIGENCE_FOLDER
    gold = read_link_items(folder, _FITTED_ON)
    rules = open_artefact(models / RULES_FOLDER)
    lexicon, mentions = load_link_lexicon(rules), load_sdg_mention_reader(models)
    version = f"{LINK_TASK}/{out.name}"
    blank = LinkReader(
        version, lexicon, mentions, LinkModel(np.zeros(len(COLUMNS), np.float32), 0.0, {})
    )
    examples = link_examples(gold, blank)
    tell(f"{len(gold)} texts, {len(examples)} name an SDG")
    thresholds = choose_link_thresholds(examples, cross_fitted_scores(examples))
    model = fit_links(examples, thresholds)
    reader = LinkReader(version, lexicon, mentions, model)
    held_out = evaluate_links(read_link_items(folder, (Split.HELD_OUT,)), reader.read).as_record()
    tell(f"thresholds {thresholds}")
    return _write(model, mapping_of(rules, "files"), held_out, out)


def link_examples(gold: Sequence[GoldDueDiligence], reader: LinkReader) -> list[LinkExample]:
    """Return the texts that name an SDG outside tables, with the features of their sentences."""
    examples = []
    for row in gold:
        if is_table(row.text) or row.link_level is None:
            continue
        normal, found = reader.gather(TextInContext(row.text, row.language, row.section))
        if found:
            features = np.stack([feature_row(one, normal.text) for one in found])
            language = row.language or guess_language(row.text)
            is_link = row.link_level >= LINK
            examples.append(LinkExample(row.document, language, features, is_link))
    return examples


def _write(
    model: LinkModel, rules: dict[str, object], held_out: dict[str, object], out: Path
) -> Path:
    """Write model, figures and manifest; the card is kept where there is one."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        save_link_model(model, out / MODEL_FILE)
        text = json.dumps({"own_held_out_companies": held_out}, indent=2, ensure_ascii=False)
        (out / METRICS_FILE).write_text(text + "\n", encoding="utf-8")
        manifest = {
            "task": LINK_TASK,
            "version": out.name,
            "labels": ["0", "2", "3", "4", "5"],
            "languages": ["en", "nl"],
            "columns": list(COLUMNS),
            "rules": rules,
        }
        write_manifest(out, manifest, [MODEL_FILE])
    except OSError as error:
        raise StorageError(f"{out}: cannot be written ({error.strerror})") from error
    return out

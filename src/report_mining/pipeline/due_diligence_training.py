"""Training the due diligence model from the annotations, and writing its artefact."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from report_mining.annotation.due_diligence_items import (
    DUE_DILIGENCE_FOLDER,
    DueDiligenceItem,
    items_of_split,
    read_due_diligence_material,
)
from report_mining.annotation.due_diligence_rows import DueDiligenceLabelsRow, SilentRow
from report_mining.annotation.items import read_rows
from report_mining.annotation.splits import SPLITS_FILE, Split, read_splits
from report_mining.classification.checked_artefacts import (
    open_artefact,
    write_manifest,
)
from report_mining.classification.due_diligence_evidence import gather_evidence
from report_mining.classification.due_diligence_lexicon import (
    DueDiligenceLexicon,
    load_due_diligence_lexicon,
)
from report_mining.classification.due_diligence_model import WEIGHTS_FILE, save_weights
from report_mining.classification.due_diligence_reading import (
    DUE_DILIGENCE_TASK,
    RULES_VERSION,
)
from report_mining.classification.due_diligence_rules import (
    STEPS,
    load_due_diligence_rules,
    speaks_of_people,
)
from report_mining.classification.due_diligence_training import (
    DueDiligenceRow,
    FittedDueDiligence,
    fit_due_diligence,
    label_flags,
)
from report_mining.classification.encoding import Encoder, Floats
from report_mining.errors import StorageError
from report_mining.records import TextInContext


@dataclass(frozen=True, slots=True)
class SilentPassage:
    """A passage of a real report that was never labelled."""

    document: str
    context: TextInContext


METRICS_FILE = "metrics.json"
_CACHE_FILE = "vectors.npz"
_DIGITS = 4
Told = Callable[[str], None]


def train_due_diligence(
    annotations: Path,
    models: Path,
    encoder: Encoder,
    out: Path,
    tell: Told,
    silent: Sequence[SilentPassage] = (),
) -> Path:
    """Fit on the training and calibration companies and write the artefact to ``out``.

    Args:
        annotations: Folder of the annotations.
        models: Models folder with the rules.
        encoder: Gives the vectors; the artefact names it and refuses another. Vectors are kept
            beside the artefact's folder, so that each text is encoded once.
        out: Folder of the artefact; its name becomes the version.
        tell: Takes a line of progress.
        silent: Passages of real reports in which neither people nor harm are named; they are
            learnt as showing no step, because invented texts do not sound like the pages on
            finance and governance that fill a report.

    Raises:
        InputError: annotations are missing or have defects.
        StorageError: the folder cannot be written.
    """
    folder = annotations / DUE_DILIGENCE_FOLDER
    items = read_due_diligence_material(folder).items
    splits = read_splits(folder / SPLITS_FILE)
    kept = [
        item
        for split in (Split.TRAIN, Split.CALIBRATION)
        for item in items_of_split(items, splits, split)
    ]
    artefact = open_artefact(models / DUE_DILIGENCE_TASK / RULES_VERSION)
    tell(f"{len(kept)} texts of {len({i.company for i in kept})} companies")
    vectors = cached_vectors(kept, encoder, out.parent / f".{out.name}-{_CACHE_FILE}")
    lexicon = load_due_diligence_lexicon(artefact)
    rows = due_diligence_rows(kept, vectors, lexicon) + silent_rows(silent, encoder, lexicon)
    tell(f"fitting, with {len(silent)} silent passages of reports")
    concepts = lexicon.concepts
    fitted = fit_due_diligence(rows, concepts, load_due_diligence_rules(artefact))
    return write_due_diligence_artefact(fitted, rows, encoder.version, out)


def cached_vectors(items: Sequence[DueDiligenceItem], encoder: Encoder, cache: Path) -> Floats:
    """Return a vector per item; those in ``cache`` are taken from there, the others added to it."""
    known: dict[str, Floats] = {}
    if cache.exists():
        with np.load(cache, allow_pickle=False) as stored:
            known = dict(zip(stored["ids"].tolist(), stored["vectors"], strict=True))
    keys = [f"{encoder.version}|{item.item_id}" for item in items]
    new = [(key, item) for key, item in zip(keys, items, strict=True) if key not in known]
    if new:
        encoded = encoder.encode([item.context.text for _, item in new])
        known |= {key: vector for (key, _), vector in zip(new, encoded, strict=True)}
        cache.parent.mkdir(parents=True, exist_ok=True)
        np.savez(cache, ids=np.array(list(known)), vectors=np.stack(list(known.values())))
    return np.stack([known[key] for key in keys])


def read_silent_passages(path: Path) -> tuple[SilentPassage, ...]:
    """Return the passages of JSON Lines with ``document``, ``language``, ``section`` and ``text``.

    Raises:
        InputError: the file cannot be read.
        GoldFileError: lines are not what they should be; all are listed.
    """
    return tuple(
        SilentPassage(
            one.row.document,
            TextInContext(one.row.text, one.row.language, tuple(one.row.section)),
        )
        for one in read_rows([path], SilentRow)
    )


def due_diligence_rows(
    items: Sequence[DueDiligenceItem], vectors: Floats, lexicon: DueDiligenceLexicon
) -> list[DueDiligenceRow]:
    """Return one row per item, in order."""
    return [
        DueDiligenceRow(
            company=item.company,
            evidence=gather_evidence(item.context, lexicon),
            vector=vector,
            labels=labels_of(item.row),
        )
        for item, vector in zip(items, vectors, strict=True)
    ]


def silent_rows(
    passages: Sequence[SilentPassage], encoder: Encoder, lexicon: DueDiligenceLexicon
) -> list[DueDiligenceRow]:
    """Return one row without labels per passage that names neither people nor harm."""
    gathered = [(one, gather_evidence(one.context, lexicon)) for one in passages]
    kept = [(one, evidence) for one, evidence in gathered if not speaks_of_people(evidence)]
    vectors = encoder.encode([one.context.text for one, _ in kept])
    return [
        DueDiligenceRow(one.document, evidence, vector, frozenset())
        for (one, evidence), vector in zip(kept, vectors, strict=True)
    ]


def labels_of(row: DueDiligenceLabelsRow) -> frozenset[str]:
    """Return the labels of a passage as the model names them."""
    grade = max((one.specificity for one in row.steps), default=0)
    return frozenset(
        [
            *(f"step.{one.step}" for one in row.steps),
            *(f"theme.{code}" for code in row.themes),
            *(f"chapter.{code}" for code in row.oecd_chapters),
            *(f"ungp.{code}" for code in row.ungp),
            *(f"ilo.{code}" for code in row.ilo_rights),
            *([f"depth.{row.chain_depth.value}"] if row.chain_depth else []),
            *(f"grade.{number}" for number in (2, 3) if grade >= number),
            *([f"friend.{row.false_friend}"] if row.false_friend else []),
        ]
    )


def write_due_diligence_artefact(
    fitted: FittedDueDiligence, rows: Sequence[DueDiligenceRow], encoder: str, out: Path
) -> Path:
    """Write weights, metrics and manifest; return the folder. The rules stay where they are.

    Raises:
        StorageError: the folder cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        save_weights(fitted.weights, out / WEIGHTS_FILE)
        metrics = json.dumps(crossfit_metrics(fitted, rows), indent=2) + "\n"
        (out / METRICS_FILE).write_text(metrics, encoding="utf-8")
        manifest = {
            "task": DUE_DILIGENCE_TASK,
            "version": out.name,
            "labels": list(STEPS),
            "rules": RULES_VERSION,
            "encoder": encoder,
            "screen_limit": fitted.screen_limit,
            "thresholds": fitted.thresholds,
        }
        write_manifest(out, manifest, [WEIGHTS_FILE, METRICS_FILE])
    except OSError as error:
        raise StorageError(f"{out}: cannot be written ({error.strerror})") from error
    return out


def crossfit_metrics(
    fitted: FittedDueDiligence, rows: Sequence[DueDiligenceRow]
) -> dict[str, object]:
    """Return precision, recall and F1 per label of models that saw no row of the company."""
    labels = fitted.weights.labels
    truth = label_flags(rows, labels)
    limits = np.array([fitted.thresholds[label] for label in labels])
    found = fitted.crossfit >= limits
    told: dict[str, object] = {}
    for column, label in enumerate(labels):
        hits = int((found[:, column] & truth[:, column]).sum())
        given, present = int(found[:, column].sum()), int(truth[:, column].sum())
        told[label] = {
            "precision": round(hits / given, _DIGITS) if given else None,
            "recall": round(hits / present, _DIGITS),
            "f1": round(2 * hits / (given + present), _DIGITS),
            "support": present,
        }
    return {
        "measured_by": "cross-fitting over companies; silent passages of reports count as showing none",
        "texts": len(rows),
        "labels": told,
    }

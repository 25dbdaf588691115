"""Training the SDG models from the annotations, and writing their artefact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from report_mining.annotation.items import read_rows
from report_mining.annotation.joining import join_passages
from report_mining.annotation.sdg_items import (
    ReportGoalsRow,
    SdgItem,
    items_of_split,
    read_sdg_material,
)
from report_mining.annotation.splits import SPLITS_FILE, Split, read_splits
from report_mining.classification.checked_artefacts import write_manifest
from report_mining.classification.encoding import Encoder, Floats
from report_mining.classification.sdg_features import GOALS, gather
from report_mining.classification.sdg_lexicon import SdgLexicon, load_sdg_lexicon
from report_mining.classification.sdg_mentions import SdgMentionReader, load_sdg_mention_reader
from report_mining.classification.sdg_reading import (
    LANGUAGES,
    WEIGHTS_FILE,
    SdgThresholds,
    SdgWeights,
    centred,
    save_weights,
)
from report_mining.classification.sdg_training import SdgRow, choose_thresholds, fit_sdg
from report_mining.errors import InputError, StorageError
from report_mining.records import TextInContext
from report_mining.taxonomies import Taxonomies, load_all

_JOINED_SHARE = 0.8  # of the texts; a part of the pairs drawn fits together

Told = Callable[[str], None]


def train_sdg(
    annotations: Path,
    models: Path,
    encoder: Encoder,
    out: Path,
    tell: Told,
    passages: Sequence[ReportGoalsRow] = (),
) -> Path:
    """Fit the SDG models on ``annotations/sdg`` and write the artefact to ``out``.

    Args:
        annotations: Folder of the annotations.
        models: Models folder with the lexicons and mention rules.
        encoder: Gives the vectors; the artefact names it and refuses another.
        out: Folder of the artefact; its name becomes the version.
        tell: Takes a line of progress.
        passages: Of real reports, because invented texts do not sound like them. Documents on which
            scores are calibrated should be none that the encoder was tuned on.

    Raises:
        InputError: annotations are missing or have defects.
        StorageError: the folder cannot be written.
    """
    folder = annotations / "sdg"
    items = read_sdg_material(folder).items
    splits = read_splits(folder / SPLITS_FILE)
    rules = load_sdg_lexicon(models), load_sdg_mention_reader(models)
    taxonomies = load_all()
    targets = [target.code.value for target in taxonomies.sdg_targets.categories]
    parts = {split: _of_split(items, splits, split) for split in (Split.TRAIN, Split.CALIBRATION)}
    tell(", ".join(f"{split.value}: {len(part)} texts" for split, part in parts.items()))
    vectors = {
        split: encoder.encode([item.context.text for item in part]) for split, part in parts.items()
    }
    centre = vectors[Split.TRAIN].mean(axis=0)
    rows = {
        split: sdg_rows(part, centred(vectors[split], centre), rules)
        for split, part in parts.items()
    }
    for row, is_calibration in report_goal_rows(passages, encoder, centre, rules):
        rows[Split.CALIBRATION if is_calibration else Split.TRAIN].append(row)
    tell(f"fitting, with {len(passages)} passages of reports")
    goal_texts, target_texts = description_vectors(taxonomies, encoder)
    texts = centred(goal_texts, centre), centred(target_texts, centre)
    weights = fit_sdg(rows[Split.TRAIN], rows[Split.CALIBRATION], targets, texts, centre)
    # Neither passages of reports, picked because a reader was unsure of them, nor two passages joined
    # tell how often a single passage without a goal is taken for one.
    own = rows[Split.CALIBRATION][: len(items_of_split(items, splits, Split.CALIBRATION))]
    thresholds = choose_thresholds(weights, own, targets)
    return write_sdg_artefact(weights, thresholds, targets, encoder.version, out)


def _of_split(items: Sequence[SdgItem], splits: dict[str, Split], split: Split) -> list[SdgItem]:
    """Return the items of a split, and behind them long texts made of two of them."""
    own = items_of_split(items, splits, split)
    return [*own, *join_passages(own, round(_JOINED_SHARE * len(own)))]


def sdg_rows(
    items: Sequence[SdgItem], vectors: Floats, rules: tuple[SdgLexicon, SdgMentionReader]
) -> list[SdgRow]:
    """Return one row per item, in order; ``vectors`` are centred, shape (n_items, dimensions)."""
    return [
        SdgRow(
            company=item.company,
            vector=vector,
            evidence=gather(item.context, item.context.language or "en", *rules),
            goals=item.goals,
            targets=item.targets,
        )
        for item, vector in zip(items, vectors, strict=True)
    ]


def report_goal_rows(
    passages: Sequence[ReportGoalsRow],
    encoder: Encoder,
    centre: Floats,
    rules: tuple[SdgLexicon, SdgMentionReader],
) -> list[tuple[SdgRow, bool]]:
    """Return a row per passage of a report, and whether scores are calibrated on it."""
    contexts = [TextInContext(one.text, one.language, one.section) for one in passages]
    vectors = centred(encoder.encode([one.text for one in passages]), centre)
    return [
        (
            SdgRow(
                company=one.document,
                vector=vector,
                evidence=gather(context, one.language, *rules),
                goals=frozenset(one.goals),
                targets=frozenset(),
                has_targets=False,
            ),
            one.calibrates,
        )
        for one, context, vector in zip(passages, contexts, vectors, strict=True)
    ]


def read_report_goals(path: Path) -> tuple[ReportGoalsRow, ...]:
    """Return the passages of JSON Lines with ``document``, ``language``, ``text`` and ``goals``.

    Raises:
        InputError: the file cannot be read, or a document is both learnt and calibrated on.
        GoldFileError: lines are not what they should be; all are listed.
    """
    rows = tuple(one.row for one in read_rows([path], ReportGoalsRow))
    learnt = {row.document for row in rows if not row.calibrates}
    both = sorted({row.document for row in rows if row.calibrates} & learnt)
    if both:
        told = f"{path}: {', '.join(both)}: some passages say calibrates, others do not"
        raise InputError(f"{told}; a document is for one of the two: set it alike in all its lines")
    return rows


def description_vectors(taxonomies: Taxonomies, encoder: Encoder) -> tuple[Floats, Floats]:
    """Return the vectors of the descriptions of goals and targets, per language."""

    def vectors(texts: Iterable[tuple[str, str]]) -> Floats:
        return encoder.encode([f"{label}. {description}" for label, description in texts])

    goals = [
        vectors((c.label(lang), c.description(lang)) for c in taxonomies.sdg_goals.categories)
        for lang in LANGUAGES
    ]
    targets = [
        vectors((c.label(lang), c.description(lang)) for c in taxonomies.sdg_targets.categories)
        for lang in LANGUAGES
    ]
    return np.stack(goals), np.stack(targets)


def write_sdg_artefact(
    weights: SdgWeights,
    thresholds: SdgThresholds,
    targets: Sequence[str],
    encoder: str,
    out: Path,
) -> Path:
    """Write weights and manifest; return the folder. Lexicons and mention rules stay where they are.

    Raises:
        StorageError: the folder cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        save_weights(weights, out / WEIGHTS_FILE)
        manifest = {
            "task": "sdg-goals",
            "version": out.name,
            "goals": list(GOALS),
            "targets": list(targets),
            "thresholds": {**thresholds.goals, "target": thresholds.target},
            "encoder": encoder,
        }
        write_manifest(out, manifest, [WEIGHTS_FILE])
    except OSError as error:
        raise StorageError(f"{out}: cannot be written ({error.strerror})") from error
    return out

"""Training the due diligence model from the annotations, and writing its artefact."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from report_mining.annotation.due_diligence_items import (
    DUE_DILIGENCE_FOLDER,
    DueDiligenceItem,
    items_of_split,
    read_due_diligence_material,
)
from report_mining.annotation.due_diligence_rows import DueDiligenceLabelsRow
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
)
from report_mining.classification.due_diligence_training import (
    DueDiligenceRow,
    FittedDueDiligence,
    Flags,
    fit_due_diligence,
    label_flags,
)
from report_mining.classification.encoding import Encoder
from report_mining.classification.encoding_cache import CachingEncoder
from report_mining.errors import StorageError
from report_mining.pipeline.report_passages import (
    ReportPassage,
    report_rows,
    step_labels_of,
)

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
    passages: Sequence[ReportPassage] = (),
) -> Path:
    """Fit on the training and calibration companies and write the artefact to ``out``.

    Args:
        annotations: Folder of the annotations.
        models: Models folder with the rules.
        encoder: Gives the vectors; the artefact names it and refuses another. Vectors are kept
            beside the artefact's folder, so that each text is encoded once.
        out: Folder of the artefact; its name becomes the version.
        tell: Takes a line of progress.
        passages: Passages of real reports, because invented texts do not sound like them. Those
            that nobody read are learnt as showing no step if they name neither people nor harm.

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
    keeping = CachingEncoder(encoder, out.parent / f".{out.name}-{_CACHE_FILE}")
    lexicon = load_due_diligence_lexicon(artefact)
    of_reports = report_rows(passages, keeping, lexicon)
    rows = due_diligence_rows(kept, keeping, lexicon) + of_reports
    tell(f"fitting, with {len(of_reports)} passages of reports")
    concepts = lexicon.concepts
    fitted = fit_due_diligence(rows, concepts, load_due_diligence_rules(artefact))
    return write_due_diligence_artefact(fitted, rows, encoder.version, out)


def due_diligence_rows(
    items: Sequence[DueDiligenceItem], encoder: Encoder, lexicon: DueDiligenceLexicon
) -> list[DueDiligenceRow]:
    """Return one row per item, in order."""
    vectors = encoder.encode([item.context.text for item in items])
    return [
        DueDiligenceRow(
            company=item.company,
            evidence=gather_evidence(item.context, lexicon),
            vector=vector,
            labels=labels_of(item.row),
        )
        for item, vector in zip(items, vectors, strict=True)
    ]


def labels_of(row: DueDiligenceLabelsRow) -> frozenset[str]:
    """Return the labels of a passage as the model names them."""
    return step_labels_of(row.steps).union(
        [
            *(f"theme.{code}" for code in row.themes),
            *(f"chapter.{code}" for code in row.oecd_chapters),
            *(f"ungp.{code}" for code in row.ungp),
            *(f"ilo.{code}" for code in row.ilo_rights),
            *([f"depth.{row.chain_depth.value}"] if row.chain_depth else []),
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
            "gate_limit": fitted.gate_limit,
            "thresholds": fitted.thresholds,
        }
        write_manifest(out, manifest, [WEIGHTS_FILE, METRICS_FILE])
    except OSError as error:
        raise StorageError(f"{out}: cannot be written ({error.strerror})") from error
    return out


def crossfit_metrics(
    fitted: FittedDueDiligence, rows: Sequence[DueDiligenceRow]
) -> dict[str, object]:
    """Return precision, recall and F1 per label of models that saw no row of the company.

    Own passages and those of real reports are told apart; the latter have steps alone.
    """
    labels = fitted.weights.labels
    limits = np.array([fitted.thresholds[label] for label in labels])
    truth, found = label_flags(rows, labels), fitted.crossfit >= limits
    is_report = np.array([row.is_report for row in rows])
    steps = range(len(STEPS))
    return {
        "measured_by": "cross-fitting over companies and reports, every passage given to the encoder",
        "texts": int((~is_report).sum()),
        "labels": _by_label(truth[~is_report], found[~is_report], labels, range(len(labels))),
        "report_texts": int(is_report.sum()),
        "report_labels": _by_label(truth[is_report], found[is_report], labels, steps),
    }


def _by_label(
    truth: Flags, found: Flags, labels: Sequence[str], columns: Iterable[int]
) -> dict[str, object]:
    told: dict[str, object] = {}
    for column in columns:
        hits = int((found[:, column] & truth[:, column]).sum())
        given, present = int(found[:, column].sum()), int(truth[:, column].sum())
        told[labels[column]] = {
            "precision": round(hits / given, _DIGITS) if given else None,
            "recall": round(hits / present, _DIGITS) if present else None,
            "f1": round(2 * hits / (given + present), _DIGITS) if given + present else None,
            "support": present,
        }
    return told

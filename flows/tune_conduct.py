"""Tuning the upper layers of an encoder for due diligence: how ``encoder/conduct-2`` was made.

    python -m report_mining.flows.tune_conduct --encoder models/encoder/multi-2 --out DIR
        [--labelled due-diligence.jsonl]

``--labelled`` is the file of real passages that ``scripts/labelled_passages.py`` rebuilds. Needs the
extra ``train``; about half an hour on two cores. The lower layers stay as they are, so what they say
of each text is computed once. Held-out companies and a fifth of the organisations of real passages
(``is_kept_out``) are never seen, so that the artefact can be measured.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from report_mining.flows.upper_layers import Marks, options, tune_encoder

from report_mining.annotation.due_diligence_items import (
    DUE_DILIGENCE_FOLDER,
    read_due_diligence_material,
)
from report_mining.annotation.splits import SPLITS_FILE, Split, read_splits
from report_mining.classification.due_diligence_model import step_labels
from report_mining.classification.due_diligence_training import (
    is_labelled_in_reports,
    label_flags,
    labels_to_fit,
)
from report_mining.classification.normalising import normalise
from report_mining.pipeline.due_diligence_training import labels_of
from report_mining.pipeline.report_passages import read_labelled_passages, step_labels_of

_TOPIC_WEIGHT = 0.3  # of a mark that is no step, beside one that is
_REPORT_WEIGHT = 0.5  # of a real passage's own weight
_KEPT_OUT_ONE_IN = 5


@dataclass(frozen=True, slots=True)
class TuningText:
    """A text with its labels; of real passages only steps and specificity are known."""

    text: str
    labels: frozenset[str]
    weight: float
    is_report: bool


def main() -> None:
    """Tune the encoder that the command line names."""
    asked = options(__doc__.partition("\n")[0]).parse_args()
    texts = tuning_texts(asked.annotations, asked.labelled)
    tune_encoder(
        asked.encoder, [one.text for one in texts], marks_of(texts), asked.epochs, asked.out
    )


def tuning_texts(annotations: Path, labelled: Path | None) -> list[TuningText]:
    """Return what may be learnt: own texts that are not held out, and real passages.

    Raises:
        InputError: a file is missing or has defects.
    """
    folder = annotations / DUE_DILIGENCE_FOLDER
    splits = read_splits(folder / SPLITS_FILE)
    found = [
        TuningText(item.context.text, labels_of(item.row), 1.0, is_report=False)
        for item in read_due_diligence_material(folder).items
        if splits[item.company] is not Split.HELD_OUT
    ]
    passages = read_labelled_passages(labelled) if labelled is not None else ()
    return found + [
        TuningText(
            normalise(one.context.text).text,
            step_labels_of(one.steps),
            one.weight * _REPORT_WEIGHT,
            is_report=True,
        )
        for one in passages
        if not is_kept_out(one.document)
    ]


def is_kept_out(document: str) -> bool:
    """Return whether an organisation's real passages are for measuring only."""
    digest = hashlib.sha256(f"ft|{document}".encode()).hexdigest()
    return int(digest[:4], 16) % _KEPT_OUT_ONE_IN == 0


def marks_of(texts: Sequence[TuningText]) -> Marks:
    """Return the columns of all labels that enough texts have."""
    names = labels_to_fit(texts)
    present = label_flags(texts, names).astype(np.float32)
    steps = step_labels()
    shares = np.array([1.0 if name in steps else _TOPIC_WEIGHT for name in names], np.float32)
    on_reports = np.array([is_labelled_in_reports(name) for name in names], np.float32)
    weights = np.stack(
        [shares * one.weight * (on_reports if one.is_report else 1.0) for one in texts]
    )
    return Marks(present, weights.astype(np.float32))


if __name__ == "__main__":
    main()

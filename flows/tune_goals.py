"""Tuning the upper layers of an encoder for SDG goals and targets: how ``encoder/goals-1`` was made.

    python -m report_mining.flows.tune_goals --encoder models/encoder/multi-2 --out DIR
        [--labelled sdg-goals.jsonl]

``--labelled`` is the file of real passages that ``scripts/labelled_passages.py`` rebuilds. Needs the
extra ``train``; about half an hour on two cores. Only companies of the split ``train`` are learnt, of
real passages only those on which no score is calibrated, and our descriptions of goals and targets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from report_mining.flows.encoder_tuning import described_codes
from report_mining.flows.upper_layers import Marks, options, tune_encoder

from report_mining.annotation.sdg_items import read_sdg_material
from report_mining.annotation.splits import SPLITS_FILE, Split, read_splits
from report_mining.classification.sdg_features import GOALS, goal_of
from report_mining.pipeline.sdg_training import read_report_goals
from report_mining.taxonomies import load_all

_TARGET_WEIGHT = 0.3  # of a target beside a goal
_FEWEST_TEXTS = 12  # a target with fewer has no column


@dataclass(frozen=True, slots=True)
class GoalText:
    """A text with its goals, and its targets where they were labelled."""

    text: str
    goals: frozenset[int]
    targets: frozenset[str] | None


def main() -> None:
    """Tune the encoder that the command line names."""
    asked = options(__doc__.partition("\n")[0]).parse_args()
    texts = goal_texts(asked.annotations, asked.labelled)
    marks = goal_marks(texts)
    tune_encoder(asked.encoder, [one.text for one in texts], marks, asked.epochs, asked.out)


def goal_texts(annotations: Path, labelled: Path | None) -> list[GoalText]:
    """Return what may be learnt: own texts, real passages and descriptions, in this order.

    Raises:
        InputError: a file is missing or has defects.
    """
    folder = annotations / "sdg"
    splits = read_splits(folder / SPLITS_FILE)
    own = [
        GoalText(item.context.text, item.goals, item.targets)
        for item in read_sdg_material(folder).items
        if splits[item.company] is Split.TRAIN
    ]
    passages = read_report_goals(labelled) if labelled is not None else ()
    real = [
        GoalText(one.text, frozenset(one.goals), None) for one in passages if not one.calibrates
    ]
    return [*own, *real, *_descriptions()]


def _descriptions() -> Iterator[GoalText]:
    for code, text in described_codes(load_all()):
        targets = frozenset({code}) if "." in code else None
        yield GoalText(text, frozenset({goal_of(code)}), targets)


def goal_marks(texts: Sequence[GoalText]) -> Marks:
    """Return the columns: the 17 goals, then the targets that enough texts have."""
    counts = Counter(code for one in texts for code in one.targets or ())
    codes = sorted(code for code, count in counts.items() if count >= _FEWEST_TEXTS)
    goals = [[goal in one.goals for goal in GOALS] for one in texts]
    targets = [[code in (one.targets or ()) for code in codes] for one in texts]
    weights = np.ones((len(texts), len(GOALS) + len(codes)), np.float32)
    weights[:, len(GOALS) :] = _TARGET_WEIGHT
    weights[[one.targets is None for one in texts], len(GOALS) :] = 0.0
    return Marks(np.hstack([goals, targets]).astype(np.float32), weights)


if __name__ == "__main__":
    main()

"""Fitting the SDG models: linear heads on the vector, and a calibrated model on all evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from report_mining.classification.encoding import Floats
from report_mining.classification.sdg_features import (
    GOAL_COLUMNS,
    GOALS,
    TARGET_COLUMNS,
    SdgEvidence,
    goal_of,
    goal_rows,
    target_rows,
)
from report_mining.classification.sdg_reading import (
    LANGUAGES,
    SdgThresholds,
    SdgWeights,
    goal_similarity,
    linear,
    probability,
)

SEED = 20261122
_HEAD_STRENGTH = 3.0  # inverse regularisation of the heads on vectors of length 1
_UPPER_STRENGTH = 1.0
_FEWEST_PASSAGES = 3  # a target with fewer training passages has no head of its own
# Share of our single passages without a goal that may be taken for one: what users are promised.
MOST_NEGATIVES_TAKEN = 0.10
_GOAL_THRESHOLDS = np.arange(0.25, 0.80, 0.01)
_TARGET_PRECISION = 0.85

Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class SdgRow:
    """One labelled text with its vector and evidence."""

    company: str
    vector: Floats  # shape (dimensions,)
    evidence: SdgEvidence
    goals: frozenset[int]
    targets: frozenset[str]
    has_targets: bool = True  # whether targets were labelled at all


def fit_sdg(
    training: Sequence[SdgRow],
    calibration: Sequence[SdgRow],
    targets: Sequence[str],
    texts: tuple[Floats, Floats],
    centre: Floats,
) -> SdgWeights:
    """Return the fitted numbers.

    Args:
        training: Texts for the heads.
        calibration: Texts of other companies, for the upper models.
        targets: The 169 codes, in order.
        texts: Vectors of the descriptions of goals and targets, shapes (2, 17, dimensions) and
            (2, 169, dimensions), languages in the order of ``LANGUAGES``.
        centre: What was taken from all vectors, shape (dimensions,).
    """
    with_targets = [row for row in training if row.has_targets]
    blank = SdgWeights(
        centre=centre,
        goal_heads=_heads(
            training, [frozenset(map(str, row.goals)) for row in training], _GOAL_KEYS
        ),
        target_heads=_heads(with_targets, [row.targets for row in with_targets], targets),
        goal_upper=np.zeros(len(GOAL_COLUMNS) + len(GOALS) + 1, np.float32),
        target_upper=np.zeros(len(TARGET_COLUMNS) + 1, np.float32),
        goal_texts=texts[0],
        target_texts=texts[1],
    )
    goal_upper = _upper(
        np.vstack([_goal_rows(blank, row) for row in calibration]),
        np.concatenate([_goal_truth(row) for row in calibration]),
    )
    with_goals = replace(blank, goal_upper=goal_upper)
    parts = [_target_rows(with_goals, row, targets) for row in calibration if row.has_targets]
    rows, truth = zip(*parts, strict=True)
    target_upper = _upper(np.vstack(rows), np.concatenate(truth))
    return replace(with_goals, target_upper=target_upper)


def goal_scores(weights: SdgWeights, rows: Sequence[SdgRow]) -> Floats:
    """Return the probabilities of the goals, shape (n_rows, 17)."""
    return np.stack([probability(_goal_rows(weights, row), weights.goal_upper) for row in rows])


def choose_thresholds(
    weights: SdgWeights, rows: Sequence[SdgRow], targets: Sequence[str]
) -> SdgThresholds:
    """Return, per language, the goal threshold with the best micro-F1 that keeps negatives out.

    At most a given share of the passages without a goal may be taken for one. For targets: the
    lowest score from which 85% of the selected ones are right.
    """
    found, truth = goal_scores(weights, rows), np.stack([_goal_truth(row) for row in rows])
    languages = np.array([row.evidence.language for row in rows])
    goals = {
        language: best_goal_threshold(
            found[languages == language],
            truth[languages == language],
            MOST_NEGATIVES_TAKEN,
        )
        for language in LANGUAGES
    }
    parts = [_target_rows(weights, row, targets) for row in rows]
    within = np.concatenate([_chances(part, weights) for part, _ in parts])
    right = np.concatenate([part for _, part in parts])
    return SdgThresholds(goals, _lowest_precise(within, right))


def best_goal_threshold(found: Floats, truth: Truths, most_taken: float) -> float:
    """Return the threshold with the best micro-F1 that keeps passages without a goal out.

    The highest that is tried where none keeps enough of them out.

    Args:
        found: Scores, shape (n_passages, 17).
        truth: Labels, same shape.
        most_taken: Share of the passages without a goal that may be taken for one, 0 to 1.
    """
    best = (-1.0, round(float(_GOAL_THRESHOLDS[-1]), 2))
    empty = ~truth.any(axis=1)
    for threshold in _GOAL_THRESHOLDS:
        chosen = found >= threshold
        if empty.any() and chosen[empty].any(axis=1).mean() > most_taken:
            continue
        micro = 2 * (chosen & truth).sum() / max(1, chosen.sum() + truth.sum())
        best = max(best, (float(micro), round(float(threshold), 2)))
    return best[1]


def _lowest_precise(found: Floats, truth: Truths) -> float:
    for threshold in np.arange(0.10, 0.95, 0.01):
        chosen = truth[found >= threshold]
        if len(chosen) and chosen.mean() >= _TARGET_PRECISION:
            return round(float(threshold), 2)
    return 0.95


def _chances(rows: Floats, weights: SdgWeights) -> Floats:
    """Return the probabilities of targets: of the goal, times of the target within it."""
    goal = 1 / (1 + np.exp(-rows[:, TARGET_COLUMNS.index("goal")]))
    return np.asarray(probability(rows, weights.target_upper) * goal, np.float32)


_GOAL_KEYS = tuple(map(str, GOALS))


def _heads(rows: Sequence[SdgRow], labels: Sequence[frozenset[str]], keys: Sequence[str]) -> Floats:
    """Return one linear head per key, shape (n_keys, dimensions + 1); zeros where data lacks."""
    from sklearn.linear_model import LogisticRegression

    vectors = np.stack([row.vector for row in rows])
    heads = np.zeros((len(keys), vectors.shape[1] + 1), np.float32)
    for place, key in enumerate(keys):
        truth = np.array([key in own for own in labels])
        if truth.sum() < _FEWEST_PASSAGES:
            heads[place, -1] = -6.0
            continue
        model = LogisticRegression(C=_HEAD_STRENGTH, max_iter=1000, random_state=SEED)
        model.fit(vectors, truth)
        heads[place] = [*model.coef_[0], model.intercept_[0]]
    return heads


def _upper(rows: Floats, truth: Truths) -> Floats:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_UPPER_STRENGTH, max_iter=3000, random_state=SEED).fit(rows, truth)
    return np.array([*model.coef_[0], model.intercept_[0]], np.float32)


def _goal_rows(weights: SdgWeights, row: SdgRow) -> Floats:
    return goal_rows(
        row.evidence,
        linear(weights.goal_heads, row.vector),
        goal_similarity(weights, row.vector, row.evidence.language),
    )


def _goal_truth(row: SdgRow) -> Truths:
    return np.array([goal in row.goals for goal in GOALS])


def _target_rows(weights: SdgWeights, row: SdgRow, targets: Sequence[str]) -> tuple[Floats, Truths]:
    """Return the rows of the targets of the goals that the text has or may have, with the truth."""
    goals = probability(_goal_rows(weights, row), weights.goal_upper)
    rows = target_rows(
        row.evidence,
        targets,
        linear(weights.target_heads, row.vector),
        weights.target_texts[LANGUAGES.index(row.evidence.language)] @ row.vector,
        goals,
    )
    near = [place for place, target in enumerate(targets) if goal_of(target) in row.goals]
    truth = np.array([target in row.targets for target in targets])
    return rows[near], truth[near]

"""Fitting the stance classifier: a model on vectors, and a calibrated one on top of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from report_mining.classification.deciding import pool
from report_mining.classification.encoding import Floats
from report_mining.classification.stance_classifier import (
    LABELS,
    StanceWeights,
    linear,
    softmax,
)
from report_mining.classification.stance_features import Features
from report_mining.classification.verdicts import STANDARD
from report_mining.records import DecisionThresholds
from report_mining.taxonomies.codes import Stance

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

SEED = 20261122
_WINDOW_STRENGTH = 4.0  # inverse regularisation of the model on vectors of length 1
_STACK_STRENGTH = 0.2  # of the upper model, whose rows are few and whose features are many
_HIGH_PRECISION, _LOW_PRECISION = 0.95, 0.80  # of endorsements at or above t_high and t_low


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """One labelled mention with what the classifier sees of it."""

    company: str
    language: str
    vector: Floats  # shape (dimensions,)
    features: Features
    stance: str
    asserts: bool | None  # own_assertion, for REGULATORY only
    rules_say: str
    rule_score: float  # how sure the rules are, 0 to 1


def fit_stance(
    training: Sequence[TrainingRow], calibration: Sequence[TrainingRow]
) -> StanceWeights:
    """Return the models: the lower one from ``training``, the upper ones from ``calibration``.

    The encoder was tuned on the training companies, so only companies that it has not seen tell how
    far its vectors can be trusted.

    Raises:
        ValueError: a stance is missing from the rows, so that it could never be said.
    """
    names = sorted({name for row in (*training, *calibration) for name in row.features})
    window = _logistic(_WINDOW_STRENGTH).fit(_vectors(training), [r.stance for r in training])
    width = len(LABELS) + len(names) + 1
    blank = StanceWeights(
        window=_in_label_order(window),
        names=tuple(names),
        stance=np.zeros((len(LABELS), width), np.float32),
        assertion=np.zeros(width, np.float32),
    )
    rows = blank.stacked(_vectors(calibration), [row.features for row in calibration])
    stances = _logistic(_STACK_STRENGTH).fit(rows, [row.stance for row in calibration])
    told = [index for index, row in enumerate(calibration) if row.asserts is not None]
    asserts = _logistic(_STACK_STRENGTH).fit(
        rows[told], [bool(calibration[index].asserts) for index in told]
    )
    return replace(
        blank,
        stance=_in_label_order(stances),
        assertion=_with_constants(asserts)[0],
    )


def _in_label_order(model: LogisticRegression) -> Floats:
    """Return the weights of a model of all stances, rows in the order of ``LABELS``."""
    places = {label: index for index, label in enumerate(model.classes_)}
    missing = [label for label in LABELS if label not in places]
    if missing:
        raise ValueError(f"no row is {', '.join(missing)}; every stance needs labelled mentions")
    return _with_constants(model)[[places[label] for label in LABELS]]


def _with_constants(model: LogisticRegression) -> Floats:
    return np.hstack([model.coef_, model.intercept_[:, None]]).astype(np.float32)


def probabilities(weights: StanceWeights, rows: Sequence[TrainingRow]) -> Floats:
    """Return calibrated probabilities, shape (n_rows, 10), columns in the order of ``LABELS``."""
    stacked = weights.stacked(_vectors(rows), [row.features for row in rows])
    return softmax(linear(stacked, weights.stance))


def window_labels(weights: StanceWeights, rows: Sequence[TrainingRow]) -> list[str]:
    """Return what the windows alone say."""
    found = weights.window_chances(_vectors(rows)).argmax(axis=1)
    return [LABELS[int(place)] for place in found]


def cross_fitted(
    training: Sequence[TrainingRow], calibration: Sequence[TrainingRow], folds: int = 5
) -> Floats:
    """Return probabilities for the calibration rows, each from models that saw other companies."""
    companies = sorted({row.company for row in calibration})
    fold_of = {company: index % folds for index, company in enumerate(companies)}
    found = np.zeros((len(calibration), len(LABELS)), np.float32)
    for fold in range(folds):
        inside = [i for i, row in enumerate(calibration) if fold_of[row.company] == fold]
        others = [row for row in calibration if fold_of[row.company] != fold]
        found[inside] = probabilities(
            fit_stance(training, others), [calibration[i] for i in inside]
        )
    return found


def pooled(rows: Sequence[TrainingRow], found: Floats) -> Floats:
    """Return what rules and classifier hold probable together, shape (n_rows, 10)."""
    return np.array(
        [
            list(
                pool(
                    dict(zip(Stance, map(float, chances), strict=True)),
                    Stance(row.rules_say),
                    row.rule_score,
                ).values()
            )
            for row, chances in zip(rows, found, strict=True)
        ],
        np.float32,
    )


def choose_thresholds(rows: Sequence[TrainingRow], found: Floats) -> DecisionThresholds:
    """Return the lowest scores from which endorsements (ENDORSE or ANCHOR) are right often enough."""
    columns = [LABELS.index(label) for label in sorted(STANDARD)]
    scores = found[:, columns].sum(1)
    truth = np.array([row.stance in STANDARD for row in rows])
    low = _lowest_score(scores, truth, _LOW_PRECISION)
    return DecisionThresholds(max(low, _lowest_score(scores, truth, _HIGH_PRECISION)), low)


def _lowest_score(scores: Floats, truth: np.typing.NDArray[np.bool_], precision: float) -> float:
    """Return the lowest score at and above which at least this share is true, to two decimals."""
    for threshold in np.arange(0.30, 0.99, 0.01):
        chosen = truth[scores >= threshold]
        if len(chosen) and chosen.mean() >= precision:
            return round(float(threshold), 2)
    return 0.99


def prototypes(rows: Sequence[TrainingRow]) -> Mapping[str, Floats]:
    """Return the mean vector of each stance, of length 1: what similarity alone compares with."""
    groups: dict[str, list[Floats]] = defaultdict(list)
    for row in rows:
        groups[row.stance].append(row.vector)
    means = {label: np.mean(group, axis=0) for label, group in groups.items()}
    return {label: np.asarray(m / np.linalg.norm(m), np.float32) for label, m in means.items()}


def _logistic(strength: float) -> LogisticRegression:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=strength, max_iter=3000, random_state=SEED)


def _vectors(rows: Sequence[TrainingRow]) -> Floats:
    return np.stack([row.vector for row in rows])

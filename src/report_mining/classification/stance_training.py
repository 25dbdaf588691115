"""Fitting the stance classifier: a model on vectors, and a calibrated one on top of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from report_mining.classification.encoding import Floats
from report_mining.classification.stance_classifier import (
    LABELS,
    StanceWeights,
    linear,
    softmax,
)
from report_mining.classification.stance_features import Features

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

SEED = 20261122
_WINDOW_STRENGTH = 4.0  # inverse regularisation of the model on vectors of length 1
_STACK_STRENGTH = 0.2  # of the upper model, whose rows are few and whose features are many
_PRIOR_MENTIONS = 20  # what the prior of a rule weighs against mentions that were labelled


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
    rule: str
    doubt: float = 1.0  # factor on the precision of the rule, 0 to 1


@dataclass(frozen=True, slots=True)
class RulePrecision:
    """How often a rule was right."""

    mentions: int
    right: int
    precision: float  # with the prior in it, 0 to 1


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


def rule_precision(
    rows: Sequence[TrainingRow], priors: Mapping[str, float]
) -> dict[str, RulePrecision]:
    """Return how often each rule was right in ``rows``, drawn towards its prior where rarely seen."""
    seen: Counter[str] = Counter(row.rule for row in rows)
    right: Counter[str] = Counter(row.rule for row in rows if row.rules_say == row.stance)
    return {
        rule: RulePrecision(
            seen[rule],
            right[rule],
            round((right[rule] + _PRIOR_MENTIONS * prior) / (seen[rule] + _PRIOR_MENTIONS), 4),
        )
        for rule, prior in priors.items()
    }


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

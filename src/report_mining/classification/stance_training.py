"""Fitting the stance classifier: a model on vectors, and a calibrated one on top of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from report_mining.classification.encoding import Floats
from report_mining.classification.stance_classifier import ASSERTS, DESCRIBES, LABELS, stacked_rows
from report_mining.classification.stance_features import Features
from report_mining.classification.verdicts import STANDARD
from report_mining.records import DecisionThresholds

if TYPE_CHECKING:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

SEED = 20261122
_WINDOW_STRENGTH = 4.0  # inverse regularisation of the model on vectors of length 1
_STACK_STRENGTH = 0.2  # of the upper model, whose rows are few and whose features are many
_FEWEST_RULE_ROWS = 20  # a rule with fewer labelled mentions gets no veto
_VETO_PRECISION = 0.97
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
    rule: str


@dataclass(frozen=True, slots=True)
class FittedStance:
    """The fitted parts of a stance artefact."""

    window_model: LogisticRegression
    names: DictVectorizer
    stance_model: LogisticRegression
    assertion_model: LogisticRegression


def fit_stance(training: Sequence[TrainingRow], calibration: Sequence[TrainingRow]) -> FittedStance:
    """Return the models: the lower one from ``training``, the upper ones from ``calibration``.

    The encoder was tuned on the training companies, so only companies that it has not seen tell how
    far its vectors can be trusted.
    """
    from sklearn.feature_extraction import DictVectorizer

    window_model = _logistic(_WINDOW_STRENGTH).fit(_vectors(training), [r.stance for r in training])
    names = DictVectorizer(sparse=False, dtype=np.float32)
    names.fit([row.features for row in (*training, *calibration)])
    rows = stacked_rows(
        window_model.predict_proba(_vectors(calibration)), [r.features for r in calibration], names
    )
    told = [index for index, row in enumerate(calibration) if row.asserts is not None]
    return FittedStance(
        window_model=window_model,
        names=names,
        stance_model=_logistic(_STACK_STRENGTH).fit(rows, [row.stance for row in calibration]),
        assertion_model=_logistic(_STACK_STRENGTH).fit(
            rows[told], [ASSERTS if calibration[i].asserts else DESCRIBES for i in told]
        ),
    )


def probabilities(fitted: FittedStance, rows: Sequence[TrainingRow]) -> Floats:
    """Return calibrated probabilities, shape (n_rows, 10), columns in the order of ``LABELS``."""
    stacked = stacked_rows(
        fitted.window_model.predict_proba(_vectors(rows)), [r.features for r in rows], fitted.names
    )
    return in_label_order(fitted.stance_model, fitted.stance_model.predict_proba(stacked))


def in_label_order(model: LogisticRegression, found: Floats) -> Floats:
    """Return the columns of ``found`` in the order of ``LABELS``."""
    places = {label: index for index, label in enumerate(model.classes_)}
    return np.asarray(found[:, [places[label] for label in LABELS]], np.float32)


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


def rules_with_veto(rows: Sequence[TrainingRow], found: Floats) -> dict[str, tuple[int, float]]:
    """Return rule -> (mentions, precision) of rules that may overrule the classifier.

    They are right in at least 97% of at least twenty mentions, and more often than the classifier.
    """
    right: Counter[str] = Counter()
    classifier_right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for row, chances in zip(rows, found, strict=True):
        seen[row.rule] += 1
        right[row.rule] += row.rules_say == row.stance
        classifier_right[row.rule] += LABELS[int(chances.argmax())] == row.stance
    return {
        rule: (count, round(right[rule] / count, 4))
        for rule, count in sorted(seen.items())
        if count >= _FEWEST_RULE_ROWS
        and right[rule] / count >= _VETO_PRECISION
        and right[rule] > classifier_right[rule]
    }


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

"""Fitting the due diligence model, and cross-fitting it by company for thresholds and figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from report_mining.classification.due_diligence_deciding import can_show_step
from report_mining.classification.due_diligence_evidence import DueDiligenceEvidence
from report_mining.classification.due_diligence_features import (
    lexicon_row,
    make_vocabulary,
    vector_row,
)
from report_mining.classification.due_diligence_model import (
    DueDiligenceWeights,
    cheap_row,
    probabilities,
    shares,
    step_labels,
)
from report_mining.classification.due_diligence_rules import DueDiligenceRules, is_index_row
from report_mining.classification.encoding import Floats

_PENALTY = 0.3  # inverse strength; chosen by cross-fitting over companies
_SCREEN_PENALTY = 0.5  # the same for the screen, whose steps are fitted together
_FOLDS = 3
_SEED_COMPANY_SALT = 7
_GRADE = "grade."  # labels that say how specific a passage is
_LEAST_POSITIVES = 20  # of a label, for a head of its own
_THRESHOLDS = np.arange(0.15, 0.61, 0.05)
_SHRINK_TO = 0.3  # thresholds of rare labels are drawn towards this one
_SHRINK_WEIGHT = 30.0  # positives at which own choice and common one count alike
_SCREEN_RECALL = 0.99  # of the texts with a step, by cross-fitting
_GATE_RECALL = 0.98  # of own texts with a step, and of real passages with one, by cross-fitting
_GATE_PENALTY = 0.3  # inverse strength; a third and three times of it do as well
# How much of the length of a vector counts beside words while fitting. The encoder was tuned on
# invented texts: the less it counts, the more steps in real reports are right, by cross-fitting.
_MEANING_SHARE = 0.5
# How many of the passages of real reports that are given a step have to show one, and the lowest
# scores that are tried for it.
_WANTED_IN_REPORTS = 0.7
_FLOORS = np.arange(0.0, 0.71, 0.05)
# The encoder has seen the invented texts, so their cross-fitted scores are too sure and nearly every
# threshold does as well. On real passages that neither it nor the heads saw, a lower one finds more.
_MOST_FOR_A_STEP = 0.25
Flags = npt.NDArray[np.bool_]


class Labelled(Protocol):
    """Anything with the labels of a passage as the model names them."""

    @property
    def labels(self) -> frozenset[str]:
        """Such as ``step.2``, ``grade.3`` or ``theme.child_labour``."""


@dataclass(frozen=True, slots=True)
class DueDiligenceRow:
    """One labelled passage with what the models see of it."""

    company: str
    evidence: DueDiligenceEvidence
    vector: Floats  # of the encoder, as it came
    labels: frozenset[str]
    weight: float = 1.0  # how much it counts while fitting the steps and how specific they are
    is_report: bool = False  # of a real report, where only steps and their grade were labelled
    sets_limits: bool = True  # a passage of a report on which the thresholds of steps rest


@dataclass(frozen=True, slots=True)
class FittedDueDiligence:
    """A model on all rows, with what cross-fitting says of it."""

    weights: DueDiligenceWeights
    thresholds: dict[str, float]
    screen_limit: float
    gate_limit: float
    crossfit: Floats  # probabilities of each row by a model that saw no row of its company


def labels_to_fit(rows: Sequence[Labelled]) -> tuple[str, ...]:
    """Return the labels with enough positives, the steps first."""
    counts: dict[str, int] = {}
    for row in rows:
        for label in row.labels:
            counts[label] = counts.get(label, 0) + 1
    others = sorted(
        label for label, n in counts.items() if n >= _LEAST_POSITIVES and label not in step_labels()
    )
    return (*step_labels(), *others)


def fit_due_diligence(
    rows: Sequence[DueDiligenceRow], concepts: Sequence[str], rules: DueDiligenceRules
) -> FittedDueDiligence:
    """Return the model fitted on ``rows``; thresholds come from cross-fitting by company."""
    labels = labels_to_fit(rows)
    truth = label_flags(rows, labels)
    invented = np.array([not row.is_report for row in rows])
    crossfit = np.zeros(truth.shape, np.float32)
    screened = np.zeros(len(rows), np.float32)
    gated = np.zeros(len(rows), np.float32)
    for inside, outside in folds([row.company for row in rows]):
        weights = fit_weights([rows[i] for i in inside], concepts, rules, labels)
        for place in outside:
            cheap, full = full_row(rows[place], weights, rules)
            crossfit[place] = probabilities(weights.heads, full)
            screened[place] = shares(weights.screen, cheap)[:-1].max()
            gated[place] = weights.gate_score(rows[place].evidence.normal.text)
    has_step = np.asarray(truth[:, : len(step_labels())].any(axis=1), bool)
    limit = float(np.quantile(screened[has_step], 1 - _SCREEN_RECALL))
    gate_limit = _gate_limit(gated, has_step, invented)
    thresholds = {
        label: choose_threshold(crossfit[invented, column], truth[invented, column])
        for column, label in enumerate(labels)
    }
    floor = floor_for_reports(rows, crossfit, thresholds)
    thresholds |= {
        label: round(max(min(thresholds[label], _MOST_FOR_A_STEP), floor), 3)
        for label in step_labels()
    }
    weights = fit_weights(rows, concepts, rules, labels)
    return FittedDueDiligence(weights, thresholds, round(limit, 4), round(gate_limit, 4), crossfit)


def _gate_limit(scores: Floats, has_step: Flags, invented: Flags) -> float:
    """Return the score that the wanted share of texts with a step has, own and real ones alike."""
    groups = (scores[has_step & invented], scores[has_step & ~invented])
    return min(float(np.quantile(group, 1 - _GATE_RECALL)) for group in groups if len(group))


def label_flags(rows: Sequence[Labelled], labels: Sequence[str]) -> Flags:
    """Return which labels each row has, shape (rows, labels)."""
    return np.array([[label in row.labels for label in labels] for row in rows], bool)


def fit_weights(
    rows: Sequence[DueDiligenceRow],
    concepts: Sequence[str],
    rules: DueDiligenceRules,
    labels: Sequence[str],
) -> DueDiligenceWeights:
    """Return the heads fitted on ``rows``."""
    vocabulary = make_vocabulary(
        [row.evidence.normal.text for row in rows], [row.company for row in rows]
    )
    centre = np.mean([row.vector for row in rows], axis=0).astype(np.float32)
    cheap = np.stack(
        [
            np.concatenate(
                [
                    lexicon_row(row.evidence, concepts, rules),
                    vocabulary.row(row.evidence.normal.text),
                ]
            )
            for row in rows
        ]
    )
    meaning = np.stack([vector_row(row.vector, centre) for row in rows])
    full = np.hstack([cheap, meaning * np.float32(_MEANING_SHARE)])
    truth = label_flags(rows, labels)
    counts = np.array([row.weight for row in rows], np.float32)
    step_count = len(step_labels())
    return DueDiligenceWeights(
        concepts=tuple(concepts),
        vocabulary=vocabulary,
        centre=centre,
        screen=_screen_heads(cheap, truth[:, :step_count], counts),
        labels=tuple(labels),
        heads=_for_whole_vectors(_heads(full, rows, labels), meaning.shape[1]),
        gate=_gate_head(cheap[:, -len(vocabulary.places) :], truth[:, :step_count]),
    )


def is_labelled_in_reports(label: str) -> bool:
    """Return whether real passages were labelled for it: steps and how specific, no topics."""
    return label in step_labels() or label.startswith(_GRADE)


def _gate_head(words: Floats, steps: Flags) -> Floats:
    """Return a logistic regression of "any step" on words alone, shape (words + 1,)."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=_GATE_PENALTY, max_iter=400)
    fitted.fit(csr_matrix(words), steps.any(axis=1))
    return np.append(fitted.coef_[0], fitted.intercept_[0]).astype(np.float32)


def _for_whole_vectors(heads: Floats, dimensions: int) -> Floats:
    """Return heads fitted on a share of each vector as they apply to the whole of it."""
    heads[:, -dimensions - 1 : -1] *= np.float32(_MEANING_SHARE)
    return heads


def full_row(
    row: DueDiligenceRow, weights: DueDiligenceWeights, rules: DueDiligenceRules
) -> tuple[Floats, Floats]:
    """Return the columns of a row without and with the encoder."""
    cheap = cheap_row(row.evidence, weights, rules)
    return cheap, np.concatenate([cheap, vector_row(row.vector, weights.centre)])


def folds(companies: Sequence[str]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the places inside and outside of each fold; a company is never in both."""
    order = sorted(set(companies), key=lambda name: (hash_of(name), name))
    fold_of = {name: number % _FOLDS for number, name in enumerate(order)}
    for fold in range(_FOLDS):
        outside = [i for i, name in enumerate(companies) if fold_of[name] == fold]
        inside = [i for i, name in enumerate(companies) if fold_of[name] != fold]
        yield inside, outside


def hash_of(name: str) -> str:
    """Return a stable hash by which companies are dealt to folds."""
    import hashlib

    return hashlib.sha256(f"{_SEED_COMPANY_SALT}|{name}".encode()).hexdigest()


def choose_threshold(scores: Floats, truth: Flags) -> float:
    """Return the threshold with the best F1, drawn to a common one where positives are few."""
    best, best_f1 = _SHRINK_TO, -1.0
    for threshold in _THRESHOLDS:
        found = scores >= threshold
        wrong = int((found != truth).sum())
        hits = int((found & truth).sum())
        f1 = 2 * hits / (2 * hits + wrong) if hits else 0.0
        if f1 > best_f1:
            best, best_f1 = float(threshold), f1
    own = float(truth.sum()) / (float(truth.sum()) + _SHRINK_WEIGHT)
    return round(own * best + (1 - own) * _SHRINK_TO, 3)


def floor_for_reports(
    rows: Sequence[DueDiligenceRow], scores: Floats, thresholds: Mapping[str, float]
) -> float:
    """Return the score below which no step is given, so that those given in reports are right.

    The least with which the wanted share of the read passages of real reports that are given a
    step have one, by models that saw no passage of the report; the highest where none reaches it.
    """
    read = [
        place
        for place, row in enumerate(rows)
        if row.is_report and row.sets_limits and can_be_given(row.evidence)
    ]
    if not read:
        return 0.0
    steps = label_flags([rows[place] for place in read], step_labels())
    has_step = np.asarray(steps.any(axis=1), bool)
    limits = np.array([thresholds[label] for label in step_labels()], np.float32)
    told = scores[read][:, : len(limits)]
    for floor in _FLOORS:
        given = (told >= np.maximum(limits, floor)).any(axis=1)
        if given.any() and float(has_step[given].mean()) >= _WANTED_IN_REPORTS:
            return float(floor)
    return float(_FLOORS[-1])


def can_be_given(evidence: DueDiligenceEvidence) -> bool:
    """Return whether the reader may give a step to a passage at all."""
    return can_show_step(evidence) and not is_index_row(evidence.normal.text)


def _heads(columns: Floats, rows: Sequence[DueDiligenceRow], labels: Sequence[str]) -> Floats:
    """Return one logistic regression per label, shape (labels, columns + 1).

    A softmax over the steps instead would make the second step of a passage look less likely.
    Passages of real reports count for steps and how specific they are; their topics were not labelled.
    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    invented = np.array([not row.is_report for row in rows])
    counts = np.array([row.weight for row in rows], np.float32)
    truth = label_flags(rows, labels)
    sparse = csr_matrix(columns)
    heads: list[Floats] = []
    for column, label in enumerate(labels):
        kept = invented | is_labelled_in_reports(label)
        fitted = LogisticRegression(C=_PENALTY, max_iter=400)
        fitted.fit(sparse[kept], truth[kept, column], sample_weight=counts[kept])
        heads.append(np.append(fitted.coef_[0], fitted.intercept_[0]).astype(np.float32))
    return np.stack(heads)


def _screen_heads(columns: Floats, truth: Flags, counts: Floats) -> Floats:
    """Return the heads of a softmax over the steps and "no step", shape (8, columns + 1).

    A passage with two steps counts once for each; ``counts`` says how much a passage counts.
    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    none = ~truth.any(axis=1, keepdims=True)
    places, labels = np.nonzero(np.hstack([truth, none]))
    fitted = LogisticRegression(C=_SCREEN_PENALTY, max_iter=400)
    fitted.fit(csr_matrix(columns[places]), labels, sample_weight=counts[places])
    assert fitted.coef_.shape[0] == truth.shape[1] + 1  # every step occurs
    return np.hstack([fitted.coef_, fitted.intercept_[:, None]]).astype(np.float32)

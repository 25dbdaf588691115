"""Fitting the model of links on labelled texts, and choosing from which score on a text links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from report_mining.classification.encoding import Floats
from report_mining.classification.link_features import COLUMNS
from report_mining.classification.link_model import LinkModel

_STRENGTH = 0.3  # inverse regularisation; chosen by cross-fitting over companies
_ROUNDS = 3  # of fitting and choosing anew which sentence of a text links
_FOLDS = 8
_WANTED_PRECISION = 0.95  # on own texts; real ones are harder
_GRID = np.round(np.arange(0.30, 0.91, 0.01), 2)
_SEED = 20261122


@dataclass(frozen=True, slots=True)
class LinkExample:
    """One labelled text with the features of its sentences that name an SDG."""

    company: str
    language: str
    rows: Floats  # shape (sentences, columns), at least one sentence
    is_link: bool


def fit_links(examples: Sequence[LinkExample], thresholds: dict[str, float]) -> LinkModel:
    """Return the model: a text links if its most probable sentence does."""
    from sklearn.linear_model import LogisticRegression

    truth = np.array([one.is_link for one in examples])
    chosen = [one.rows.sum(axis=1).argmax() for one in examples]
    weights, constant = np.zeros(len(COLUMNS), np.float32), 0.0
    for _ in range(_ROUNDS):
        table = np.stack([one.rows[k] for one, k in zip(examples, chosen, strict=True)])
        fitted = LogisticRegression(C=_STRENGTH, max_iter=2000, random_state=_SEED).fit(
            table, truth
        )
        weights = np.asarray(fitted.coef_[0], np.float32)
        constant = float(fitted.intercept_[0])
        chosen = [(one.rows @ weights).argmax() for one in examples]
    return LinkModel(weights, constant, thresholds)


def text_scores(model: LinkModel, examples: Iterable[LinkExample]) -> Floats:
    """Return the probability of each text, that of its most probable sentence."""
    return np.array(
        [max(model.probability(row) for row in one.rows) for one in examples], np.float32
    )


def cross_fitted_scores(examples: Sequence[LinkExample]) -> Floats:
    """Return the probability of each text by a model that saw no text of its company."""
    from sklearn.model_selection import GroupKFold

    companies = np.array([one.company for one in examples])
    scores = np.zeros(len(examples), np.float32)
    for inside, outside in GroupKFold(_FOLDS).split(companies, groups=companies):
        model = fit_links([examples[i] for i in inside], {})
        scores[outside] = text_scores(model, [examples[i] for i in outside])
    return scores


def choose_link_thresholds(examples: Sequence[LinkExample], scores: Floats) -> dict[str, float]:
    """Return, per language, the lowest threshold from which 95% of the links read are right."""
    languages = sorted({one.language for one in examples})
    truth = np.array([one.is_link for one in examples])
    spoken = np.array([one.language for one in examples])
    return {la: _lowest(scores[spoken == la], truth[spoken == la]) for la in languages}


def _lowest(scores: Floats, truth: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    for threshold in _GRID:
        read = scores >= threshold
        if read.any() and truth[read].mean() >= _WANTED_PRECISION:
            return float(threshold)
    return float(_GRID[-1])

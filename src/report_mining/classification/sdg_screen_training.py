"""Fitting the screen: linear heads that imitate the scores of the full SDG reader."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from report_mining.classification.encoding import Floats
from report_mining.classification.sdg_features import GOALS
from report_mining.classification.sdg_lexicon import SdgLexicon
from report_mining.classification.sdg_reading import LANGUAGES
from report_mining.classification.sdg_screen import (
    ScreenWeights,
    hashed_terms,
    head_scores,
    lexicon_rows,
)

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

HASHED_TERMS = 2**16
WANTED_RECALL = 0.99  # of what the full reader selects
_FOLDS = 5
_STRENGTH = 0.5  # ridge penalty
_LEAST, _MOST = -8.0, 5.0  # log odds; beyond, the full reader is as sure as can be
_OWN_WEIGHT = 0.3  # of an annotated text beside a passage of a report
_OWN_PRESENT, _OWN_ABSENT = 1.5, -5.0  # log odds that an annotation stands for


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """A passage with what the full reader, or an annotator, says of it."""

    document: str  # report or company; thresholds are chosen on documents that were not fitted
    language: str
    text: str
    log_odds: tuple[float, ...]  # of the 17 goals
    is_selected: bool  # whether the full reader selects a goal
    is_own: bool = False  # an annotated text; counts less and chooses no threshold


def row_of_scores(
    document: str, language: str, text: str, scores: Sequence[float], *, is_selected: bool
) -> ScreenRow:
    """Return the row of a passage that the full reader gave ``scores``, 0 to 1, by goal."""
    odds = tuple(min(_MOST, max(_LEAST, math.log(max(p, 1e-4) / max(1 - p, 1e-4)))) for p in scores)
    return ScreenRow(document, language, text, odds, is_selected)


def row_of_goals(company: str, language: str, text: str, goals: frozenset[int]) -> ScreenRow:
    """Return the row of an annotated text."""
    odds = tuple(_OWN_PRESENT if goal in goals else _OWN_ABSENT for goal in GOALS)
    return ScreenRow(company, language, text, odds, bool(goals), is_own=True)


@dataclass(frozen=True, slots=True)
class ScreenMeasure:
    """What a screen does with the passages of one language."""

    passages: int
    selected: int  # by the full reader
    passed: int
    selected_passed: int

    def as_record(self) -> dict[str, object]:
        """Return counts, recall of what is selected, and share passed."""
        return {
            "passages": self.passages,
            "selected": self.selected,
            "passed": self.passed,
            "recall": round(self.selected_passed / self.selected, 4) if self.selected else None,
            "share_passed": round(self.passed / self.passages, 4) if self.passages else None,
        }


def fit_screen(rows: Sequence[ScreenRow], lexicon: SdgLexicon) -> ScreenWeights:
    """Return the heads fitted on all rows."""
    return _fit(rows, *_features(rows, lexicon))


def cross_fitted(rows: Sequence[ScreenRow], lexicon: SdgLexicon) -> Floats:
    """Return a score per row by heads that saw nothing of its document, shape (n_rows,)."""
    hashed, said = _features(rows, lexicon)
    found = np.zeros(len(rows), np.float32)
    for is_out in _folds([row.document for row in rows]):
        kept = [place for place, out in enumerate(is_out) if not out]
        fitted = _fit([rows[place] for place in kept], hashed[kept], said[kept])
        found[is_out] = head_scores(fitted, hashed[is_out], said[is_out]).max(axis=1)
    return found


def choose_screen_thresholds(
    rows: Sequence[ScreenRow], scores: Floats, recall: float = WANTED_RECALL
) -> dict[str, float]:
    """Return, per language, the highest threshold at which ``recall`` of the selected pass.

    Raises:
        ValueError: a language has no passage of a report that is selected.
    """
    thresholds = {}
    for language in LANGUAGES:
        chosen = [
            float(score)
            for row, score in zip(rows, scores, strict=True)
            if row.language == language and row.is_selected and not row.is_own
        ]
        if not chosen:
            raise ValueError(f"no selected passage of a report in {language}; give some")
        place = math.ceil(recall * len(chosen)) - 1
        thresholds[language] = math.floor(sorted(chosen, reverse=True)[place] * 1000) / 1000
    return thresholds


def measure_screen(
    rows: Sequence[ScreenRow], passes: Sequence[bool]
) -> Mapping[str, ScreenMeasure]:
    """Return what a screen does per language, on the passages of reports."""
    found = {}
    for language in LANGUAGES:
        own = [
            (row, passed)
            for row, passed in zip(rows, passes, strict=True)
            if row.language == language and not row.is_own
        ]
        found[language] = ScreenMeasure(
            passages=len(own),
            selected=sum(row.is_selected for row, _ in own),
            passed=sum(passed for _, passed in own),
            selected_passed=sum(row.is_selected and passed for row, passed in own),
        )
    return found


def _features(rows: Sequence[ScreenRow], lexicon: SdgLexicon) -> tuple[csr_matrix, Floats]:
    texts = [row.text for row in rows]
    said = lexicon_rows(texts, [row.language for row in rows], lexicon)
    return hashed_terms(texts, HASHED_TERMS), said


def _fit(rows: Sequence[ScreenRow], hashed: csr_matrix, said: Floats) -> ScreenWeights:
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import Ridge

    weights = np.where([row.is_own for row in rows], _OWN_WEIGHT, 1.0)
    model = Ridge(alpha=_STRENGTH, solver="sparse_cg", tol=1e-3)
    model.fit(
        hstack([hashed, csr_matrix(said)]).tocsr(),
        np.array([row.log_odds for row in rows], np.float32),
        sample_weight=weights,
    )
    heads = np.asarray(model.coef_, np.float32)
    return ScreenWeights(
        hashed=heads[:, :HASHED_TERMS],
        lexicon=heads[:, HASHED_TERMS:],
        constants=np.asarray(model.intercept_, np.float32),
    )


def _folds(documents: Sequence[str]) -> Iterator[npt.NDArray[np.bool_]]:
    """Yield which rows are left out, a fifth of the documents at a time, in order of their names."""
    names, place = np.unique(np.array(documents, dtype=str), return_inverse=True)
    for fold in range(min(_FOLDS, len(names))):
        yield np.asarray(place % _FOLDS == fold, bool)

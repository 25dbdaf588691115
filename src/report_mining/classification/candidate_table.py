"""Measures of scores of candidates that people called right or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from report_mining.classification.label_table import Flags
from report_mining.classification.resampling import Floats, ratio

_WANTED_RECALL = 0.6  # precision is also told at the threshold where this recall is reached


@dataclass(frozen=True, slots=True)
class CandidateTable:
    """What people and the reader said of candidates; each of shape (candidates,)."""

    correct: Flags
    selected: Flags
    scores: Floats

    def measure(self, weights: Floats) -> Mapping[str, Floats]:
        """Return the measures by the weights of candidates, shape (draws, candidates)."""
        right, wrong = weights * self.correct, weights * ~self.correct
        hits = right @ self.selected
        chosen = weights @ self.selected
        return {
            "auc": self._auc(right, wrong),
            "precision_of_selected": ratio(hits, chosen),
            "recall_of_selected": ratio(hits, right.sum(axis=1)),
            f"precision_at_recall_{_WANTED_RECALL}": self._precision_at_recall(right, wrong),
            "precision_of_accepting_all": ratio(right.sum(axis=1), weights.sum(axis=1)),
        }

    def _auc(self, right: Floats, wrong: Floats) -> Floats:
        """Return the share of pairs in which the right one scores higher; ties count half."""
        wins, losses = self._by_score(right), self._by_score(wrong)
        below = losses.cumsum(axis=1) - losses
        won = (wins * (below + losses / 2)).sum(axis=1)
        return ratio(won, wins.sum(axis=1) * losses.sum(axis=1))

    def _precision_at_recall(self, right: Floats, wrong: Floats) -> Floats:
        """Return the precision of all that score at least as high as the wanted recall needs."""
        hits = self._by_score(right)[:, ::-1].cumsum(axis=1)
        false_alarms = self._by_score(wrong)[:, ::-1].cumsum(axis=1)
        first = (hits >= _WANTED_RECALL * hits[:, -1:]).argmax(axis=1)
        at = np.arange(len(hits)), first
        return np.where(hits[:, -1] > 0, ratio(hits[at], hits[at] + false_alarms[at]), np.nan)

    def _by_score(self, weights: Floats) -> Floats:
        """Return the weights added up per distinct score, lowest first."""
        values, place = np.unique(self.scores, return_inverse=True)
        summed: Floats = weights @ (place[:, None] == np.arange(len(values)))
        return summed

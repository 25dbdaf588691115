"""Measures of yes/no answers about several labels of each text, such as its goals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from report_mining.classification.resampling import Floats, measure_once, ratio

_BINS = 10  # of equal width, for calibration
_LIKELY = 0.1  # most of 17 goals are plainly absent; calibration is also told without those
_CALIBRATION = "expected_calibration_error"

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class LabelTable:
    """What is judged and what is predicted of each text and label; shapes (texts, labels)."""

    labels: tuple[str, ...]
    judged: Flags  # whether anybody judged this label of this text
    present: Flags  # whether it is there, where judged
    selected: Flags  # whether it is predicted
    scores: Floats | None = None  # calibrated probabilities; None: not measured

    @property
    def is_full(self) -> Flags:
        """Which texts have every label judged, shape (texts,)."""
        return np.asarray(self.judged.all(axis=1), bool)

    def measure(self, weights: Floats) -> Mapping[str, Floats]:
        """Return the measures of the whole table, by the weights of texts (draws, texts).

        Macro-F1 is the mean over the labels that are present somewhere in the draw. F0.5, exact
        sets and texts without a label are measured on the texts with every label judged.
        """
        hits, false_alarms, misses = self._counts(weights, self.judged)
        each = _f_score(hits, false_alarms, misses)
        each[hits + misses == 0] = np.nan
        found = {"macro_f1": _mean(each)}
        totals = [part.sum(axis=1) for part in (hits, false_alarms, misses)]
        found["micro_f1"] = _f_score(*totals)
        found["precision"] = ratio(totals[0], totals[0] + totals[1])
        found["recall"] = ratio(totals[0], totals[0] + totals[2])
        if self.is_full.any():
            found |= self._measure_sets(weights)
        if self.scores is not None:
            found[_CALIBRATION] = self._calibration_error(weights, lowest=0.0)
            found[f"{_CALIBRATION}_above_{_LIKELY}"] = self._calibration_error(
                weights, lowest=_LIKELY
            )
        return found

    def measure_labels(self, weights: Floats) -> Mapping[str, Floats]:
        """Return the F1 of every label, nan where it is neither present nor predicted."""
        f1 = _f_score(*self._counts(weights, self.judged))
        return {label: f1[:, column] for column, label in enumerate(self.labels)}

    def describe_labels(self) -> dict[str, dict[str, object]]:
        """Return precision, recall, F1 and counts of every label."""
        counts = self._counts(np.ones((1, len(self.judged))), self.judged)
        hits, false_alarms, misses = (part[0].astype(int) for part in counts)
        f1 = measure_once(self.measure_labels, len(self.judged))
        return {
            label: {
                "precision": _share(hits[column], hits[column] + false_alarms[column]),
                "recall": _share(hits[column], hits[column] + misses[column]),
                "f1": f1[label],
                "support": int(hits[column] + misses[column]),
                "judged": int(self.judged[:, column].sum()),
            }
            for column, label in enumerate(self.labels)
        }

    def _measure_sets(self, weights: Floats) -> dict[str, Floats]:
        counts = self._counts(weights, self.judged & self.is_full[:, None])
        hits, false_alarms, misses = (part.sum(axis=1) for part in counts)
        is_exact = self.is_full & (self.present == self.selected).all(axis=1)
        is_none = self.is_full & ~self.present.any(axis=1)
        is_taken = is_none & self.selected.any(axis=1)
        return {
            "micro_f0.5": _f_score(hits, false_alarms, misses, beta=0.5),
            "exact_share": ratio(weights @ is_exact, weights @ self.is_full),
            "no_label_taken_for_one": ratio(weights @ is_taken, weights @ is_none),
        }

    def _counts(self, weights: Floats, counted: Flags) -> tuple[Floats, Floats, Floats]:
        """Return hits, false alarms and misses, each of shape (draws, labels)."""
        hits = weights @ (counted & self.present & self.selected)
        false_alarms = weights @ (counted & ~self.present & self.selected)
        misses = weights @ (counted & self.present & ~self.selected)
        return hits, false_alarms, misses

    def _calibration_error(self, weights: Floats, lowest: float) -> Floats:
        """Return the mean distance of score and truth over ten bins of the judged labels.

        Source: Naeini, Cooper and Hauskrecht, AAAI 2015.
        """
        assert self.scores is not None
        counted = self.judged & (self.scores >= lowest)
        bins = np.minimum((self.scores * _BINS).astype(int), _BINS - 1)
        distance = np.zeros(len(weights))
        for number in range(_BINS):
            inside = counted & (bins == number)
            gap = np.where(inside, self.present - self.scores, 0.0).sum(axis=1)
            distance += np.abs(weights @ gap)
        return ratio(distance, weights @ counted.sum(axis=1))


def label_table(
    labels: Sequence[str],
    judged: Sequence[Mapping[str, bool]],
    scored: Sequence[Mapping[str, tuple[float, bool]]],
    *,
    has_scores: bool,
) -> LabelTable:
    """Return the table of texts: what was judged of each, and its scores with the decision."""
    return LabelTable(
        labels=tuple(labels),
        judged=np.array([[label in row for label in labels] for row in judged], bool),
        present=np.array([[row.get(label, False) for label in labels] for row in judged], bool),
        selected=np.array(
            [[row.get(la, (0.0, False))[1] for la in labels] for row in scored], bool
        ),
        scores=np.array([[row.get(la, (0.0, False))[0] for la in labels] for row in scored], float)
        if has_scores
        else None,
    )


def _f_score(hits: Floats, false_alarms: Floats, misses: Floats, beta: float = 1.0) -> Floats:
    """Return (1 + b2) hits / ((1 + b2) hits + b2 misses + false alarms), nan of nothing."""
    weighted = (1 + beta**2) * hits
    return ratio(weighted, weighted + beta**2 * misses + false_alarms)


def _mean(values: Floats) -> Floats:
    """Return the mean over labels without the undefined ones, nan where all are."""
    known = ~np.isnan(values)
    return ratio(np.where(known, values, 0.0).sum(axis=1), known.sum(axis=1).astype(float))


def _share(part: int, whole: int) -> float | None:
    return round(float(part / whole), 4) if whole else None

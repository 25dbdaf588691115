"""Two versions of an SDG reader on the same labels: differences with a paired test over documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from report_mining.classification.resampling import Floats, draw_weights, measure_once
from report_mining.classification.sdg_evaluation import MeasuredPart, SdgEvaluation, measured_parts

_PERCENTILES = (2.5, 97.5)
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class SdgComparison:
    """What one version does, and how far it is above another."""

    evaluation: SdgEvaluation
    other: SdgEvaluation  # on the same rows
    other_version: str

    def as_record(self) -> dict[str, object]:
        """Return the object that ``evaluate --against VERSION --json`` prints."""
        differences = paired_differences(self.evaluation, self.other)
        return self.evaluation.as_record() | {
            f"difference_to_{self.other_version}": {
                name: one.as_record() for name, one in differences.items()
            }
        }


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """How far one version is above another in one measure."""

    first: float
    second: float
    low: float  # 95% percentile interval of the difference
    high: float
    p_value: float  # two-sided: twice the smaller share of draws on one side of no difference

    def as_record(self) -> dict[str, object]:
        """Return the figures, rounded."""
        return {
            "this": round(self.first, _DIGITS),
            "other": round(self.second, _DIGITS),
            "difference": round(self.first - self.second, _DIGITS),
            "interval": (round(self.low, _DIGITS), round(self.high, _DIGITS)),
            "p": round(self.p_value, _DIGITS),
        }


def paired_differences(
    evaluation: SdgEvaluation, other: SdgEvaluation
) -> dict[str, PairedDifference]:
    """Return the difference of every measure that both have.

    The same documents are drawn for both. Source: Efron and Tibshirani, An Introduction to the
    Bootstrap (1993), with whole documents as units.

    Raises:
        ValueError: the evaluations are not of the same rows.
    """
    if [row.gold for row in evaluation.rows] != [row.gold for row in other.rows]:
        raise ValueError("the two evaluations are of different rows; evaluate both on one file")
    found: dict[str, PairedDifference] = {}
    pairs = zip(_parts(evaluation), _parts(other), strict=True)
    for mine, theirs in pairs:
        weights = draw_weights(mine.documents)
        drawn = mine.measure(weights), theirs.measure(weights)
        once = [measure_once(part.measure, len(part.documents)) for part in (mine, theirs)]
        for name in drawn[0]:
            first, second = once[0][name], once[1].get(name)
            gaps = _known(drawn[0][name] - drawn[1][name])
            if first is not None and second is not None and len(gaps):
                low, high = np.percentile(gaps, _PERCENTILES)
                found[mine.prefix + name] = PairedDifference(
                    first, second, float(low), float(high), _p_value(gaps)
                )
    return found


def _parts(evaluation: SdgEvaluation) -> Sequence[MeasuredPart]:
    return list(measured_parts(evaluation.task, evaluation.rows))


def _known(gaps: Floats) -> Floats:
    return np.asarray(gaps[~np.isnan(gaps)], np.float64)


def _p_value(gaps: Floats) -> float:
    above, below = float((gaps >= 0).mean()), float((gaps <= 0).mean())
    return min(1.0, 2 * min(above, below))

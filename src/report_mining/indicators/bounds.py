"""Lower, observed and upper share: what the companies without a value can change (DOMAIN 5.6, 6).

Source: Horowitz and Manski (2000), J. Am. Stat. Assoc. 95, worst-case bounds for missing answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from report_mining.indicators.correction import correct_share
from report_mining.indicators.intervals import CONFIDENCE, check_counts
from report_mining.records import ErrorRates


@dataclass(frozen=True, slots=True)
class ShareBounds:
    """Shares as fractions from 0 to 1, with lower <= observed <= upper."""

    lower: float | None  # missing counted as not endorsing; None for an empty population
    observed: float | None  # over the companies with a value; None without one
    upper: float | None  # missing counted as endorsing


def share_bounds(n_endorsed: int, n_covered: int, n_population: int) -> ShareBounds:
    """Return the three shares, with exact arithmetic until the last step.

    Raises:
        ValueError: when the counts do not fit together.
    """
    check_counts(n_endorsed, n_covered, n_population)
    return ShareBounds(
        lower=_share(n_endorsed, n_population),
        observed=_share(n_endorsed, n_covered),
        upper=_share(n_endorsed + n_population - n_covered, n_population),
    )


def widened_bounds(
    n_endorsed: int,
    n_covered: int,
    n_population: int,
    rates: ErrorRates | None,
    confidence: float = CONFIDENCE,
) -> tuple[float, float] | None:
    """Return lower and upper bound that hold the classifier's errors too; None without error rates.

    Whatever makes reports missing, the true share lies between them, up to the confidence.
    """
    covered = correct_share(n_endorsed, n_covered, n_covered, rates, confidence)
    if covered.low is None or covered.high is None:
        return None
    n_open = n_population - n_covered
    low = covered.low * n_covered / n_population
    return low, min(1.0, (covered.high * n_covered + n_open) / n_population)


def _share(count: int, total: int) -> float | None:
    return float(Fraction(count, total)) if total else None

"""How many reviews by a person would narrow what is published by a percentage point."""

from __future__ import annotations

import math
from dataclasses import replace

from report_mining.indicators.correction import correct_share
from report_mining.records import ErrorRates


def reviews_to_narrow_bounds(n_population: int, n_review: int, points: float = 1.0) -> int | None:
    """Return how many queued decisions bring lower and upper bound ``points`` points closer.

    Every decision closes 1 / N. None when the queue does not hold that many.

    Raises:
        ValueError: when ``points`` is not positive.
    """
    _check_points(points)
    needed = math.ceil(round(points / 100 * n_population, 9))
    return needed if 0 < needed <= n_review else None


def gold_to_narrow_interval(
    n_endorsed: int,
    n_covered: int,
    n_population: int,
    rates: ErrorRates | None,
    points: float = 1.0,
) -> int | None:
    """Return how many more gold companies make the corrected interval ``points`` points narrower.

    They are thought to be drawn at random, to endorse as often as the corrected share says, and to
    show the same error rates. None where no interval can be given, or where even as many gold
    companies as the population has would not do: the rest of the width is not about the rates.

    Raises:
        ValueError: when ``points`` is not positive, or the counts do not fit together.
    """
    _check_points(points)
    counts = (n_endorsed, n_covered, n_population)
    width = _width(counts, rates)
    if rates is None or width is None:
        return None
    target, least, most = width - points / 100, 0, n_population
    if target <= 0.0 or _width_with(counts, rates, most) > target:
        return None
    while most - least > 1:
        middle = (least + most) // 2
        if _width_with(counts, rates, middle) > target:
            least = middle
        else:
            most = middle
    return most


def _width_with(counts: tuple[int, int, int], rates: ErrorRates, extra: int) -> float:
    share = correct_share(*counts, rates).share or 0.0
    more = replace(
        rates,
        n_positive=rates.n_positive + math.floor(extra * share),
        n_negative=rates.n_negative + math.floor(extra * (1 - share)),
    )
    return _width(counts, more) or 0.0


def _width(counts: tuple[int, int, int], rates: ErrorRates | None) -> float | None:
    interval = correct_share(*counts, rates)
    if interval.low is None or interval.high is None:
        return None
    return interval.high - interval.low


def _check_points(points: float) -> None:
    if not points > 0.0:
        raise ValueError(f"points is {points}; expected a positive number of percentage points")

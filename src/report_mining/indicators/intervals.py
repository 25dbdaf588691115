"""Wilson intervals with the finite population correction (DOMAIN 5.6, item 2).

Written out here, since the correction changes z inside the formula and the libraries offer no place
for it; the tests compare the uncorrected form with scipy and statsmodels to twelve digits.
"""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist

from report_mining.records import IntervalMethod, ShareInterval

CONFIDENCE = 0.95
MIN_CELL = 10  # companies with a value; a share of fewer says more about chance than about a sector


def wilson_interval(
    n_hits: int, n: int, n_population: int | None = None, confidence: float = CONFIDENCE
) -> ShareInterval:
    """Return the share of ``n_hits`` in a sample of ``n`` with its Wilson interval.

    With ``n_population`` the z value is multiplied by ``sqrt((N - n) / (N - 1))``; where the whole
    population was seen there is no sampling error and no interval (``CENSUS``). Source: Wilson
    (1927); Cochran, Sampling Techniques (1977), 2.6 for the correction.

    Raises:
        ValueError: when the counts do not fit together.
    """
    check_counts(n_hits, n, n_population)
    if n == 0:
        return ShareInterval(None, None, None, IntervalMethod.NOTHING_COVERED)
    share = n_hits / n
    if n == n_population:
        return ShareInterval(share, None, None, IntervalMethod.CENSUS)
    z = z_value(confidence) * math.sqrt(population_correction(n, n_population))
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    method = IntervalMethod.WILSON if n_population is None else IntervalMethod.WILSON_FPC
    return enclosing(share, centre - half, centre + half, method)


def cell_interval(
    n_hits: int, n: int, n_population: int, confidence: float = CONFIDENCE
) -> ShareInterval:
    """Return a Wilson interval, or nothing at all for fewer than ``MIN_CELL`` companies."""
    check_counts(n_hits, n, n_population)
    if 0 < n < MIN_CELL:
        return ShareInterval(None, None, None, IntervalMethod.SUPPRESSED)
    return wilson_interval(n_hits, n, n_population, confidence)


def population_correction(n: int, n_population: int | None) -> float:
    """Return (N - n) / (N - 1), the factor on a sampling variance: 1 for a large population."""
    if n_population is None:
        return 1.0
    return (n_population - n) / (n_population - 1) if n_population > 1 else 0.0


@cache
def z_value(confidence: float) -> float:
    """Return the two-sided normal quantile: 1.96 for 0.95.

    Raises:
        ValueError: when the confidence is not strictly between 0 and 1.
    """
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"confidence is {confidence}; expected a fraction such as 0.95")
    return NormalDist().inv_cdf((1.0 + confidence) / 2.0)


def paired_variance(n: int, n_up: int, n_down: int) -> float:
    """Return the variance of the mean of ``n`` differences that are 1, -1 or 0.

    Where none differs, one each way is added: a few pairs without a difference do not prove that
    there is none.
    """
    if n_up + n_down == 0:
        n, n_up, n_down = n + 2, 1, 1
    return max(0.0, n_up + n_down - (n_up - n_down) ** 2 / n) / n**2


def enclosing(share: float, low: float, high: float, method: IntervalMethod) -> ShareInterval:
    """Return the interval cut to [0, 1]; rounding never puts the share outside it."""
    return ShareInterval(share, max(0.0, min(low, share)), min(1.0, max(high, share)), method)


def check_counts(n_hits: int, n: int, n_population: int | None) -> None:
    """Refuse counts of which a part is larger than the whole.

    Raises:
        ValueError: showing the counts.
    """
    if not 0 <= n_hits <= n or (n_population is not None and n > n_population):
        raise ValueError(
            f"{n_hits} hits among {n} companies of a population of {n_population}; "
            "expected 0 <= hits <= companies <= population"
        )

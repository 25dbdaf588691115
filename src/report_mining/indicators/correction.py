"""Rogan-Gladen: a counted share freed of the classifier's own errors (DOMAIN 5.6, item 3).

Sources: Rogan and Gladen (1978), Am. J. Epidemiol. 107, for the estimate and the delta method; Lang
and Reiczigel (2014), Prev. Vet. Med. 113, for adding pseudo-counts to rates of exactly 0 or 1.
"""

from __future__ import annotations

import math

from report_mining.indicators.intervals import (
    CONFIDENCE,
    check_counts,
    enclosing,
    population_correction,
    z_value,
)
from report_mining.records import ErrorRates, IntervalMethod, ShareInterval

MIN_RATE_SUM = 1.3  # sensitivity + specificity; below it the errors are blown up beyond use


def correct_share(
    n_endorsed: int,
    n_covered: int,
    n_population: int,
    rates: ErrorRates | None,
    confidence: float = CONFIDENCE,
) -> ShareInterval:
    """Return the corrected share of the population, or why it cannot be given.

    The interval holds the spread of the two error rates, the errors that happen to be made on the
    companies at hand, and, where companies are missing, which ones are missing, as if by chance.

    Raises:
        ValueError: when the counts do not fit together, or a rate is no fraction of a gold set.
    """
    check_counts(n_endorsed, n_covered, n_population)
    refusal = _refusal(n_covered, rates)
    if refusal is not None or rates is None:
        method = refusal or IntervalMethod.ERROR_RATES_UNKNOWN
        return ShareInterval(None, None, None, method)
    apparent = n_endorsed / n_covered
    is_census = n_covered == n_population
    method = (
        IntervalMethod.ROGAN_GLADEN_CENSUS
        if is_census
        else IntervalMethod.ROGAN_GLADEN_MISSING_AT_RANDOM
    )
    spread = counting_variance(apparent, rates, n_covered, n_population)
    return _interval(apparent, rates, spread, method, confidence)


def rates_only_interval(
    apparent: float,
    rates: ErrorRates,
    n_sample: int | None = None,
    confidence: float = CONFIDENCE,
) -> ShareInterval:
    """Return the interval exactly as DOMAIN 5.6 writes it: for comparison, not for publication.

    Without ``n_sample`` its first term is dropped ("census"). That leaves out the errors that happen
    to be made on the companies at hand, so it covers too seldom (``benchmarks/coverage.py``).
    """
    check_rates(rates)
    spread = 0.0 if n_sample is None else apparent * (1 - apparent) / n_sample
    method = IntervalMethod.ROGAN_GLADEN_CENSUS
    return _interval(apparent, rates, spread, method, confidence)


def rogan_gladen(apparent: float, rates: ErrorRates) -> float:
    """Return ``(a + Sp - 1) / (Se + Sp - 1)`` cut to [0, 1]."""
    return min(1.0, max(0.0, (apparent + rates.specificity - 1.0) / rates.youden))


def counting_variance(apparent: float, rates: ErrorRates, n: int, n_population: int) -> float:
    """Return the variance of the apparent share around what it estimates in a finite population.

    ``a(1 - a)`` splits into the errors made on the companies at hand, which a census keeps, and the
    choice of companies, which the finite population correction shrinks to nothing in a census.
    """
    share = rogan_gladen(apparent, rates)
    errors = share * _binomial(rates.sensitivity, rates.n_positive) + (1 - share) * _binomial(
        rates.specificity, rates.n_negative
    )
    choice = share * (1 - share) * rates.youden**2
    return (errors + population_correction(n, n_population) * choice) / n


def check_rates(rates: ErrorRates) -> None:
    """Refuse rates that are no shares of a gold set.

    Raises:
        ValueError: showing the rates.
    """
    for name, rate, n in (
        ("sensitivity", rates.sensitivity, rates.n_positive),
        ("specificity", rates.specificity, rates.n_negative),
    ):
        if not 0.0 <= rate <= 1.0 or n < 0:
            raise ValueError(
                f"{name} is {rate} over {n} gold companies; expected a fraction from 0 to 1 "
                "over a count, as in the model card"
            )


def _refusal(n_covered: int, rates: ErrorRates | None) -> IntervalMethod | None:
    if n_covered == 0:
        return IntervalMethod.NOTHING_COVERED
    if rates is None:
        return IntervalMethod.ERROR_RATES_UNKNOWN
    check_rates(rates)
    if min(rates.n_positive, rates.n_negative) == 0:
        return IntervalMethod.ERROR_RATES_UNKNOWN
    is_too_low = round(rates.sensitivity + rates.specificity, 9) < MIN_RATE_SUM
    return IntervalMethod.ERROR_RATES_TOO_LOW if is_too_low else None


def _interval(
    apparent: float, rates: ErrorRates, spread: float, method: IntervalMethod, confidence: float
) -> ShareInterval:
    share = rogan_gladen(apparent, rates)
    of_rates = (
        share**2 * _binomial(rates.sensitivity, rates.n_positive) / rates.n_positive
        + (1 - share) ** 2 * _binomial(rates.specificity, rates.n_negative) / rates.n_negative
    )
    half = z_value(confidence) * math.sqrt(spread + of_rates) / rates.youden
    return enclosing(share, share - half, share + half, method)


def _binomial(rate: float, n: int) -> float:
    """Return rate (1 - rate); a gold set without a single error does not prove that there are none."""
    if rate in {0.0, 1.0}:
        rate = (rate * n + 1) / (n + 2)
    return rate * (1 - rate)

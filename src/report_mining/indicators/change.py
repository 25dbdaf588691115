"""Net change between two years over the same companies, END-12 (DOMAIN 5.6, item 7)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from report_mining.indicators.breaks import breaks_between
from report_mining.indicators.intervals import CONFIDENCE, MIN_CELL, paired_variance, z_value
from report_mining.indicators.national import judge_series
from report_mining.records import ChangePoint, CompanyYear, PairedChange, Series, Strictness


def paired_change(
    n: int, n_gained: int, n_lost: int, confidence: float = CONFIDENCE
) -> PairedChange:
    """Return the net change over ``n`` pairs, with its standard error as if the pairs were a sample.

    There is no interval under ``MIN_CELL`` pairs, and one of some width where no pair changed.
    Source: the variance of a mean of -1, 0 and 1, as for McNemar's test (Agresti, Categorical Data
    Analysis, 2013, 11.1).

    Raises:
        ValueError: when more units change than there are.
    """
    if min(n, n_gained, n_lost) < 0 or n_gained + n_lost > n:
        raise ValueError(
            f"{n_gained} gained and {n_lost} lost of {n} pairs; expected gained + lost <= pairs"
        )
    if n == 0:
        return PairedChange(0, 0, 0, None, None, None, None)
    net = n_gained - n_lost
    delta = net / n
    error = math.sqrt(max(0.0, n_gained + n_lost - net**2 / n)) / n
    if n < MIN_CELL:
        return PairedChange(n, n_gained, n_lost, delta, error, None, None)
    half = z_value(confidence) * math.sqrt(paired_variance(n, n_gained, n_lost))
    low, high = max(-1.0, delta - half), min(1.0, delta + half)
    return PairedChange(n, n_gained, n_lost, delta, error, low, high)


def national_changes(company_years: Sequence[CompanyYear]) -> tuple[ChangePoint, ...]:
    """Return the change from each published year to the next, per series and strictness."""
    years = sorted({cy.reporting_year for cy in company_years})
    return tuple(
        _change(from_year, to_year, series, strictness, company_years)
        for from_year, to_year in pairwise(years)
        for series in Series
        for strictness in Strictness
    )


def values_by_company(
    company_years: Sequence[CompanyYear], year: int, series: Series, strictness: Strictness
) -> Mapping[str, int]:
    """Return the value, 0 or 1, of every company that has one in this year."""
    judged = (
        (cy.company_id, judge_series(cy, series, strictness).value)
        for cy in company_years
        if cy.reporting_year == year
    )
    return {company_id: value for company_id, value in judged if value is not None}


def _change(
    from_year: int,
    to_year: int,
    series: Series,
    strictness: Strictness,
    company_years: Sequence[CompanyYear],
) -> ChangePoint:
    before = values_by_company(company_years, from_year, series, strictness)
    after = values_by_company(company_years, to_year, series, strictness)
    paired = sorted(before.keys() & after.keys())
    n = len(paired)
    change = paired_change(
        n,
        n_gained=sum(before[c] < after[c] for c in paired),
        n_lost=sum(before[c] > after[c] for c in paired),
    )
    return ChangePoint(
        from_year=from_year,
        to_year=to_year,
        series=series,
        strictness=strictness,
        change=change,
        share_from=sum(before[c] for c in paired) / n if n else None,
        share_to=sum(after[c] for c in paired) / n if n else None,
        breaks=breaks_between(from_year, to_year),
    )

"""Shares per sector and year, with Wilson intervals and small cells left out (DOMAIN 5.6, item 2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from report_mining.indicators.bounds import ShareBounds, share_bounds
from report_mining.indicators.intervals import cell_interval
from report_mining.indicators.national import judge_series
from report_mining.records import (
    Company,
    CompanyYear,
    IntervalMethod,
    Judgement,
    SectorPoint,
    Series,
    Strictness,
    ValueStatus,
)

_NOTHING = ShareBounds(None, None, None)


def sector_series(
    company_years: Sequence[CompanyYear], companies: Sequence[Company]
) -> tuple[SectorPoint, ...]:
    """Return one point per year, sector, series and strictness; nothing when no sector is known.

    Companies without a sector stand under "".
    """
    sectors = {company.company_id: company.sector or "" for company in companies}
    if not any(sectors.values()):
        return ()
    members: dict[tuple[int, str], list[CompanyYear]] = defaultdict(list)
    for cy in company_years:
        members[cy.reporting_year, sectors.get(cy.company_id, "")].append(cy)
    return tuple(
        _point(year, sector, series, strictness, _judged(group, series, strictness))
        for (year, sector), group in sorted(members.items())
        for series in Series
        for strictness in Strictness
    )


def _judged(
    group: Sequence[CompanyYear], series: Series, strictness: Strictness
) -> list[Judgement]:
    judged = (judge_series(cy, series, strictness) for cy in group)
    return [j for j in judged if j.status is not ValueStatus.NOT_APPLICABLE]


def _point(
    year: int, sector: str, series: Series, strictness: Strictness, judged: Sequence[Judgement]
) -> SectorPoint:
    covered = sum(j.value is not None for j in judged)
    endorsed = sum(j.value == 1 for j in judged)
    interval = cell_interval(endorsed, covered, len(judged))
    is_suppressed = interval.method is IntervalMethod.SUPPRESSED
    shares = _NOTHING if is_suppressed else share_bounds(endorsed, covered, len(judged))
    return SectorPoint(
        reporting_year=year,
        sector=sector,
        series=series,
        strictness=strictness,
        n_population=len(judged),
        n_covered=covered,
        n_endorsed=None if is_suppressed else endorsed,
        share_lower=shares.lower,
        share_observed=shares.observed,
        share_upper=shares.upper,
        ci_low=interval.low,
        ci_high=interval.high,
        ci_method=interval.method,
    )

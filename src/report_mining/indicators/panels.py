"""The balanced panel: the companies that have a value in every published year (DOMAIN 5.7)."""

from __future__ import annotations

from collections.abc import Sequence

from report_mining.indicators.change import values_by_company
from report_mining.records import CompanyYear, PanelPoint, Series, Strictness


def balanced_panel(company_years: Sequence[CompanyYear]) -> tuple[PanelPoint, ...]:
    """Return one point per year, series and strictness over the same companies in all years.

    A change in it is no change of who reports, nor of who is on the list.
    """
    years = sorted({cy.reporting_year for cy in company_years})
    series_points = {
        (series, strictness): _panel(company_years, years, series, strictness)
        for series in Series
        for strictness in Strictness
    }
    return tuple(
        series_points[series, strictness][position]
        for position in range(len(years))
        for series in Series
        for strictness in Strictness
    )


def _panel(
    company_years: Sequence[CompanyYear],
    years: Sequence[int],
    series: Series,
    strictness: Strictness,
) -> tuple[PanelPoint, ...]:
    values = [values_by_company(company_years, year, series, strictness) for year in years]
    members = set.intersection(*(set(by_company) for by_company in values)) if values else set()
    n = len(members)
    counts = [sum(by_company[c] for c in members) for by_company in values]
    return tuple(
        PanelPoint(year, series, strictness, n, count, count / n if n else None)
        for year, count in zip(years, counts, strict=True)
    )

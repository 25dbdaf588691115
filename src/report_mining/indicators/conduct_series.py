"""How conduct is spread over the companies of a sector and of the country, small cells left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from report_mining.records import (
    ALL_SECTORS,
    Company,
    CompanyType,
    CompanyYear,
    ConductPoint,
    Measure,
)

MIN_COMPANIES = 10  # cells with fewer companies are suppressed (DOMAIN 5.6, item 2)
MEAN = "mean"
TAKES_PART = "yes"
_TYPES = tuple(kind.value for kind in CompanyType if kind is not CompanyType.UNKNOWN)
_LEVELS = tuple(str(level) for level in range(6))
_COUNTED: Mapping[str, tuple[str, ...]] = {
    "LNK-01": _LEVELS,
    "LNK-03": _TYPES,
    "LNK-03-STRICT": _TYPES,
    "PAR-01": (TAKES_PART,),
}
_AVERAGED = ("DD-08", "DD-08-MEAN", "SDG-05", "THM-01", "THM-03")


def conduct_series(
    company_years: Sequence[CompanyYear], companies: Sequence[Company]
) -> tuple[ConductPoint, ...]:
    """Return the distributions and means per year, for all companies and per sector."""
    sectors = {company.company_id: company.sector or "" for company in companies}
    members: dict[tuple[int, str], list[CompanyYear]] = defaultdict(list)
    for cy in company_years:
        members[cy.reporting_year, ALL_SECTORS].append(cy)
        if any(sectors.values()):
            members[cy.reporting_year, sectors.get(cy.company_id, "")].append(cy)
    return tuple(
        point
        for (year, sector), group in sorted(members.items())
        for point in _points(year, sector, group)
    )


def _points(year: int, sector: str, group: Sequence[CompanyYear]) -> Iterator[ConductPoint]:
    for indicator_id, categories in _COUNTED.items():
        answers = [_category(m) for m in _measures(group, indicator_id)]
        counts = Counter(a for a in answers if a is not None)
        n_covered = counts.total()
        for category in categories:
            n = counts[category]
            yield _point((year, sector, indicator_id, category), len(group), n_covered, n, n)
    for indicator_id in _AVERAGED:
        values = [m.value for m in _measures(group, indicator_id)]
        known = [v for v in values if isinstance(v, float)]
        key = (year, sector, indicator_id, MEAN)
        yield _point(key, len(group), len(known), None, sum(known))


def _measures(group: Sequence[CompanyYear], indicator_id: str) -> Iterator[Measure]:
    for cy in group:
        if cy.conduct is not None:
            yield cy.conduct.measure(indicator_id)


def _category(measure: Measure) -> str | None:
    """Return the answer that is counted; None where nothing can be said."""
    if measure.value is None or measure.value == CompanyType.UNKNOWN.value:
        return None
    if measure.indicator_id == "PAR-01":
        return "no" if measure.value == "none" else TAKES_PART
    return str(int(measure.value)) if isinstance(measure.value, float) else measure.value


def _point(
    key: tuple[int, str, str, str],
    n_population: int,
    n_covered: int,
    count: int | None,
    total: float,
) -> ConductPoint:
    is_suppressed = n_covered < MIN_COMPANIES
    return ConductPoint(
        *key,
        n_population=n_population,
        n_covered=n_covered,
        count=None if is_suppressed else count,
        value=None if is_suppressed else round(total / n_covered, 6),
        is_suppressed=is_suppressed,
    )

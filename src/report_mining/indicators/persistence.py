"""Persistence, END-06: for how many years in a row a company endorses (DOMAIN 5.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from report_mining.indicators.company_values import Indicator
from report_mining.records import CompanyYear, IndicatorValue


def with_persistence(company_years: Sequence[CompanyYear]) -> tuple[CompanyYear, ...]:
    """Return the company-years, each with END-06 in its place among the values.

    The value counts the years up to and including this one with END-03 = 1. A year without a value
    ends the row, and then the count is at least what it says; ``why`` tells which it is.
    """
    by_company: dict[str, dict[int, IndicatorValue]] = defaultdict(dict)
    for cy in company_years:
        by_company[cy.company_id][cy.reporting_year] = _standard(cy)
    return tuple(_extended(cy, by_company[cy.company_id]) for cy in company_years)


def _extended(cy: CompanyYear, standard: Mapping[int, IndicatorValue]) -> CompanyYear:
    value = _persistence(cy.reporting_year, standard)
    others = tuple(v for v in cy.values if v.indicator_id != Indicator.PERSISTENCE)
    place = 1 + next(i for i, v in enumerate(others) if v.indicator_id == Indicator.STANCE)
    return replace(cy, values=(*others[:place], value, *others[place:]))


def _persistence(year: int, standard: Mapping[int, IndicatorValue]) -> IndicatorValue:
    this = standard[year]
    first = year
    while first in standard and standard[first].value == 1.0:
        first -= 1
    count = year - first
    return replace(
        this,
        indicator_id=Indicator.PERSISTENCE,
        value=None if this.value is None else float(count),
        probability=None,
        why=this.why if this.value is None else _in_words(count, first, standard),
    )


def _in_words(count: int, before: int, standard: Mapping[int, IndicatorValue]) -> str:
    if count == 0:
        return "The Guidelines are not endorsed in this year, so no row of years ends here."
    years = "1 year" if count == 1 else f"{count} years in a row"
    since = f"{years}, first in {before + 1}; "
    if before not in standard:
        return since + f"{before} was not measured, so it may be more."
    if standard[before].value is None:
        return since + f"for {before} nothing can be said, so it may be more."
    return since + f"not in {before}."


def _standard(cy: CompanyYear) -> IndicatorValue:
    found = [v for v in cy.values if v.indicator_id == Indicator.STANDARD]
    if not found:
        raise ValueError(
            f"{cy.company_id} {cy.reporting_year} has no END-03; expected the values of company_years"
        )
    return found[0]

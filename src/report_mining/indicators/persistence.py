"""Persistence, END-06: for how many years in a row a company endorses (DOMAIN 5.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from report_mining.indicators.company_values import Indicator
from report_mining.indicators.document_wording import row_of_years
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
    value = replace(this, indicator_id=Indicator.PERSISTENCE, probability=None)
    if this.value is None:
        return value
    is_known = first in standard and standard[first].value is not None
    why = row_of_years(count, first, is_measured=first in standard, is_known=is_known)
    return replace(value, value=float(count), why=why.en, why_nl=why.nl)


def _standard(cy: CompanyYear) -> IndicatorValue:
    found = [v for v in cy.values if v.indicator_id == Indicator.STANDARD]
    if not found:
        raise ValueError(
            f"{cy.company_id} {cy.reporting_year} has no END-03; expected the values of company_years"
        )
    return found[0]

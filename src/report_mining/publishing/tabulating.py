"""Turns a release into the rows of its tables, each in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from report_mining.publishing.company_rows import (
    endorsement_rows,
    indicator_rows,
    national_rows,
    population_coverage_rows,
    review_rows,
)
from report_mining.publishing.lookups import ReleaseIndex
from report_mining.publishing.report_rows import coverage_rows, failure_rows, finding_rows
from report_mining.publishing.rows import Row
from report_mining.publishing.schemas import TableName, load_schemas


def tabulate(index: ReleaseIndex) -> Mapping[TableName, tuple[Row, ...]]:
    """Return the rows of every table that this release has.

    Tables about companies are left out when there is no company list.
    """
    makers: dict[TableName, Callable[[ReleaseIndex], Iterator[Row]]] = {
        TableName.COMPANY_INDICATORS: indicator_rows,
        TableName.FINDINGS: finding_rows,
        TableName.NATIONAL_SERIES: national_rows,
        TableName.POPULATION_COVERAGE: population_coverage_rows,
        TableName.COVERAGE: coverage_rows,
        TableName.FAILURES: failure_rows,
        TableName.REVIEW_QUEUE: review_rows,
        TableName.ENDORSEMENTS: endorsement_rows,
    }
    has_companies = bool(index.release.companies)
    names = [s.name for s in load_schemas() if has_companies or not s.needs_companies]
    return MappingProxyType({name: tuple(makers[name](index)) for name in names})

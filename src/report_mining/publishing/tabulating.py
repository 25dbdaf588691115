"""Turns a release into the rows of its tables, each in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from report_mining.publishing.company_rows import (
    company_rows,
    endorsement_rows,
    indicator_rows,
    population_coverage_rows,
    review_rows,
)
from report_mining.publishing.conduct_rows import (
    reading_rows,
    report_indicator_rows,
    sector_conduct_rows,
)
from report_mining.publishing.lookups import ReleaseIndex
from report_mining.publishing.report_rows import coverage_rows, failure_rows, finding_rows
from report_mining.publishing.rows import Row
from report_mining.publishing.schemas import TableName, TableSchema, load_schemas
from report_mining.publishing.series_rows import (
    change_rows,
    national_rows,
    panel_rows,
    published_rows,
    sector_rows,
)


def tabulate(index: ReleaseIndex) -> Mapping[TableName, tuple[Row, ...]]:
    """Return the rows of every table that this release has.

    Tables about companies are left out when there is no company list; what was published earlier
    stays even then.
    """
    return MappingProxyType(dict(each_table(index)))


def each_table(index: ReleaseIndex) -> Iterator[tuple[TableName, tuple[Row, ...]]]:
    """Yield what ``tabulate`` returns, one table at a time: all rows together are millions."""
    makers: dict[TableName, Callable[[ReleaseIndex], Iterator[Row]]] = {
        TableName.COMPANY_INDICATORS: indicator_rows,
        TableName.FINDINGS: finding_rows,
        TableName.NATIONAL_SERIES: national_rows,
        TableName.SECTOR_SERIES: sector_rows,
        TableName.CHANGE: change_rows,
        TableName.BALANCED_PANEL: panel_rows,
        TableName.PUBLISHED_SERIES: published_rows,
        TableName.POPULATION_COVERAGE: population_coverage_rows,
        TableName.COVERAGE: coverage_rows,
        TableName.FAILURES: failure_rows,
        TableName.REVIEW_QUEUE: review_rows,
        TableName.ENDORSEMENTS: endorsement_rows,
        TableName.COMPANIES: company_rows,
        TableName.READINGS: reading_rows,
        TableName.REPORT_INDICATORS: report_indicator_rows,
        TableName.SECTOR_CONDUCT: sector_conduct_rows,
    }
    for schema in load_schemas():
        if is_in_release(schema, index):
            yield schema.name, tuple(makers[schema.name](index))


def is_in_release(schema: TableSchema, index: ReleaseIndex) -> bool:
    """Return whether a release has this table."""
    if schema.name is TableName.PUBLISHED_SERIES and index.release.published:
        return True
    return bool(index.release.companies) or not schema.needs_companies

"""Reads a release folder back: its tables as rows, its versions and its definitions."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from report_mining.errors import InputError
from report_mining.publishing.rows import (
    CompanyRow,
    CoverageRow,
    EndorsementRow,
    FindingRow,
    IndicatorRow,
)
from report_mining.publishing.schemas import TableName
from report_mining.records import IndicatorDefinition

AnyRow = TypeVar("AnyRow", CompanyRow, CoverageRow, EndorsementRow, FindingRow, IndicatorRow)
_Key = tuple[str | None, int | None]  # company id and reporting year
_PACKAGE = "datapackage.json"
_ADVICE = "give the folder that report-mining monitor wrote with --out, or run monitor on it again"


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """What the data package says of the release as a whole."""

    created: str  # ISO 8601
    vintage: str
    instrument_version: str
    codebook_version: str
    reader_version: str
    package_version: str


@dataclass(frozen=True, slots=True)
class ReleasedYear:
    """Everything that the tables of a release say of one company in one year."""

    company: CompanyRow
    reporting_year: int
    values: Mapping[str, IndicatorRow]  # by indicator id
    decisions: Mapping[str, EndorsementRow]  # by framework family
    documents: tuple[CoverageRow, ...]
    evidence: FindingRow | None  # behind the decision on the OECD Guidelines


@dataclass(frozen=True, slots=True)
class ReadRelease:
    """A release as it was read back."""

    facts: ReleaseFacts
    definitions: Mapping[str, IndicatorDefinition]  # by indicator id
    companies: Mapping[str, CompanyRow]  # by company id
    years: tuple[ReleasedYear, ...]  # by company id and year
    coverage: tuple[CoverageRow, ...]
    findings: Mapping[str, FindingRow]  # by finding id

    def indicator_ids(self) -> tuple[str, ...]:
        """Return the indicators that have a row in this release, in order."""
        return tuple(sorted({name for year in self.years for name in year.values}))


def read_release(folder: Path) -> ReadRelease:
    """Return the release in ``folder``, which may also be its ``release`` subfolder.

    Raises:
        InputError: when there is no release, it was made without a company list, or a table is
            missing, damaged or of another version.
    """
    place = _find_release(folder)
    facts, definitions = _read_package(place / _PACKAGE)
    if not (place / f"{TableName.COMPANY_INDICATORS}.parquet").exists():
        raise InputError(
            f"{folder}: this release was made without a company list and holds no values per company "
            "and year; run monitor again with --companies FILE"
        )
    companies = {row.company_id: row for row in _read_rows(place, TableName.COMPANIES, CompanyRow)}
    coverage = _read_rows(place, TableName.COVERAGE, CoverageRow)
    findings = {row.finding_id: row for row in _read_rows(place, TableName.FINDINGS, FindingRow)}
    decisions = _read_rows(place, TableName.ENDORSEMENTS, EndorsementRow)
    values = _read_rows(place, TableName.COMPANY_INDICATORS, IndicatorRow)
    years = _join_years(values, decisions, coverage, findings, companies)
    return ReadRelease(facts, definitions, companies, years, coverage, findings)


def _find_release(folder: Path) -> Path:
    for place in (folder / "release", folder):
        if (place / _PACKAGE).is_file():
            return place
    what = "holds no release" if folder.is_dir() else "is not a folder"
    raise InputError(f"{folder} {what} (no release/{_PACKAGE}); {_ADVICE}")


def _read_package(path: Path) -> tuple[ReleaseFacts, dict[str, IndicatorDefinition]]:
    try:
        package = json.loads(path.read_text("utf-8"))
        facts = ReleaseFacts(
            created=package["created"],
            vintage=package["version"],
            **{
                f.name: package[f.name] for f in fields(ReleaseFacts) if f.name.endswith("_version")
            },
        )
        definitions = {entry["id"]: _definition(entry) for entry in package["indicators"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path}: no data package of report-mining ({error!r}); {_ADVICE}"
        ) from error
    return facts, definitions


def _definition(entry: Mapping[str, Any]) -> IndicatorDefinition:
    return IndicatorDefinition(
        indicator_id=entry["id"],
        name_en=entry["name"]["en"],
        name_nl=entry["name"]["nl"],
        formula=entry["formula"],
        unit=entry["unit"],
        denominator=entry["denominator"],
        warning_en=entry["usage_warning"]["en"],
        warning_nl=entry["usage_warning"]["nl"],
    )


def _read_rows(place: Path, name: TableName, row_type: type[AnyRow]) -> tuple[AnyRow, ...]:
    import polars as pl

    path = place / f"{name.value}.parquet"
    columns = [field.name for field in fields(row_type)]
    try:
        frame = pl.read_parquet(path)
        return tuple(row_type(*cells) for cells in frame.select(columns).iter_rows())
    except FileNotFoundError as error:
        raise InputError(f"{path} is missing; {_ADVICE}") from error
    except pl.exceptions.ColumnNotFoundError as error:
        raise InputError(
            f"{path} was written by another version and lacks columns ({error}); {_ADVICE}"
        ) from error
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(f"{path} cannot be read ({error}); {_ADVICE}") from error


def _join_years(
    values: tuple[IndicatorRow, ...],
    decisions: tuple[EndorsementRow, ...],
    coverage: tuple[CoverageRow, ...],
    findings: Mapping[str, FindingRow],
    companies: Mapping[str, CompanyRow],
) -> tuple[ReleasedYear, ...]:
    by_value: defaultdict[_Key, dict[str, IndicatorRow]] = defaultdict(dict)
    by_decision: defaultdict[_Key, dict[str, EndorsementRow]] = defaultdict(dict)
    by_document: defaultdict[_Key, list[CoverageRow]] = defaultdict(list)
    for value in values:
        by_value[value.company_id, value.reporting_year][value.indicator_id] = value
    for decision in decisions:
        by_decision[decision.company_id, decision.reporting_year][decision.framework] = decision
    for document in coverage:
        by_document[document.company_id, document.reporting_year].append(document)
    places = {(f.report_sha256, f.page_number, f.quote): f for f in findings.values()}
    return tuple(
        ReleasedYear(
            company=companies.get(company_id) or _unlisted(company_id),
            reporting_year=year,
            values=by_value[company_id, year],
            decisions=by_decision[company_id, year],
            documents=tuple(by_document[company_id, year]),
            evidence=_evidence(
                by_decision[company_id, year], by_value[company_id, year], findings, places
            ),
        )
        for company_id, year in sorted({(v.company_id, v.reporting_year) for v in values})
    )


def _evidence(
    decisions: Mapping[str, EndorsementRow],
    values: Mapping[str, IndicatorRow],
    findings: Mapping[str, FindingRow],
    places: Mapping[tuple[str, int | None, str], FindingRow],
) -> FindingRow | None:
    """Return the finding behind END-03, or else the one behind the strongest stance."""
    decision = decisions.get("OECD_MNE")
    decided = findings.get(decision.finding_id or "") if decision else None
    if decided is not None:
        return decided
    value = values.get("END-05")
    if value is None or value.report_sha256 is None or value.quote is None:
        return None
    return places.get((value.report_sha256, value.page_number, value.quote))


def _unlisted(company_id: str) -> CompanyRow:
    """Return a company of which only the id is known."""
    rest: dict[str, Any] = {f.name: None for f in fields(CompanyRow)}
    return CompanyRow(
        **{**rest, "company_id": company_id, "name": company_id, "aliases": "", "risk_sectors": ""}
    )

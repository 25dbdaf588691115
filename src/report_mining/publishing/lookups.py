"""A release seen from its files, findings and companies, so that every row finds its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from report_mining.records import (
    Company,
    CompanyYear,
    Finding,
    PassageReading,
    Release,
    ReportMatch,
    ScoredReport,
)


@dataclass(frozen=True, slots=True)
class ReportFile:
    """One file of the reports folder: what was read and whose it is."""

    file: str  # path relative to the reports folder where the match knows it
    report: ScoredReport
    match: ReportMatch | None

    @property
    def company_id(self) -> str | None:
        """The company that the file was matched to."""
        return self.match.company_id if self.match else None

    @property
    def reporting_year(self) -> int | None:
        """The reporting year, by the match or else by the report itself."""
        if self.match:
            return self.match.reporting_year
        return self.report.clues.reporting_year if self.report.clues else None


@dataclass(frozen=True, slots=True)
class ReleaseIndex:
    """A release with its look-up tables."""

    release: Release
    files: tuple[ReportFile, ...]  # sorted by file
    finding_by_id: Mapping[str, Finding]
    files_by_report: Mapping[str, tuple[ReportFile, ...]]
    files_by_company_year: Mapping[tuple[str | None, int | None], tuple[ReportFile, ...]]
    company_by_id: Mapping[str, Company]
    reading_by_id: Mapping[str, PassageReading]

    def file_of(self, finding: Finding, company_year: CompanyYear | None = None) -> str:
        """Return the file that carries ``finding``, the one of that company-year if there is one."""
        files = self.files_by_report.get(finding.report_id, ())
        own = [
            f.file
            for f in files
            if company_year is not None
            and (f.company_id, f.reporting_year)
            == (company_year.company_id, company_year.reporting_year)
        ]
        return (own or [f.file for f in files] or [finding.report_id])[0]

    def files_of(self, company_year: CompanyYear) -> tuple[ReportFile, ...]:
        """Return the files that belong to one company-year, in order."""
        key = (company_year.company_id, company_year.reporting_year)
        return self.files_by_company_year.get(key, ())

    def distinct_files(self) -> Iterator[ReportFile]:
        """Yield each report once per company-year, though it stands under a second file name."""
        seen: set[tuple[str, str | None, int | None]] = set()
        for file in self.files:
            owner = (file.report.report_id, file.company_id, file.reporting_year)
            if owner not in seen:
                seen.add(owner)
                yield file

    def first_finding(self, finding_ids: tuple[str, ...]) -> Finding | None:
        """Return the first of ``finding_ids`` that the release holds."""
        return next((self.finding_by_id[i] for i in finding_ids if i in self.finding_by_id), None)

    def first_reading(self, reading_ids: tuple[str, ...]) -> PassageReading | None:
        """Return the first of ``reading_ids`` that the release holds."""
        return next((self.reading_by_id[i] for i in reading_ids if i in self.reading_by_id), None)

    def company_name(self, company_id: str | None) -> str:
        """Return the name of a company, its id where the list does not know it, or ""."""
        if company_id is None:
            return ""
        company = self.company_by_id.get(company_id)
        return company.name if company else company_id


def index_release(release: Release) -> ReleaseIndex:
    """Return ``release`` with its look-up tables."""
    files = _join_files(release)
    by_report: defaultdict[str, list[ReportFile]] = defaultdict(list)
    by_year: defaultdict[tuple[str | None, int | None], list[ReportFile]] = defaultdict(list)
    for file in files:
        by_report[file.report.report_id].append(file)
        by_year[file.company_id, file.reporting_year].append(file)
    return ReleaseIndex(
        release=release,
        files=files,
        finding_by_id={f.finding_id: f for f in release.findings()},
        files_by_report={key: tuple(value) for key, value in by_report.items() if key},
        files_by_company_year={key: tuple(value) for key, value in by_year.items()},
        company_by_id={company.company_id: company for company in release.companies},
        reading_by_id={r.reading_id: r for r in release.readings()},
    )


def _join_files(release: Release) -> tuple[ReportFile, ...]:
    by_id = {r.report_id: r for r in release.reports if r.report_id}
    unopened = [r for r in release.reports if not r.report_id]
    joined: list[ReportFile] = []
    used: set[int] = set()
    for match in release.matches:
        report = by_id.get(match.report_id) or _unopened_for(match, unopened)
        if report is not None:
            joined.append(ReportFile(match.file, report, match))
            used.add(id(report))
    joined += [ReportFile(r.file_name, r, None) for r in release.reports if id(r) not in used]
    return tuple(sorted(joined, key=_file_order))


def _unopened_for(match: ReportMatch, unopened: list[ScoredReport]) -> ScoredReport | None:
    """Return the report of a file without content hash; of several, the one nearest the folder."""
    paths = {PurePath(report.path).as_posix(): report for report in unopened}
    fitting = [p for p in paths if p == match.file or p.endswith(f"/{match.file}")]
    if fitting:
        return paths[min(fitting, key=len)]
    return next((r for r in unopened if r.file_name == match.file), None)


def _file_order(file: ReportFile) -> tuple[str, str, str, int]:
    return (file.file, file.report.report_id, file.company_id or "", file.reporting_year or 0)

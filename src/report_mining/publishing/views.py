"""What the pages show, computed before any HTML is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from report_mining.publishing.company_rows import review_in_order
from report_mining.publishing.evidence import EvidenceView, arrange_evidence, name_of
from report_mining.publishing.headline import Headline, headline_of
from report_mining.publishing.lookups import ReleaseIndex, ReportFile
from report_mining.publishing.report_rows import failure_rows
from report_mining.publishing.rows import FailureRow
from report_mining.publishing.series_rows import points_in_order
from report_mining.publishing.verdicts import Verdict, endorsement_verdict
from report_mining.publishing.year_lists import (
    FRONT_PAGE,
    CompanyYearLine,
    YearList,
    company_href,
    company_year_line,
    year_lists,
)
from report_mining.records import (
    ChangePoint,
    CompanyYear,
    Crop,
    Endorsement,
    Finding,
    NationalPoint,
    ReportEndorsement,
    ReportStatus,
    ReviewItem,
    SectorPoint,
    Series,
    Strictness,
)

# Quotes in a whole dashboard: reports name the SDGs dozens of times, and all of that for 700 companies
# over five years is more than a browser should carry. Quotes that decide are always shown.
PRIMARY_CARDS, OTHER_CARDS = 7_000, 3_000


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line of the report table, for a corpus without a company list."""

    file: ReportFile
    href: str
    decision: ReportEndorsement | None
    verdict: Verdict | None
    n_primary: int  # findings on the OECD Guidelines and the UNGPs
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class CoverageView:
    """Counts of what was read and what could not be looked at."""

    by_status: tuple[tuple[ReportStatus, int], ...]  # every status, in order, zero included
    pages: int
    pages_scored: int
    pages_ocr: int
    not_looked: tuple[tuple[str, int], ...]  # by reason, most frequent first
    n_files: int

    @property
    def pages_not_looked(self) -> int:
        """Pages on which nothing can be said."""
        return sum(count for _, count in self.not_looked)


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One decision that waits, with a link to its evidence."""

    item: ReviewItem
    href: str
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class IndexView:
    """Everything that the front page shows."""

    headline: Headline | None
    points: tuple[NationalPoint, ...]
    coverage: CoverageView
    lists: tuple[YearList, ...]  # the newest year first
    front: YearList | None  # the one that stands on the front page
    reports: tuple[ReportLine, ...]
    sectors: tuple[SectorPoint, ...]  # of the headline year and figure
    changes: tuple[ChangePoint, ...]  # standard, both series, the newest first
    review: tuple[ReviewLine, ...]
    failures: tuple[FailureRow, ...]
    n_companies: int
    n_inferred: int

    def list_of(self, year: int) -> YearList | None:
        """Return the list of one year; None for a year without companies."""
        return next((one for one in self.lists if one.reporting_year == year), None)

    @property
    def latest_change(self) -> ChangePoint | None:
        """The change of the headline figure that leads to the year on the front page."""
        year = self.front.reporting_year if self.front else None
        is_main = (c for c in self.changes if c.series is Series.OECD_ONLY and c.to_year == year)
        return next(is_main, None)


@dataclass(frozen=True, slots=True)
class YearView:
    """One year on the page of a company."""

    year: CompanyYear
    line: CompanyYearLine
    files: tuple[ReportFile, ...]
    endorsements: tuple[Endorsement, ...]
    evidence: EvidenceView


@dataclass(frozen=True, slots=True)
class CompanyView:
    """The page of one company, the newest year first."""

    company_id: str
    company_name: str
    sector: str
    years: tuple[YearView, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The page of one report, for a corpus without a company list."""

    line: ReportLine
    endorsements: tuple[Endorsement, ...]
    evidence: EvidenceView


def report_href(file: ReportFile) -> str:
    """Return the page of a report relative to the index; files of equal content share it."""
    return f"companies/{name_of('report', file.report.report_id or file.file)}.html"


def view_index(index: ReleaseIndex) -> IndexView:
    """Return what the front page shows."""
    release = index.release
    headline = headline_of(release)
    year = headline.reporting_year if headline else None
    lists = year_lists(index, year)
    return IndexView(
        headline=headline,
        lists=lists,
        front=next((one for one in lists if one.href == FRONT_PAGE), None),
        points=tuple(points_in_order(release.national)),
        coverage=view_coverage(index),
        reports=() if release.companies else view_reports(index),
        sectors=_sectors(release.sectors, year),
        changes=_changes(release.changes),
        review=tuple(_review_line(index, item) for item in review_in_order(index)),
        failures=tuple(failure_rows(index)),
        n_companies=len(release.companies),
        n_inferred=sum(bool(f.match and f.match.is_inferred) for f in index.files),
    )


def view_coverage(index: ReleaseIndex) -> CoverageView:
    """Return the counts over the distinct reports of the release."""
    reports = index.release.reports
    statuses = Counter(report.status for report in reports)
    not_looked: Counter[str] = Counter()
    for report in reports:
        not_looked.update(dict(report.pages_not_looked))
    return CoverageView(
        by_status=tuple((status, statuses[status]) for status in ReportStatus),
        pages=sum(r.pages for r in reports),
        pages_scored=sum(r.pages_scored for r in reports),
        pages_ocr=sum(r.pages_ocr for r in reports),
        not_looked=tuple(sorted(not_looked.items(), key=lambda item: (-item[1], item[0]))),
        n_files=len(index.files),
    )


def view_reports(index: ReleaseIndex) -> tuple[ReportLine, ...]:
    """Return one line per file."""
    decisions = {d.report_id: d for d in index.release.report_endorsements}
    return tuple(_report_line(index, f, decisions.get(f.report.report_id)) for f in index.files)


def _report_line(
    index: ReleaseIndex, file: ReportFile, decision: ReportEndorsement | None
) -> ReportLine:
    primary = [f for f in file.report.findings if f.code.value in ("OECD_MNE", "UNGP")]
    ids = decision.oecd.standard.finding_ids if decision else ()
    return ReportLine(
        file=file,
        href=report_href(file),
        decision=decision,
        verdict=endorsement_verdict(decision.oecd, Strictness.STANDARD) if decision else None,
        n_primary=len(primary),
        finding=index.first_finding(ids) or (primary[0] if primary else None),
    )


def _review_line(index: ReleaseIndex, item: ReviewItem) -> ReviewLine:
    return ReviewLine(item, company_href(item.company_id), index.first_finding(item.finding_ids))


def _sectors(points: tuple[SectorPoint, ...], year: int | None) -> tuple[SectorPoint, ...]:
    shown = (
        p
        for p in points
        if p.reporting_year == year
        and p.series is Series.OECD_ONLY
        and p.strictness is Strictness.STANDARD
    )
    return tuple(sorted(shown, key=lambda p: (not p.sector, p.sector.casefold(), p.sector)))


def _changes(points: tuple[ChangePoint, ...]) -> tuple[ChangePoint, ...]:
    shown = (p for p in points if p.strictness is Strictness.STANDARD and p.change.n)
    return tuple(sorted(shown, key=lambda p: (-p.to_year, p.series.value)))


def view_companies(index: ReleaseIndex, crops: Mapping[str, Crop]) -> tuple[CompanyView, ...]:
    """Return one page per company that has a year, by company id."""
    by_company: dict[str, list[CompanyYear]] = {}
    for year in sorted(
        index.release.company_years, key=lambda y: (y.company_id, -y.reporting_year)
    ):
        by_company.setdefault(year.company_id, []).append(year)
    return tuple(_company_view(index, years, crops) for years in by_company.values())


def _company_view(
    index: ReleaseIndex, years: list[CompanyYear], crops: Mapping[str, Crop]
) -> CompanyView:
    views = tuple(_year_view(index, year, crops) for year in years)
    line = views[0].line
    return CompanyView(line.company_id, line.company_name, line.sector, views)


def _year_view(index: ReleaseIndex, year: CompanyYear, crops: Mapping[str, Crop]) -> YearView:
    files = index.files_of(year)
    endorsements = tuple(e for e in (year.oecd, year.ungp) if e is not None)
    distinct = {f.report.report_id: (f.file, f.report.findings) for f in reversed(files)}
    return YearView(
        year=year,
        line=company_year_line(index, year, {}),
        files=files,
        endorsements=endorsements,
        evidence=arrange_evidence(
            sorted(distinct.values(), key=lambda pair: pair[0]),
            _deciding(endorsements),
            crops,
            PRIMARY_CARDS // len(index.release.company_years),
            OTHER_CARDS // len(index.release.company_years),
        ),
    )


def _deciding(endorsements: tuple[Endorsement, ...]) -> tuple[str, ...]:
    ids = [i for e in endorsements for i in (*e.standard.finding_ids, *e.lenient.finding_ids)]
    return tuple(dict.fromkeys(ids))


def view_report_pages(index: ReleaseIndex, crops: Mapping[str, Crop]) -> tuple[ReportView, ...]:
    """Return one page per distinct report, for a corpus without a company list."""
    by_href = {line.href: line for line in reversed(view_reports(index))}
    return tuple(_report_view(line, crops) for _, line in sorted(by_href.items()))


def _report_view(line: ReportLine, crops: Mapping[str, Crop]) -> ReportView:
    endorsements = (line.decision.oecd, line.decision.ungp) if line.decision else ()
    findings = ((line.file.file, line.file.report.findings),)
    return ReportView(
        line, endorsements, arrange_evidence(findings, _deciding(endorsements), crops)
    )

"""Rows about reports: findings, coverage, failures."""

from __future__ import annotations

from collections.abc import Iterator

from report_mining.publishing.lookups import ReleaseIndex, ReportFile
from report_mining.publishing.rows import CoverageRow, FailureRow, FindingRow, Stage
from report_mining.publishing.wording import Wording
from report_mining.records import Finding, MatchBasis, NotLookedReason, ReportStatus, enclose

SECTION_SEPARATOR = " > "
# Reasons with a column of their own in the coverage table; the rest counts as other.
_COUNTED_REASONS = frozenset(
    {
        NotLookedReason.IMAGE_WITHOUT_TEXT,
        NotLookedReason.OCR_UNUSABLE,
        NotLookedReason.PAGE_DAMAGED,
        NotLookedReason.LANGUAGE_NOT_COVERED,
        NotLookedReason.OVER_PAGE_LIMIT,
        NotLookedReason.GARBLED_TEXT,
    }
)


def finding_rows(index: ReleaseIndex) -> Iterator[FindingRow]:
    """Yield the findings by file and place, once per company-year of the report."""
    for file in index.distinct_files():
        for finding in sorted(file.report.findings, key=finding_order):
            yield _finding_row(file, finding)


def finding_order(finding: Finding) -> tuple[int, int, str, str]:
    """Return the order of findings in a report: as they are met when reading."""
    return (
        finding.page_number or 0,
        finding.char_start,
        finding.code.value,
        finding.finding_id,
    )


def _finding_row(file: ReportFile, finding: Finding) -> FindingRow:
    box = enclose(finding.boxes) if finding.boxes else None
    return FindingRow(
        finding_id=finding.finding_id,
        company_id=file.company_id,
        reporting_year=file.reporting_year,
        file=file.file,
        report_sha256=finding.report_id,
        framework=finding.code.value,
        stance=finding.stance.value,
        score=round(finding.score, 6),
        actor=finding.actor.value,
        own_assertion=finding.own_assertion,
        lookalike=finding.lookalike.value if finding.lookalike else None,
        scope=finding.scope.value,
        rule=finding.rule,
        page_number=finding.page_number,
        page_label=finding.page_label,
        locator=finding.locator,
        language=finding.language,
        section=SECTION_SEPARATOR.join(finding.section_path),
        quote=finding.quote,
        mention=finding.mention,
        char_start=finding.char_start,
        char_end=finding.char_end,
        x0_pt=round(box.x0, 2) if box else None,
        y0_pt=round(box.y0, 2) if box else None,
        x1_pt=round(box.x1, 2) if box else None,
        y1_pt=round(box.y1, 2) if box else None,
        instrument_version=file.report.instrument_version,
    )


def coverage_rows(index: ReleaseIndex) -> Iterator[CoverageRow]:
    """Yield one row per file."""
    for file in index.files:
        yield _coverage_row(file)


def _coverage_row(file: ReportFile) -> CoverageRow:
    report, match = file.report, file.match
    not_looked = dict(report.pages_not_looked)
    return CoverageRow(
        file=file.file,
        report_sha256=report.report_id,
        status=report.status.value,
        reason=report.reason,
        pages=report.pages,
        pages_scored=report.pages_scored,
        image_without_text=not_looked.get(NotLookedReason.IMAGE_WITHOUT_TEXT, 0),
        ocr_unusable=not_looked.get(NotLookedReason.OCR_UNUSABLE, 0),
        page_damaged=not_looked.get(NotLookedReason.PAGE_DAMAGED, 0),
        language_not_covered=not_looked.get(NotLookedReason.LANGUAGE_NOT_COVERED, 0),
        over_page_limit=not_looked.get(NotLookedReason.OVER_PAGE_LIMIT, 0),
        garbled_text=not_looked.get(NotLookedReason.GARBLED_TEXT, 0),
        other_not_looked=sum(n for r, n in not_looked.items() if r not in _COUNTED_REASONS),
        pages_ocr=report.pages_ocr,
        languages="; ".join(f"{language} {n}" for language, n in report.languages),
        n_findings=len(report.findings),
        company_id=file.company_id,
        reporting_year=file.reporting_year,
        document_type=match.document_type.value if match and match.document_type else None,
        match_basis=match.basis.value if match else None,
        match_score=round(match.score, 6) if match else None,
        year_basis=match.year_basis if match else None,
        is_inferred=match.is_inferred if match else None,
        note=_joined(match.note if match else "", report.detail),
        note_nl=_joined(match.told.nl if match else "", report.detail),
    )


def _joined(note: str, detail: str | None) -> str:
    return " ".join(part for part in (note, detail or "") if part)


def failure_rows(index: ReleaseIndex) -> Iterator[FailureRow]:
    """Yield what kept a file from counting; a file may stop at two stages."""
    for file in index.files:
        stopped = _stopped_at(file)
        if stopped:
            detail = file.report.detail or ""
            yield _failure_row(file, *stopped, Wording(detail, detail))
        if index.release.companies and file.match is not None:
            missing = _unmatched_reason(file) or _outside_reason(index, file)
            if missing:
                yield _failure_row(file, Stage.MATCHING, missing, file.match.told)


def _stopped_at(file: ReportFile) -> tuple[Stage, str] | None:
    status = file.report.status
    if status is ReportStatus.FAILED:
        return Stage.READING, file.report.reason or status.value
    if status in (ReportStatus.NO_TEXT, ReportStatus.NOT_COVERED):
        return Stage.LOOKING, status.value
    return None


def _unmatched_reason(file: ReportFile) -> str:
    if file.company_id is None or (file.match and file.match.basis is MatchBasis.NONE):
        return "company_unknown"
    return "year_unknown" if file.reporting_year is None else ""


def _outside_reason(index: ReleaseIndex, file: ReportFile) -> str:
    """Return why a matched report enters no figure: its company is not counted in that year."""
    company, year = index.company_by_id.get(file.company_id or ""), file.reporting_year
    is_inside = company is not None and year is not None and company.is_in_population(year)
    return "" if is_inside else "outside_population"


def _failure_row(file: ReportFile, stage: Stage, reason: str, detail: Wording) -> FailureRow:
    return FailureRow(
        file=file.file,
        report_sha256=file.report.report_id,
        company_id=file.company_id,
        reporting_year=file.reporting_year,
        stage=stage.value,
        reason=reason,
        detail=detail.en,
        detail_nl=detail.nl,
    )

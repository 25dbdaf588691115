"""The same text in other bytes and translations are recognised within a company and year."""

from __future__ import annotations

from dataclasses import replace

from report_mining.records import (
    Company,
    DocumentType,
    IdentityClues,
    ManifestEntry,
    ReportMatch,
    ReportStatus,
    ScoredReport,
)
from report_mining.register import match_reports

NOORD = Company("noord", "Noordzuivel N.V.")
FIGURES = "1.204 3.390 12,5 880.100 7.651 2.118 404 9.932 5.470"
DUTCH = f"Noordzuivel\nJaarverslag 2022\fOmzet en personeel in 2022: {FIGURES}"
ENGLISH_FIGURES = FIGURES.translate(str.maketrans(".,", ",."))
ENGLISH = f"Noordzuivel\nAnnual report 2022\fSales and staff in 2022: {ENGLISH_FIGURES}"


def report(
    report_id: str, front: str, language: str, pages: int = 100, pages_scored: int = 100
) -> ScoredReport:
    return ScoredReport(
        report_id=report_id,
        file_name="x.pdf",
        path="x.pdf",
        status=ReportStatus.SCORED,
        reason=None,
        detail=None,
        pages=pages,
        pages_scored=pages_scored,
        pages_not_looked=(),
        pages_ocr=0,
        languages=((language, 50),),
        passages=50,
        findings=(),
        clues=IdentityClues((), (), front, "", "", 2022, "text: cover"),
        instrument_version="i",
        reader_version="v",
        seconds=0.0,
    )


def matched(*reports: ScoredReport) -> tuple[ReportMatch, ...]:
    files = [(f"{number}.pdf", scored) for number, scored in enumerate(reports, 1)]
    return match_reports(files, [NOORD], ())


def test_the_same_text_in_other_bytes_is_a_repeat() -> None:
    first, second = matched(report("a", DUTCH, "nl"), report("b", DUTCH.replace("\f", " \f"), "nl"))
    assert (first.repeats_file, second.repeats_file) == ("", "1.pdf")
    assert (first.translates_file, second.translates_file) == ("", "")


def test_the_same_figures_in_the_other_language_are_a_translation() -> None:
    dutch, english = matched(report("a", DUTCH, "nl", pages_scored=90), report("b", ENGLISH, "en"))
    assert (dutch.translates_file, english.translates_file) == ("2.pdf", "")


def test_other_figures_another_length_or_one_language_are_no_translation() -> None:
    other = ENGLISH.replace("1,204 3,390 12.5 880,100", "333 444 555 666")
    for one in (
        report("b", other, "en"),
        report("b", ENGLISH, "en", pages=60),
        report("b", ENGLISH, "nl"),
    ):
        assert {m.translates_file for m in matched(report("a", DUTCH, "nl"), one)} == {""}


def test_documents_of_different_companies_or_years_are_not_compared() -> None:
    later = report("b", DUTCH, "nl")
    assert later.clues is not None
    later = replace(later, clues=replace(later.clues, reporting_year=2023))
    assert {m.repeats_file for m in matched(report("a", DUTCH, "nl"), later)} == {""}


def test_the_manifest_does_not_hide_a_repeat() -> None:
    entries = [ManifestEntry(f"{n}.pdf", "noord", 2022, DocumentType.ANNUAL_REPORT) for n in (1, 2)]
    files = [("1.pdf", report("a", DUTCH, "nl")), ("2.pdf", report("b", DUTCH, "nl"))]
    assert [m.repeats_file for m in match_reports(files, [NOORD], entries)] == ["", "1.pdf"]

"""A report tied to a company by a thin thread waits for a person."""

from __future__ import annotations

from report_mining.records import Company, MatchBasis, ReportMatch
from report_mining.review import doubtful_matches

COMPANIES = (Company("A", "Aarhof N.V."), Company("B", "Bolderik B.V."))


def match(file: str, company_id: str | None, year: int | None, score: float, inferred: bool = True):
    basis = MatchBasis.NAME if inferred else MatchBasis.MANIFEST
    return ReportMatch(
        f"id-{file}", file, company_id, year, None, basis, score, "text", inferred, "file name only"
    )


def test_thin_matches_are_listed_once_per_company_year_latest_first() -> None:
    items = doubtful_matches(
        [
            match("a21.pdf", "A", 2021, 0.5),
            match("a22.pdf", "A", 2022, 0.6),
            match("a22b.pdf", "A", 2022, 0.5),
            match("b22.pdf", "B", 2022, 0.69),
        ],
        COMPANIES,
    )
    assert [(i.company_name, i.reporting_year) for i in items] == [
        ("Aarhof N.V.", 2022),
        ("Bolderik B.V.", 2022),
        ("Aarhof N.V.", 2021),
    ]
    assert "a22.pdf" in items[0].reason
    assert "a22b.pdf" in items[0].reason


def test_sure_confirmed_and_unmatched_reports_wait_for_nobody() -> None:
    matches = [
        match("sure.pdf", "A", 2022, 0.7),
        match("told.pdf", "A", 2022, 0.1, inferred=False),
        match("whose.pdf", None, 2022, 0.0),
        match("when.pdf", "A", None, 0.5),
    ]
    assert doubtful_matches(matches, COMPANIES) == ()

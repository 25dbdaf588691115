"""The companies of one year as a list: verdict, evidence, and what to filter them by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from report_mining.publishing.evidence import name_of
from report_mining.publishing.lookups import ReleaseIndex
from report_mining.publishing.verdicts import (
    Verdict,
    either_verdict,
    endorsement_verdict,
    is_near_miss,
    is_silent,
)
from report_mining.publishing.wording import Wording
from report_mining.records import CompanyYear, Finding, Strictness

FRONT_PAGE = "index.html"
NEAR, SILENT, GAINED, LOST = "near", "silent", "gained", "lost"
_SECTOR_CODE_LENGTH = 8
_Moves = Mapping[tuple[str, int], str]  # by company id and year: GAINED or LOST


@dataclass(frozen=True, slots=True)
class CompanyYearLine:
    """One line of the company table."""

    company_id: str
    company_name: str
    sector: str
    reporting_year: int
    href: str
    verdict: Verdict
    strict: Verdict
    lenient: Verdict
    either: Verdict
    stance: str | None
    why: Wording | None
    is_near_miss: bool
    finding: Finding | None  # the strongest evidence
    is_silent: bool = False
    move: str = ""  # GAINED or LOST since the year before

    @property
    def flags(self) -> str:
        """What the list may be filtered by besides verdict and sector, separated by spaces."""
        marks = ((self.is_near_miss, NEAR), (self.is_silent, SILENT), (self.move, self.move))
        return " ".join(name for holds, name in marks if holds)

    @property
    def sector_code(self) -> str:
        """A short code of the sector that the pages use as a filter; "" without a sector."""
        return sector_code(self.sector)


@dataclass(frozen=True, slots=True)
class YearList:
    """The companies of one year, by name."""

    reporting_year: int
    href: str  # the page with this list, relative to the index
    lines: tuple[CompanyYearLine, ...]

    @property
    def sectors(self) -> tuple[tuple[str, str], ...]:
        """Code and name of every sector in the list, by name."""
        return tuple(
            sorted({(li.sector_code, li.sector) for li in self.lines if li.sector}, key=_name)
        )

    @property
    def by_verdict(self) -> tuple[tuple[Verdict, int], ...]:
        """How many companies have which verdict; verdicts that nobody has are left out."""
        counts = Counter(line.verdict for line in self.lines)
        return tuple((verdict, counts[verdict]) for verdict in Verdict if counts[verdict])

    @property
    def near_misses(self) -> tuple[CompanyYearLine, ...]:
        """The companies that aim or ask and do not endorse (END-08)."""
        return tuple(line for line in self.lines if line.is_near_miss)

    @property
    def silent(self) -> tuple[CompanyYearLine, ...]:
        """The companies whose documents were read in full and never name the Guidelines (END-09)."""
        return tuple(line for line in self.lines if line.is_silent)


def _name(pair: tuple[str, str]) -> tuple[str, str]:
    return (pair[1].casefold(), pair[1])


def sector_code(sector: str) -> str:
    """Return the code by which the pages filter a sector."""
    return name_of("sector", sector)[:_SECTOR_CODE_LENGTH] if sector else ""


def company_href(company_id: str) -> str:
    """Return the page of a company relative to the index."""
    return f"companies/{name_of('company', company_id)}.html"


def year_lists(index: ReleaseIndex, headline_year: int | None) -> tuple[YearList, ...]:
    """Return a list per year, the newest first; that of the headline year stands on the front page."""
    years = sorted({cy.reporting_year for cy in index.release.company_years}, reverse=True)
    front = headline_year if headline_year in years else next(iter(years), None)
    moves = _moves(index)
    by_year: dict[int, list[CompanyYearLine]] = {year: [] for year in years}
    for company_year in index.release.company_years:
        line = company_year_line(index, company_year, moves)
        by_year[company_year.reporting_year].append(line)
    return tuple(
        YearList(
            reporting_year=year,
            href=FRONT_PAGE if year == front else f"companies/year-{year}.html",
            lines=tuple(
                sorted(by_year[year], key=lambda li: (li.company_name.casefold(), li.company_id))
            ),
        )
        for year in years
    )


def _moves(index: ReleaseIndex) -> _Moves:
    """Return who came to endorse and who no longer does, since the published year before."""
    values = {
        (cy.company_id, cy.reporting_year): cy.oecd.standard.value if cy.oecd else None
        for cy in index.release.company_years
    }
    years = sorted({year for _, year in values})
    moves: dict[tuple[str, int], str] = {}
    for before, after in pairwise(years):
        for company_id in {company_id for company_id, year in values if year == after}:
            pair = (values.get((company_id, before)), values[company_id, after])
            if pair in ((0, 1), (1, 0)):
                moves[company_id, after] = GAINED if pair == (0, 1) else LOST
    return moves


def company_year_line(index: ReleaseIndex, year: CompanyYear, moves: _Moves) -> CompanyYearLine:
    """Return the line of one company-year."""
    company = index.company_by_id.get(year.company_id)
    return CompanyYearLine(
        company_id=year.company_id,
        company_name=index.company_name(year.company_id),
        sector=(company.sector or "") if company else "",
        reporting_year=year.reporting_year,
        href=company_href(year.company_id),
        verdict=endorsement_verdict(year.oecd, Strictness.STANDARD),
        strict=endorsement_verdict(year.oecd, Strictness.STRICT),
        lenient=endorsement_verdict(year.oecd, Strictness.LENIENT),
        either=either_verdict(year),
        stance=year.oecd.stance.value if year.oecd and year.oecd.stance else None,
        why=year.oecd.standard.told if year.oecd else None,
        is_near_miss=is_near_miss(year),
        finding=_strongest(index, year),
        is_silent=is_silent(year),
        move=moves.get((year.company_id, year.reporting_year), ""),
    )


def _strongest(index: ReleaseIndex, year: CompanyYear) -> Finding | None:
    if year.oecd is None:
        return None
    lenient_too = year.oecd.standard.finding_ids + year.oecd.lenient.finding_ids
    labelled = tuple(
        v.finding_id for v in year.values if v.indicator_id in ("END-05", "END-08") and v.finding_id
    )
    return index.first_finding(lenient_too + labelled)

"""The hard set of report-to-company cases: reads it and says how the matcher does on it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from report_mining.records import (
    Block,
    BlockKind,
    CharacterBalance,
    Company,
    IdentityClues,
    Page,
    Report,
    ReportMatch,
    ReportStatus,
    ScoredReport,
)
from report_mining.register import find_clues, match_reports, read_companies

FOLDER = Path(__file__).resolve().parents[1] / "annotations" / "matching"
_KEYS = {"file", "title", "cover", "front", "running", "body", "year", "expected", "why"}
_PLACEHOLDER = re.compile(r"\{(kvk|lei|badlei):([a-z0-9-]+)\}")
_FILLER_PAGES = 3
# Rounds that were run unseen once, as a whole, and tuned on since.
_SEEN_ROUNDS = frozenset({"third_round", "fourth_round"})


@dataclass(frozen=True)
class Case:
    """One invented report, and whose it is."""

    case_id: str
    theme: str
    report: Report
    expected: frozenset[str]  # company ids; empty where nobody may be accepted
    is_for_review: bool  # a person should be asked; else nobody is meant
    year: int
    why: str

    @property
    def is_held_out(self) -> bool:
        """Whether the case is in the half that nothing was tuned on, by the hash of its texts."""
        if self.theme in _SEEN_ROUNDS:
            return False
        text = "".join(page.text for page in self.report.pages) + self.report.file_name
        return hashlib.sha256(text.encode()).digest()[0] % 2 == 1


@dataclass(frozen=True)
class Verdict:
    """What became of a case."""

    case: Case
    matches: tuple[ReportMatch, ...]

    @cached_property
    def accepted(self) -> frozenset[str]:
        """The companies that the report was given to without asking a person."""
        return frozenset(m.company_id for m in self.matches if m.company_id and not m.is_doubtful)

    @property
    def is_right(self) -> bool:
        """Whether exactly the right companies were accepted."""
        return self.accepted == self.case.expected

    @property
    def is_year_right(self) -> bool:
        """Whether the reporting year is the right one."""
        return all(m.reporting_year == self.case.year for m in self.matches)


@dataclass(frozen=True)
class Score:
    """Counts over some cases; a pair is one report with one company."""

    cases: int
    pairs: int  # report-company pairs that should be accepted
    accepted: int
    right: int
    years_right: int

    @property
    def precision(self) -> float:
        """Share of the accepted pairs that are right."""
        return self.right / self.accepted if self.accepted else 1.0

    @property
    def recall(self) -> float:
        """Share of the pairs that are accepted without asking a person."""
        return self.right / self.pairs if self.pairs else 1.0


def read_set(folder: Path = FOLDER) -> tuple[tuple[Company, ...], tuple[Case, ...]]:
    """Return the invented register and every case."""
    companies = read_companies(folder / "companies.csv")
    by_id = {company.company_id: company for company in companies}
    cases = tuple(
        case for path in sorted((folder / "cases").glob("*.yaml")) for case in _read(path, by_id)
    )
    return companies, cases


def judge(cases: Iterable[Case], companies: Sequence[Company]) -> tuple[Verdict, ...]:
    """Return the verdict on every case, each matched by itself against the whole register."""
    listed = tuple(cases)
    # a folder of its own per case, which keeps the file names
    reports = [
        (f"{case.case_id}/{case.report.file_name}", scored(case.case_id, case.report))
        for case in listed
    ]
    matches = match_reports(reports, companies, ())
    return tuple(
        Verdict(case, tuple(m for m in matches if m.report_id == case.case_id)) for case in listed
    )


def score(verdicts: Sequence[Verdict]) -> Score:
    """Return the counts over some verdicts."""
    return Score(
        cases=len(verdicts),
        pairs=sum(len(v.case.expected) for v in verdicts),
        accepted=sum(len(v.accepted) for v in verdicts),
        right=sum(len(v.accepted & v.case.expected) for v in verdicts),
        years_right=sum(v.is_year_right for v in verdicts),
    )


def scored(report_id: str, report: Report, clues: IdentityClues | None = None) -> ScoredReport:
    """Return a report as the matcher gets it, without findings."""
    return ScoredReport(
        report_id=report_id,
        file_name=report.file_name,
        path=report.file_name,
        status=ReportStatus.SCORED,
        reason=None,
        detail=None,
        pages=len(report.pages),
        pages_scored=len(report.pages),
        pages_not_looked=(),
        pages_ocr=0,
        languages=(),
        passages=0,
        findings=(),
        clues=clues or find_clues(report),
        instrument_version="benchmark",
        reader_version="benchmark",
        seconds=0.0,
    )


def _read(path: Path, companies: dict[str, Company]) -> Iterable[Case]:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    for number, row in enumerate(document["cases"], 1):
        unknown = set(row) - _KEYS
        if unknown:
            raise ValueError(f"{path.name}, case {number}: unknown keys {sorted(unknown)}")
        yield _case(f"{document['theme']}-{number:03d}", document["theme"], row, companies)


def _case(case_id: str, theme: str, row: dict[str, object], companies: dict[str, Company]) -> Case:
    def text(key: str) -> str:
        return _filled(str(row.get(key, "")), companies)

    expected = row["expected"]
    ids = expected if isinstance(expected, list) else [expected]
    named = frozenset(str(i) for i in ids if i not in ("none", "review"))
    if not named <= set(companies):
        raise ValueError(f"{case_id}: {sorted(named - set(companies))} is no company_id")
    report = _report(case_id, text("file"), text("title"), text)
    return Case(
        case_id, theme, report, named, expected == "review", int(str(row["year"])), str(row["why"])
    )


def _report(case_id: str, file: str, title: str, text: object) -> Report:
    """Return a report of a cover, a front page, the body, and pages with the running header."""
    assert callable(text)
    running = text("running")
    texts = [text("cover"), text("front"), text("body"), *["Toelichting / Notes."] * _FILLER_PAGES]
    pages = [_page(1, texts[0], "")]
    pages += [_page(i, t, running) for i, t in enumerate(texts[1:], 2)]
    return Report(case_id, file, title, tuple(pages), (), "benchmark")


def _page(number: int, text: str, running: str) -> Page:
    whole = f"{running}\n\n{text}" if running else text
    blocks = (Block(BlockKind.RUNNING_HEADER, 0, 0, len(running), None),) if running else ()
    return Page(number, whole, 595, 842, (), blocks, CharacterBalance(len(whole), len(whole)))


def _filled(text: str, companies: dict[str, Company]) -> str:
    """Return the text with line breaks, and with the numbers that it refers to."""
    lines = re.sub(r" ?\|\| ?", "\n\n", text)
    return _PLACEHOLDER.sub(
        lambda m: _number(m[1], companies[m[2]]), re.sub(r" ?\| ?", "\n", lines)
    )


def _number(kind: str, company: Company) -> str:
    if kind == "kvk":
        return company.kvk or ""
    lei = company.lei or ""
    return lei if kind == "lei" else f"{lei[:-2]}{(int(lei[-2:]) + 1) % 100:02d}"

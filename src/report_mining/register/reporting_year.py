"""Infers from the text which year a report covers; the file name is the last resort, and marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

FIRST_YEAR = 1990
# Years from here on are targets in the reports of today, such as "Agenda 2030".
TARGET_YEAR = 2030

_YEAR = r"(?P<year>(?:19|20)\d{2})(?P<split>\s?[/–-]\s?(?:(?:19|20)\d{2}|\d{2})(?!\d))?(?!\d)"
_REPORT_EN = (
    r"(?:annual|integrated|sustainability|csr|esg|corporate\s+(?:social\s+)?responsibility"
    r"|responsibility|impact|non-?financial|financial|human\s+rights|citizenship|environmental)"
    r"(?:\s+(?:annual|integrated|sustainability|financial|progress|performance|activity|and|&))*"
    r"\s+(?:report|review|statements?|accounts|update)(?:\s+(?:and|&)\s+accounts)?"
)
_REPORT_NL = (
    r"(?:maatschappelijk\s+|geïntegreerd\s+|sociaal\s+|financieel\s+)*"
    r"(?:jaarverslag(?:geving)?|jaarrapport(?:age)?|jaarrekening|jaarbericht|bestuursverslag"
    r"|directieverslag|duurzaamheids(?:jaar)?verslag|mvo-?verslag|imvo-?verslag|jaardocument)"
)
_LINK = (
    r"(?:\s+(?:over|van|of|for|on))?(?:\s+(?:het|the))?(?:\s+(?:jaar|boekjaar|year))?\s*[,:|–-]?\s*"
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|januari|februari|maart|mei|juni|juli|augustus|oktober)"
)
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?)[,.]?\s+"


@dataclass(frozen=True, slots=True)
class _Pattern:
    name: str  # how the basis names it
    expression: re.Pattern[str]


def _compile(name: str, expression: str) -> _Pattern:
    return _Pattern(name, re.compile(expression, re.IGNORECASE))


# "Annual report 2022", "2022 sustainability report", "jaarverslag over 2022".
_REPORT_NAMES = (
    _compile("report name", rf"\b{_REPORT_EN}{_LINK}{_YEAR}"),
    _compile("report name", rf"(?<![\d/–-]){_YEAR}\s+{_REPORT_EN}\b"),
    _compile("report name", rf"\b{_REPORT_NL}{_LINK}{_YEAR}"),
)
# "for the year ended 31 December 2022", "boekjaar 2022", "FY2022", "1 January to 31 December 2022".
_PERIODS = (
    _compile(
        "period",
        rf"\b(?:year|period|jaar|boekjaar|verslagjaar)\s+(?:ended|ending|eindigend\s+op|per)\s+"
        rf"{_DAY}{_YEAR}",
    ),
    _compile("period", rf"\b(?:boekjaar|verslagjaar|rapportagejaar)\s+{_YEAR}"),
    _compile("period", rf"\b(?:financial|fiscal|reporting|business)\s+year\s+(?:of\s+)?{_YEAR}"),
    _compile("period", rf"\bFY\s?'?{_YEAR}"),
    _compile(
        "period",
        rf"\b{_DAY}(?:(?:19|20)\d{{2}}\s+)?(?:to|until|through|till|t/m|tot\s+en\s+met|tot|–|-)\s+"
        rf"{_DAY}{_YEAR}",
    ),
)
# "from 1 January 2015 to 31 December 2015" says the year even where the report is named after the next.
_WHOLE_YEAR = (
    _compile(
        "whole year",
        r"\b(?:1(?:st)?\s+(?:january|januari)|january\s+1(?:st)?),?\s+(?:(?:19|20)\d{2}\s+)?"
        r"(?:to|until|through|till|t/m|tot\s+en\s+met|tot|–|-)\s+"
        rf"(?:31(?:st)?\s+december|december\s+31(?:st)?),?\s+{_YEAR}",
    ),
)
# "In 2022 opened", "gedurende 2022": a report tells what happened in its year.
_TOLD = (
    _compile(
        "told", rf"\b(?:in|during|throughout|gedurende)\s+(?:het\s+jaar\s+|the\s+year\s+)?{_YEAR}"
    ),
    _compile("told", rf"\breport\s+to\s+(?:unit|share|stake)holders\s+{_YEAR}"),
)
_MIN_TOLD = 2
_MIN_NAMED = 8  # times that a year stands anywhere before it is taken for lack of anything better
_DUTCH_OVER = _compile("over", rf"\bover\s+(?:het\s+jaar\s+)?{_YEAR}")
_BARE = _compile("year", rf"(?<![\d./–-]){_YEAR}(?![\d%]|[.,]\d)")
_IN_FILE_NAME = _compile("year", rf"(?<!\d){_YEAR.replace(chr(92) + 's?', '[ _]?')}")
# A bare year after one of these is a date, a copyright or an aim, not a reporting year.
_NOT_A_REPORTING_YEAR = re.compile(
    rf"(?:{_MONTH}|©|copyright|since|sinds|anno|by|towards?|naar|vision|visie|strategy|strategie"
    r"|ambition|ambitie|agenda|goals?|doelen|target|est\.)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class YearTexts:
    """The places in a report where its year may stand, the most telling first."""

    cover: str  # text of the first page with text
    running: str  # running headers and footers, one per line
    title: str  # from the file's metadata
    front: str  # text of the first pages
    body: str  # text of all pages
    file_name: str
    is_dutch: bool  # most passages are Dutch
    has_cover: bool  # the first page is a cover, not full of text


def infer_reporting_year(texts: YearTexts) -> tuple[int | None, str]:
    """Return the reporting year and its basis, or None and why it cannot be said.

    A split year such as 2019/20 is the later one, in which the financial year ends. A year must
    clearly outweigh the others in the same place; otherwise the next place is asked.
    """
    weak = (*_PERIODS, _DUTCH_OVER) if texts.is_dutch else _PERIODS
    places: tuple[tuple[str, Callable[[], list[_Hit]], int], ...] = (
        ("text: cover", lambda: _hits(texts.cover, _REPORT_NAMES), 1),
        ("text: cover", lambda: _hits(texts.cover, _PERIODS), 1),
        ("text: running header", lambda: _hits(texts.running, _REPORT_NAMES), 1),
        ("title", lambda: _hits(texts.title, _REPORT_NAMES), 1),
        ("text: front pages", lambda: _hits(texts.front, (*_REPORT_NAMES, *_PERIODS)), 2),
        ("text", lambda: _hits(texts.body, (*_REPORT_NAMES, *weak)), 2),
        ("text: cover", lambda: _bare_hits(texts.cover), 1),
        ("title", lambda: _bare_hits(texts.title), 1),
        ("text: front pages", lambda: _hits(texts.front, (*_REPORT_NAMES, *_PERIODS)), 1),
        ("text", lambda: _past_hits(texts.body, _TOLD), _MIN_TOLD),
        ("text: named most", lambda: _past_hits(texts.body, (_BARE,)), _MIN_NAMED),
        ("file name", lambda: _hits(texts.file_name, (_IN_FILE_NAME,)), 1),
    )
    latest_on_cover = _latest_year_on_cover(texts)
    for place, look, minimum in places:
        winner = _clear_winner(look(), minimum)
        # A report speaks of earlier reports: what its own cover outdates by two years is one.
        if winner is not None and winner.year + 1 >= latest_on_cover:
            if place == "file name" and not _is_named(winner.year, texts.body):
                return None, f"the file name says {winner.year}, which the text never names"
            return _as_stated(winner, place, texts)
    return None, "no year stands out in the text or the file name"


def _past_hits(text: str, patterns: Sequence[_Pattern]) -> list[_Hit]:
    """Return the hits of years that are no targets."""
    return [hit for hit in _hits(text, patterns) if hit.year < TARGET_YEAR]


def _is_named(year: int, text: str) -> bool:
    """Whether a text names a year, or no year at all, as a text without layout may not."""
    years = {hit.year for hit in _hits(text, (_BARE,))}
    return not years or year in years


def _latest_year_on_cover(texts: YearTexts) -> int:
    """Return the latest year on a real cover, dates included and targets left out, else 0."""
    if not texts.has_cover:
        return 0
    years = (hit.year for hit in _hits(texts.cover, (_BARE,)))
    return max((year for year in years if year < TARGET_YEAR), default=0)


def _as_stated(winner: _Hit, place: str, texts: YearTexts) -> tuple[int, str]:
    """Return the year, or the one before it when the text says that it covers that one.

    Some companies name a report after the year in which it appears.
    """
    covered = _clear_winner(_hits(texts.body, _WHOLE_YEAR), 1)
    if covered is not None and covered.year == winner.year - 1:
        return covered.year, f"text: {covered.shown}"
    return winner.year, f"{place}: {winner.shown}"


def year_of_file_name(file_name: str) -> tuple[int | None, str]:
    """Return the only year in a file name, for a file that could not be read."""
    winner = _clear_winner(_hits(file_name, (_IN_FILE_NAME,)), 1)
    if winner is None:
        return None, "the file could not be read and its name holds no single year"
    return winner.year, f"file name: {winner.shown}"


@dataclass(frozen=True, slots=True)
class _Hit:
    year: int
    shown: str  # the words that were found, for the basis


def _hits(text: str, patterns: Sequence[_Pattern]) -> list[_Hit]:
    hits = []
    for pattern in patterns:
        for match in pattern.expression.finditer(text):
            year = _year_of(match)
            if year is not None:
                hits.append(_Hit(year, " ".join(match.group().split()).casefold()[:80]))
    return hits


def _bare_hits(text: str) -> list[_Hit]:
    """Return years that stand on their own; none when they differ, for then nothing is said."""
    hits = [
        _Hit(year, str(year))
        for match in _BARE.expression.finditer(text)
        if not _NOT_A_REPORTING_YEAR.search(text[max(0, match.start() - 20) : match.start()])
        and (year := _year_of(match)) is not None
        and year < TARGET_YEAR
    ]
    return hits if len({hit.year for hit in hits}) == 1 else []


def _year_of(match: re.Match[str]) -> int | None:
    """Return the year of a match, the later one of a split year; None when it is no such year."""
    year = int(match["year"])
    split = match["split"]
    if split:
        ending = re.sub(r"\D", "", split)
        later = int(ending) if len(ending) == 4 else year // 100 * 100 + int(ending)
        if later == year + 1:
            return later
        if len(ending) == 4:
            return None  # a span of years, such as 2015-2020, is no reporting year
    return year if year >= FIRST_YEAR else None


def _clear_winner(hits: Sequence[_Hit], minimum: int) -> _Hit | None:
    """Return a hit of the year found most, when found often enough and twice as often as the next."""
    counts = Counter(hit.year for hit in hits)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < minimum:
        return None
    if len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]:
        return None
    return next(hit for hit in hits if hit.year == ranked[0][0])

"""Finds running headers and footers in text without positions: what repeats at the ends of pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from report_mining.records import BlockKind

_REACH = 4  # lines or blocks from the top and from the bottom of a page
_MIN_PAGES = 4
_MIN_SHARE = 0.05  # of the pages, so that a heading met now and then stays
_MAX_CHARS = 160  # a longer text that comes back is meant to be read
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|pagina|p\.|blz\.)?\s*[-–|]?\s*(\d{1,4})\s*[-–|]?(?:\s*(?:/|of|van)\s*\d{1,4})?",
    re.IGNORECASE,
)


def find_repeated(pages: Sequence[Sequence[str]]) -> list[dict[int, BlockKind]]:
    """Return, per page, which of its texts (by position) are running headers or footers.

    A text is one where it stands among the first or last few of its page, with any number, on at
    least four pages; a number that stands alone at the very end or beginning is a page number.
    """
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_key(page[i]) for i in _ends(len(page))})
    least = max(_MIN_PAGES, _MIN_SHARE * len(pages))
    running = {key for key, number in counts.items() if number >= least and _is_short(key)}
    return [_running_on(page, running, len(pages) >= _MIN_PAGES) for page in pages]


def _running_on(page: Sequence[str], running: set[str], has_pages: bool) -> dict[int, BlockKind]:
    found = {
        position: _kind(position, page)
        for position in _ends(len(page))
        if _key(page[position]) in running and _has_letters(page[position])
    }
    if has_pages:
        for position in _outermost(page, found):
            if is_page_number(page[position]):
                found[position] = _kind(position, page)
    return found


def _kind(position: int, page: Sequence[str]) -> BlockKind:
    is_top = position < len(page) / 2
    return BlockKind.RUNNING_HEADER if is_top else BlockKind.RUNNING_FOOTER


def _outermost(page: Sequence[str], running: dict[int, BlockKind]) -> set[int]:
    """Return the first and last positions of a page that are not running titles."""
    others = [position for position in range(len(page)) if position not in running]
    return {others[0], others[-1]} if others else set()


def is_page_number(text: str) -> bool:
    """Whether a text is a page number alone; a year is none."""
    match = _PAGE_NUMBER.fullmatch(text.strip())
    return match is not None and not 1900 <= int(match.group(1)) <= 2100


def _ends(count: int) -> list[int]:
    if count <= 2 * _REACH:
        return list(range(count))
    return [*range(_REACH), *range(count - _REACH, count)]


def _key(text: str) -> str:
    return _DIGITS.sub("#", text).strip().casefold()


def _is_short(key: str) -> bool:
    return len(key) <= _MAX_CHARS


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)

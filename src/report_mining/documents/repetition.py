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
    found: dict[int, BlockKind] = {}
    for position in _ends(len(page)):
        is_top = position < len(page) / 2
        is_number = has_pages and _PAGE_NUMBER.fullmatch(page[position].strip()) is not None
        if (_key(page[position]) in running and _has_letters(page[position])) or is_number:
            found[position] = BlockKind.RUNNING_HEADER if is_top else BlockKind.RUNNING_FOOTER
    return found


def page_number_in(page: Sequence[str], running: dict[int, BlockKind]) -> str | None:
    """Return the page number printed alone in a header or footer, the outermost one."""
    for position in sorted(running, key=lambda p: min(p, len(page) - 1 - p)):
        match = _PAGE_NUMBER.fullmatch(page[position].strip())
        if match:
            return match.group(1)
    return None


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

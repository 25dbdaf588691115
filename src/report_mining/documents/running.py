"""Finds running headers, footers and navigation bars by their repetition over pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from report_mining.documents.raw_pages import RawPage, Segment
from report_mining.records import BlockKind

_MARGIN_SHARE = 0.12  # of the page height, at the top and at the bottom
_MIN_PAGES = 3  # in a margin, as often as this on different pages
_ANYWHERE_SHARE = 0.2  # of the pages, for text at the very same place anywhere on the page
_ANYWHERE_MIN_PAGES = 5
_HEIGHT_TOLERANCE_PT = 6.0
_PLACE_TOLERANCE_PT = 2.0
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|pagina|p\.|blz\.)?\s*(\d{1,4})(?:\s*(?:/|\||of|van)\s*\d{1,4})?", re.IGNORECASE
)
_NUMBERED_TITLE = re.compile(r"\d{1,4}\s*[|—]\s*\D{1,70}|\D{1,70}\s*[|—]\s*\d{1,4}")
_NUMBER_AT_BAR = re.compile(r"(\d{1,4})\s*[|—]\s*.{1,70}|.{1,70}[|—]\s*(\d{1,4})")
_SPREAD_RATIO = 1.2  # width over height of two pages side by side
_EDGE_SHARE = 0.08  # page numbers alone stand this near to an edge

RunningIndex = dict[int, BlockKind]  # segment position on the page -> header or footer


def find_running(pages: Sequence[RawPage]) -> list[RunningIndex]:
    """Return, for every page, which segments (by position) are running headers or footers."""
    keys = [[_key(segment) for segment in page.segments] for page in pages]
    by_margin: dict[tuple[str, int], set[int]] = defaultdict(set)
    by_place: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    on_pages = _pages_of_keys(keys)
    for number, page in enumerate(pages):
        for segment, key in zip(page.segments, keys[number], strict=True):
            if _margin_kind(page, segment) is not None:
                for height in _rounded(segment.y0, _HEIGHT_TOLERANCE_PT):
                    by_margin[key, height].add(number)
            elif on_pages[key] >= _ANYWHERE_MIN_PAGES:
                by_place[key, *_place(segment)].add(number)
    anywhere = max(_ANYWHERE_MIN_PAGES, _ANYWHERE_SHARE * len(pages))
    return [
        _running_on(page, page_keys, on_pages, by_margin, by_place, anywhere)
        for page, page_keys in zip(pages, keys, strict=True)
    ]


def _pages_of_keys(keys: Sequence[Sequence[str]]) -> Counter[str]:
    """Return on how many pages each key stands, so that the many that stand on one are passed by."""
    found: Counter[str] = Counter()
    for page_keys in keys:
        found.update(set(page_keys))
    return found


def _running_on(
    page: RawPage,
    keys: Sequence[str],
    on_pages: Counter[str],
    by_margin: dict[tuple[str, int], set[int]],
    by_place: dict[tuple[str, int, int], set[int]],
    anywhere: float,
) -> RunningIndex:
    found: RunningIndex = {}
    for position, (segment, key) in enumerate(zip(page.segments, keys, strict=True)):
        kind = _margin_kind(page, segment)
        if kind is not None:
            heights = _rounded(segment.y0, _HEIGHT_TOLERANCE_PT)
            repeats = max(len(by_margin[key, height]) for height in heights)
            if repeats >= _MIN_PAGES or _is_page_number(page, segment):
                found[position] = kind
        elif (
            on_pages[key] >= anywhere
            and len(by_place[key, *_place(segment)]) >= anywhere
            and not _is_only_digits(key)
        ):
            found[position] = BlockKind.RUNNING_HEADER
    return found


def _key(segment: Segment) -> str:
    text = segment.text
    if _DIGIT.search(text):
        text = _DIGITS.sub("#", text)
    return text.strip().casefold()


def _is_only_digits(key: str) -> bool:
    return not any(character.isalpha() for character in key)


def _rounded(value: float, tolerance: float) -> tuple[int, int]:
    """Return two buckets, so that values within ``tolerance`` share at least one."""
    return 2 * int(value / (2 * tolerance)), 2 * int(value / (2 * tolerance) + 0.5) + 1


def _place(segment: Segment) -> tuple[int, int]:
    return (
        round(segment.x0 / (2 * _PLACE_TOLERANCE_PT)),
        round(segment.y0 / (2 * _PLACE_TOLERANCE_PT)),
    )


def _margin_kind(page: RawPage, segment: Segment) -> BlockKind | None:
    if segment.y0 >= (1 - _MARGIN_SHARE) * page.height_pt:
        return BlockKind.RUNNING_HEADER
    if segment.y1 <= _MARGIN_SHARE * page.height_pt:
        return BlockKind.RUNNING_FOOTER
    return None


def _is_page_number(page: RawPage, segment: Segment) -> bool:
    edge = _EDGE_SHARE * page.height_pt
    is_at_edge = segment.y1 <= edge or segment.y0 >= page.height_pt - edge
    text = segment.text.strip()
    is_number = _PAGE_NUMBER.fullmatch(text) or _NUMBERED_TITLE.fullmatch(text)
    return is_at_edge and is_number is not None


def _number_of(text: str) -> str:
    """Return the page number that is all of a text, or stands before or behind a bar, else ""."""
    match = _PAGE_NUMBER.fullmatch(text) or _NUMBER_AT_BAR.fullmatch(text)
    return next((group for group in match.groups() if group), "") if match else ""


def printed_label(page: RawPage, running: RunningIndex) -> str | None:
    """Return the page number printed in a header or footer, where one stands alone or behind a bar.

    A spread has the numbers of both its halves, as "12-13".
    """
    segments = sorted((page.segments[position] for position in running), key=lambda s: s.x0)
    found = (_number_of(segment.text.strip()) for segment in segments)
    numbers = [number for number in found if number]
    if not numbers:
        return None
    is_spread = page.width_pt > _SPREAD_RATIO * page.height_pt
    if is_spread and int(numbers[-1]) == int(numbers[0]) + 1:
        return f"{numbers[0]}-{numbers[-1]}"
    return numbers[0]

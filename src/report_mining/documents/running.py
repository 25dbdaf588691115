"""Finds running headers, footers and navigation bars by their repetition over pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from report_mining.documents.raw_pages import RawPage, Segment
from report_mining.records import BlockKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MARGIN_SHARE = 0.12  # of the page height, at the top and at the bottom
_MIN_PAGES = 3  # in a margin, as often as this on different pages
_ANYWHERE_SHARE = 0.2  # of the pages, for text at the very same place anywhere on the page
_ANYWHERE_MIN_PAGES = 5
_HEIGHT_TOLERANCE_PT = 6.0
_PLACE_STEP_PT = 4.0  # text at one place stands within half of it
_DIGITS = re.compile("[0-9]+")
_PAGE_NUMBER = re.compile(
    r"(?:page|pagina|p\.|blz\.)?\s*(\d{1,4})(?:\s*(?:/|\||of|van)\s*\d{1,4})?", re.IGNORECASE
)
_NUMBERED_TITLE = re.compile(r"\d{1,4}\s*[|—]\s*\D{1,70}|\D{1,70}\s*[|—]\s*\d{1,4}")
_NUMBER_AT_BAR = re.compile(r"(\d{1,4})\s*[|—]\s*.{1,70}|.{1,70}[|—]\s*(\d{1,4})")
_SPREAD_RATIO = 1.2  # width over height of two pages side by side
_EDGE_SHARE = 0.08  # page numbers alone stand this near to an edge

RunningIndex = dict[int, BlockKind]  # segment position on the page -> header or footer


class _MarginSegment(NamedTuple):
    """A segment in the upper or lower margin; two hashes of its text and its height."""

    position: int
    kind: BlockKind
    low: int  # texts at nearly one height share one of the two
    high: int
    is_page_number: bool


class RunningSurvey:
    """Collects, page by page, what may repeat: a few bytes for each segment, and no text."""

    def __init__(self) -> None:
        self._places: list[NDArray[np.int64]] = []  # of each page, by segment; 0 in a margin
        self._margins: list[list[_MarginSegment]] = []  # of each page

    def add(self, page: RawPage) -> None:
        """Take in the next page."""
        import numpy as np

        places = [0] * len(page.segments)
        margins: list[_MarginSegment] = []
        high_edge, low_edge = (1 - _MARGIN_SHARE) * page.height_pt, _MARGIN_SHARE * page.height_pt
        for position, (segment, key) in enumerate(
            zip(page.segments, _keys(page.segments), strict=True)
        ):
            if low_edge < segment.y1 and segment.y0 < high_edge:
                if key[:1].isalpha() or _has_letters(key):
                    left, foot = segment.x0 / _PLACE_STEP_PT, segment.y0 / _PLACE_STEP_PT
                    places[position] = hash((key, round(left), round(foot)))
                continue
            is_high = segment.y0 >= high_edge
            kind = BlockKind.RUNNING_HEADER if is_high else BlockKind.RUNNING_FOOTER
            low, high = _rounded(segment.y0, _HEIGHT_TOLERANCE_PT)
            is_number = _is_page_number(page, segment)
            margins.append(
                _MarginSegment(position, kind, hash((key, low)), hash((key, high)), is_number)
            )
        self._places.append(np.array(places, dtype=np.int64))
        self._margins.append(margins)

    def find(self) -> list[RunningIndex]:
        """Return, for every page, which segments (by position) are running headers or footers."""
        import numpy as np

        anywhere = max(_ANYWHERE_MIN_PAGES, _ANYWHERE_SHARE * len(self._places))
        fixed = _on_many_pages(self._places, anywhere)
        hashes = [
            np.array([found for m in margins for found in (m.low, m.high)], dtype=np.int64)
            for margins in self._margins
        ]
        repeated = _on_many_pages(hashes, _MIN_PAGES)
        return [
            _running_on(places, margins, fixed, repeated)
            for places, margins in zip(self._places, self._margins, strict=True)
        ]


def _on_many_pages(pages: Sequence[NDArray[np.int64]], least: float) -> frozenset[int]:
    """Return the hashes that stand on at least so many pages."""
    import numpy as np

    if not pages:
        return frozenset()
    found, counts = np.unique(np.concatenate([np.unique(p) for p in pages]), return_counts=True)
    return frozenset(found[counts >= least].tolist()) - {0}


def _running_on(
    places: NDArray[np.int64],
    margins: Sequence[_MarginSegment],
    fixed: frozenset[int],
    repeated: frozenset[int],
) -> RunningIndex:
    found: RunningIndex = {}
    if fixed:
        found = {
            position: BlockKind.RUNNING_HEADER
            for position, place in enumerate(places.tolist())
            if place in fixed
        }
    for segment in margins:
        if segment.is_page_number or segment.low in repeated or segment.high in repeated:
            found[segment.position] = segment.kind
    return dict(sorted(found.items()))


def _keys(segments: Sequence[Segment]) -> list[str]:
    """Return the texts of the segments of a page, without case and with any number alike."""
    texts = [segment.text for segment in segments]
    keys = _DIGITS.sub("#", "\n".join(texts)).casefold().split("\n") if texts else []
    if len(keys) != len(texts):  # a text with a line break of its own
        keys = [_DIGITS.sub("#", text).casefold() for text in texts]
    return list(map(str.strip, keys))


def _has_letters(key: str) -> bool:
    return any(map(str.isalpha, key))


def _rounded(value: float, tolerance: float) -> tuple[int, int]:
    """Return two buckets, so that values within ``tolerance`` share at least one."""
    return 2 * int(value / (2 * tolerance)), 2 * int(value / (2 * tolerance) + 0.5) + 1


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

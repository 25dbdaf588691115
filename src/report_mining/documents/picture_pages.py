"""Tells a photograph from a picture of text, so that a cover without OCR does not hide an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from report_mining.documents.packed_pages import PackedPage
from report_mining.documents.rasterising import page_grey
from report_mining.documents.raw_pages import RawPage
from report_mining.records import NotLookedReason

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DPI = 75.0  # a line of 8 pt is 8 pixels high
_STRIPS = 8  # upright strips over the width; a column of text fills at least one
_FLAT = 30  # grey levels: a row that varies less is empty
_INKED = 70  # grey levels: a row that varies more may cross letters
_LINE_PX = (3, 18)  # height of a line of text
_GAP_PX = 24  # white space between lines, at most
_MANY = 1_000
_MAX_PICTURES = 0.5  # of the pages; a report with more was scanned
_MIN_LINES = 4  # lines under each other in one strip are text
# Measured on 2026-11-22: of 146 real pages with 40 words or more, rendered as clean, blurred and
# noisy, or tilted pictures, 3, 3 and 2 have fewer lines: a cover with 49 words (twice) and a page
# of charts. Of 12 pages of the same reports that are photographs, 11 have fewer.


_MORE_LINES = 6  # than the text of the page has: a scan under a printed header or stamp


def mark_picture_of_text(path: Path, page: RawPage) -> RawPage:
    """Return a page; as a picture where it is a scan with only a header or a stamp as text."""
    if page.is_mostly_picture and page.not_looked is None and _hides_text(path, page):
        return replace(page, not_looked=NotLookedReason.IMAGE_WITHOUT_TEXT)
    return page


def clear_photographs(path: Path, pages: Sequence[PackedPage]) -> list[PackedPage]:
    """Return the pages with photographs that OCR did not read counted as looked at.

    Only among pages of text: in a report that is all pictures, a page with little on it is a scan.
    """
    pictures = sum(_is_picture(p.page) for p in pages)
    if not pictures or pictures > _MAX_PICTURES * len(pages):
        return list(pages)
    return [
        replace(p, page=replace(p.page, not_looked=None))
        if _is_picture(p.page) and _count_lines(path, p.page) < _MIN_LINES
        else p
        for p in pages
    ]


def _is_picture(page: RawPage) -> bool:
    return page.not_looked is NotLookedReason.IMAGE_WITHOUT_TEXT


def _hides_text(path: Path, page: RawPage) -> bool:
    known = len({round(segment.baseline / 3) for segment in page.segments})
    return _count_lines(path, page) >= known + _MORE_LINES


def _count_lines(path: Path, page: RawPage) -> int:
    """Return how many lines of text the picture of a page shows; many where it cannot be drawn."""
    grey = page_grey(path, page.page_number, _DPI)
    return _MANY if grey is None else longest_run_of_lines(grey)


def longest_run_of_lines(grey: NDArray[np.uint8]) -> int:
    """Return how many lines of text seem to stand under each other.

    Args:
        grey: Grey levels, shape (height, width), at 75 dots per inch.
    """
    width = grey.shape[1]
    edges = [number * width // _STRIPS for number in range(_STRIPS + 1)]
    strips = (grey[:, a:b] for a, b in pairwise(edges) if b > a)
    return max((_lines_in_strip(strip) for strip in strips), default=0)


def _lines_in_strip(strip: NDArray[np.uint8]) -> int:
    """Count stretches of inked rows as high as a line, with empty rows between them."""
    import numpy as np

    # The 2nd and the 98th percentile of each row.
    levels = np.sort(strip, axis=1)
    places = np.array((0.02, 0.98)) * (levels.shape[1] - 1)
    below = places.astype(np.intp)
    steps = levels[:, np.minimum(below + 1, levels.shape[1] - 1)] - levels[:, below]
    low, high = (levels[:, below] + steps * (places - below)).T
    span = high - low
    marks = np.flatnonzero(np.diff(span >= _FLAT, prepend=False, append=False))
    best = run = 0
    last_end = -_GAP_PX
    for start, end in zip(marks[::2].tolist(), marks[1::2].tolist(), strict=True):
        is_line = _LINE_PX[0] <= end - start <= _LINE_PX[1] and span[start:end].max() > _INKED
        is_near = start - last_end <= _GAP_PX
        run = (run + 1 if is_near else 1) if is_line else 0
        best = max(best, run)
        last_end = end
    return best

"""What a text engine yields for one page, before layout: segments of lines with boxes and style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from report_mining.documents.table_shapes import Grid
from report_mining.records import NotLookedReason

FOOTNOTE_MARK = "\U000f0001"  # stands for a raised digit glued to a word, from the private use area


class Segment(NamedTuple):
    """A stretch of one printed line without a wide gap in it, in the engine's order."""

    raw_start: int  # offset in the engine's characters of the page, inclusive
    raw_end: int  # exclusive
    text: str  # the engine's characters, unrepaired; raised digits are FOOTNOTE_MARK
    x0: float  # PDF points, origin bottom-left of the page as displayed
    y0: float
    x1: float
    y1: float
    size_pt: float
    weight: int  # 400 is regular, 700 bold
    is_rotated: bool = False
    face: str = ""  # name of the typeface without its style, "" where unknown
    ink: int = -1  # red, green and blue as 0xRRGGBB, -1 where unknown or mixed

    @property
    def baseline(self) -> float:
        """Height of the baseline above the bottom of the page, roughly (the box has a descender)."""
        return self.y0 + 0.22 * (self.y1 - self.y0)


@dataclass(frozen=True, slots=True)
class RawPage:
    """One physical page as the engine gives it."""

    page_number: int  # 1-based
    width_pt: float
    height_pt: float
    char_count: int  # of the engine, white space included
    segments: tuple[Segment, ...]
    page_label: str | None = None
    not_looked: NotLookedReason | None = None
    is_ocr: bool = False
    unmapped_count: int = 0  # characters without a Unicode value
    readable_share: float | None = None  # of its words, see `legibility`; None: too few words
    is_mostly_picture: bool = False  # little text, and images over much of the page
    has_pages: bool = True  # False: the format has no pages, and this is all of its text
    outside_count: int = 0  # characters outside the visible page, which are in no segment
    hidden_counts: tuple[tuple[str, int], ...] = ()  # characters that nobody sees, by reason
    grids: tuple[Grid, ...] = ()  # tables whose cells are drawn

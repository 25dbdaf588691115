"""Cuts the zones of a page into paragraphs, headings, list items, table rows and notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from report_mining.documents.frames import Zone
from report_mining.documents.raw_pages import Segment
from report_mining.documents.text_styles import HEADING_SIZE, TextStyle
from report_mining.records import BlockKind

_BULLETS = ">•●▪■□◦‣►▶▸✓✔➢→❯›»*\uf0b7\uf0a7\uf0d8\uf0fc\u2023\u25aa\u00b7\u2043\u2219\u25cb"
_LIST_MARKER = re.compile(
    rf"(?:[{re.escape(_BULLETS)}–—-](?=\s|\w)|[−‒](?=\s)|(?:\d{{1,2}}[.)]|\(?[a-z0-9]\)|\([ivx]{{1,4}}\))(?=\s))\s*\S"
)
_CAPTION = re.compile(
    r"(?:figure|figuur|fig\.|table|tabel|grafiek|chart|exhibit|afbeelding)\s*\d", re.I
)
_NOTE_MARKER = re.compile(r"(?:\d{1,2}|\*{1,3}|[†‡¹²³]|\(\d{1,2}\))\)?\s*[^\W\d]")
_HEADING_MAX_WORDS = 20
_HEADING_MAX_LINES = 4
_BOLD_SIZE = 0.85  # over the body size, at least, for a bold heading
_BOLD_STEP = 150  # in font weight over the body
_NOTE_SIZE = 0.92
_NOTE_ZONE = 0.35  # of the page height, from the bottom
_SAME_SIZE = 0.1
_TURNED_GAP_EM = 1.5  # between two words of a line that runs up or down the page
_INK_STEP = 48  # of 255, in red, green or blue, between a heading and running text
_ADDRESS = re.compile(r"www\.|://|@")  # often set in the colour of links
_QUOTE_OPENERS = '“„"‘«'
_QUOTE_CLOSERS = '”“"’»'


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before its text is put together."""

    kind: BlockKind
    segments: tuple[Segment, ...]
    column: int
    cells: tuple[tuple[Segment, ...], ...] = ()  # of a table row
    heading_level: int = 0
    last_column: int | None = None  # where it goes on in another column
    column_breaks: tuple[int, ...] = ()  # positions of the segments that begin another column
    spans: tuple[tuple[float, float], ...] = ()  # left and right of each cell, in points
    row_header: tuple[Segment, ...] = ()  # of a cell in a row above that reaches into this one
    # For each cell the header cells over it, from the top down; empty where none are known.
    column_headers: tuple[tuple[tuple[Segment, ...], ...], ...] = ()

    @property
    def end_column(self) -> int:
        """The column in which it ends."""
        return self.column if self.last_column is None else self.last_column


def draft_blocks(zones: Sequence[Zone], style: TextStyle, page_height_pt: float) -> list[Draft]:
    """Return the blocks of a page in reading order; every segment is in exactly one."""
    drafts: list[Draft] = []
    for zone in _runs(zones):
        if zone.cells:
            drafts.append(_draft_row(zone))
            continue
        column = zone.column
        paragraphs = _paragraphs(zone.segments, style)
        for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=True):
            if following and _is_faced_heading(paragraph, following[0], style):
                drafts.append(Draft(BlockKind.HEADING, tuple(paragraph), column, heading_level=5))
            else:
                drafts.append(_classify(paragraph, column, style, page_height_pt))
    return drafts


def _draft_row(zone: Zone) -> Draft:
    return Draft(
        BlockKind.TABLE_ROW,
        tuple(zone.segments),
        zone.column,
        tuple(map(tuple, zone.cells)),
        spans=tuple(zone.spans),
        row_header=tuple(zone.row_header),
    )


def _runs(zones: Sequence[Zone]) -> list[Zone]:
    """Join neighbouring zones of one column; a table row stays alone."""
    runs: list[Zone] = []
    for zone in zones:
        if runs and not zone.cells and not runs[-1].cells and runs[-1].column == zone.column:
            runs[-1].segments.extend(zone.segments)
        else:
            runs.append(replace(zone, segments=list(zone.segments)))
    return runs


class _Setting(NamedTuple):
    """How the lines of one stretch of a column are set."""

    leading: float  # usual distance of lines, in font sizes
    right: float  # right edge of the column, in points
    style: TextStyle


def _paragraphs(segments: list[Segment], style: TextStyle) -> list[list[Segment]]:
    setting = _Setting(_usual_leading(segments), max(s.x1 for s in segments), style)
    paragraphs: list[list[Segment]] = [[segments[0]]]
    for above, below in pairwise(segments):
        if _is_break(above, below, paragraphs[-1], setting):
            paragraphs.append([below])
        else:
            paragraphs[-1].append(below)
    return paragraphs


def _usual_leading(segments: list[Segment]) -> float:
    """Return the usual distance of lines, in font sizes."""
    steps = [(a.baseline - b.baseline) / max(a.size_pt, 1.0) for a, b in pairwise(segments)]
    usual = [s for s in steps if 0.8 < s < 2.0]
    return median(usual) if usual else 1.3


def _is_break(
    above: Segment,
    below: Segment,
    paragraph: list[Segment],
    setting: _Setting,
) -> bool:
    """Whether ``below`` begins a new paragraph."""
    if above.is_rotated:
        return not _is_beside(above, below)
    leading, right, style = setting
    size = max(above.size_pt, 1.0)
    step = (above.baseline - below.baseline) / size
    if abs(step) < 0.35:
        return False
    if abs(below.size_pt - above.size_pt) > _SAME_SIZE * size:
        return True
    if _is_faced_heading(paragraph, below, style):
        return True
    if step < 0 or step > max(1.28 * leading, leading + 0.25):
        return True
    if is_list_start(below.text):
        return True
    if _changes_weight(above, below, paragraph, style):
        return True
    return _ends_short(above, right) and _starts_anew(below, paragraph)


def _changes_weight(
    above: Segment, below: Segment, paragraph: list[Segment], style: TextStyle
) -> bool:
    """Whether bold text ends or begins; a list item may begin with a bold line."""
    was_bold = _is_bold(above, style)
    if was_bold == _is_bold(below, style) or _is_bold(paragraph[0], style) != was_bold:
        return False
    return not (was_bold and is_list_start(paragraph[0].text))


def _is_beside(word: Segment, following: Segment) -> bool:
    """Whether a word of a line that runs up or down the page is followed by another one."""
    overlap = min(word.x1, following.x1) - max(word.x0, following.x0)
    is_level = overlap > 0.5 * min(word.x1 - word.x0, following.x1 - following.x0)
    gap = max(word.y0 - following.y1, following.y0 - word.y1)
    return is_level and gap < _TURNED_GAP_EM * max(word.size_pt, 1.0)


def _is_faced_heading(paragraph: list[Segment], below: Segment, style: TextStyle) -> bool:
    """Whether a short line in another typeface or colour stands directly over running text."""
    line = paragraph[0]
    text = line.text.strip()
    step = (line.baseline - below.baseline) / max(line.size_pt, 1.0)
    return (
        len(paragraph) == 1
        and (_changes_face(line, below, style) or _changes_ink(line, below, style))
        and 0.8 < step < 2.2
        and abs(line.size_pt - style.size_pt) < 0.15 * style.size_pt
        and abs(below.size_pt - style.size_pt) < 0.15 * style.size_pt
        and len(below.text.split()) >= 4
        and text[0].isupper()
        and text[-1].isalnum()
        and sum(c.isalpha() for c in text) >= 4
        and len(text.split()) <= 10
        and line.x1 < below.x1 - 2 * line.size_pt
    )


def _changes_face(line: Segment, below: Segment, style: TextStyle) -> bool:
    return line.face not in ("", style.face) and below.face == style.face


def _changes_ink(line: Segment, below: Segment, style: TextStyle) -> bool:
    """Whether a line in a colour of its own stands over one in the usual colour; no address."""
    if line.ink == below.ink or line.ink < 0 or below.ink < 0 or below.ink != style.ink:
        return False
    return _ink_distance(line.ink, below.ink) >= _INK_STEP and not _ADDRESS.search(line.text)


def _ink_distance(ink: int, other: int) -> int:
    """Return by how much two colours differ, at most, in red, green or blue, 0 to 255."""
    return max(abs((ink >> part & 255) - (other >> part & 255)) for part in (0, 8, 16))


def _is_bold(segment: Segment, style: TextStyle) -> bool:
    return segment.weight >= style.weight + _BOLD_STEP


def _ends_short(segment: Segment, right: float) -> bool:
    text = segment.text.rstrip()
    return (
        text.endswith((".", "!", "?", ":", ".”", ".’")) and segment.x1 < right - 8 * segment.size_pt
    )


def _starts_anew(below: Segment, paragraph: list[Segment]) -> bool:
    is_item = is_list_start(paragraph[0].text)
    indent = abs(below.x0 - paragraph[-1].x0) > 0.6 * below.size_pt
    first = below.text.lstrip("“‘\"'(")[:1]
    return (first.isupper() or first.isdigit()) and (not is_item or indent)


def is_list_start(text: str) -> bool:
    """Whether a line begins with a bullet or a list number."""
    return _LIST_MARKER.match(text) is not None


def _classify(
    paragraph: list[Segment], column: int, style: TextStyle, page_height_pt: float
) -> Draft:
    segments = tuple(paragraph)
    text = " ".join(s.text for s in paragraph)
    level = style.heading_level(paragraph[0].size_pt) if _is_heading(paragraph, text, style) else 0
    if level and not is_list_start(text):
        return Draft(BlockKind.HEADING, segments, column, heading_level=level)
    if level and text[:1].isdigit():
        return Draft(BlockKind.HEADING, segments, column, heading_level=level)
    return Draft(_plain_kind(paragraph, text, style, page_height_pt), segments, column)


def _plain_kind(
    paragraph: list[Segment], text: str, style: TextStyle, page_height_pt: float
) -> BlockKind:
    first = paragraph[0]
    is_low = first.y1 < _NOTE_ZONE * page_height_pt
    if is_low and first.size_pt <= _NOTE_SIZE * style.size_pt and _NOTE_MARKER.match(text):
        return BlockKind.FOOTNOTE
    if is_list_start(text):
        return BlockKind.LIST_ITEM
    if _CAPTION.match(text) and len(text.split()) <= 40:
        return BlockKind.CAPTION
    return BlockKind.PARAGRAPH


def _is_heading(paragraph: list[Segment], text: str, style: TextStyle) -> bool:
    if len(paragraph) > _HEADING_MAX_LINES or text.count(" ") >= 2 * _HEADING_MAX_WORDS:
        return False
    words = text.split()
    if len(words) > _HEADING_MAX_WORDS:
        return False
    letters = sum(map(str.isalpha, text))
    if letters < 3 or letters < 0.5 * sum(map(len, words)):
        return False
    if any(s.is_rotated for s in paragraph):
        return False
    if text.rstrip().endswith((".", ",", ";", ":")) or text[0].islower():
        return False
    if text[0] in _QUOTE_OPENERS and (text.rstrip()[-1] in _QUOTE_CLOSERS or len(words) > 6):
        return False  # a quotation set large
    size = min(s.size_pt for s in paragraph)
    is_large = size >= HEADING_SIZE * style.size_pt
    is_bold = size >= _BOLD_SIZE * style.size_pt and all(_is_bold(s, style) for s in paragraph)
    return is_large or is_bold

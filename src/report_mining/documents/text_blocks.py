"""Cuts the lines of a plain text page into paragraphs, headings, list items and table rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from statistics import median

from report_mining.documents.drafting import Draft, is_list_start
from report_mining.documents.raw_pages import Segment
from report_mining.documents.repair import Vocabulary
from report_mining.documents.text_columns import is_running_line, set_columns_apart
from report_mining.records import BlockKind

_CELL_GAP = re.compile(r"\t+| {3,}")
_LOST_BULLET = re.compile(
    r"([^\W\d_a-zA-Z])\1\s+\S"
)  # a bullet whose glyph became a doubled letter
_HEADING_MAX_WORDS = 12
_GLUED_HEADING_MAX_WORDS = 8  # without an empty line after it
_MIN_HEADING_LETTERS = 4
_SHORT = 0.75  # of the usual line
_MIN_LINE_WORDS = 5  # of a line that tells how long lines are
_ENDS = (".", "!", "?", ":", ";", ".”", ".’", ".)")

Group = list[Segment]


def draft_text(text: str, segments: Sequence[Segment], vocabulary: Vocabulary) -> list[Draft]:
    """Return the blocks of a page; every segment (a line without outer white space) is in one.

    ``text`` is the page that the raw offsets of the segments point into.
    """
    width = _usual_width(segments)
    groups = _join_over_gaps(_columns_apart(_group(text, segments, width), vocabulary))
    followers = (*groups[1:], None)
    return [_draft(group, next_) for group, next_ in zip(groups, followers, strict=False)]


def _usual_width(segments: Sequence[Segment]) -> float:
    """Return how many characters a full line has."""
    lengths = [len(s.text) for s in segments if len(s.text.split()) >= _MIN_LINE_WORDS]
    return median(lengths) if lengths else 0.0


def _group(text: str, segments: Sequence[Segment], width: float) -> list[Group]:
    """Return runs of lines that belong together."""
    groups: list[Group] = []
    for position, segment in enumerate(segments):
        if not groups or _is_apart(text, groups[-1], segment, width):
            groups.append([segment])
        else:
            groups[-1].append(segment)
        following = segments[position + 1] if position + 1 < len(segments) else None
        if following and _is_glued_heading(text, groups[-1], following, width):
            groups.append([groups[-1].pop()])
            groups = [group for group in groups if group]
            groups.append([])
    return [group for group in groups if group]


def _is_apart(text: str, group: Group, segment: Segment, width: float) -> bool:
    """Whether ``segment`` begins a new block after ``group``."""
    if not group:
        return False
    last = group[-1]
    if text.count("\n", last.raw_end, segment.raw_start) > 1:
        return True
    if is_item(segment.text) or _is_row(segment) or _is_row(last):
        return True
    is_end = last.text.endswith(_ENDS) and len(last.text) < _SHORT * width
    return is_end and segment.text[0].isupper()


def is_item(text: str) -> bool:
    """Whether a line begins with a bullet, also one whose glyph was lost, or a list number."""
    return is_list_start(text) or _LOST_BULLET.match(text) is not None


def _is_row(segment: Segment) -> bool:
    return len(_CELL_GAP.split(segment.text)) > 1 and not is_item(segment.text)


def _is_glued_heading(text: str, group: Group, following: Segment, width: float) -> bool:
    """Whether the last line of ``group`` is a heading directly over running text."""
    line = group[-1]
    is_close = text.count("\n", line.raw_end, following.raw_start) == 1
    starts = len(group) == 1 or group[-2].text.endswith(_ENDS)
    return (
        is_close
        and starts
        and len(line.text) < _SHORT * width <= len(following.text)
        and len(line.text.split()) <= _GLUED_HEADING_MAX_WORDS
        and _may_be_heading(line)
        and not _is_row(following)
        and following.text[0].isupper()
    )


def _may_be_heading(line: Segment) -> bool:
    text = line.text
    return (
        (text[0].isupper() or text[0].isdigit())
        and (text[-1].isalnum() or text[-1] in ")?")
        and sum(c.isalpha() for c in text) >= _MIN_HEADING_LETTERS
        and not is_item(text)
        and not _is_row(line)
    )


def _columns_apart(groups: Sequence[Group], vocabulary: Vocabulary) -> list[Group]:
    """Return the blocks, runs of single lines of two columns in turn set apart."""
    apart: list[Group] = []
    for is_run, run in groupby(groups, lambda group: is_running_line(group) and _is_plain(group)):
        found = list(run)
        apart += set_columns_apart([group[0] for group in found], vocabulary) if is_run else found
    return apart


def _is_plain(group: Group) -> bool:
    return not _is_row(group[0]) and not is_item(group[0].text)


def _join_over_gaps(groups: list[Group]) -> list[Group]:
    """Join paragraphs that an empty line cuts inside a sentence.

    Where both sides are single lines nothing is joined: they may be of two columns in turn.
    """
    joined: list[Group] = []
    for group in groups:
        if joined and _goes_on(joined[-1], group):
            joined[-1] = joined[-1] + group
        else:
            joined.append(group)
    return joined


def _goes_on(above: Group, below: Group) -> bool:
    last, first = above[-1], below[0]
    if len(above) == 1 and len(below) == 1:
        return False
    if _is_row(last) or _is_row(first) or is_item(first.text):
        return False
    is_open = not last.text.endswith(_ENDS)
    return is_open and first.text[0].islower() and len(last.text.split()) >= _MIN_LINE_WORDS


def _draft(group: Group, following: Group | None) -> Draft:
    first = group[0]
    if _is_row(first):
        cells = tuple((cell,) for cell in _cells(first))
        return Draft(BlockKind.TABLE_ROW, tuple(group), 0, cells)
    if is_item(first.text):
        return Draft(BlockKind.LIST_ITEM, tuple(group), 0)
    if following is not None and _is_heading(group, following):
        return Draft(BlockKind.HEADING, tuple(group), 0, heading_level=1)
    return Draft(BlockKind.PARAGRAPH, tuple(group), 0)


def _is_heading(group: Group, following: Group) -> bool:
    """Whether a line alone stands over something that may be a section."""
    return (
        len(group) == 1
        and len(group[0].text.split()) <= _HEADING_MAX_WORDS
        and group[0].text[0].isupper()
        and _may_be_heading(group[0])
        and (len(following) > 1 or len(following[0].text.split()) >= _MIN_LINE_WORDS)
    )


def _cells(segment: Segment) -> list[Segment]:
    cells = []
    start = 0
    for gap in [*_CELL_GAP.finditer(segment.text), None]:
        end = gap.start() if gap else len(segment.text)
        cells.append(
            segment._replace(
                raw_start=segment.raw_start + start,
                raw_end=segment.raw_start + end,
                text=segment.text[start:end],
            )
        )
        start = gap.end() if gap else end
    return cells

"""Tells the heads of the columns of a table from headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from report_mining.documents.drafting import Draft
from report_mining.documents.raw_pages import Segment
from report_mining.records import BlockKind

_MAY_BE_HEAD = (BlockKind.HEADING, BlockKind.PARAGRAPH)
_MAX_LINES = 4
_LEVEL_EM = 0.35
_GAP_EM = 0.8  # between two heads, in font sizes
_NEAR_EM = 2.5  # white between the heads and the first row, in font sizes
_EDGE_EM = 0.5  # a line that begins farther from the left edge of the heads is no heading


def mark_header_rows(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with the heads above the columns of a table as rows of it."""
    marked: list[Draft] = []
    for draft, following in zip_longest(drafts, drafts[1:]):
        if following is not None and _stands_over(draft, following):
            marked.extend(_rows(draft))
        else:
            marked.append(draft)
    return marked


def _stands_over(draft: Draft, row: Draft) -> bool:
    if draft.kind not in _MAY_BE_HEAD or row.kind is not BlockKind.TABLE_ROW or not row.cells:
        return False
    if len(draft.segments) < 2 or not _is_close(draft, row):
        return False
    lines = _lines(draft.segments)
    return len(lines) <= _MAX_LINES and any(_has_cells(line) for line in lines)


def _is_close(draft: Draft, row: Draft) -> bool:
    bottom = min(segment.y0 for segment in draft.segments)
    top = max(segment.y1 for segment in row.segments)
    size = draft.segments[-1].size_pt
    return -size < bottom - top < _NEAR_EM * size


def _rows(draft: Draft) -> Iterator[Draft]:
    lines = _lines(draft.segments)
    left = min(line[0].x0 for line in lines if _has_cells(line))
    for line in lines:
        if _has_cells(line):
            cells = tuple((segment,) for segment in line)
            yield Draft(BlockKind.TABLE_ROW, tuple(line), draft.column, cells)
        elif line[0].x0 > left + _EDGE_EM * line[0].size_pt:
            yield Draft(BlockKind.PARAGRAPH, tuple(line), draft.column)
        else:
            yield replace(draft, segments=tuple(line))


def _lines(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Return the printed lines, each from left to right."""
    lines = [[segments[0]]]
    for above, below in pairwise(segments):
        if abs(above.baseline - below.baseline) < _LEVEL_EM * above.size_pt:
            lines[-1].append(below)
        else:
            lines.append([below])
    return [sorted(line, key=lambda segment: segment.x0) for line in lines]


def _has_cells(line: list[Segment]) -> bool:
    return len(line) > 1 and all(b.x0 - a.x1 > _GAP_EM * a.size_pt for a, b in pairwise(line))

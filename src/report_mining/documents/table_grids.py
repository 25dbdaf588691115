"""Finds the drawn tables of a page, and cuts the segments that run over a border of their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from report_mining.documents.engine_calls import handle_address, loose_boxes
from report_mining.documents.grids import find_grids
from report_mining.documents.level_tables import find_level_grids
from report_mining.documents.raw_pages import Segment
from report_mining.documents.rulings import read_rulings
from report_mining.documents.table_shapes import Grid, Ruling, Rulings
from report_mining.documents.text_decoration import without_decoration
from report_mining.records import Box

_MIN_ALIGNED = 3  # segments that begin level with another and apart from it
_MUCH_LARGER = 1.15
_MIN_WORD_GAP_EM = 0.5  # wider than a space, where a column border is not drawn
_WORD = re.compile(r"\S+")


def find_drawn_tables(
    page: Any, text_page: Any, segments: tuple[Segment, ...], origin: tuple[float, float]
) -> tuple[tuple[Segment, ...], tuple[Grid, ...]]:
    """Return the segments of an open page cut at the borders of cells, and its drawn tables.

    The page is not rotated and its corner lies at ``origin``. Only pages with pieces beside each
    other are looked at.
    """
    if not may_hold_table(segments):
        return segments, ()
    rulings = without_decoration(_shift(read_rulings(page), origin), segments)
    level = [grid for grid in find_level_grids(rulings.level, segments) if grid.cells]
    grids = _choose(find_grids(rulings), level)
    return _cut_at_borders(text_page, segments, grids, origin), grids


def _choose(enclosed: Sequence[Grid], level: Sequence[Grid]) -> tuple[Grid, ...]:
    """Return the grids of which none lies over another; level lines count where they reach further."""
    further = [
        grid
        for grid in level
        if not any(
            _overlaps(grid.box, e.box) and not _reaches_further(grid.box, e.box) for e in enclosed
        )
    ]
    kept = [e for e in enclosed if not any(_overlaps(grid.box, e.box) for grid in further)]
    return (*kept, *further)


def _overlaps(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1


def _reaches_further(level: Box, enclosed: Box) -> bool:
    return _area(level) > _MUCH_LARGER * _area(enclosed)


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def may_hold_table(segments: Sequence[Segment]) -> bool:
    """Whether several segments of a page stand beside another one: the cheap test."""
    aligned = 0
    previous: dict[int, float] = {}
    for segment in segments:
        height = round(segment.baseline / 2)
        left = previous.setdefault(height, segment.x0)
        if left != segment.x0:
            aligned += 1
            if aligned >= _MIN_ALIGNED:
                return True
    return False


def _shift(rulings: Rulings, origin: tuple[float, float]) -> Rulings:
    left, bottom = origin
    if left == bottom == 0:
        return rulings
    moved = (
        tuple(Ruling(r.x0 - left, r.y0 - bottom, r.x1 - left, r.y1 - bottom) for r in group)
        for group in (rulings.level, rulings.upright)
    )
    return Rulings(*moved)


def _cut_at_borders(
    text_page: Any,
    segments: Sequence[Segment],
    grids: Sequence[Grid],
    origin: tuple[float, float],
) -> tuple[Segment, ...]:
    """Return the segments, those cut in two that run from one cell into the next."""
    if not grids:
        return tuple(segments)
    address = handle_address(text_page)
    found: list[Segment] = []
    for segment in segments:
        crossed, grid = _crossed(segment, grids)
        if grid is None:
            found.append(segment)
        else:
            found.extend(_cut(address, segment, crossed, grid, origin))
    return tuple(found)


def _crossed(segment: Segment, grids: Sequence[Grid]) -> tuple[list[float], Grid | None]:
    """Return the borders that run through a segment."""
    if " " not in segment.text:
        return [], None
    middle = (segment.y0 + segment.y1) / 2
    for grid in grids:
        box = grid.box
        if not (box.y0 <= middle <= box.y1 and segment.x0 < box.x1 and box.x0 < segment.x1):
            continue
        borders = [
            cell.x0
            for cell in grid.cells
            if cell.y0 <= middle <= cell.y1 and segment.x0 + 2 < cell.x0 < segment.x1 - 2
        ]
        if borders:
            return sorted(borders), grid
    return [], None


def _cut(
    address: int,
    segment: Segment,
    borders: Sequence[float],
    grid: Grid,
    origin: tuple[float, float],
) -> list[Segment]:
    words = [match.span() for match in _WORD.finditer(segment.text)]
    heads = loose_boxes(address, [segment.raw_start + start for start, _ in words])
    tails = loose_boxes(address, [segment.raw_start + end - 1 for _, end in words])
    places = [
        (float(head[0]) - origin[0], float(tail[2]) - origin[0])
        for head, tail in zip(heads, tails, strict=True)
    ]
    least = -1.0 if grid.has_uprights else _MIN_WORD_GAP_EM * segment.size_pt
    starts = [0]
    for number in range(1, len(words)):
        left, right = places[number - 1][1], places[number][0]
        is_border = any(left - 2 <= border <= right + 2 for border in borders)
        if is_border and right - left >= least:
            starts.append(number)
    return [
        _part(segment, words[first:last], places[first:last])
        for first, last in zip(starts, [*starts[1:], len(words)], strict=True)
    ]


def _part(
    segment: Segment, words: Sequence[tuple[int, int]], places: Sequence[tuple[float, float]]
) -> Segment:
    start, end = words[0][0], words[-1][1]
    return segment._replace(
        raw_start=segment.raw_start + start,
        raw_end=segment.raw_start + end,
        text=segment.text[start:end],
        x0=places[0][0],
        x1=places[-1][1],
    )

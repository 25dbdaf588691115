"""Puts the segments of a page into the cells of its drawn tables, and reads those row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from report_mining.documents.frames import Frame, Zone, cut_strips
from report_mining.documents.raw_pages import Segment
from report_mining.documents.table_frames import TableFrame
from report_mining.documents.table_shapes import Grid
from report_mining.documents.tables import in_lines
from report_mining.records import Box

_MIN_FULL_ROWS = 3  # with text in two cells or more
_LONG_CELL_WORDS = 35
_RUNNING_SHARE = 0.4  # of the words of a table may stand in long cells; boxes of text have more
_GAP_EM = 1.2
_TORN_SHARE = 0.25  # of the rows may have such a gap inside a cell
_FIGURE_ROWS = 0.8  # of the rows that are not ruled apart have figures

_Cells = dict[Box, list[Segment]]


def frame_tables(
    segments: Sequence[Segment], grids: Sequence[Grid]
) -> tuple[list[TableFrame], list[Segment]]:
    """Return one frame for each drawn table that holds text as tables do, and the other segments."""
    frames: list[TableFrame] = []
    rest = list(segments)
    for grid in grids:
        inside, outside = _part(rest, grid)
        rows = _rows(inside, grid)
        if _is_table(rows):
            order = sum(s.raw_start < inside[0].raw_start for s in outside)
            frames.append(TableFrame(order, rows))
            rest = outside
    return frames, rest


def _part(segments: Sequence[Segment], grid: Grid) -> tuple[list[Segment], list[Segment]]:
    box = grid.box
    inside: list[Segment] = []
    outside: list[Segment] = []
    for segment in segments:
        x, y = (segment.x0 + segment.x1) / 2, (segment.y0 + segment.y1) / 2
        is_inside = box.x0 - 3 <= x <= box.x1 + 3 and box.y0 <= y <= box.y1
        (inside if is_inside else outside).append(segment)
    return inside, outside


def _rows(segments: Sequence[Segment], grid: Grid) -> list[Zone]:
    cells: _Cells = {}
    for segment in segments:
        cells.setdefault(_cell_of(segment, grid), []).append(segment)
    rows: list[Zone] = []
    for top in grid.tops:
        row = {cell: cells[cell] for cell in sorted(cells) if cell.y1 == top}
        if row:
            over = [cell for cell in cells if cell.y1 > top + 1 and cell.y0 < top - 3]
            found = [_zone(part, bool(over)) for part in _listed_rows(row)]
            if over and min(over).x0 < min(row).x0:
                found = [replace(zone, row_header=in_lines(cells[min(over)])) for zone in found]
            rows.extend(found)
    return rows


def _cell_of(segment: Segment, grid: Grid) -> Box:
    """Return the cell that holds the middle of a segment, or the nearest one."""
    x, y = (segment.x0 + segment.x1) / 2, (segment.y0 + segment.y1) / 2
    for cell in grid.cells:
        if cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]:
            return cell
    return min(
        grid.cells,
        key=lambda c: max(c.x0 - x, x - c.x1, 0.0) + max(c.y0 - y, y - c.y1, 0.0),
    )


def _listed_rows(row: _Cells) -> list[_Cells]:
    """Return the rows that stand between two lines: several where no cell runs over the white."""
    segments = [s for cell in row.values() for s in cell]
    strips = cut_strips([Frame(n, [s]) for n, s in enumerate(segments)])
    parts: list[_Cells] = []
    for strip in strips:
        held = {id(s) for frame in strip for s in frame.segments}
        part = {cell: [s for s in found if id(s) in held] for cell, found in row.items()}
        parts.append({cell: found for cell, found in part.items() if found})
    is_listed = _figure_share(parts, min(row)) >= _FIGURE_ROWS or all(
        _begins_with_figures(part, min(row)) for part in parts
    )
    return parts if is_listed and min(map(len, parts)) > 1 else [row]


def _figure_share(parts: Sequence[_Cells], first: Box) -> float:
    """Return the share of rows with a figure behind their first cell."""
    found = sum(
        any(_is_figure(found) for cell, found in part.items() if cell != first) for part in parts
    )
    return found / len(parts) if len(parts) > 2 else 0.0


def _is_figure(cell: Sequence[Segment]) -> bool:
    text = "".join(segment.text for segment in cell)
    return any(map(str.isdigit, text)) and sum(map(str.isalpha, text)) <= 1


def _begins_with_figures(part: _Cells, first: Box) -> bool:
    return any(s.text.strip().isdigit() for s in part.get(first, ()))


def _zone(row: _Cells, is_covered: bool) -> Zone:
    """Return one row; ``is_covered``: a cell from a row above reaches into it."""
    cells = [in_lines(found) for found in row.values()]
    flat = [segment for cell in cells for segment in cell]
    if len(cells) < 2 and not is_covered:
        return Zone(flat)
    return Zone(flat, cells, spans=[(cell.x0, cell.x1) for cell in row])


def _is_table(rows: Sequence[Zone]) -> bool:
    """Whether the cells hold what cells hold: no running text, and no columns that are not ruled."""
    full = [row for row in rows if row.cells]
    if len(full) < _MIN_FULL_ROWS:
        return False
    counts = [_count_words(cell) for row in rows for cell in row.cells or [row.segments]]
    if sum(n for n in counts if n > _LONG_CELL_WORDS) > _RUNNING_SHARE * sum(counts):
        return False
    torn = sum(
        any(_is_torn(cell) for cell in row.cells or [in_lines(row.segments)]) for row in rows
    )
    return torn <= _TORN_SHARE * len(rows)


def _count_words(cell: Sequence[Segment]) -> int:
    return sum(segment.text.count(" ") + 1 for segment in cell)


def _is_torn(cell: Sequence[Segment]) -> bool:
    """Whether a wide gap parts the pieces of a line inside a cell, as between columns."""
    return any(
        abs(a.baseline - b.baseline) < 0.4 * a.size_pt and b.x0 - a.x1 > _GAP_EM * a.size_pt
        for a, b in pairwise(cell)
    )

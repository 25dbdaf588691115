"""Adapter to pdfplumber's table finder: the cells that the lines of a page enclose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from report_mining.documents.table_shapes import Grid, Ruling, Rulings, grid_of
from report_mining.records import Box

_TOUCH_PT = 3.0  # lines that end so close to one another meet
_SNAP_PT = 1.2  # lines so close are one
_MAX_LINES = 400  # level plus upright, joined; a page with more is a drawing
_MAX_MEETINGS = 2500  # points where lines meet
_MIN_ROWS = 3
_MIN_COLUMNS = 2


def find_grids(rulings: Rulings) -> tuple[Grid, ...]:
    """Return the tables of a page that are ruled on all sides of their cells, topmost first."""
    if len(rulings.level) <= _MIN_ROWS or len(rulings.upright) <= _MIN_COLUMNS:
        return ()
    from pdfplumber import table

    edges = [*_edges(rulings.level, "h"), *_edges(rulings.upright, "v")]
    edges = table.merge_edges(edges, _SNAP_PT, _SNAP_PT, _TOUCH_PT, _TOUCH_PT)
    if len(edges) > _MAX_LINES:
        return ()
    meetings = table.edges_to_intersections(edges, _TOUCH_PT, _TOUCH_PT)
    if len(meetings) > _MAX_MEETINGS:
        return ()
    cells = table.intersections_to_cells(meetings)
    grids = [
        grid_of(Box(x0, -bottom, x1, -top) for x0, top, x1, bottom in group)
        for group in table.cells_to_tables(cells)
    ]
    found = [g for g in grids if len(g.tops) >= _MIN_ROWS and len(g.lefts) >= _MIN_COLUMNS]
    return tuple(sorted(found, key=lambda g: -g.tops[0]))


def _edges(lines: Iterable[Ruling], orientation: str) -> list[dict[str, Any]]:
    """Return the lines as pdfplumber has them, each once; its heights grow downwards."""
    places = sorted({tuple(round(2 * number) / 2 for number in line) for line in lines})
    return [
        {
            "x0": x0,
            "x1": x1,
            "top": -y1,
            "bottom": -y0,
            "width": x1 - x0,
            "height": y1 - y0,
            "orientation": orientation,
        }
        for x0, y0, x1, y1 in places
    ]

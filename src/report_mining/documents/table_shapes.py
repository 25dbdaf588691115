"""Shapes of drawn tables: lines, and the grids of cells that they enclose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from report_mining.records import Box, enclose


class Ruling(NamedTuple):
    """A straight line, level or upright, in PDF points, origin bottom-left, x0 <= x1, y0 <= y1."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Rulings:
    """The level and the upright lines of a page."""

    level: tuple[Ruling, ...] = ()
    upright: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells are drawn, origin bottom-left of the page; `grid_of` makes one."""

    cells: tuple[Box, ...]  # none lies over another
    tops: tuple[float, ...]  # upper edges of the rows, from the top of the page down
    lefts: tuple[float, ...]  # left edges of the columns, from left to right
    box: Box  # the table as a whole
    has_uprights: bool = True  # False: the borders between columns are not drawn


def grid_of(cells: Iterable[Box], has_uprights: bool = True) -> Grid:
    """Return the table that some cells (at least one) make up."""
    found = tuple(cells)
    tops = tuple(sorted({cell.y1 for cell in found}, reverse=True))
    lefts = tuple(sorted({cell.x0 for cell in found}))
    return Grid(found, tops, lefts, enclose(found), has_uprights)

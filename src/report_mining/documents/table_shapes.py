"""Shapes of drawn tables: lines, and the grids of cells that they enclose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from report_mining.records import Box


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
    """A table whose cells are drawn, origin bottom-left of the page."""

    cells: tuple[Box, ...]  # none lies over another
    tops: tuple[float, ...]  # upper edges of the rows, from the top of the page down
    lefts: tuple[float, ...]  # left edges of the columns, from left to right
    has_uprights: bool = True  # False: the borders between columns are not drawn

    @property
    def box(self) -> Box:
        """The table as a whole."""
        return Box(
            min(c.x0 for c in self.cells),
            min(c.y0 for c in self.cells),
            max(c.x1 for c in self.cells),
            max(c.y1 for c in self.cells),
        )

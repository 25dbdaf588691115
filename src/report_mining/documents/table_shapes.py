"""Shapes of drawn tables: lines, and the grids of cells that they enclose."""

from __future__ import annotations

from dataclasses import dataclass, field
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


_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells are drawn, origin bottom-left of the page."""

    cells: tuple[Box, ...]  # none lies over another
    tops: tuple[float, ...]  # upper edges of the rows, from the top of the page down
    lefts: tuple[float, ...]  # left edges of the columns, from left to right
    has_uprights: bool = True  # False: the borders between columns are not drawn
    box: Box = field(init=False)  # the table as a whole

    def __post_init__(self) -> None:
        """Enclose the cells once: every segment of the page is held against the box."""
        box = enclose(self.cells) if self.cells else _NOWHERE
        object.__setattr__(self, "box", box)

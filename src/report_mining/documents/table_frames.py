"""A drawn table among the frames of a page: it is never cut, and knows its rows."""

from __future__ import annotations

from report_mining.documents.frames import Frame, Zone


class TableFrame(Frame):
    """The segments of a drawn table with its rows, from the top down."""

    __slots__ = ("rows",)

    def __init__(self, order: int, rows: list[Zone]) -> None:
        segments = [segment for row in rows for segment in row.segments]
        super().__init__(order, sorted(segments, key=lambda s: -s.y1))
        self.rows = rows

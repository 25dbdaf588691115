"""Frames: printed lines that belong together, and the white strips between them."""

# ruff: noqa: PLR1730  (a comparison is several times faster than min and max)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from statistics import median

from report_mining.documents.raw_pages import Segment

_MIN_GUTTER_EM = 0.8  # narrowest white strip between columns, in font sizes
_TOP, _LEFT = attrgetter("top"), attrgetter("x0")


class Frame:
    """Lines that follow each other downwards in the engine's order, close together."""

    __slots__ = ("bottom", "order", "segments", "size_pt", "top", "words", "x0", "x1", "y0", "y1")

    def __init__(self, order: int, segments: list[Segment]) -> None:
        self.order = order
        self.segments = segments
        first = segments[0]
        self.x0, self.y0, self.x1, self.y1 = first.x0, first.y0, first.x1, first.y1
        self.words = first.text.count(" ") + 1
        self.size_pt = first.size_pt
        if len(segments) > 1:
            self.x0 = min([s.x0 for s in segments])
            self.y0 = min([s.y0 for s in segments])
            self.x1 = max([s.x1 for s in segments])
            self.y1 = max([s.y1 for s in segments])
            self.words = sum([s.text.count(" ") for s in segments]) + len(segments)
        self.top = self.y1 - 0.25 * self.size_pt  # upper edge of the letters, without the leading
        # Their lower edge; never above the top.
        self.bottom = min(self.y0 + 0.25 * segments[-1].size_pt, self.top - 0.1)


@dataclass(slots=True)
class Zone:
    """A stretch of one column, or one table row, in reading order."""

    segments: list[Segment]
    cells: list[list[Segment]] = field(default_factory=list)  # of a table row, else empty
    column: int = 0
    spans: list[tuple[float, float]] = field(default_factory=list)  # left and right of each cell
    row_header: list[Segment] = field(default_factory=list)  # cell from above that covers the row


def build_frames(segments: Sequence[Segment]) -> list[Frame]:
    """Join segments that follow each other downwards in the engine's order."""
    runs: list[tuple[int, list[Segment]]] = []
    above: Segment | None = None
    for order, segment in enumerate(segments):
        if above is not None and _continues(above, segment):
            runs[-1][1].append(segment)
        else:
            runs.append((order, [segment]))
        above = segment
    return [Frame(order, run) for order, run in runs]


def _continues(above: Segment, below: Segment) -> bool:
    size, other = above.size_pt, below.size_pt
    if other > size:
        size, other = other, size
    size = max(size, 1.0)
    if other < 0.8 * size:
        return False
    step = above.baseline - below.baseline
    if abs(step) < 0.35 * size:
        return -0.5 * size < below.x0 - above.x1 < 0.8 * size
    if not 0.5 * size < step < 2.1 * size:
        return False
    overlap = min(above.x1, below.x1) - max(above.x0, below.x0)
    return overlap > 0.3 * min(above.x1 - above.x0, below.x1 - below.x0)


def cut_strips(frames: list[Frame]) -> list[list[Frame]]:
    """Cut at every horizontal white strip, from top to bottom."""
    strips: list[list[Frame]] = []
    bottom = 0.0
    for frame in sorted(frames, key=_TOP, reverse=True):
        if strips and frame.top > bottom:
            strips[-1].append(frame)
            bottom = min(bottom, frame.bottom)
        else:
            strips.append([frame])
            bottom = frame.bottom
    return strips


def cut_columns(frames: list[Frame]) -> list[list[Frame]]:
    """Cut at every vertical white strip that runs through all frames, from left to right."""
    if len(frames) == 1:
        return [frames]
    gutter = _MIN_GUTTER_EM * median([f.size_pt for f in frames])
    columns: list[list[Frame]] = []
    right = 0.0
    for frame in sorted(frames, key=_LEFT):
        if columns and frame.x0 < right + gutter:
            columns[-1].append(frame)
            if frame.x1 > right:
                right = frame.x1
        else:
            columns.append([frame])
            right = frame.x1
    return columns


def has_columns(frames: list[Frame]) -> bool:
    """Whether a vertical white strip runs through all frames."""
    if len(frames) == 1:
        return False
    ordered = sorted(frames, key=_LEFT)
    gutter = _MIN_GUTTER_EM * median([f.size_pt for f in frames])
    right = ordered[0].x1
    for frame in ordered:
        if frame.x0 >= right + gutter:
            return True
        if frame.x1 > right:
            right = frame.x1
    return False

"""Frames: printed lines that belong together, and the white strips between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from report_mining.documents.raw_pages import Segment

_MIN_GUTTER_EM = 0.8  # narrowest white strip between columns, in font sizes


@dataclass(slots=True)
class Frame:
    """Lines that follow each other downwards in the engine's order, close together."""

    order: int
    segments: list[Segment]
    x0: float
    y0: float
    x1: float
    y1: float
    words: int = 0

    def add(self, segment: Segment) -> None:
        """Take ``segment`` as the next line."""
        self.segments.append(segment)
        self.x0, self.x1 = min(self.x0, segment.x0), max(self.x1, segment.x1)
        self.y0, self.y1 = min(self.y0, segment.y0), max(self.y1, segment.y1)

    @property
    def top(self) -> float:
        """Upper edge of the letters, without the leading."""
        return self.y1 - 0.25 * self.segments[0].size_pt

    @property
    def bottom(self) -> float:
        """Lower edge of the letters, without the leading; never above `top`."""
        return min(self.y0 + 0.25 * self.segments[-1].size_pt, self.top - 0.1)


@dataclass(slots=True)
class Zone:
    """A stretch of one column, or one table row, in reading order."""

    segments: list[Segment]
    cells: list[list[Segment]] = field(default_factory=list)  # of a table row, else empty
    column: int = 0


def build_frames(segments: Sequence[Segment]) -> list[Frame]:
    """Join segments that follow each other downwards in the engine's order."""
    frames: list[Frame] = []
    for order, segment in enumerate(segments):
        if frames and _continues(frames[-1].segments[-1], segment):
            frames[-1].add(segment)
        else:
            frames.append(Frame(order, [segment], segment.x0, segment.y0, segment.x1, segment.y1))
        frames[-1].words += segment.text.count(" ") + 1
    return frames


def _continues(above: Segment, below: Segment) -> bool:
    size = max(above.size_pt, below.size_pt, 1.0)
    if min(above.size_pt, below.size_pt) < 0.8 * size:
        return False
    step = above.baseline - below.baseline
    if abs(step) < 0.35 * size:
        return -0.5 * size < below.x0 - above.x1 < 0.8 * size
    overlap = min(above.x1, below.x1) - max(above.x0, below.x0)
    narrow = min(above.x1 - above.x0, below.x1 - below.x0)
    return 0.5 * size < step < 2.1 * size and overlap > 0.3 * narrow


def cut_strips(frames: list[Frame]) -> list[list[Frame]]:
    """Cut at every horizontal white strip, from top to bottom."""
    strips: list[list[Frame]] = []
    bottom = 0.0
    for frame in sorted(frames, key=lambda f: -f.top):
        if strips and frame.top > bottom:
            strips[-1].append(frame)
            bottom = min(bottom, frame.bottom)
        else:
            strips.append([frame])
            bottom = frame.bottom
    return strips


def cut_columns(frames: list[Frame]) -> list[list[Frame]]:
    """Cut at every vertical white strip that runs through all frames, from left to right."""
    gutter = _MIN_GUTTER_EM * median(f.segments[0].size_pt for f in frames)
    columns: list[list[Frame]] = []
    right = 0.0
    for frame in sorted(frames, key=lambda f: f.x0):
        if columns and frame.x0 < right + gutter:
            columns[-1].append(frame)
            right = max(right, frame.x1)
        else:
            columns.append([frame])
            right = frame.x1
    return columns

"""Reading order: cuts a page into columns and tables by its white space and the engine's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from report_mining.documents.raw_pages import Segment

_MIN_GUTTER_EM = 0.8  # narrowest white strip between columns, in font sizes
_SPREAD_RATIO = (1.3, 1.6)  # width over height of two portrait pages side by side
_MAX_CROSSING_SHARE = 0.04  # of the characters of a spread may cross its middle
_ROW_MOVE_SHARE = 0.3  # of the engine's steps go sideways in a table
_MAX_TABLE_WORDS = 9.0  # median words in a cell; running text has more in a frame
_MIN_ALIGNED_ROWS = 4
_MAX_LABEL_WORDS = 10.0  # median words in the first column of a table with long cells
_ALIGNED_SHARE = 0.7  # of the cells of a column begin level with another cell
_FILLED_SHARE = 0.55  # of the lines of running text reach the end of their column


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


def order_segments(segments: Sequence[Segment], width_pt: float, height_pt: float) -> list[Zone]:
    """Return the zones of a page in reading order; every segment is in exactly one zone."""
    upright = [s for s in segments if not s.is_rotated]
    rotated = [s for s in segments if s.is_rotated]
    frames = build_frames(upright)
    zones: list[Zone] = []
    for half in _split_spread(frames, width_pt, height_pt):
        _order_region(half, zones)
    _number_columns(zones)
    if rotated:
        zones.append(Zone(rotated, column=len(zones)))
    return zones


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


def _split_spread(frames: list[Frame], width_pt: float, height_pt: float) -> list[list[Frame]]:
    """Return the left and the right page of a spread, or everything as one."""
    low, high = _SPREAD_RATIO
    if not height_pt or not low <= width_pt / height_pt <= high or width_pt < 1000:
        return [frames]
    middle = width_pt / 2
    total = sum(f.words for f in frames)
    crossing = sum(f.words for f in frames if f.x0 < middle - 5 and f.x1 > middle + 5)
    if crossing > _MAX_CROSSING_SHARE * total:
        return [frames]
    left = [f for f in frames if f.x0 < middle - 5]
    right = [f for f in frames if f.x0 >= middle - 5]
    return [half for half in (left, right) if half]


def _order_region(frames: list[Frame], zones: list[Zone]) -> None:
    """Append the zones of a region to ``zones``, cutting it at its white space."""
    if len(frames) <= 1:
        zones.extend(Zone(f.segments) for f in frames)
        return
    strips = _strips(frames)
    groups = _group_strips(strips)
    if len(groups) > 1:
        for group in groups:
            zones.append(Zone([]))  # no passage runs on from the group before
            _order_region(group, zones)
        return
    columns = _columns(frames)
    if len(columns) > 1:
        if _is_table(frames, columns):
            zones.extend(_table_rows(strips))
        else:
            for column in columns:
                zones.append(Zone([]))  # a new column begins
                _order_region(column, zones)
    elif len(strips) > 1:
        for strip in strips:
            _order_region(strip, zones)
    else:
        for frame in sorted(frames, key=lambda f: f.order):
            zones.append(Zone(frame.segments))


def _strips(frames: list[Frame]) -> list[list[Frame]]:
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


def _columns(frames: list[Frame]) -> list[list[Frame]]:
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


def _group_strips(strips: list[list[Frame]]) -> list[list[Frame]]:
    """Join neighbouring strips as long as a gutter runs through all of them, or through none."""
    groups: list[list[Frame]] = []
    has_gutter = False
    for strip in strips:
        is_split = len(_columns(strip)) > 1
        if groups:
            joined = [*groups[-1], *strip]
            if len(_columns(joined)) > 1 or (not has_gutter and not is_split):
                groups[-1] = joined
                has_gutter = has_gutter or is_split
                continue
        groups.append(list(strip))
        has_gutter = is_split
    return groups


def _is_table(frames: list[Frame], columns: list[list[Frame]]) -> bool:
    """Whether the engine goes through a region row by row, in short pieces."""
    if len(frames) < 4:
        return False
    words = median(f.words for f in frames)
    sideways = _sideways_share(frames, columns)
    if (words <= 3 and len(columns) >= 3) or _has_aligned_rows(frames, columns):
        return True
    if sideways < _ROW_MOVE_SHARE or words > _MAX_TABLE_WORDS:
        return False
    return not (words >= 4 and all(_filled_share(c) >= _FILLED_SHARE for c in columns))


def _has_aligned_rows(frames: list[Frame], columns: list[list[Frame]]) -> bool:
    """Whether the pieces of a column mostly begin level with a piece of another column."""
    long_columns = [column for column in columns if len(column) >= _MIN_ALIGNED_ROWS]
    if len(long_columns) < 2:
        return False
    if median(f.words for f in columns[0]) > _MAX_LABEL_WORDS:
        return False  # running text that happens to begin level
    fewest = min(long_columns, key=len)
    others = [f for column in columns if column is not fewest for f in column]
    aligned = sum(
        any(abs(f.y1 - other.y1) < 0.3 * f.segments[0].size_pt for other in others) for f in fewest
    )
    needed = _ALIGNED_SHARE if _sideways_share(frames, columns) < _ROW_MOVE_SHARE / 2 else 0.45
    if aligned < needed * len(fewest):
        return False
    lines = sum(len(f.segments) for f in frames)
    is_single_lines = lines < 1.3 * len(frames)
    return not (is_single_lines and all(_filled_share(c) >= _FILLED_SHARE for c in columns))


def _sideways_share(frames: list[Frame], columns: list[list[Frame]]) -> float:
    place = {id(f): number for number, column in enumerate(columns) for f in column}
    ordered = sorted(frames, key=lambda f: f.order)
    steps = sum(
        place[id(a)] < place[id(b)] and a.bottom < b.top and b.bottom < a.top
        for a, b in pairwise(ordered)
    )
    return steps / max(1, len(frames) - 1)


def _filled_share(column: list[Frame]) -> float:
    right = max(f.x1 for f in column)
    left = min(f.x0 for f in column)
    lines = [s for f in column for s in f.segments]
    return sum(s.x1 >= right - 0.2 * (right - left) for s in lines) / len(lines)


def _table_rows(strips: list[list[Frame]]) -> list[Zone]:
    rows: list[Zone] = []
    for strip in strips:
        row = [_in_lines([s for f in column for s in f.segments]) for column in _columns(strip)]
        flat = [segment for cell in row for segment in cell]
        rows.append(Zone(flat, row if len(row) > 1 else []))
    return rows


def _in_lines(segments: list[Segment]) -> list[Segment]:
    """Order the segments of a cell by line, and within a line from left to right."""
    lines: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: -s.baseline):
        if lines and lines[-1][0].baseline - segment.baseline < 0.4 * segment.size_pt:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [s for line in lines for s in sorted(line, key=lambda s: s.x0)]


def _number_columns(zones: list[Zone]) -> None:
    """Give zones of the same column the same number, and drop the marks between columns."""
    column = 0
    for zone in zones:
        if not zone.segments:
            column += 1
        zone.column = column
    zones[:] = [zone for zone in zones if zone.segments]

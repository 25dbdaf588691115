"""Tables ruled between their rows only: cells from level lines, and from the breaks or white between columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from report_mining.documents.raw_pages import Segment
from report_mining.documents.table_shapes import Grid, Ruling, grid_of
from report_mining.records import Box

_SAME_HEIGHT_PT = 1.2
_WIDEST_BREAK_PT = 12.0  # between the parts of one line, where columns part
_SAME_END_PT = 6.0
_SHORTEST_PT = 120.0
_MIN_LINES = 4
_TALLEST_ROW_PT = 110.0
_MIN_BREAKS = 3
_HEADER_EM = 1.6  # the header stands so close over the first line
_LEADING_EM = 0.5  # and its lines so close over each other
_HEADER_GROWTH = 1.25  # larger letters over the header are a title
_WIDEST_HEADER = 0.4  # of the width of a table, for one piece of its header
_APART_PT = 20.0
_TALLEST_HEADER_PT = 60.0
_PARTIAL_SHARE = 0.4  # of the width of a table, at least, for a line under some columns
_DOUBLE_PT = 4.0  # two lines so close are one border
_CROSSING_SHARE = 0.12  # of the rows may run over a column border
_ROWS_FOR_CROSSING = 5  # with so many rows, one at least may
_NARROWEST_WHITE_PT = 4.0


@dataclass(slots=True)
class _Line:
    """A level line, with the places where it is broken."""

    y: float
    x0: float
    x1: float
    breaks: list[float] = field(default_factory=list)


def find_level_grids(level: Sequence[Ruling], segments: Sequence[Segment]) -> tuple[Grid, ...]:
    """Return the tables that level lines rule, whether or not upright lines stand between them."""
    grids = []
    lines = _join(level)
    for stack in _stacks(lines):
        around = Box(stack[0].x0, stack[-1].y, stack[0].x1, stack[0].y)
        ruled = [*stack, *_partial_lines(lines, stack[0], stack[-1])]
        top = _header_top(segments, around)
        inside = [s for s in segments if _is_within(s, around._replace(y1=top))]
        depths = sorted({-top, *(-line.y for line in ruled)})
        borders = _breaks(ruled) or _white_strips(inside, depths)
        if borders:
            grids.append(_cells(ruled, [around.x0, *borders, around.x1], top))
    return tuple(grid_of(cells, has_uprights=False) for cells in grids if cells)


def _partial_lines(lines: Iterable[_Line], first: _Line, last: _Line) -> list[_Line]:
    """Return the lines under a part of the columns, as beside a cell over several rows."""
    width = first.x1 - first.x0
    return [
        line
        for line in lines
        if last.y < line.y < first.y
        and line.x0 >= first.x0 - _SAME_END_PT
        and line.x1 <= first.x1 + _SAME_END_PT
        and _PARTIAL_SHARE * width <= line.x1 - line.x0 < width - 2 * _SAME_END_PT
    ]


def _join(level: Iterable[Ruling]) -> list[_Line]:
    """Return the lines from the top down, the parts of broken ones joined."""
    lines: list[_Line] = []
    for ruling in sorted(level, key=lambda r: (-r.y0, r.x0)):
        near = next(
            (
                line
                for line in reversed(lines[-40:])
                if line.y - ruling.y0 <= _SAME_HEIGHT_PT
                and -_SAME_END_PT <= ruling.x0 - line.x1 <= _WIDEST_BREAK_PT
            ),
            None,
        )
        if near is None:
            lines.append(_Line(ruling.y0, ruling.x0, ruling.x1))
            continue
        if ruling.x0 > near.x1 + 0.5:
            near.breaks.append((near.x1 + ruling.x0) / 2)
        near.x1 = max(near.x1, ruling.x1)
    return [line for line in lines if line.x1 - line.x0 >= _SHORTEST_PT]


def _stacks(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Return groups of lines of one extent under each other."""
    stacks: list[list[_Line]] = []
    for line in lines:
        home = next((stack for stack in stacks if _is_under(stack[-1], line, lines)), None)
        if home is None:
            stacks.append([line])
        else:
            home.append(line)
    return [stack for stack in stacks if len(stack) >= _MIN_LINES]


def _is_under(above: _Line, below: _Line, lines: Sequence[_Line]) -> bool:
    if abs(above.x0 - below.x0) > _SAME_END_PT or abs(above.x1 - below.x1) > _SAME_END_PT:
        return False
    if above.y - below.y <= _TALLEST_ROW_PT:
        return True
    heights = [above.y, *(line.y for line in _partial_lines(lines, above, below)), below.y]
    return all(a - b <= _TALLEST_ROW_PT for a, b in pairwise(heights))


def _is_within(segment: Segment, box: Box) -> bool:
    x, y = (segment.x0 + segment.x1) / 2, (segment.y0 + segment.y1) / 2
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def _header_top(segments: Sequence[Segment], around: Box) -> float:
    """Return the upper edge of the header that stands closely over the first line.

    Without one (running text or a title stands there) that is the first line itself.
    """
    top, reach, size = around.y1, _HEADER_EM, 0.0
    lefts: set[int] = set()
    for segment in _over(segments, around):
        size = size or segment.size_pt
        is_far = segment.y0 - top > reach * size
        if is_far or segment.size_pt > _HEADER_GROWTH * size:
            break  # a title over the table, or nothing of it
        is_wide = segment.x1 - segment.x0 > _WIDEST_HEADER * (around.x1 - around.x0)
        if is_wide or segment.y1 - around.y1 > _TALLEST_HEADER_PT:
            return around.y1
        lefts.add(round(segment.x0 / _APART_PT))
        top, reach = max(top, segment.y1), _LEADING_EM
    return top if len(lefts) > 1 else around.y1


def _over(segments: Sequence[Segment], around: Box) -> list[Segment]:
    """Return the segments over a table and no wider than it, the lowest first."""
    inside = [
        s
        for s in segments
        if s.x0 >= around.x0 - 3
        and s.x1 <= around.x1 + 3
        and s.y0 >= around.y1 - 0.5 * s.size_pt
        and not s.is_rotated
    ]
    return sorted(inside, key=lambda s: s.y0)


def _breaks(stack: list[_Line]) -> list[float]:
    """Return where several lines are broken."""
    places = sorted(place for line in stack for place in line.breaks)
    clusters: list[list[float]] = []
    for place in places:
        if clusters and place - clusters[-1][-1] < 4.0:
            clusters[-1].append(place)
        else:
            clusters.append([place])
    return [median(cluster) for cluster in clusters if len(cluster) >= _MIN_BREAKS]


def _white_strips(segments: Sequence[Segment], depths: Sequence[float]) -> list[float]:
    """Return the middles of the upright white strips that hardly a row runs over."""
    if not segments:
        return []
    left = min(s.x0 for s in segments)
    width = int(max(s.x1 for s in segments) - left) + 2
    rows = 0
    covered = [0] * width
    for above, below in pairwise(depths):
        row = [s for s in segments if above <= -(s.y0 + s.y1) / 2 < below]
        if len({round(s.x0 / 8) for s in row}) < 2:
            continue  # a heading inside the table
        rows += 1
        for place in {x for s in row for x in range(int(s.x0 - left), int(s.x1 - left) + 1)}:
            covered[place] += 1
    limit = max(_CROSSING_SHARE * rows, rows >= _ROWS_FOR_CROSSING)
    return [left + middle for middle in _runs_below(covered, limit)]


def _runs_below(covered: Sequence[int], limit: float) -> list[float]:
    """Return the middles of inner runs of places that at most ``limit`` rows cover."""
    middles = []
    start = None
    for place, count in enumerate(covered):
        if count <= limit:
            start = place if start is None else start
            continue
        if start is not None and start > 0 and place - start >= _NARROWEST_WHITE_PT:
            middles.append((start + place - 1) / 2)
        start = None
    return middles


def _cells(ruled: Sequence[_Line], borders: Sequence[float], top: float) -> list[Box]:
    """Return the cells between lines, per column those that run over it."""
    cells: list[Box] = []
    for left, right in pairwise(borders):
        middle = (left + right) / 2
        heights = [top] if top > max(line.y for line in ruled) + _DOUBLE_PT else []
        for y in sorted({line.y for line in ruled if line.x0 < middle < line.x1}, reverse=True):
            if not heights or heights[-1] - y > _DOUBLE_PT:
                heights.append(y)
        cells.extend(Box(left, below, right, above) for above, below in pairwise(heights))
    return cells

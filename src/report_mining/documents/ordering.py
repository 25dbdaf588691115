"""Reading order: cuts a page into columns and tables by its white space and the engine's order."""

from __future__ import annotations

from collections.abc import Sequence

from report_mining.documents.drawn_tables import frame_tables
from report_mining.documents.frames import (
    Frame,
    Zone,
    build_frames,
    cut_columns,
    cut_strips,
    has_columns,
)
from report_mining.documents.raw_pages import Segment
from report_mining.documents.strip_cuts import find_cuts
from report_mining.documents.table_frames import TableFrame
from report_mining.documents.table_shapes import Grid
from report_mining.documents.tables import (
    is_table,
    part_text_from_rows,
    table_rows,
)

_SPREAD_RATIO = (1.3, 1.6)  # width over height of two portrait pages side by side
_MAX_CROSSING_SHARE = 0.04  # of the characters of a spread may cross its middle


def order_segments(
    segments: Sequence[Segment], width_pt: float, height_pt: float, grids: Sequence[Grid] = ()
) -> list[Zone]:
    """Return the zones of a page in reading order; every segment is in exactly one zone."""
    upright = [s for s in segments if not s.is_rotated]
    rotated = [s for s in segments if s.is_rotated]
    tables, upright = frame_tables(upright, grids)
    frames = [*build_frames(upright), *tables]
    zones: list[Zone] = []
    for half in _split_spread(frames, width_pt, height_pt):
        _order_region(half, zones)
    _number_columns(zones)
    if rotated:
        zones.append(Zone(rotated, column=len(zones)))
    return zones


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
        zones.extend(zone for f in frames for zone in _zones_of(f))
        return
    strips = cut_strips(frames)
    groups = _group_strips(strips)
    if len(groups) > 1:
        for group in groups:
            zones.append(Zone([]))  # no passage runs on from the group before
            _order_region(group, zones)
        return
    columns = cut_columns(frames)
    if len(columns) > 1:
        if is_table(frames, columns):
            _order_rows(strips, zones)
        else:
            _order_columns(columns, zones)
    elif len(strips) > 1:
        for strip in strips:
            _order_region(strip, zones)
    else:
        for frame in sorted(frames, key=lambda f: f.order):
            zones.extend(_zones_of(frame))


def _zones_of(frame: Frame) -> list[Zone]:
    return frame.rows if isinstance(frame, TableFrame) else [Zone(frame.segments)]


def _order_columns(columns: list[list[Frame]], zones: list[Zone]) -> None:
    for column in columns:
        zones.append(Zone([]))  # a new column begins
        _order_region(column, zones)


def _order_rows(strips: list[list[Frame]], zones: list[Zone]) -> None:
    """Append the rows of a table, and the running text in the same columns as it is read."""
    parts = part_text_from_rows(strips)
    for is_text, part in parts:
        if is_text:
            zones.append(Zone([]))
            _order_columns(cut_columns(part), zones)
        elif len(parts) > 1:
            zones.append(Zone([]))
            _order_region(part, zones)
        else:
            zones.extend(table_rows(strips))


def _group_strips(strips: list[list[Frame]]) -> list[list[Frame]]:
    """Join neighbouring strips as long as a gutter runs through all of them, or through none."""
    groups: list[list[Frame]] = []
    has_gutter = False
    split = [has_columns(strip) for strip in strips]
    cuts = find_cuts(strips, split)
    for position, (strip, is_split) in enumerate(zip(strips, split, strict=True)):
        if groups and position not in cuts:
            group = groups[-1]
            if (not has_gutter and not is_split) or has_columns([*group, *strip]):
                group.extend(strip)
                has_gutter = has_gutter or is_split
                continue
        groups.append(list(strip))
        has_gutter = is_split
    return groups


def _number_columns(zones: list[Zone]) -> None:
    """Give zones of the same column the same number, and drop the marks between columns."""
    column = 0
    for zone in zones:
        if not zone.segments:
            column += 1
        zone.column = column
    zones[:] = [zone for zone in zones if zone.segments]

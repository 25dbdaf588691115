"""Lines that belong to words, as under links and around marked words, and rule no table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from report_mining.documents.raw_pages import Segment
from report_mining.documents.table_shapes import Ruling, Rulings

_BAND_PT = 10.0
_REACH_PT = 3.0
_UNDER_PT = 2.5
_TOUCH_PT = 4.0

_Bands = dict[int, list[Segment]]


def without_decoration(rulings: Rulings, segments: Sequence[Segment]) -> Rulings:
    """Return the lines without those that reach no further than the words they stand at."""
    bands: _Bands = defaultdict(list)
    for segment in segments:
        for band in range(_band(segment.y0 - _UNDER_PT), _band(segment.y1 + _UNDER_PT) + 1):
            bands[band].append(segment)
    return Rulings(
        tuple(
            line
            for row in _rows(rulings.level)
            for line in row
            if len(row) > 1 or not _is_at_words(line, bands)
        ),
        tuple(line for line in rulings.upright if not _is_at_words(line, bands)),
    )


def _rows(level: Iterable[Ruling]) -> Iterator[list[Ruling]]:
    """Yield the lines that touch one another at one height: the parts of a longer line."""
    row: list[Ruling] = []
    for line in sorted(level, key=lambda r: (round(r.y0), r.x0)):
        is_next = row and round(line.y0) == round(row[-1].y0)
        if row and not (is_next and line.x0 - row[-1].x1 <= _TOUCH_PT):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _band(height: float) -> int:
    return int(height // _BAND_PT)


def _is_at_words(line: Ruling, bands: _Bands) -> bool:
    return any(
        segment.x0 - _REACH_PT <= line.x0
        and line.x1 <= segment.x1 + _REACH_PT
        and segment.y0 - _UNDER_PT <= line.y0
        and line.y1 <= segment.y1 + _UNDER_PT
        for segment in bands.get(_band((line.y0 + line.y1) / 2), ())
    )

"""Adapter to PDFium: the straight lines drawn on a page, level or upright, in PDF points."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable, Iterator
from functools import cache
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from report_mining.documents.engine_calls import handle_address
from report_mining.documents.table_shapes import Ruling, Rulings

_THICKEST_PT = 3.0  # a thicker bar is an area
_SHORTEST_PT = 6.0
_MAX_OBJECTS = 20_000  # a page with more is a map or a drawing
_MAX_SEGMENTS = 400  # of one path; one with more is a drawing
_STRAIGHT_PT = 0.7
_BOUNDS_FLOATS = 4


class _Calls(NamedTuple):
    """Functions of the engine that take and return plain addresses (see `engine_calls`)."""

    item: Callable[[int, int], int | None]
    kind: Callable[[int], int]
    bounds: Callable[[int, int, int, int, int], int]


@cache
def _calls() -> _Calls:
    address = ctypes.c_void_p
    return _Calls(
        ctypes.PYFUNCTYPE(address, address, ctypes.c_int)(_entry(pdfium.FPDFPage_GetObject)),
        ctypes.PYFUNCTYPE(ctypes.c_int, address)(_entry(pdfium.FPDFPageObj_GetType)),
        ctypes.PYFUNCTYPE(ctypes.c_int, *[address] * 5)(_entry(pdfium.FPDFPageObj_GetBounds)),
    )


def _entry(function: Any) -> int:
    return ctypes.cast(function, ctypes.c_void_p).value or 0


def read_rulings(page: Any) -> Rulings:
    """Return the lines of an open page: thin areas, edges of areas and lines of longer paths.

    Coordinates are those of an unrotated page; the caller leaves rotated pages out.
    """
    count = pdfium.FPDFPage_CountObjects(page)
    if not 0 < count <= _MAX_OBJECTS:
        return Rulings()
    level: list[Ruling] = []
    upright: list[Ruling] = []
    for item, bounds in _paths(page, count):
        for ruling in _lines_of(item, *bounds):
            if ruling.x1 - ruling.x0 >= ruling.y1 - ruling.y0:
                level.append(ruling)
            else:
                upright.append(ruling)
    return Rulings(tuple(level), tuple(upright))


def _paths(page: Any, count: int) -> Iterator[tuple[int, tuple[float, ...]]]:
    """Yield the address and the bounds (left, bottom, right, top) of every path."""
    calls = _calls()
    items = [item or 0 for item in map(calls.item, repeat(handle_address(page)), range(count))]
    paths = [item for item in items if item and calls.kind(item) == pdfium.FPDF_PAGEOBJ_PATH]
    answers = array("f", bytes(4 * _BOUNDS_FLOATS * len(paths)))
    start, _ = answers.buffer_info()
    for number, item in enumerate(paths):
        first = start + 16 * number
        calls.bounds(item, first, first + 4, first + 8, first + 12)
    numbers = iter(answers.tolist())
    return zip(paths, zip(*repeat(numbers, _BOUNDS_FLOATS), strict=True), strict=True)


def _lines_of(item: int, left: float, bottom: float, right: float, top: float) -> Iterator[Ruling]:
    width, height = right - left, top - bottom
    if width < _SHORTEST_PT and height < _SHORTEST_PT:
        return
    if height <= _THICKEST_PT and width >= _SHORTEST_PT:
        middle = (bottom + top) / 2
        yield Ruling(left, middle, right, middle)
    elif width <= _THICKEST_PT and height >= _SHORTEST_PT:
        middle = (left + right) / 2
        yield Ruling(middle, bottom, middle, top)
    else:
        yield from _straight_parts(item)


def _straight_parts(address: int) -> Iterator[Ruling]:
    """Yield the level and upright lines of a path with an extent; none where it has a curve."""
    item = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
    count = pdfium.FPDFPath_CountSegments(item)
    if not 1 < count <= _MAX_SEGMENTS:
        return
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return
    points = _points(item, count, matrix)
    previous = opened = (0.0, 0.0)
    for kind, is_closing, point in points:
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            opened = point
        else:
            yield from _straight(previous, point)
        if is_closing:
            yield from _straight(point, opened)
        previous = point


def _points(item: Any, count: int, matrix: Any) -> list[tuple[int, bool, tuple[float, float]]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for position in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, position)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        place = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = int(pdfium.FPDFPathSegment_GetType(segment))
        points.append((kind, bool(pdfium.FPDFPathSegment_GetClose(segment)), place))
    return points


def _straight(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Ruling]:
    (x0, x1), (y0, y1) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    if y1 - y0 <= _STRAIGHT_PT and x1 - x0 >= _SHORTEST_PT:
        yield Ruling(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    elif x1 - x0 <= _STRAIGHT_PT and y1 - y0 >= _SHORTEST_PT:
        yield Ruling((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)

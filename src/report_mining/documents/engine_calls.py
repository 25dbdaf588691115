"""Batched calls of PDFium: one loop in C for all characters or objects that are asked about."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RECT_FLOATS = 4
_MATRIX_FLOATS = 6
_COLOR_PARTS = 4
_NUMBER_BYTES = 4
_OPAQUE = 255
_INK_PARTS = (1 << 16, 1 << 8, 1)
_NAME_BYTES = 256
_ROWS = 2_048  # answered at once

_Call = Callable[..., Any]


class _Calls(NamedTuple):
    """Functions of the engine without the types of their arguments.

    The declared signatures wrap every handle and pointer in an object and check it, which takes
    three times as long as the calls themselves. These take ints, and addresses only as made by
    `_reference`.
    """

    loose_box: _Call
    matrix: _Call
    font_size: _Call
    text_object: _Call
    font: _Call
    render_mode: _Call
    fill_color: _Call
    code_point: _Call


@cache
def _calls() -> _Calls:
    return _Calls(
        _untyped(ctypes.c_int, pdfium.FPDFText_GetLooseCharBox),
        _untyped(ctypes.c_int, pdfium.FPDFText_GetMatrix),
        _untyped(ctypes.c_double, pdfium.FPDFText_GetFontSize),
        _untyped(ctypes.c_void_p, pdfium.FPDFText_GetTextObject),
        _untyped(ctypes.c_void_p, pdfium.FPDFTextObj_GetFont),
        _untyped(ctypes.c_int, pdfium.FPDFTextObj_GetTextRenderMode),
        _untyped(ctypes.c_int, pdfium.FPDFPageObj_GetFillColor),
        _untyped(ctypes.c_uint, pdfium.FPDFText_GetUnicode),
    )


def _untyped(result: Any, function: Any) -> _Call:
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    untyped: _Call = ctypes.PYFUNCTYPE(result)(address)
    return untyped


@cache
def _anchor() -> tuple[ctypes.c_char, int]:
    """Return something in memory and its address, from which others are reached."""
    anchor = ctypes.c_char()
    return anchor, ctypes.addressof(anchor)


def _reference(address: int) -> Any:
    """Return an address as an argument that ctypes passes on as it is."""
    return _references((address,))[0]


def _references(addresses: Iterable[int]) -> list[Any]:
    anchor, start = _anchor()
    byref = ctypes.byref
    return [byref(anchor, address - start) for address in addresses]


def handle_address(handle: Any) -> int:
    """Return the address that a handle of the engine points at, 0 for none."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def loose_boxes(text_page: int, indices: Sequence[int]) -> NDArray[np.float64]:
    """Return (left, top, right, bottom) of characters, in PDF points, shape (n, 4)."""
    return _floats(_calls().loose_box, text_page, indices, _RECT_FLOATS)


def matrices(text_page: int, indices: Sequence[int]) -> NDArray[np.float64]:
    """Return (a, b, c, d, e, f) of characters, shape (n, 6); zeros where the engine has none."""
    return _floats(_calls().matrix, text_page, indices, _MATRIX_FLOATS)


def code_points(text_page: int, count: int) -> list[int]:
    """Return the Unicode value of each of the first ``count`` characters, 0 for none."""
    return list(map(_calls().code_point, repeat(_reference(text_page)), range(count)))


def font_sizes(text_page: int, indices: Sequence[int]) -> list[float]:
    """Return the font sizes of characters before their matrix is applied."""
    return list(map(_calls().font_size, repeat(_reference(text_page)), indices))


def text_objects(text_page: int, indices: Sequence[int]) -> list[int]:
    """Return the addresses of the text objects that characters belong to, 0 for none."""
    found = map(_calls().text_object, repeat(_reference(text_page)), indices)
    return [address or 0 for address in found]


def fonts_of(items: Iterable[int]) -> dict[int, int]:
    """Return, for each text object, the address of its font, 0 for none."""
    found = list(filter(None, items))
    fonts = map(_calls().font, _references(found))
    return {0: 0} | dict(zip(found, (font or 0 for font in fonts), strict=True))


def font_name(font: int) -> bytes:
    """Return the base name of a font, with its subset mark."""
    handle = ctypes.cast(font, pdfium.FPDF_FONT)
    buffer = ctypes.create_string_buffer(_NAME_BYTES)
    size = pdfium.FPDFFont_GetBaseFontName(handle, buffer, _NAME_BYTES)
    if size > _NAME_BYTES:
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDFFont_GetBaseFontName(handle, buffer, size)
    return buffer.value


class Look(NamedTuple):
    """How a text object is drawn."""

    mode: int  # of rendering, as the engine numbers them
    ink: int  # red, green and blue of what fills it, 0xRRGGBB; black where the engine says nothing
    opacity: int  # 0 to 255


def looks_of(items: Iterable[int]) -> dict[int, Look]:
    """Return how each text object is drawn; 0 is none and drawn as text usually is."""
    import numpy as np

    calls, (table, columns) = _calls(), _color_answers()
    found = list(filter(None, items))
    references = _references(found)
    looks = {0: Look(pdfium.FPDF_TEXTRENDERMODE_FILL, 0, _OPAQUE)}
    for start in range(0, len(found), _ROWS):
        asked = references[start : start + _ROWS]
        is_told = np.fromiter(map(calls.fill_color, asked, *columns), np.bool_, len(asked))
        colors = table[: len(asked)]
        colors[~is_told] = (0, 0, 0, _OPAQUE)
        inks = (colors[:, :3] @ _INK_PARTS).tolist()
        modes = map(calls.render_mode, asked)
        rows = zip(modes, inks, colors[:, 3].tolist(), strict=True)
        looks |= zip(found[start : start + _ROWS], map(Look._make, rows), strict=True)
    return looks


@cache
def _color_answers() -> tuple[NDArray[np.uint32], list[list[Any]]]:
    """Return a table that the engine writes colours into, and references to each of its columns."""
    import numpy as np

    table = np.zeros((_ROWS, _COLOR_PARTS), dtype=np.uint32)
    places = range(table.ctypes.data, table.ctypes.data + table.nbytes, _NUMBER_BYTES)
    return table, [_references(places[part::_COLOR_PARTS]) for part in range(_COLOR_PARTS)]


@cache
def _answers(width: int) -> tuple[NDArray[np.float32], list[Any]]:
    """Return a table that the engine writes its answers into, and references to its rows."""
    import numpy as np

    table = np.zeros((_ROWS, width), dtype=np.float32)
    start = table.ctypes.data
    return table, _references(range(start, start + table.nbytes, _NUMBER_BYTES * width))


def _floats(call: _Call, text_page: int, indices: Sequence[int], width: int) -> NDArray[np.float64]:
    """Return the ``width`` numbers that ``call`` answers for each index; zeros where it fails."""
    import numpy as np

    table, rows = _answers(width)
    page = repeat(_reference(text_page))
    found = np.empty((len(indices), width))
    for start in range(0, len(indices), _ROWS):
        asked = indices[start : start + _ROWS]
        table[: len(asked)] = 0.0
        deque(map(call, page, asked, rows), maxlen=0)
        found[start : start + len(asked)] = table[: len(asked)]
    return found

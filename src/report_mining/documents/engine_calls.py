"""Batched calls of PDFium: one loop in C for all characters of a page that are asked about."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Sequence
from functools import cache
from itertools import count, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RECT_FLOATS = 4
_MATRIX_FLOATS = 6
_NAME_BYTES = 256
_CharacterCall = Callable[[int, int, int], int]  # text page, index, address of the answer


class _Calls(NamedTuple):
    """Functions of the engine that take and return plain addresses.

    The declared signatures wrap every handle and pointer in an object, which takes longer than
    the calls themselves.
    """

    loose_box: _CharacterCall
    matrix: _CharacterCall
    font_size: Callable[[int, int], float]
    text_object: Callable[[int, int], int | None]
    font: Callable[[int], int | None]


@cache
def _calls() -> _Calls:
    address, index = ctypes.c_void_p, ctypes.c_int
    into = ctypes.PYFUNCTYPE(ctypes.c_int, address, index, address)
    return _Calls(
        into(_entry(pdfium.FPDFText_GetLooseCharBox)),
        into(_entry(pdfium.FPDFText_GetMatrix)),
        ctypes.PYFUNCTYPE(ctypes.c_double, address, index)(_entry(pdfium.FPDFText_GetFontSize)),
        ctypes.PYFUNCTYPE(address, address, index)(_entry(pdfium.FPDFText_GetTextObject)),
        ctypes.PYFUNCTYPE(address, address)(_entry(pdfium.FPDFTextObj_GetFont)),
    )


def _entry(function: Any) -> int:
    return ctypes.cast(function, ctypes.c_void_p).value or 0


def handle_address(handle: Any) -> int:
    """Return the address that a handle of the engine points at, 0 for none."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def loose_boxes(text_page: int, indices: Sequence[int]) -> NDArray[np.float64]:
    """Return (left, top, right, bottom) of characters, in PDF points, shape (n, 4)."""
    return _floats(_calls().loose_box, text_page, indices, _RECT_FLOATS)


def matrices(text_page: int, indices: Sequence[int]) -> NDArray[np.float64]:
    """Return (a, b, c, d, e, f) of characters, shape (n, 6); zeros where the engine has none."""
    return _floats(_calls().matrix, text_page, indices, _MATRIX_FLOATS)


def font_sizes(text_page: int, indices: Sequence[int]) -> list[float]:
    """Return the font sizes of characters before their matrix is applied."""
    return list(map(_calls().font_size, repeat(text_page), indices))


def text_objects(text_page: int, indices: Sequence[int]) -> list[int]:
    """Return the addresses of the text objects that characters belong to, 0 for none."""
    found = map(_calls().text_object, repeat(text_page), indices)
    return [address or 0 for address in found]


def font_of(text_object: int) -> int:
    """Return the address of the font of a text object, 0 for none."""
    return _calls().font(text_object) or 0 if text_object else 0


def font_name(font: int) -> bytes:
    """Return the base name of a font, with its subset mark."""
    handle = ctypes.cast(font, pdfium.FPDF_FONT)
    buffer = ctypes.create_string_buffer(_NAME_BYTES)
    size = pdfium.FPDFFont_GetBaseFontName(handle, buffer, _NAME_BYTES)
    if size > _NAME_BYTES:
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDFFont_GetBaseFontName(handle, buffer, size)
    return buffer.value


def _floats(
    call: _CharacterCall, text_page: int, indices: Sequence[int], width: int
) -> NDArray[np.float64]:
    """Return the ``width`` numbers that ``call`` answers for each index; zeros where it fails."""
    import numpy as np

    answers = np.zeros((len(indices), width), dtype=np.float32)
    places = count(answers.ctypes.data, 4 * width)
    deque(map(call, repeat(text_page), indices, places), maxlen=0)
    return answers.astype(np.float64)

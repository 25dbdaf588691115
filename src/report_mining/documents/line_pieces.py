"""Cuts the lines of a page at their wide gaps: pages of words at once, odd lines word by word."""

# ruff: noqa: PLR1730  (a comparison is several times faster than min and max)

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# PDFium puts U+FFFE (or STX) where a line ends in a hyphen, and no line break after it.
_HYPHEN_MARKS = "\ufffe\x02"
_LINE_BREAKS = "\n\r"
_SPACE, _DIGIT, _HYPHEN, _BREAK = 1, 2, 4, 8  # what a character is, as bits
_CODES = 0x10000  # beyond it there is neither white space nor a digit that is glued to words
_MARKER = re.compile(r"[^\w\s]|\(?\w{1,3}[.)]")  # bullets and list numbers may stand far away
_GAP_EM = 1.5  # a wider gap inside a line, in font sizes, separates cells or columns
_MARKER_GAP_EM = 5.0
_LOOSE_EM = 1.2  # height of a character box in font sizes

Box = tuple[float, float, float, float]  # left, bottom, right, top, in PDF points
Piece = tuple[int, int, Box]  # first character, the one after the last, and where they stand


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page, arrays of one number for each word, in the engine's order."""

    starts: NDArray[np.intp]  # first character
    ends: NDArray[np.intp]  # the one after the last
    lines: NDArray[np.intp]  # number of the engine's line
    ends_in_digit: NDArray[np.bool_]  # a digit is its last character or the one before


def find_words(text: str) -> Words:
    """Return the words of ``text``; a mark of a hyphen at a line end ends its word and line."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _character_kinds()[np.minimum(codes, _CODES - 1)]
    ends_line = (kinds & _HYPHEN) != 0
    is_word = (kinds & _SPACE) == 0
    before, after = is_word.copy(), is_word.copy()
    before[1:] &= ~is_word[:-1] | ends_line[:-1]
    after[:-1] &= ~is_word[1:] | ends_line[:-1]
    starts, lasts = np.flatnonzero(before), np.flatnonzero(after)
    breaks = (kinds & _BREAK) != 0
    breaks[1:] |= ends_line[:-1]
    digits = (kinds[lasts] | kinds[np.maximum(starts, lasts - 1)]) & _DIGIT
    return Words(starts, lasts + 1, np.cumsum(breaks)[starts], digits != 0)


@cache
def _character_kinds() -> NDArray[np.uint8]:
    """Return what each character is."""
    import numpy as np

    kinds = np.zeros(_CODES, dtype=np.uint8)
    characters = [chr(code) for code in range(_CODES)]
    kinds[np.fromiter(map(str.isspace, characters), np.bool_, _CODES)] |= _SPACE
    kinds[np.fromiter(map(str.isdigit, characters), np.bool_, _CODES)] |= _DIGIT
    kinds[[ord(mark) for mark in _HYPHEN_MARKS]] |= _HYPHEN
    kinds[[ord(mark) for mark in _LINE_BREAKS]] |= _BREAK
    return kinds


def cut_lines(
    text: str, words: Words, heads: NDArray[np.float64], tails: NDArray[np.float64]
) -> list[Piece]:
    """Return the stretches of lines without a wide gap.

    Args:
        text: The characters of the page.
        words: Its words, at least one.
        heads: Left, bottom, right, top of the first character of each word, shape (n, 4).
        tails: The same of the last characters.
    """
    import numpy as np

    is_first = np.ones(len(words.starts), dtype=np.bool_)
    is_first[1:] = words.lines[1:] != words.lines[:-1]
    firsts = np.flatnonzero(is_first)
    ends = np.append(firsts[1:], len(is_first))
    left = np.minimum.reduceat(np.minimum(heads[:, 0], tails[:, 0]), firsts)
    right = np.maximum(heads[:, 2], tails[:, 2])
    whole = np.logical_and.reduceat(_goes_on(heads, right) | is_first, firsts)
    boxes = np.stack((left, heads[firsts, 1], right[ends - 1], heads[firsts, 3]), axis=1)
    pieces: list[Piece] = []
    for start, end, box, is_whole, first, after in zip(
        words.starts[firsts].tolist(),
        words.ends[ends - 1].tolist(),
        map(tuple, boxes.tolist()),
        whole.tolist(),
        firsts.tolist(),
        ends.tolist(),
        strict=True,
    ):
        if is_whole:
            pieces.append((start, end, box))
        else:
            rows = slice(first, after)
            spans = zip(words.starts[rows].tolist(), words.ends[rows].tolist(), strict=True)
            pieces.extend(_cut_line(text, spans, heads[rows].tolist(), tails[rows].tolist()))
    return pieces


def _goes_on(heads: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether each word stands level with the one before it, as high, and close to its right.

    What holds for every word of a line says that the line is one piece; nothing follows where it
    does not hold.
    """
    import numpy as np

    bottom, top = heads[:, 1], heads[:, 3]
    goes_on = np.zeros(len(heads), dtype=np.bool_)
    height = np.maximum(top[1:] - bottom[1:], 1.0)
    gap = heads[1:, 0] - right[:-1]
    goes_on[1:] = (
        (bottom[1:] == bottom[:-1])
        & (top[1:] == top[:-1])
        & (right[1:] >= right[:-1])
        & (gap <= height / _LOOSE_EM * _GAP_EM)
        & (gap >= -height)
    )
    return goes_on


def _cut_line(
    text: str,
    words: Iterator[tuple[int, int]],
    heads: list[list[float]],
    tails: list[list[float]],
) -> Iterator[Piece]:
    """Yield the pieces of one line; written out because many words come by."""
    start = -1
    end = 0
    left = bottom = right = top = 0.0
    reach = _GAP_EM
    for (first, after), (x0, y0, x1, y1), tail in zip(words, heads, tails, strict=True):
        if start >= 0:
            height = max(top - bottom, y1 - y0, 1.0)
            gap = x0 - right
            is_apart = (
                gap > height / _LOOSE_EM * reach
                or gap < -height
                or abs((y0 + y1) - (bottom + top)) / 2 > 0.8 * height
            )
            if is_apart:
                yield start, end, (left, bottom, right, top)
                start = -1
        if start < 0:
            start = first
            left, bottom, right, top = x0, y0, x1, y1
            reach = _MARKER_GAP_EM if _MARKER.fullmatch(text, first, after) else _GAP_EM
        else:
            reach = _GAP_EM
            if x0 < left:
                left = x0
            if y0 < bottom:
                bottom = y0
            if x1 > right:
                right = x1
            if y1 > top:
                top = y1
        if tail[0] < left:
            left = tail[0]
        if tail[2] > right:
            right = tail[2]
        end = after
    yield start, end, (left, bottom, right, top)

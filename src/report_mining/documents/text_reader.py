"""Reads the characters of one PDF page through PDFium and cuts them into segments."""

# ruff: noqa: PLR1730  (a comparison is several times faster than min and max)

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium

from report_mining.documents.engine_calls import (
    font_name,
    font_of,
    font_sizes,
    handle_address,
    loose_boxes,
    matrices,
    text_objects,
)
from report_mining.documents.raw_pages import FOOTNOTE_MARK, Segment

# PDFium puts U+FFFE (or STX) where a line ends in a hyphen, and no line break after it.
HYPHEN_MARKS = "\ufffe\x02"
_ENGINE_LINE = re.compile(f"[^\r\n{HYPHEN_MARKS}]+[{HYPHEN_MARKS}]?|[{HYPHEN_MARKS}]")
_WORD = re.compile(r"\S+")
_MARKER = re.compile(r"[^\w\s]|\(?\w{1,3}[.)]")  # bullets and list numbers may stand far away
# A word with one or two digits glued to it: a footnote mark where they stand higher ("beleid.2").
_GLUED_DIGITS = re.compile(r"(?:[^\W\d_]{2,}|[^\W_][)\]’”])[.,;:)\]’”]*(\d{1,2})[.,;:)]*")
_DIGIT = re.compile(r"\d")
_MIN_SIZE_PT = 0.5  # a smaller font size is a scaling trick; the box tells more
_RAISED_SHARE = 0.15  # of the height of the letters
_GAP_EM = 1.5  # a wider gap inside a line, in font sizes, separates cells or columns
_MARKER_GAP_EM = 5.0
_WEIGHTS = (
    (("black", "heavy", "ultra", "extrabold"), 800),
    (("semibold", "demi", "semib"), 600),
    (("bold", "-bd", "fett"), 700),
    (("medium", "-md"), 500),
    (("thin", "light", "-lt"), 300),
)


_Box = tuple[float, float, float, float]  # left, bottom, right, top, in PDF points
_Piece = tuple[int, int, _Box]  # first character, the one after the last, and where they stand
FontStyle = tuple[int, str]  # weight, and name without subset mark and style


class TextReader:
    """Reads the characters of one page and cuts them into segments."""

    def __init__(
        self,
        text_page: Any,
        page: Any,
        fonts: dict[bytes, FontStyle],
        marks_footnotes: bool = True,
    ) -> None:
        self._marks_footnotes = marks_footnotes
        self._text_page = text_page
        self._address = handle_address(text_page)
        self._fonts = fonts
        self._styles: dict[int, FontStyle] = {}  # by text object
        self._page_fonts: dict[int, FontStyle] = {}  # by address, which another page may reuse
        self._rotation = int(pdfium.FPDFPage_GetRotation(page))
        self._frame = _bounding_box(page)
        self._is_plain = self._rotation == 0 and self._frame[:2] == (0.0, 0.0)
        self.unmapped_count = 0
        self.text = self._read_text()

    def _read_text(self) -> str:
        """Return one character per engine character, so that offsets are engine offsets."""
        count = int(pdfium.FPDFText_CountChars(self._text_page))
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._text_page, 0, count, buffer)
        text = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "replace")
        if len(text) != count:
            codes = (pdfium.FPDFText_GetUnicode(self._text_page, i) for i in range(count))
            text = "".join(chr(c) if _is_scalar(c) else "\ufffd" for c in codes)
        self.unmapped_count = sum(text.count(c) for c in ("\ufffd", "\x00"))
        return text

    def segments(self) -> list[Segment]:
        """Return the segments of the page in the engine's order."""
        text = self.text
        lines = [
            [word.span() for word in _WORD.finditer(text, *line.span())]
            for line in _ENGINE_LINE.finditer(text)
        ]
        pieces = self._cut_lines(lines)
        if self._marks_footnotes:
            self._mark_footnotes(lines)
        return self._dress(pieces)

    def _cut_lines(self, lines: list[list[tuple[int, int]]]) -> list[_Piece]:
        """Return the stretches of lines without a wide gap; a line is the spans of its words."""
        heads = self._boxes([first for line in lines for first, _ in line])
        tails = self._boxes([end - 1 for line in lines for _, end in line])
        boxes = zip(heads, tails, strict=True)
        pieces: list[_Piece] = []
        for line in lines:
            if line:
                pieces.extend(_cut_line(self.text, line, boxes))
        return pieces

    def _mark_footnotes(self, lines: list[list[tuple[int, int]]]) -> None:
        """Replace raised digits at the ends of words by marks that the repair drops and counts."""
        text = self.text
        for line in lines:
            if not line or not _DIGIT.search(text, line[0][0], line[-1][1]):
                continue
            for first, end in line:
                if text[end - 1].isdigit() or text[max(first, end - 2)].isdigit():
                    self._mark_footnote(first, text[first:end])

    def _mark_footnote(self, offset: int, word: str) -> None:
        glued = _GLUED_DIGITS.search(word)
        if glued is None:
            return
        start = offset + glued.start(1)
        letter, digit = self._boxes([offset + glued.start(), start])
        if digit[1] - letter[1] < _RAISED_SHARE * (letter[3] - letter[1]):
            return
        end = start + len(glued.group(1))
        self.text = self.text[:start] + FOOTNOTE_MARK * (end - start) + self.text[end:]

    def _boxes(self, indices: list[int]) -> list[_Box]:
        found = loose_boxes(self._address, indices)
        boxes = [(left, bottom, right, top) for left, top, right, bottom in found]
        if self._is_plain:
            return boxes
        return [_to_display(box, self._frame, self._rotation) for box in boxes]

    def _dress(self, pieces: list[_Piece]) -> list[Segment]:
        """Return the pieces with their text, size and font."""
        firsts = [start for start, _, _ in pieces]
        lasts = [end - 1 for _, end, _ in pieces]
        items = text_objects(self._address, firsts)
        last_items = text_objects(self._address, lasts)
        settings = self._sizes_and_rotations(firsts, pieces)
        mixed = [n for n, item in enumerate(items) if last_items[n] != item]
        last_settings = iter(
            self._sizes_and_rotations([lasts[n] for n in mixed], [pieces[n] for n in mixed])
        )
        segments = []
        for piece, item, last_item, setting in zip(
            pieces, items, last_items, settings, strict=True
        ):
            start, end, box = piece
            size, is_rotated = setting
            weight, face = self._style(item)
            if last_item != item:  # one object has one size and one font
                size = max(size, next(last_settings)[0])
                last_weight, last_face = self._style(last_item)
                weight = min(weight, last_weight)
                face = face if face == last_face else ""
            if size < _MIN_SIZE_PT:
                size = max(_MIN_SIZE_PT, (box[3] - box[1]) / 1.2)
            text = self.text[start:end]
            segments.append(Segment(start, end, text, *box, size, weight, is_rotated, face))
        return segments

    def _sizes_and_rotations(
        self, indices: list[int], pieces: list[_Piece]
    ) -> list[tuple[float, bool]]:
        """Return the size in points, and whether it is turned, of one character of each piece."""
        found: list[tuple[float, bool]] = []
        sizes = font_sizes(self._address, indices)
        for matrix, size, (_, _, box) in zip(
            matrices(self._address, indices), sizes, pieces, strict=True
        ):
            a, b, c, d, _, _ = matrix
            along = hypot(a, b)
            if along == 0:
                found.append(((box[3] - box[1]) / 1.2, False))
                continue
            across, up = (a, b) if self._rotation == 0 else _turn(a, b, self._rotation)
            found.append((abs(size * (a * d - b * c) / along), abs(up) > 0.1 * along or across < 0))
        return found

    def _style(self, item: int) -> FontStyle:
        style = self._styles.get(item)
        if style is None:
            style = self._styles[item] = self._font_style(font_of(item))
        return style

    def _font_style(self, font: int) -> FontStyle:
        style = self._page_fonts.get(font)
        if style is None:
            name = font_name(font) if font else b""
            style = self._fonts.get(name) or _weight_and_face(name)
            self._page_fonts[font] = self._fonts[name] = style
        return style


def _cut_line(
    text: str, words: list[tuple[int, int]], boxes: Iterator[tuple[_Box, _Box]]
) -> Iterator[_Piece]:
    """Yield the pieces of one line; written out because every word of a report comes by."""
    start = -1
    end = 0
    left = bottom = right = top = 0.0
    reach = _GAP_EM
    for (first, after), (head, tail) in zip(words, boxes, strict=False):
        x0, y0, x1, y1 = head
        if start >= 0:
            height = max(top - bottom, y1 - y0, 1.0)
            gap = x0 - right
            is_apart = (
                gap > height / 1.2 * reach
                or gap < -height
                or abs((y0 + y1) - (bottom + top)) / 2 > 0.8 * height
            )
            if is_apart:
                yield start, end, (left, bottom, right, top)
                start = -1
        if start < 0:
            start = first
            left, bottom, right, top = head
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


def _weight_and_face(encoded: bytes) -> FontStyle:
    """Return the weight told by the font's name, and the name without subset mark and style."""
    name = encoded.decode("utf-8", "replace").casefold().split("+", 1)[-1]
    face = re.split(r"[-,]", name, maxsplit=1)[0]
    for parts, weight in _WEIGHTS:
        if any(part in name for part in parts):
            return weight, face
    return 400, face


def _is_scalar(code: int) -> bool:
    return 0 < code < 0xD800 or 0xE000 <= code <= 0x10FFFF


def _bounding_box(page: Any) -> tuple[float, float, float, float]:
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, rect):
        return (0.0, 0.0, 0.0, 0.0)
    return (rect.left, rect.bottom, rect.right, rect.top)


def _turn(a: float, b: float, quarter_turns: int) -> tuple[float, float]:
    """Return the direction (a, b) turned clockwise by quarter turns."""
    return {0: (a, b), 1: (b, -a), 2: (-a, -b), 3: (-b, a)}[quarter_turns % 4]


def _to_display(
    box: tuple[float, float, float, float],
    frame: tuple[float, float, float, float],
    quarter_turns: int,
) -> tuple[float, float, float, float]:
    """Return ``box`` on the page as displayed: origin at its corner, turned clockwise."""
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    x0, x1 = box[0] - frame[0], box[2] - frame[0]
    y0, y1 = box[1] - frame[1], box[3] - frame[1]
    return {
        0: (x0, y0, x1, y1),
        1: (y0, width - x1, y1, width - x0),
        2: (width - x1, height - y1, width - x0, height - y0),
        3: (height - y1, x0, height - y0, x1),
    }[quarter_turns % 4]

"""Reads the characters of one PDF page through PDFium and cuts them into segments."""

# ruff: noqa: PLR1730  (a comparison is several times faster than min and max)

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium

from report_mining.documents.raw_pages import FOOTNOTE_MARK, Segment

# PDFium puts U+FFFE (or STX) where a line ends in a hyphen, and no line break after it.
HYPHEN_MARKS = "\ufffe\x02"
_ENGINE_LINE = re.compile(f"[^\r\n{HYPHEN_MARKS}]+[{HYPHEN_MARKS}]?|[{HYPHEN_MARKS}]")
_WORD = re.compile(r"\S+")
_MARKER = re.compile(r"[^\w\s]|\(?\w{1,3}[.)]")  # bullets and list numbers may stand far away
# A word with one or two digits glued to it: a footnote mark where they stand higher ("beleid.2").
_GLUED_DIGITS = re.compile(r"(?:[^\W\d_]{2,}|[^\W_][)\]’”])[.,;:)\]’”]*(\d{1,2})[.,;:)]*")
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


class TextReader:
    """Reads the characters of one page and cuts them into segments."""

    def __init__(
        self,
        text_page: Any,
        page: Any,
        fonts: dict[int, tuple[int, str]],
        marks_footnotes: bool = True,
    ) -> None:
        self._marks_footnotes = marks_footnotes
        self._text_page = text_page
        self._fonts = fonts
        self._rect = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
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

    def segments(self) -> Iterator[Segment]:
        """Yield the segments of the page in the engine's order."""
        for line in _ENGINE_LINE.finditer(self.text):
            yield from self._cut_line(line.start(), line.group())

    def _cut_line(self, offset: int, line: str) -> Iterator[Segment]:
        start: int | None = None
        box = (0.0, 0.0, 0.0, 0.0)
        end = offset
        marker = False
        for word in _WORD.finditer(line):
            first, last = offset + word.start(), offset + word.end() - 1
            head = self._box(first)
            tail = self._box(last) if last > first else head
            if start is not None and self._is_apart(box, head, marker):
                yield self._segment(start, end, box)
                start = None
            if start is None:
                start = first
                box = head
                marker = _MARKER.fullmatch(word.group()) is not None
            else:
                marker = False
            letters = word.group()
            if (letters[-1].isdigit() or letters[-2:-1].isdigit()) and self._marks_footnotes:
                self._mark_footnote(offset, word)
            box = _around(box, head, tail)
            end = last + 1
        if start is not None:
            yield self._segment(start, end, box)

    def _mark_footnote(self, offset: int, word: re.Match[str]) -> None:
        """Replace raised digits at the end of a word by marks that the repair drops and counts."""
        glued = _GLUED_DIGITS.search(word.group())
        if glued is None:
            return
        letter = self._box(offset + word.start() + glued.start())
        start = offset + word.start() + glued.start(1)
        digit = self._box(start)
        if digit[1] - letter[1] < _RAISED_SHARE * (letter[3] - letter[1]):
            return
        end = start + len(glued.group(1))
        self.text = self.text[:start] + FOOTNOTE_MARK * (end - start) + self.text[end:]

    def _is_apart(
        self,
        box: tuple[float, float, float, float],
        head: tuple[float, float, float, float],
        after_marker: bool,
    ) -> bool:
        height = max(box[3] - box[1], head[3] - head[1], 1.0)
        gap = head[0] - box[2]
        allowed = height / 1.2 * (_MARKER_GAP_EM if after_marker else _GAP_EM)
        middle_shift = abs((head[1] + head[3]) - (box[1] + box[3])) / 2
        return gap > allowed or gap < -height or middle_shift > 0.8 * height

    def _box(self, index: int) -> tuple[float, float, float, float]:
        rect = self._rect
        pdfium.FPDFText_GetLooseCharBox(self._text_page, index, rect)
        if self._is_plain:
            return rect.left, rect.bottom, rect.right, rect.top
        return _to_display(
            (rect.left, rect.bottom, rect.right, rect.top), self._frame, self._rotation
        )

    def _segment(self, start: int, end: int, box: tuple[float, float, float, float]) -> Segment:
        size, is_rotated = self._size_and_rotation(start, box)
        item = pdfium.FPDFText_GetTextObject(self._text_page, start)
        weight, face = self._font(item)
        if end - start > 1:
            last = pdfium.FPDFText_GetTextObject(self._text_page, end - 1)
            if _address(last) != _address(item):  # one object has one size and one font
                size = max(size, self._size_and_rotation(end - 1, box)[0])
                last_weight, last_face = self._font(last)
                weight = min(weight, last_weight)
                face = face if face == last_face else ""
        if size < _MIN_SIZE_PT:
            size = max(_MIN_SIZE_PT, (box[3] - box[1]) / 1.2)
        return Segment(start, end, self.text[start:end], *box, size, weight, is_rotated, face)

    def _size_and_rotation(
        self, index: int, box: tuple[float, float, float, float]
    ) -> tuple[float, bool]:
        matrix = self._matrix
        if not pdfium.FPDFText_GetMatrix(self._text_page, index, matrix):
            return (box[3] - box[1]) / 1.2, False
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        along = hypot(a, b)
        if along == 0:
            return (box[3] - box[1]) / 1.2, False
        size = float(pdfium.FPDFText_GetFontSize(self._text_page, index))
        turned = (a, b) if self._rotation == 0 else _turn(a, b, self._rotation)
        return abs(size * (a * d - b * c) / along), abs(turned[1]) > 0.1 * along or turned[0] < 0

    def _font(self, item: Any) -> tuple[int, str]:
        font = pdfium.FPDFTextObj_GetFont(item) if item else None
        if not font:
            return 400, ""
        key = _address(font)
        if key not in self._fonts:
            self._fonts[key] = _weight_and_face(font)
        return self._fonts[key]


def _address(handle: Any) -> int:
    """Return the address that a handle points at, 0 for none."""
    return ctypes.addressof(handle.contents) if handle else 0


def _around(
    box: tuple[float, float, float, float],
    head: tuple[float, float, float, float],
    tail: tuple[float, float, float, float],
) -> tuple[float, float, float, float]:
    """Return ``box`` widened by a word; written out because every word of a report comes by."""
    left, bottom, right, top = box
    x0, y0, x1, y1 = head
    if x0 < left:
        left = x0
    if tail[0] < left:
        left = tail[0]
    if y0 < bottom:
        bottom = y0
    if x1 > right:
        right = x1
    if tail[2] > right:
        right = tail[2]
    if y1 > top:
        top = y1
    return left, bottom, right, top


def _weight_and_face(font: Any) -> tuple[int, str]:
    """Return the weight told by the font's name, and the name without subset mark and style."""
    size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(1, size))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, size)
    name = buffer.value.decode("utf-8", "replace").casefold().split("+", 1)[-1]
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

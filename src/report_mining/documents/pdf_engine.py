"""Adapter to PDFium: text segments with boxes and fonts, page by page, through the raw API."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import hypot
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

from report_mining.documents.raw_pages import FOOTNOTE_MARK, RawPage, Segment
from report_mining.records import FailureReason, NotLookedReason

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
_MIN_LETTERS = 20  # a page with fewer may be a picture
_PICTURE_SHARE = 0.4  # of the page covered by images
_DRAWN_OBJECTS = 300  # that many drawn paths without text may be outlined letters
_WEIGHTS = (
    (("black", "heavy", "ultra", "extrabold"), 800),
    (("semibold", "demi", "semib"), 600),
    (("bold", "-bd", "fett"), 700),
    (("medium", "-md"), 500),
    (("thin", "light", "-lt"), 300),
)


class PdfOpenError(Exception):
    """A PDF cannot be opened; carries the failure reason and what to tell."""

    def __init__(self, reason: FailureReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


_OPEN_FAILURES = {
    pdfium.FPDF_ERR_PASSWORD: (
        FailureReason.PASSWORD_NEEDED,
        (
            "the PDF asks for a password and the empty one does not open it; "
            "ask the publisher for a copy without a password"
        ),
    ),
    pdfium.FPDF_ERR_SECURITY: (
        FailureReason.PASSWORD_NEEDED,
        "the PDF uses a protection that cannot be opened; ask the publisher for a copy without it",
    ),
    pdfium.FPDF_ERR_FILE: (FailureReason.DAMAGED, "the PDF cannot be read; download it again"),
}
_DAMAGED = (
    FailureReason.DAMAGED,
    "the file starts as a PDF but its structure is broken; download it again",
)


@dataclass(slots=True)
class PdfDocument:
    """An open PDF; get one from `open_pdf`, which closes it."""

    handle: Any
    fonts: dict[int, tuple[int, str]] = field(default_factory=dict)  # weight and face by handle

    @property
    def page_count(self) -> int:
        """How many pages the document says it has."""
        return int(pdfium.FPDF_GetPageCount(self.handle))

    def title(self) -> str:
        """Return the title from the metadata, or ""."""
        size = pdfium.FPDF_GetMetaText(self.handle, b"Title", None, 0)
        if size <= 2:
            return ""
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDF_GetMetaText(self.handle, b"Title", buffer, size)
        return _decode_utf16(buffer.raw[: size - 2])

    def page_label(self, index: int) -> str | None:
        """Return the label that the file gives a page (0-based ``index``), or None."""
        size = pdfium.FPDF_GetPageLabel(self.handle, index, None, 0)
        if size <= 2:
            return None
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDF_GetPageLabel(self.handle, index, buffer, size)
        return _decode_utf16(buffer.raw[: size - 2]) or None


@contextmanager
def open_pdf(path: Path) -> Iterator[PdfDocument]:
    """Open ``path`` with the empty password and close it afterwards.

    Raises:
        PdfOpenError: The file is protected or broken.
    """
    pdfium.FPDF_InitLibrary()
    handle = pdfium.FPDF_LoadDocument(str(path).encode(), b"")
    if not handle:
        error = int(pdfium.FPDF_GetLastError())
        raise PdfOpenError(*_OPEN_FAILURES.get(error, _DAMAGED))
    try:
        yield PdfDocument(handle)
    finally:
        pdfium.FPDF_CloseDocument(handle)


@contextmanager
def open_page(document: PdfDocument, index: int) -> Iterator[Any]:
    """Yield the page handle of a page (0-based ``index``), or None where it is damaged."""
    page = pdfium.FPDF_LoadPage(document.handle, index)
    try:
        yield page or None
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def read_raw_page(document: PdfDocument, index: int) -> RawPage:
    """Return the segments of one page (0-based ``index``), or a page that says it is damaged."""
    label = document.page_label(index)
    with open_page(document, index) as page:
        if page is None:
            return _damaged_page(index, label)
        width = float(pdfium.FPDF_GetPageWidthF(page))
        height = float(pdfium.FPDF_GetPageHeightF(page))
        text_page = pdfium.FPDFText_LoadPage(page)
        if not text_page:
            return _damaged_page(index, label)
        try:
            reader = _TextReader(text_page, page, document.fonts)
            segments = tuple(reader.segments())
        finally:
            pdfium.FPDFText_ClosePage(text_page)
        not_looked = None
        if not _has_usable_text(segments, reader) and _shows_picture(page, width, height):
            not_looked = NotLookedReason.IMAGE_WITHOUT_TEXT
    return RawPage(
        page_number=index + 1,
        width_pt=width,
        height_pt=height,
        char_count=len(reader.text),
        segments=segments,
        page_label=label,
        not_looked=not_looked,
        unmapped_count=reader.unmapped_count,
    )


def _damaged_page(index: int, label: str | None) -> RawPage:
    return RawPage(index + 1, 0.0, 0.0, 0, (), label, NotLookedReason.PAGE_DAMAGED)


def _decode_utf16(encoded: bytes) -> str:
    return encoded.decode("utf-16-le", "replace").replace("\x00", "").strip()


def _has_usable_text(segments: tuple[Segment, ...], reader: _TextReader) -> bool:
    letters = sum(character.isalpha() for segment in segments for character in segment.text)
    return letters >= _MIN_LETTERS and letters > reader.unmapped_count


def _shows_picture(page: Any, width: float, height: float) -> bool:
    """Whether images cover much of the page, or so much is drawn that it may be letters."""
    covered = 0.0
    paths = 0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for position in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, position)
        kind = pdfium.FPDFPageObj_GetType(item)
        paths += kind == pdfium.FPDF_PAGEOBJ_PATH
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM) and (
            pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        ):
            covered += max(0.0, right.value - left.value) * max(0.0, top.value - bottom.value)
    return covered >= _PICTURE_SHARE * width * height or paths >= _DRAWN_OBJECTS


class _TextReader:
    """Reads the characters of one page and cuts them into segments."""

    def __init__(self, text_page: Any, page: Any, fonts: dict[int, tuple[int, str]]) -> None:
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
            if word.group()[-1].isdigit() or word.group()[-2:-1].isdigit():
                self._mark_footnote(offset, word)
            box = (
                min(box[0], head[0], tail[0]),
                min(box[1], head[1]),
                max(box[2], tail[2], head[2]),
                max(box[3], head[3]),
            )
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
        weight, face = self._font(start)
        if end - start > 1:
            size = max(size, self._size_and_rotation(end - 1, box)[0])
            last_weight, last_face = self._font(end - 1)
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

    def _font(self, index: int) -> tuple[int, str]:
        item = pdfium.FPDFText_GetTextObject(self._text_page, index)
        font = pdfium.FPDFTextObj_GetFont(item) if item else None
        if not font:
            return 400, ""
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self._fonts:
            self._fonts[key] = _weight_and_face(font)
        return self._fonts[key]


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

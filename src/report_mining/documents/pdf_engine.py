"""Adapter to PDFium: text segments with boxes and fonts, page by page, through the raw API."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

from report_mining.documents.hidden_text import drop_unseen
from report_mining.documents.legibility import LegibilityJudge
from report_mining.documents.raw_pages import RawPage, Segment
from report_mining.documents.table_grids import find_drawn_tables
from report_mining.documents.table_shapes import Grid
from report_mining.documents.text_reader import FontStyle, TextReader
from report_mining.records import FailureReason, NotLookedReason

_PAGES_AT_ONCE = 100  # the engine keeps the fonts and objects of every page it has loaded
_MIN_LETTERS = 20  # a page with fewer may be a picture
_FEW_LETTERS = 350  # a page with more has its text, whatever pictures lie under it
_ENOUGH_TEXT = 4 * _FEW_LETTERS  # characters in which to find them
_PICTURE_SHARE = 0.4  # of the page covered by images
_DRAWN_OBJECTS = 300  # that many drawn paths without text may be outlined letters


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

    path: Path
    handle: Any
    fonts: dict[bytes, FontStyle] = field(default_factory=dict)  # by name
    judge: LegibilityJudge = field(default_factory=LegibilityJudge)

    @property
    def page_count(self) -> int:
        """How many pages the document says it has."""
        return int(pdfium.FPDF_GetPageCount(self.handle))

    def reopen(self) -> None:
        """Close the document and open it again, which frees what the engine keeps of its pages.

        Raises:
            PdfOpenError: The file is gone or has changed.
        """
        handle, self.handle = self.handle, None
        pdfium.FPDF_CloseDocument(handle)
        _return_freed_memory()
        self.handle = _load(self.path)

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
    document = PdfDocument(path, _load(path))
    try:
        yield document
    finally:
        if document.handle:
            pdfium.FPDF_CloseDocument(document.handle)


def _return_freed_memory() -> None:
    """Give the system back what the engine has freed; the GNU C library would keep much of it."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def _load(path: Path) -> Any:
    handle = pdfium.FPDF_LoadDocument(str(path).encode(), b"")
    if not handle:
        error = int(pdfium.FPDF_GetLastError())
        raise PdfOpenError(*_OPEN_FAILURES.get(error, _DAMAGED))
    return handle


@contextmanager
def open_page(document: PdfDocument, index: int) -> Iterator[Any]:
    """Yield the page handle of a page (0-based ``index``), or None where it is damaged."""
    page = pdfium.FPDF_LoadPage(document.handle, index)
    try:
        yield page or None
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def read_raw_pages(
    document: PdfDocument, count: int, finds_tables: bool = True
) -> Iterator[RawPage]:
    """Yield the first ``count`` pages; the memory that the engine needs does not grow with them."""
    for index in range(count):
        if index and index % _PAGES_AT_ONCE == 0:
            document.reopen()
        yield read_raw_page(document, index, finds_tables=finds_tables)


def read_raw_page(
    document: PdfDocument, index: int, marks_footnotes: bool = True, finds_tables: bool = True
) -> RawPage:
    """Return the segments of one page (0-based ``index``), or a page that says it is damaged.

    With ``marks_footnotes`` raised digits glued to a word are replaced by marks; with
    ``finds_tables`` the lines drawn on the page are searched for tables.
    """
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
            reader = TextReader(text_page, page, document.fonts, marks_footnotes)
            every = reader.segments()
            found, hidden = drop_unseen(page, every, reader)
            grids: tuple[Grid, ...] = ()
            if finds_tables and reader.origin is not None:
                found, grids = find_drawn_tables(page, text_page, found, reader.origin)
        finally:
            pdfium.FPDFText_ClosePage(text_page)
        segments = tuple(s for s in found if _is_visible(s, width, height))
        outside = 0
        if len(segments) < len(found):
            outside = _count_characters(found) - _count_characters(segments)
        legibility = document.judge.judge(segments)
        not_looked = NotLookedReason.GARBLED_TEXT if legibility.is_garbled else None
        letters = _count_letters(reader.text)
        picture_share, is_drawn = 0.0, False
        if letters <= _FEW_LETTERS or letters <= reader.unmapped_count:
            picture_share, is_drawn = _picture_share(page, width, height)
        if (letters < _MIN_LETTERS or letters <= reader.unmapped_count) and (
            picture_share >= _PICTURE_SHARE or is_drawn
        ):
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
        readable_share=legibility.readable_share,
        is_mostly_picture=picture_share >= _PICTURE_SHARE,
        outside_count=outside,
        hidden_counts=tuple(sorted(hidden.items())),
        grids=grids,
    )


def _count_characters(segments: Iterable[Segment]) -> int:
    return sum([s.raw_end - s.raw_start for s in segments])


def _is_visible(segment: Segment, width: float, height: float) -> bool:
    """Whether the middle of a segment lies on the page as displayed: not cropped away."""
    return 0 <= segment.x0 + segment.x1 <= 2 * width and 0 <= segment.y0 + segment.y1 <= 2 * height


def _damaged_page(index: int, label: str | None) -> RawPage:
    return RawPage(index + 1, 0.0, 0.0, 0, (), label, NotLookedReason.PAGE_DAMAGED)


def _decode_utf16(encoded: bytes) -> str:
    return encoded.decode("utf-16-le", "replace").replace("\x00", "").strip()


def _count_letters(text: str) -> int:
    """Return the number of letters, counted to the end only where some are unmapped."""
    if "\ufffd" not in text and "\x00" not in text:
        text = text[:_ENOUGH_TEXT]
    return sum(map(str.isalpha, text))


def _picture_share(page: Any, width: float, height: float) -> tuple[float, bool]:
    """Return the share of a page under images, and whether so much is drawn that it may be letters."""
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
    return covered / max(1.0, width * height), paths >= _DRAWN_OBJECTS

"""Reads one file, of whatever kind, into a report or a counted failure."""

from __future__ import annotations

import gc
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from report_mining.documents.assembly import AssembledPage, SectionTracker
from report_mining.documents.layout import (
    Survey,
    Surveyor,
    finish_pages,
    lay_out_page,
    survey_pages,
)
from report_mining.documents.ocr import find_tesseract, recognise_page
from report_mining.documents.other_formats import read_other_format
from report_mining.documents.packed_pages import UNPACKED_PAGES, PackedPage, pack, unpack_all
from report_mining.documents.pdf_engine import PdfOpenError, open_pdf, read_raw_pages
from report_mining.documents.picture_pages import clear_photographs, mark_picture_of_text
from report_mining.documents.raw_pages import RawPage
from report_mining.documents.unreadable import UnreadableFileError
from report_mining.records import (
    ExtractionFailure,
    FailureReason,
    NotLookedReason,
    ReadingLimits,
    Report,
)

READER_VERSION = "2026.12"
_OCR_SHARE = 0.6  # of the time limit; pages after it count as not looked at
_SNIFF_BYTES = 4096
_FOR_OCR = (NotLookedReason.IMAGE_WITHOUT_TEXT, NotLookedReason.GARBLED_TEXT)


def read_report(path: Path, limits: ReadingLimits = ReadingLimits()) -> Report | ExtractionFailure:
    """Return the report in ``path``, its format decided by its content, or why it cannot be read."""
    with _collector_paused():
        return _read(path, limits)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep Python from searching for cycles of objects while one report is read.

    Reading makes a million small records and no cycles to speak of; the search costs a fifth of
    the time and finds nothing. What is no longer referred to is freed at once, as ever.
    """
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            gc.enable()


def _read(path: Path, limits: ReadingLimits) -> Report | ExtractionFailure:
    try:
        content = path.read_bytes()
    except OSError as error:
        detail = f"{path} cannot be opened ({error.strerror}); check the path and the permissions"
        return ExtractionFailure(path.name, FailureReason.NOT_FOUND, detail)
    report_id = hashlib.sha256(content).hexdigest()
    if not content.strip(b"\x00 \t\r\n\x0c"):
        detail = f"the file holds no text ({len(content)} bytes); download it again"
        return ExtractionFailure(path.name, FailureReason.EMPTY_FILE, detail, report_id)
    if b"%PDF-" in content[:_SNIFF_BYTES]:
        del content  # the engine reads the file itself
        return _read_pdf(path, report_id, limits)
    return _read_other(path, content, report_id, limits)


def _read_pdf(path: Path, report_id: str, limits: ReadingLimits) -> Report | ExtractionFailure:
    try:
        with open_pdf(path) as document:
            count = document.page_count
            if count == 0:
                detail = "the PDF opens but has no pages; download it again"
                return ExtractionFailure(path.name, FailureReason.NO_PAGES, detail, report_id)
            title = document.title()
            surveyor = Surveyor()
            read = read_raw_pages(document, min(count, limits.max_pages), limits.tables)
            waiting = [_keep(mark_picture_of_text(path, page), surveyor) for page in read]
    except PdfOpenError as error:
        return ExtractionFailure(path.name, error.reason, error.detail, report_id)
    waiting += [_keep(_over_limit(i), surveyor) for i in range(limits.max_pages, count)]
    pages, passages = finish_pages(_lay_out(path, waiting, surveyor, limits), report_id)
    return Report(report_id, path.name, title, pages, passages, READER_VERSION, "pdf")


def _keep(page: RawPage, surveyor: Surveyor) -> PackedPage:
    """Return a page as it waits until all have been read; ``surveyor`` takes it in."""
    surveyor.add(page)
    is_early = page.page_number <= UNPACKED_PAGES
    return PackedPage(page) if is_early else pack(page)


def _lay_out(
    path: Path, waiting: list[PackedPage], surveyor: Surveyor, limits: ReadingLimits
) -> list[AssembledPage]:
    """Return the pages laid out, pictures read where they can be; empties ``waiting``."""
    survey = None
    if limits.ocr:
        recognised = _recognise_pictures(path, waiting, limits)
        if recognised is not waiting:  # their text is not what has been surveyed
            survey = survey_pages(page.unpack() for page in recognised)
            waiting[:] = recognised
            del recognised
    waiting[:] = clear_photographs(path, waiting)
    return _lay_out_packed(waiting, survey or surveyor.survey())


def _lay_out_packed(waiting: list[PackedPage], survey: Survey) -> list[AssembledPage]:
    """Return the pages laid out; empties ``waiting``, so that no page is in memory twice."""
    sections = SectionTracker()
    return [
        lay_out_page(raw, position, survey, sections)
        for position, raw in enumerate(unpack_all(waiting))
    ]


def _over_limit(index: int) -> RawPage:
    return RawPage(index + 1, 0.0, 0.0, 0, (), None, NotLookedReason.OVER_PAGE_LIMIT)


def _recognise_pictures(
    path: Path, waiting: list[PackedPage], limits: ReadingLimits
) -> list[PackedPage]:
    """Return the pages with pictures and garbled text read by Tesseract, as far as time allows."""
    if not any(p.page.not_looked in _FOR_OCR for p in waiting):
        return waiting
    tesseract = find_tesseract()
    if tesseract is None:
        return waiting
    deadline = time.monotonic() + _OCR_SHARE * limits.timeout_s
    return [
        pack(recognise_page(path, packed.unpack(), tesseract, deadline - time.monotonic()))
        if packed.page.not_looked in _FOR_OCR and time.monotonic() < deadline
        else packed
        for packed in waiting
    ]


def _read_other(
    path: Path, content: bytes, report_id: str, limits: ReadingLimits
) -> Report | ExtractionFailure:
    try:
        report = read_other_format(content, report_id, path.name, limits)
    except UnreadableFileError as error:
        return ExtractionFailure(path.name, error.reason, error.detail, report_id)
    return replace(report, reader_version=READER_VERSION)

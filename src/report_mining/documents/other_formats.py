"""Reads what is no PDF by what its bytes say: HTML, report packages, DOCX, plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from report_mining.documents.archives import Archive, open_archive
from report_mining.documents.docx_text import DOCUMENT_NAME, read_docx
from report_mining.documents.flow import FlowDocument, assemble_flow, locate_passages
from report_mining.documents.html_text import read_html
from report_mining.documents.layout import finish_pages
from report_mining.documents.markup import is_markup
from report_mining.documents.packages import kind_of_office_archive, read_package
from report_mining.documents.plain_text import decode_text, read_text_pages
from report_mining.documents.unreadable import UnreadableFileError
from report_mining.records import FailureReason, ReadingLimits, Report

_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_TO_PDF = "convert it to PDF and try again"
_NOT_READ = {
    b"\xd0\xcf\x11\xe0": ("an old Office document", "save it as DOCX or PDF and try again"),
    b"\x89PNG": ("a PNG picture", "make a PDF of it and try again"),
    b"\xff\xd8\xff": ("a JPEG picture", "make a PDF of it and try again"),
    b"GIF8": ("a GIF picture", "make a PDF of it and try again"),
    b"II*\x00": ("a TIFF picture", "make a PDF of it and try again"),
    b"MM\x00*": ("a TIFF picture", "make a PDF of it and try again"),
    b"{\\rtf": ("an RTF document", "save it as DOCX or PDF and try again"),
    b"\x1f\x8b": ("a gzip archive", "unpack it and try again"),
    b"7z\xbc\xaf": ("a 7-Zip archive", "unpack it and try again"),
    b"Rar!": ("a RAR archive", "unpack it and try again"),
    b"%!PS": ("a PostScript file", _TO_PDF),
}


def read_other_format(
    content: bytes, report_id: str, file_name: str, limits: ReadingLimits
) -> Report:
    """Return the report in a file that is no PDF.

    Raises:
        UnreadableFileError: It is of a kind that is not read, or damaged.
    """
    about = Report(report_id, file_name, "", (), (), "")
    if content.startswith(_ZIP_MARKS):
        return _read_archive(about, open_archive(content))
    if is_markup(content):
        return _flowing(about, [read_html(content)], "html")
    text = None if content.startswith(tuple(_NOT_READ)) else decode_text(content)
    if text is None:
        raise UnreadableFileError(FailureReason.NOT_A_REPORT_FORMAT, _say_what_it_is(content))
    pages, passages = finish_pages(read_text_pages(text, limits.max_pages), report_id)
    return replace(about, pages=pages, passages=passages, format="text")


def _read_archive(about: Report, archive: Archive) -> Report:
    if DOCUMENT_NAME in archive.names:
        return _flowing(about, [read_docx(archive)], "docx")
    office = kind_of_office_archive(archive.names)
    if office:
        detail = f"the file is {office}; save the report as PDF and try again"
        raise UnreadableFileError(FailureReason.NOT_A_REPORT_FORMAT, detail)
    return _flowing(about, read_package(archive), "package")


def _flowing(about: Report, documents: Sequence[FlowDocument], name: str) -> Report:
    """Return the report of a format without pages."""
    flow = assemble_flow(documents)
    pages, passages = finish_pages([flow.assembled], about.report_id)
    title = next((d.title for d in documents if d.title), "")
    located = locate_passages(flow, passages)
    return replace(about, title=title, pages=pages, passages=located, format=name)


def _say_what_it_is(content: bytes) -> str:
    unknown = (f"it begins with {content[:8]!r}", _TO_PDF)
    found = next((said for magic, said in _NOT_READ.items() if content.startswith(magic)), unknown)
    return (
        f"the file is no PDF, (X)HTML, report package, DOCX or plain text ({found[0]}); {found[1]}"
    )

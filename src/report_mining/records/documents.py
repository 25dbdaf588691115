"""What reading a file yields: pages, blocks and passages with boxes, or a counted failure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on the physical page, in PDF points, origin bottom-left, x0 <= x1, y0 <= y1."""

    x0: float
    y0: float
    x1: float
    y1: float


def enclose(boxes: tuple[Box, ...]) -> Box:
    """Return the smallest box around ``boxes`` (at least one)."""
    if not boxes:
        raise ValueError("enclose() needs at least one box, got none")
    return Box(
        min(b.x0 for b in boxes),
        min(b.y0 for b in boxes),
        max(b.x1 for b in boxes),
        max(b.y1 for b in boxes),
    )


class BlockKind(StrEnum):
    """What a block of a page is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    RUNNING_HEADER = "running_header"
    RUNNING_FOOTER = "running_footer"


class FailureReason(StrEnum):
    """Why a whole file could not be read."""

    NOT_FOUND = "not_found"
    NOT_A_REPORT_FORMAT = "not_a_report_format"
    EMPTY_FILE = "empty_file"
    PASSWORD_NEEDED = "password_needed"
    DAMAGED = "damaged"
    NO_PAGES = "no_pages"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    UNREADABLE = "unreadable"


class NotLookedReason(StrEnum):
    """Why a page counts as "could not look" and never as empty."""

    IMAGE_WITHOUT_TEXT = "image_without_text"
    OCR_UNUSABLE = "ocr_unusable"
    PAGE_DAMAGED = "page_damaged"
    LANGUAGE_NOT_COVERED = "language_not_covered"
    OVER_PAGE_LIMIT = "over_page_limit"
    GARBLED_TEXT = "garbled_text"  # the file maps its glyphs to wrong characters


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line, linked to the page text and to the engine's characters.

    ``page.text[char_start:char_end]`` is the repaired text of this line.
    """

    char_start: int  # offset in Page.text, inclusive
    char_end: int  # offset in Page.text, exclusive
    raw_start: int  # offset in the engine's characters of the page, inclusive
    raw_end: int  # exclusive
    box: Box
    font_size_pt: float
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines that belong together, in reading order.

    ``page.text[char_start:char_end]`` is the text of the block.
    """

    kind: BlockKind
    reading_order: int  # 0-based within the page
    char_start: int
    char_end: int
    box: Box | None  # None for formats without pages
    heading_level: int = 0  # 1-based for headings, else 0
    section_path: tuple[str, ...] = ()
    lead_in: str = ""  # the sentence that governs a list item, else ""
    row_header: str = ""  # of a table row: what names it, such as "GRI 2-23 Policy commitments"
    # Of a table row: what stands over each of its cells, "" where nothing; empty where the table
    # names no columns.
    column_headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CharacterBalance:
    """What became of every character of a page: ``total == kept + sum(dropped)``."""

    total: int
    kept: int
    dropped: tuple[tuple[str, int], ...] = ()  # (reason, count), sorted by reason


@dataclass(frozen=True, slots=True)
class Page:
    """One physical page (or the whole text of a format without pages)."""

    page_number: int | None  # 1-based physical page; None where the format has no pages
    text: str  # repaired text in reading order; blocks are separated by "\n\n"
    width_pt: float
    height_pt: float
    lines: tuple[TextLine, ...]
    blocks: tuple[Block, ...]
    balance: CharacterBalance
    page_label: str | None = None  # as printed, where known
    not_looked: NotLookedReason | None = None
    is_ocr: bool = False
    readable_share: float | None = None  # of its words, how many are spelled like words


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of report text small enough to carry one commitment.

    ``page.text[char_start:char_end] == text`` holds on the page it came from.
    """

    passage_id: str  # content hash of report, page, span and text
    report_id: str  # sha256 of the file
    page_number: int | None  # 1-based physical page
    page_label: str | None
    locator: str | None  # element path where there are no pages
    language: str  # ISO 639-1, or "und"
    section_path: tuple[str, ...]
    text: str
    char_start: int
    char_end: int
    boxes: tuple[Box, ...]  # one per printed line
    kind: BlockKind = BlockKind.PARAGRAPH
    lead_in: str = ""
    spans_columns: bool = False  # a sentence in it runs from one column into the next
    runs_on: bool = False  # its last sentence goes on on the next page
    row_header: str = ""  # of a table row: what names it, such as "GRI 2-23 Policy commitments"
    column_headers: tuple[str, ...] = ()  # of a table row: what stands over each of its cells


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was read."""

    report_id: str  # sha256 of the file's bytes, hex
    file_name: str
    title: str  # from the file's metadata, "" where there is none
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    reader_version: str
    format: str = "pdf"


@dataclass(frozen=True, slots=True)
class ExtractionFailure:
    """A file that could not be read; counted, never raised."""

    file_name: str
    reason: FailureReason
    detail: str  # says what was found and what to do
    report_id: str | None = None  # sha256, where the bytes could be read


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What one file may cost."""

    timeout_s: float = 600.0
    memory_bytes: int = 4 * 1024**3
    max_pages: int = 5_000
    ocr: bool = field(default=True)  # use Tesseract where it is installed
    tables: bool = True  # look for the lines of tables on pages whose texts stand side by side

"""Turns the pages of a report into rows of the store and back, so that it can be scored again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa

from report_mining.records import (
    Block,
    BlockKind,
    Box,
    CharacterBalance,
    NotLookedReason,
    Page,
    Passage,
    Report,
    TextLine,
)
from report_mining.storage.cells import Row, clean_text
from report_mining.storage.rows import storable_passages
from report_mining.storage.schemas import TEXT, TEXTS, WHOLE, describe, list_of, struct_of

_BOX = struct_of(x0=pa.float64(), y0=pa.float64(), x1=pa.float64(), y1=pa.float64())
_LINES = list_of(
    struct_of(
        char_start=WHOLE, char_end=WHOLE, raw_start=WHOLE, raw_end=WHOLE, box=_BOX,
        font_size_pt=pa.float64(), is_bold=pa.bool_(),
    )
)  # fmt: skip
_BLOCKS = list_of(
    pa.struct(
        [
            pa.field("kind", TEXT, nullable=False),
            pa.field("reading_order", WHOLE, nullable=False),
            pa.field("char_start", WHOLE, nullable=False),
            pa.field("char_end", WHOLE, nullable=False),
            pa.field("box", _BOX, nullable=True),
            pa.field("heading_level", WHOLE, nullable=False),
            pa.field("section_path", TEXTS, nullable=False),
            pa.field("lead_in", TEXT, nullable=False),
            pa.field("row_header", TEXT, nullable=False),
            pa.field("column_headers", TEXTS, nullable=False),
        ]
    )
)

PAGES = pa.schema(
    [
        describe("report_id", TEXT, "sha256 of the bytes of the file, hex"),
        describe("title", TEXT, "title in the metadata of the file; empty where there is none"),
        describe("format", TEXT, "format of the file, such as pdf"),
        describe("reader_version", TEXT, "version of the code that read it"),
        describe("page_number", WHOLE, "physical page, 1-based; null without pages", nullable=True),
        describe("page_label", TEXT, "page number as printed; null: unknown", nullable=True),
        describe("text", TEXT, "repaired text in reading order"),
        describe("width_pt", pa.float64(), "width of the page, in PDF points"),
        describe("height_pt", pa.float64(), "height of the page, in PDF points"),
        describe("lines", _LINES, "printed lines: span in the text, box, font"),
        describe("blocks", _BLOCKS, "blocks in reading order: kind, span in the text, headings"),
        describe("characters", WHOLE, "characters of the page in the file"),
        describe("characters_kept", WHOLE, "how many of them are in the text"),
        describe(
            "characters_dropped",
            list_of(struct_of(reason=TEXT, count=WHOLE)),
            "how many were left out, by reason",
        ),
        describe("not_looked", TEXT, "why the page could not be looked at; else null", nullable=True),
        describe("is_ocr", pa.bool_(), "whether the text comes from character recognition"),
        describe(
            "readable_share", pa.float64(), "share of words spelled like words", nullable=True
        ),
    ]
)  # fmt: skip


def storable_read(report: Report) -> Report:
    """Return ``report`` as reading it back from the store gives it, so that scores agree.

    Only lone surrogates differ, and few reports hold one.
    """
    if all(page.text == clean_text(page.text) for page in report.pages):
        return report
    pages = tuple(page_from_row(row) for row in page_rows(report))
    passages = storable_passages(report.passages)
    return Report(
        report.report_id, report.file_name, clean_text(report.title), pages, passages,
        report.reader_version, report.format,
    )  # fmt: skip


def page_rows(report: Report) -> list[Row]:
    """Return one row per page."""
    return [_page_row(report, page) for page in report.pages]


def _page_row(report: Report, page: Page) -> Row:
    return {
        "report_id": report.report_id,
        "title": clean_text(report.title),
        "format": report.format,
        "reader_version": report.reader_version,
        "page_number": page.page_number,
        "page_label": None if page.page_label is None else clean_text(page.page_label),
        "text": clean_text(page.text),
        "width_pt": page.width_pt,
        "height_pt": page.height_pt,
        "lines": [_line_row(line) for line in page.lines],
        "blocks": [_block_row(block) for block in page.blocks],
        "characters": page.balance.total,
        "characters_kept": page.balance.kept,
        "characters_dropped": [{"reason": r, "count": n} for r, n in page.balance.dropped],
        "not_looked": None if page.not_looked is None else page.not_looked.value,
        "is_ocr": page.is_ocr,
        "readable_share": page.readable_share,
    }


def _line_row(line: TextLine) -> Row:
    return {
        "char_start": line.char_start,
        "char_end": line.char_end,
        "raw_start": line.raw_start,
        "raw_end": line.raw_end,
        "box": line.box._asdict(),
        "font_size_pt": line.font_size_pt,
        "is_bold": line.is_bold,
    }


def _block_row(block: Block) -> Row:
    return {
        "kind": block.kind.value,
        "reading_order": block.reading_order,
        "char_start": block.char_start,
        "char_end": block.char_end,
        "box": None if block.box is None else block.box._asdict(),
        "heading_level": block.heading_level,
        "section_path": _texts(block.section_path),
        "lead_in": clean_text(block.lead_in),
        "row_header": clean_text(block.row_header),
        "column_headers": _texts(block.column_headers),
    }


def _texts(values: Iterable[str]) -> list[str]:
    return [clean_text(value) for value in values]


def report_from_pages(
    rows: Sequence[Row], passages: tuple[Passage, ...], file_name: str
) -> Report | None:
    """Return the report whose pages these rows are; None without rows.

    Raises:
        ValueError: A code in a row is unknown.
    """
    if not rows:
        return None
    first = rows[0]
    return Report(
        report_id=first["report_id"],
        file_name=file_name,
        title=first["title"],
        pages=tuple(page_from_row(row) for row in rows),
        passages=passages,
        reader_version=first["reader_version"],
        format=first["format"],
    )


def page_from_row(row: Row) -> Page:
    """Return the page of one row."""
    dropped = tuple((r["reason"], r["count"]) for r in row["characters_dropped"])
    not_looked = row["not_looked"]
    return Page(
        page_number=row["page_number"],
        text=row["text"],
        width_pt=row["width_pt"],
        height_pt=row["height_pt"],
        lines=tuple(_line(line) for line in row["lines"]),
        blocks=tuple(_block(block) for block in row["blocks"]),
        balance=CharacterBalance(row["characters"], row["characters_kept"], dropped),
        page_label=row["page_label"],
        not_looked=None if not_looked is None else NotLookedReason(not_looked),
        is_ocr=row["is_ocr"],
        readable_share=row["readable_share"],
    )


def _line(row: Row) -> TextLine:
    return TextLine(
        row["char_start"], row["char_end"], row["raw_start"], row["raw_end"],
        Box(**row["box"]), row["font_size_pt"], row["is_bold"],
    )  # fmt: skip


def _block(row: Row) -> Block:
    return Block(
        kind=BlockKind(row["kind"]),
        reading_order=row["reading_order"],
        char_start=row["char_start"],
        char_end=row["char_end"],
        box=None if row["box"] is None else Box(**row["box"]),
        heading_level=row["heading_level"],
        section_path=tuple(row["section_path"]),
        lead_in=row["lead_in"],
        row_header=row["row_header"],
        column_headers=tuple(row["column_headers"]),
    )

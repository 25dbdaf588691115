"""The wide table as a workbook: codebook in both languages, frozen headers, real types."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from report_mining.publishing.columns import Cell
from report_mining.publishing.neutralising import neutralise_cell
from report_mining.publishing.released import ReadRelease
from report_mining.publishing.sheets import fit_text
from report_mining.publishing.usage_warnings import GENERAL_WARNINGS
from report_mining.publishing.wide_rows import WideTable

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FROZEN_COLUMNS = 2  # id and name stay in sight
_NARROW, _BROAD = 14, 44


def write_wide_workbook(path: Path, table: WideTable, release: ReadRelease) -> None:
    """Write the sheets *Companies* (one row per company-year), *Codebook* and *About*."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        created = datetime.fromisoformat(release.facts.vintage).replace(tzinfo=UTC)
        book.set_properties({"title": "report-mining", "created": created})
        head = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "top",
                "bg_color": "#16324f",
                "font_color": "#ffffff",
            }
        )
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        _write_companies(book.add_worksheet("Companies"), head, table)
        _write_codebook(book.add_worksheet("Codebook"), head, wrapped, table)
        _write_about(book.add_worksheet("About"), head, wrapped, release)


def _write_companies(sheet: Any, head: Any, table: WideTable) -> None:
    sheet.freeze_panes(1, _FROZEN_COLUMNS)
    for column, described in enumerate(table.columns):
        broad = described.name in ("name", "documents", "evidence_quote")
        sheet.set_column(column, column, _BROAD if broad else _NARROW)
        sheet.write_string(0, column, described.name, head)
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, number, column, cell)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)


def _write_cell(sheet: Any, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, fit_text(neutralise_cell(cell)))
    elif cell is not None:
        sheet.write_number(row, column, cell)


def _write_codebook(sheet: Any, head: Any, wrapped: Any, table: WideTable) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 2, 80)
    lines = [("Column / Kolom", "Meaning", "Betekenis")]
    lines += [(column.name, column.en, column.nl) for column in table.columns]
    _write_lines(sheet, head, wrapped, lines)


def _write_about(sheet: Any, head: Any, wrapped: Any, release: ReadRelease) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 2, 80)
    facts = release.facts
    lines = [("report-mining", "English", "Nederlands")]
    lines += [("Warning / Waarschuwing", w.en, w.nl) for w in GENERAL_WARNINGS]
    lines += [
        ("Vintage / Meetmoment", facts.vintage, ""),
        ("Instrument", facts.instrument_version, ""),
        ("Codebook / Codeboek", facts.codebook_version, ""),
        ("Reader / Lezer", facts.reader_version, ""),
        ("Package / Pakket", facts.package_version, ""),
    ]
    _write_lines(sheet, head, wrapped, lines)


def _write_lines(sheet: Any, head: Any, wrapped: Any, lines: list[tuple[str, str, str]]) -> None:
    for number, line in enumerate(lines):
        for column, text in enumerate(line):
            sheet.write_string(
                number, column, fit_text(neutralise_cell(text)), wrapped if number else head
            )

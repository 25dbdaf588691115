"""Writes the release as one workbook for people: figures first, evidence behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report_mining.publishing.neutralising import neutralise_cell
from report_mining.publishing.schemas import (
    FieldSchema,
    FieldType,
    TableName,
    TableSchema,
    dutch_note,
    schema_of,
)
from report_mining.publishing.sheets import SheetColumn, column_sheet, fit_text
from report_mining.publishing.tables import read_shown
from report_mining.publishing.usage_warnings import GENERAL_WARNINGS
from report_mining.publishing.wording import Wording
from report_mining.records import IndicatorDefinition, RunFacts

if TYPE_CHECKING:
    import polars as pl

    Frames = Mapping[TableName, pl.DataFrame]  # as a spreadsheet may have them

EXCEL_ROW_LIMIT = 1_048_576
_SHEETS = (
    (TableName.NATIONAL_SERIES, "National series"),
    (TableName.SECTOR_SERIES, "Sectors"),
    (TableName.CHANGE, "Change"),
    (TableName.ENDORSEMENTS, "Companies"),
    (TableName.FINDINGS, "Findings"),
    (TableName.POPULATION_COVERAGE, "Population coverage"),
    (TableName.COVERAGE, "Coverage"),
    (TableName.FAILURES, "Failures"),
    (TableName.REVIEW_QUEUE, "Review queue"),
    (TableName.COMPANY_INDICATORS, "Company indicators"),
    (TableName.BALANCED_PANEL, "Balanced panel"),
    (TableName.PUBLISHED_SERIES, "Published series"),
    (TableName.COMPANIES, "Company list"),
    (TableName.READINGS, "Readings"),
    (TableName.REPORT_INDICATORS, "Report indicators"),
    (TableName.SECTOR_CONDUCT, "Sector conduct"),
)
_DEFINITION_HEADER = (
    "Indicator",
    "Name",
    "Naam",
    "Formula / Formule",
    "Unit / Eenheid",
    "Denominator / Noemer",
    "Usage warning",
    "Waarschuwing",
)


@dataclass(frozen=True, slots=True)
class _Formats:
    """The cell formats of the workbook; the objects belong to XlsxWriter."""

    title: Any
    head: Any
    text: Any
    wrapped: Any
    number: Any
    score: Any
    percent: Any


@dataclass(frozen=True, slots=True)
class WorkbookOrder:
    """What a workbook is written from: small, so that another process may write it."""

    path: Path
    shown: Path  # a folder with every table as a spreadsheet may have it, see ``write_shown``
    run: RunFacts
    definitions: tuple[IndicatorDefinition, ...]
    summary: tuple[Wording, ...]  # the headline in words, shown on the first sheet

    def write(self) -> None:
        """Write the workbook.

        Raises:
            OSError: it cannot be written.
        """
        files = {name: self.shown / shown_name(name) for name, _ in _SHEETS}
        frames = {name: read_shown(file) for name, file in files.items() if file.exists()}
        _write_workbook(self.path, self.run, frames, self.definitions, self.summary)


def shown_name(table: TableName) -> str:
    """Return the name of the file with a table as a spreadsheet may have it."""
    return f"{table.value}.arrow"


def _write_workbook(
    path: Path,
    run: RunFacts,
    tables: Frames,
    definitions: Sequence[IndicatorDefinition],
    summary: Sequence[Wording],
) -> None:
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties(
            {
                "title": "report-mining",
                "created": datetime.fromisoformat(run.vintage).replace(tzinfo=UTC),
            }
        )
        formats = _make_formats(book)
        _write_about(book.add_worksheet("About"), formats, run, tables, summary)
        for name, title in _SHEETS:
            if name in tables:
                _write_table(
                    book.add_worksheet(title, column_sheet()),
                    formats,
                    schema_of(name),
                    tables[name],
                )
        _write_definitions(book.add_worksheet("Indicators"), formats, definitions)


def _make_formats(book: Any) -> _Formats:
    top = {"valign": "top", "font_name": "Calibri", "font_size": 10}
    return _Formats(
        title=book.add_format({**top, "bold": True, "font_size": 16, "font_color": "#16324f"}),
        head=book.add_format(
            {**top, "bold": True, "text_wrap": True, "bg_color": "#16324f", "font_color": "#ffffff"}
        ),
        text=book.add_format(top),
        wrapped=book.add_format({**top, "text_wrap": True}),
        number=book.add_format({**top, "num_format": "0"}),
        score=book.add_format({**top, "num_format": "0.00"}),
        percent=book.add_format({**top, "num_format": "0.0%"}),
    )


def _write_about(
    sheet: Any,
    formats: _Formats,
    run: RunFacts,
    tables: Frames,
    summary: Sequence[Wording],
) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 2, 70)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, "report-mining", formats.title)
    lines = [("", "English", "Nederlands")]
    lines += [("Result / Uitkomst", w.en, w.nl) for w in summary]
    lines += [("Warning / Waarschuwing", w.en, w.nl) for w in GENERAL_WARNINGS]
    lines += [
        (sheet_title, *_contents(name, tables)) for name, sheet_title in _SHEETS if name in tables
    ]
    lines += [(label, value, "") for label, value in _version_lines(run)]
    for number, line in enumerate(lines, start=2):
        for column, text in enumerate(line):
            sheet.write_string(number, column, fit_text(neutralise_cell(text)), formats.wrapped)


def _contents(name: TableName, tables: Frames) -> tuple[str, str]:
    schema, count = schema_of(name), tables[name].height
    return (
        f"Sheet with {count} rows. {schema.description}",
        f"Blad met {count} rijen: {schema.title_nl}.",
    )


def _version_lines(run: RunFacts) -> tuple[tuple[str, str], ...]:
    return (
        ("Vintage / Meetmoment", run.vintage),
        ("Instrument", run.instrument_version),
        ("Codebook / Codeboek", run.codebook_version),
        ("Reader / Lezer", run.reader_version),
        ("Package / Pakket", run.package_version),
        (
            "OCR",
            "available" if run.has_ocr else "not available: scanned pages count as not looked at",
        ),
    )


def _write_table(sheet: Any, formats: _Formats, schema: TableSchema, table: pl.DataFrame) -> None:
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 32)
    for column, field in enumerate(schema.fields):
        sheet.set_column(column, column, _width(field))
        sheet.write_string(0, column, f"{field.title_en}\n{field.title_nl}", formats.head)
        sheet.write_comment(0, column, _note(schema.name, field), {"x_scale": 2, "y_scale": 2})
    kept = min(table.height, EXCEL_ROW_LIMIT - 2)
    shown = table.head(kept)
    sheet.set_columns([SheetColumn(shown[f.name], _format(formats, f)) for f in schema.fields])
    if kept < table.height:
        cut = f"{table.height - kept} more rows do not fit in a worksheet; see {schema.name}.csv"
        sheet.write_string(EXCEL_ROW_LIMIT - 1, 0, cut, formats.text)
    sheet.autofilter(0, 0, max(kept, 1), len(schema.fields) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _format(formats: _Formats, field: FieldSchema) -> Any:
    if field.type is FieldType.STRING:
        return formats.wrapped if _is_wide(field) else formats.text
    if field.type is FieldType.BOOLEAN:
        return formats.text
    return _number_format(formats, field)


def _number_format(formats: _Formats, field: FieldSchema) -> Any:
    if field.type is FieldType.INTEGER:
        return formats.number
    is_share = field.unit == "fraction" and field.name not in (
        "score",
        "probability",
        "match_score",
    )
    return formats.percent if is_share else formats.score


def _note(table: TableName, field: FieldSchema) -> str:
    """Return what stands on the head of a column: English, then Dutch."""
    dutch = dutch_note(table, field.name)
    parts = (field.description, f"Unit: {field.unit}.", field.warning, dutch)
    return "\n".join(part for part in parts if part)


def _is_wide(field: FieldSchema) -> bool:
    return field.name in ("quote", "why", "why_nl", "detail", "detail_nl", "note", "note_nl")


def _width(field: FieldSchema) -> float:
    if _is_wide(field):
        return 60
    if field.name in ("file", "section", "company_name", "mention", "reason"):
        return 30
    return 18 if field.type is FieldType.STRING else 12


def _write_definitions(
    sheet: Any, formats: _Formats, definitions: Sequence[IndicatorDefinition]
) -> None:
    sheet.freeze_panes(1, 1)
    for column, title in enumerate(_DEFINITION_HEADER):
        sheet.set_column(column, column, 12 if column == 0 else 36)
        sheet.write_string(0, column, title, formats.head)
    for number, definition in enumerate(definitions, start=1):
        cells = (
            definition.indicator_id,
            definition.name_en,
            definition.name_nl,
            definition.formula,
            definition.unit,
            definition.denominator,
            definition.warning_en,
            definition.warning_nl,
        )
        for column, text in enumerate(cells):
            sheet.write_string(number, column, fit_text(neutralise_cell(text)), formats.wrapped)
    sheet.autofilter(0, 0, max(len(definitions), 1), len(_DEFINITION_HEADER) - 1)

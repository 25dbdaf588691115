"""Writes the release as one workbook for people: figures first, evidence behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from report_mining.publishing.columns import Column, Table
from report_mining.publishing.neutralising import neutralise_cell
from report_mining.publishing.schemas import (
    FieldSchema,
    FieldType,
    TableName,
    dutch_note,
    schema_of,
)
from report_mining.publishing.sheets import SheetColumn, column_sheet, fit_text
from report_mining.publishing.usage_warnings import GENERAL_WARNINGS
from report_mining.publishing.wording import Wording
from report_mining.records import IndicatorDefinition, RunFacts

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


def write_workbook(
    path: Path,
    run: RunFacts,
    tables: Mapping[TableName, Table],
    definitions: Sequence[IndicatorDefinition],
    summary: Sequence[Wording],
) -> None:
    """Write the workbook; ``summary`` is the headline in words, shown on the first sheet."""
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
                _write_table(book.add_worksheet(title, column_sheet()), formats, tables[name])
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
    tables: Mapping[TableName, Table],
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


def _contents(name: TableName, tables: Mapping[TableName, Table]) -> tuple[str, str]:
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


def _write_table(sheet: Any, formats: _Formats, table: Table) -> None:
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 32)
    fields = table.schema.fields
    for column, field in enumerate(fields):
        sheet.set_column(column, column, _width(field))
        sheet.write_string(0, column, f"{field.title_en}\n{field.title_nl}", formats.head)
        sheet.write_comment(0, column, _note(table, field), {"x_scale": 2, "y_scale": 2})
    kept = min(table.height, EXCEL_ROW_LIMIT - 2)
    sheet.set_columns([_sheet_column(formats, column, kept) for column in table.columns])
    if kept < table.height:
        cut = f"{table.height - kept} more rows do not fit in a worksheet; see {table.schema.name}.csv"
        sheet.write_string(EXCEL_ROW_LIMIT - 1, 0, cut, formats.text)
    sheet.autofilter(0, 0, max(kept, 1), len(fields) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _sheet_column(formats: _Formats, column: Column, height: int) -> SheetColumn:
    field = column.field
    if field.type is FieldType.STRING:
        style = formats.wrapped if _is_wide(field) else formats.text
    elif field.type is FieldType.BOOLEAN:
        style = formats.text
    else:
        style = _number_format(formats, field)
    return SheetColumn(column.shown.head(height), style)


def _number_format(formats: _Formats, field: FieldSchema) -> Any:
    if field.type is FieldType.INTEGER:
        return formats.number
    is_share = field.unit == "fraction" and field.name not in (
        "score",
        "probability",
        "match_score",
    )
    return formats.percent if is_share else formats.score


def _note(table: Table, field: FieldSchema) -> str:
    """Return what stands on the head of a column: English, then Dutch."""
    dutch = dutch_note(table.schema.name, field.name)
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

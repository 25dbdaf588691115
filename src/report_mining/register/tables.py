"""Reads a table that people keep in a spreadsheet: CSV with commas or semicolons, UTF-8."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_SAVE_AS = "expected UTF-8: in the spreadsheet choose Save as 'CSV UTF-8'"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DELIMITERS = (";", ",", "\t")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of the table; cells have no surrounding space and "" where nothing was filled in."""

    line_number: int  # 1-based line of the file on which the row begins
    cells: dict[str, str]  # column -> cell

    def cell(self, column: str) -> str:
        """Return the cell of a column, "" where the table has no such column."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read, and everything that is wrong with its form."""

    rows: tuple[TableRow, ...]
    defects: tuple[str, ...]
    decimal_comma: bool  # the file separates cells by semicolons, as Excel in the Netherlands does


def read_table(path: Path, required: Sequence[str], optional: Sequence[str]) -> Table:
    """Return the rows of a CSV file with every defect of its form, wholly empty rows left out."""
    text, defect = _read_text(path)
    if defect:
        return Table((), (defect,), decimal_comma=False)
    body, skipped_lines = _without_separator_line(text)
    delimiter = _delimiter(body)
    records, defect = _records(body, delimiter, skipped_lines)
    if not records:
        found = defect or f"line 1: the file is empty; expected a header with {', '.join(required)}"
        return Table((), (found,), decimal_comma=False)
    header_line, header_cells = records[0]
    header = [cell.strip().casefold() for cell in header_cells]
    defects = _header_defects(header_line, header, required, optional)
    rows, row_defects = _rows(records[1:], header)
    found_defects = (*defects, *row_defects, *((defect,) if defect else ()))
    return Table(rows, found_defects, decimal_comma=delimiter == ";")


def _read_text(path: Path) -> tuple[str, str]:
    """Return the text of the file, or "" and what is wrong."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return "", f"cannot be opened: {error.strerror}; give the path of an existing CSV file"
    if raw.startswith(b"PK\x03\x04"):
        return "", "is a workbook, not a CSV file; save it as 'CSV UTF-8' and give that file"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", f"line 1: the file is UTF-16 ('Unicode text'); {_SAVE_AS}"
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", _not_utf8(raw, error.start)
    control = _CONTROL.search(text)
    if control is not None:
        line = text.count("\n", 0, control.start()) + 1
        return "", f"line {line}: holds the control character {control.group()!r}; take it out"
    return text, ""


def _not_utf8(raw: bytes, at: int) -> str:
    """Say where the file is not UTF-8, with the words as Windows would show them."""
    line = raw.count(b"\n", 0, at) + 1
    around = raw[max(0, raw.rfind(b"\n", 0, at) + 1, at - 15) : at + 15].split(b"\n")[0]
    shown = around.decode("cp1252", errors="replace").strip()
    byte = f"byte 0x{raw[at]:02x} is not UTF-8"
    return f"line {line}: {byte}, near {shown!r} if read as Windows-1252; {_SAVE_AS}"


def _without_separator_line(text: str) -> tuple[str, int]:
    """Return the text without Excel's first line ``sep=;``, and how many lines were taken off."""
    first, _, rest = text.partition("\n")
    is_separator_line = first.strip().casefold() in {f"sep={d}" for d in _DELIMITERS}
    return (rest, 1) if is_separator_line else (text, 0)


def _delimiter(text: str) -> str:
    """Return the separator that occurs most in the header."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=header.count) if any(d in header for d in _DELIMITERS) else ","


def _records(
    text: str, delimiter: str, skipped_lines: int
) -> tuple[list[tuple[int, list[str]]], str]:
    """Return the records with the line each begins on, and what stopped the reading, if anything."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    begins = skipped_lines + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((begins, cells))
            begins = skipped_lines + reader.line_num + 1
    except csv.Error as error:
        return records, f"line {begins}: {error}; check the quotes from this line on"
    return records, ""


def _header_defects(
    line: int, header: Sequence[str], required: Sequence[str], optional: Sequence[str]
) -> list[str]:
    known = [*required, *optional]
    defects = [
        f"line {line}: no column {c!r}, which is required" for c in required if c not in header
    ]
    for column in dict.fromkeys(header):
        if column not in known:
            near = difflib.get_close_matches(column, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"expected {', '.join(known)}"
            shown = repr(column) if column else "a column without a name"
            defects.append(f"line {line}: unknown column {shown}; {hint}")
        if header.count(column) > 1 and column:
            defects.append(f"line {line}: column {column!r} occurs {header.count(column)} times")
    return defects


def _rows(
    records: Sequence[tuple[int, list[str]]], header: Sequence[str]
) -> tuple[tuple[TableRow, ...], list[str]]:
    rows: list[TableRow] = []
    defects: list[str] = []
    for line, cells in records:
        if len(cells) != len(header):
            defects.append(
                f"line {line}: {len(cells)} cells; expected {len(header)}, as in the header "
                "(put quotes around a cell that holds the separator)"
            )
            continue
        values = (cell.strip() for cell in cells)
        rows.append(TableRow(line, dict(zip(header, values, strict=True))))
    return tuple(rows), defects

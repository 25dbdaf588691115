"""Writes the rows of a table as CSV and as Parquet, the same input to the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from report_mining.publishing.neutralising import clean_text, count_replaced, is_formula_like
from report_mining.publishing.neutralising import neutralise_cell as neutralise
from report_mining.publishing.rows import Row
from report_mining.publishing.schemas import FieldType, TableSchema

if TYPE_CHECKING:
    import polars as pl

Cell = str | int | float | bool | None
Cells = tuple[Cell, ...]


@cache
def _values_getter(row_type: type[Any]) -> Callable[[Row], Cells]:
    return attrgetter(*(field.name for field in fields(row_type)))


def values_of(row: Row) -> Cells:
    """Return the values of ``row`` in the order of its fields; much faster than ``astuple``."""
    return _values_getter(cast("Hashable", type(row)))(row)


def to_cells(schema: TableSchema, row: Row) -> Cells:
    """Return the values of ``row`` in the order and the types of ``schema``.

    A number in a text column is written as a number without a trailing ``.0``.
    """
    values = values_of(row)
    return tuple(
        _as_text(value) if field.type is FieldType.STRING else value
        for field, value in zip(schema.fields, values, strict=True)
    )


def _as_text(value: Cell) -> str | None:
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return None if value is None else str(value)


def safe_cell(raw: object, text: Cell) -> Cell:
    """Return ``text`` for a spreadsheet; only what was text before is neutralised."""
    return neutralise(raw) if isinstance(raw, str) else text


def write_csv(schema: TableSchema, rows: Sequence[Row], path: Path) -> None:
    """Write ``rows`` as UTF-8 CSV with LF line ends and formula-like text neutralised."""
    cells = [tuple(map(safe_cell, values_of(row), to_cells(schema, row))) for row in rows]
    _frame(schema, cells).write_csv(path, line_terminator="\n", float_precision=None)


def write_parquet(schema: TableSchema, rows: Sequence[Row], path: Path) -> None:
    """Write ``rows`` as Parquet; text is cleaned of control characters but not neutralised."""
    cells = [tuple(map(_cleaned, to_cells(schema, row))) for row in rows]
    _frame(schema, cells).write_parquet(path, compression="zstd", statistics=True)


def _cleaned(value: Cell) -> Cell:
    return clean_text(value) if isinstance(value, str) else value


def _frame(schema: TableSchema, cells: Iterable[Cells]) -> pl.DataFrame:
    import polars as pl

    types: dict[FieldType, type[pl.DataType]] = {
        FieldType.STRING: pl.String,
        FieldType.INTEGER: pl.Int64,
        FieldType.NUMBER: pl.Float64,
        FieldType.BOOLEAN: pl.Boolean,
    }
    columns = {field.name: types[field.type] for field in schema.fields}
    return pl.DataFrame(list(cells), schema=columns, orient="row")


def count_neutralised(rows: Iterable[Row]) -> int:
    """Return how many text cells get an apostrophe in CSV and XLSX."""
    return sum(is_formula_like(v) for row in rows for v in values_of(row) if isinstance(v, str))


def count_cleaned(rows: Iterable[Row]) -> int:
    """Return how many characters are replaced by U+FFFD."""
    return sum(count_replaced(v) for row in rows for v in values_of(row) if isinstance(v, str))

"""A worksheet whose rows are written column by column: a large table in seconds, not minutes.

XlsxWriter makes everything around the rows. Its own way, a call for each cell, took most of the time of
a release of thousands of reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

EXCEL_CELL_LIMIT = 32_767  # UTF-16 units; Excel refuses longer texts
CUT_MARK = " … [cut here, whole in the CSV]"
SLICE_ROWS = 20_000  # rows that are in memory as XML at a time


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet: what it shows, and the cell format, an object of XlsxWriter."""

    values: pl.Series  # text, numbers or booleans; what is missing leaves an empty cell
    format: Any


@cache
def column_sheet() -> type[Any]:
    """Return a worksheet class with ``set_columns``, to be given to ``add_worksheet``."""
    from xlsxwriter.worksheet import Worksheet

    class ColumnSheet(Worksheet):  # type: ignore[misc,unused-ignore]
        """A worksheet with one block of rows below the heading that is held by column."""

        def set_columns(self, columns: Sequence[SheetColumn]) -> None:
            """Set the rows below the first one; all columns have the same length."""
            self.held = [_indexed(column, self.str_table) for column in columns]
            self.held_height = len(columns[0].values)
            if self.held_height:
                self._check_dimensions(self.held_height, len(columns) - 1)

        def _write_rows(self) -> None:
            last = self.dim_rowmax  # type: ignore[has-type]
            self.dim_rowmax = 0
            super()._write_rows()
            for slice_xml in _rows_xml(self.held, self.held_height):
                self.fh.write(slice_xml)
            if last > self.held_height:  # a note below the table
                self.dim_rowmin, self.dim_rowmax = self.held_height + 1, last
                super()._write_rows()

    return ColumnSheet


def fit_text(text: str) -> str:
    """Return ``text`` cut to what a cell can hold, with a visible mark where it was cut."""
    if len(text) <= EXCEL_CELL_LIMIT // 2:  # no character takes more than two units
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * EXCEL_CELL_LIMIT:
        return text
    return units[: 2 * (EXCEL_CELL_LIMIT - len(CUT_MARK))].decode("utf-16-le", "ignore") + CUT_MARK


def plain_text(text: str) -> str:
    """Return ``text`` so that XlsxWriter takes no report for its own markup of rich text."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


@dataclass(frozen=True, slots=True)
class _HeldColumn:
    values: pl.Series  # as text in XML: an index of a shared text, or a number
    kind: str  # the attribute of the cell type, "" for numbers
    format: Any


def _indexed(column: SheetColumn, shared: Any) -> _HeldColumn:
    """Return a column with its texts in the table that all sheets share."""
    import polars as pl

    values = column.values
    if values.dtype == pl.Boolean:
        return _HeldColumn(values.cast(pl.Int8).cast(pl.String), ' t="b"', column.format)
    if values.dtype == pl.Float64:
        return _HeldColumn(_mapped(values, lambda v: f"{v:.16G}"), "", column.format)
    if values.dtype != pl.String:
        return _HeldColumn(values.cast(pl.String), "", column.format)

    def index_of(text: str) -> str:
        return str(shared._get_shared_string_index(plain_text(fit_text(text))))

    indices = _mapped(values, index_of)
    shared.count += values.len() - values.null_count() - values.drop_nulls().n_unique()
    return _HeldColumn(indices, ' t="s"', column.format)


def _mapped(values: pl.Series, change: Any) -> pl.Series:
    """Return ``values`` with each distinct one changed once; what is missing stays missing."""
    import polars as pl

    distinct = values.drop_nulls().unique(maintain_order=True)
    changed = pl.Series([change(value) for value in distinct], dtype=pl.String)
    return values.replace_strict(distinct, changed, default=None, return_dtype=pl.String)


def _rows_xml(columns: Sequence[_HeldColumn], height: int) -> Any:
    import polars as pl
    from xlsxwriter.utility import xl_col_to_name

    names = [xl_col_to_name(number) for number in range(len(columns))]
    frame = pl.DataFrame([c.values.alias(n) for n, c in zip(names, columns, strict=True)])
    row = pl.col("row").cast(pl.String)
    cells = [
        pl.format(
            f'<c r="{name}{{}}" s="{column.format._get_xf_index()}"{column.kind}><v>{{}}</v></c>',
            row,
            pl.col(name),
        )
        for name, column in zip(names, columns, strict=True)
    ]
    line = pl.concat_str(
        [pl.format('<row r="{}">', row), *cells, pl.lit("</row>")], ignore_nulls=True
    )
    for start in range(0, height, SLICE_ROWS):
        part = frame.slice(start, SLICE_ROWS).with_row_index("row", offset=start + 2)
        yield "".join(part.select(line.alias("line"))["line"].to_list())

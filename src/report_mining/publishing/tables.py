"""Writes a table as CSV and as Parquet, the same input to the same bytes; and as a sheet shows it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from report_mining.publishing.columns import Table

if TYPE_CHECKING:
    import polars as pl


def write_csv(table: Table, path: Path) -> None:
    """Write a table as UTF-8 CSV with LF line ends and formula-like text neutralised."""
    table.shown().write_csv(path, line_terminator="\n", float_precision=None)


def write_parquet(table: Table, path: Path) -> None:
    """Write a table as Parquet; text is cleaned of control characters but not neutralised."""
    table.cleaned().write_parquet(path, compression="zstd", statistics=True)


def write_shown(table: Table, path: Path) -> None:
    """Keep a table as a spreadsheet may have it, for ``read_shown``; not part of a release."""
    import polars as pl

    table.shown().write_ipc(path, compat_level=pl.CompatLevel.newest())


def read_shown(path: Path) -> pl.DataFrame:
    """Return what ``write_shown`` kept."""
    import polars as pl

    return pl.read_ipc(path)

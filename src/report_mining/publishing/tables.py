"""Writes a table as CSV and as Parquet, the same input to the same bytes."""

from __future__ import annotations

from pathlib import Path

from report_mining.publishing.columns import Table


def write_csv(table: Table, path: Path) -> None:
    """Write a table as UTF-8 CSV with LF line ends and formula-like text neutralised."""
    table.shown().write_csv(path, line_terminator="\n", float_precision=None)


def write_parquet(table: Table, path: Path) -> None:
    """Write a table as Parquet; text is cleaned of control characters but not neutralised."""
    table.cleaned().write_parquet(path, compression="zstd", statistics=True)

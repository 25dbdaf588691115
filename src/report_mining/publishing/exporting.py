"""Writes other shapes of a release: wide table, benchmark rows, linked data, workbook."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from report_mining.errors import StorageError
from report_mining.publishing.answer_rows import wba_rows, wikirate_rows
from report_mining.publishing.columns import Cell
from report_mining.publishing.export_columns import ExportColumn, load_layout
from report_mining.publishing.linked_data import write_linked_data
from report_mining.publishing.neutralising import neutralise_cell
from report_mining.publishing.released import ReadRelease, read_release
from report_mining.publishing.wide_rows import make_wide_table
from report_mining.publishing.wide_workbook import write_wide_workbook


class ExportFormat(StrEnum):
    """The shapes that a release can be exported to."""

    WIDE_CSV = "wide-csv"
    WBA = "wba"
    WIKIRATE_CSV = "wikirate-csv"
    JSONLD = "jsonld"
    XLSX = "xlsx"


DEFAULT_NAMES: Mapping[ExportFormat, str] = MappingProxyType(
    {
        ExportFormat.WIDE_CSV: "export-wide.csv",
        ExportFormat.WBA: "export-wba.csv",
        ExportFormat.WIKIRATE_CSV: "export-wikirate.csv",
        ExportFormat.JSONLD: "export.jsonld",
        ExportFormat.XLSX: "export.xlsx",
    }
)
_SUFFIX_WHILE_WRITING = ".being-written"


def export_release(folder: Path, export_format: ExportFormat, target: Path | None = None) -> Path:
    """Write a release in another shape and return the file.

    The file appears whole or not at all: it is written beside its place and then moved.

    Args:
        folder: what ``monitor`` wrote with ``--out``, or its ``release`` subfolder.
        export_format: the shape.
        target: the file to write; by default ``export…`` in ``folder``.

    Raises:
        InputError: when ``folder`` holds no release with values per company and year.
        StorageError: when the file cannot be written.
    """
    release = read_release(folder)
    goal = target or folder / DEFAULT_NAMES[export_format]
    _write_whole(goal, lambda path: _WRITERS[export_format](release, path))
    return goal


def _write_whole(goal: Path, write: Callable[[Path], None]) -> None:
    if goal.exists() and not goal.is_file():
        raise StorageError(f"{goal} is no ordinary file; name a file to write with -o FILE")
    unfinished = goal.with_name(f".{goal.name}{_SUFFIX_WHILE_WRITING}")
    try:
        unfinished.open("wb").close()  # says at once what stands in the way
        write(unfinished)
        unfinished.replace(goal)
    except OSError as error:
        raise StorageError(
            f"{goal} cannot be written ({error.strerror or error}); name a file in a folder that "
            "exists, is yours to write and has room, with -o FILE"
        ) from error
    finally:
        if goal.parent.is_dir():
            unfinished.unlink(missing_ok=True)


def _write_wide(release: ReadRelease, path: Path) -> None:
    table = make_wide_table(release)
    _write_csv(path, table.columns, table.rows)


def _write_wba(release: ReadRelease, path: Path) -> None:
    _write_csv(path, load_layout().wba, wba_rows(release))


def _write_wikirate(release: ReadRelease, path: Path) -> None:
    _write_csv(path, load_layout().wikirate, wikirate_rows(release))


def _write_jsonld(release: ReadRelease, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        write_linked_data(release, file)


def _write_xlsx(release: ReadRelease, path: Path) -> None:
    write_wide_workbook(path, make_wide_table(release), release)


def _write_csv(
    path: Path, columns: Sequence[ExportColumn], rows: Iterable[tuple[Cell, ...]]
) -> None:
    """Write UTF-8 CSV with LF line ends and formula-like text neutralised."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(column.name for column in columns)
        writer.writerows([_safe(cell) for cell in row] for row in rows)


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return neutralise_cell(cell) if isinstance(cell, str) else cell


_WRITERS: Mapping[ExportFormat, Callable[[ReadRelease, Path], None]] = MappingProxyType(
    {
        ExportFormat.WIDE_CSV: _write_wide,
        ExportFormat.WBA: _write_wba,
        ExportFormat.WIKIRATE_CSV: _write_wikirate,
        ExportFormat.JSONLD: _write_jsonld,
        ExportFormat.XLSX: _write_xlsx,
    }
)

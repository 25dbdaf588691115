"""Writes a release folder: everything beside it first, then one move into place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from report_mining.errors import StorageError
from report_mining.publishing.columns import TextCounts, arrange
from report_mining.publishing.conduct_pages import OVERVIEW_PAGE
from report_mining.publishing.datapackage import write_datapackage
from report_mining.publishing.headline import headline_wordings
from report_mining.publishing.lookups import ReleaseIndex, index_release
from report_mining.publishing.pages import write_pages
from report_mining.publishing.rows import Row
from report_mining.publishing.schemas import TableName, schema_of
from report_mining.publishing.tables import write_csv, write_parquet, write_shown
from report_mining.publishing.tabulating import each_table
from report_mining.publishing.workbook import WorkbookOrder, shown_name
from report_mining.records import Crop, IndicatorDefinition, Release

# Given an order, has written the workbook at the end of a block of other work.
Beside = Callable[[WorkbookOrder], AbstractContextManager[None]]

INDEX_NAME = "index.html"
_FOLDERS = ("release", "companies", "crops", "assets")
_PAGES = ("method.html", OVERVIEW_PAGE)  # beside the index
RELEASE_PARTS = (*_FOLDERS, *_PAGES)  # everything of a release but its index
_STAGING_NAME = ".release-being-written"
_RETIRED_NAME = ".release-being-replaced"
# One of these says that the folders above were written by an earlier, perhaps a killed, run of ours.
_OUR_MARKS = ("release/datapackage.json", _STAGING_NAME, _RETIRED_NAME)


def write_release(
    release: Release,
    crops: Mapping[str, Crop],
    out: Path,
    definitions: Sequence[IndicatorDefinition],
    beside: Beside | None = None,
) -> Path:
    """Write tables, workbook, data package and pages under ``out`` and return ``index.html``.

    Everything is first written to a hidden folder and then moved, with the index as the last, so
    that a killed run leaves the earlier release, or none that looks like one. Files of an earlier
    release disappear; anything else under ``out``, such as ``store``, stays as it is.

    Args:
        release: what to publish.
        crops: pictures of findings, by finding id.
        out: the output folder; made when it is not there.
        definitions: names, units and warnings of the indicators.
        beside: writes the workbook while its block, in which the pages are written, goes on; None:
            before it.

    Raises:
        StorageError: when ``out`` cannot be written, or holds folders that are not ours.
    """
    check_output_folder(out)
    staging = out / _STAGING_NAME
    try:
        _make_empty(staging)
        _write_parts(index_release(release), crops, staging, definitions, beside or write_first)
        _move_into_place(staging, out)
    except OSError as error:
        raise StorageError(
            f"{out}: the release could not be written ({error.strerror or error}); "
            "check that the folder exists, is yours to write and has room, and run again"
        ) from error
    return out / INDEX_NAME


def check_output_folder(out: Path) -> None:
    """Refuse an output folder that cannot be written, or that holds what is not ours to replace.

    Raises:
        StorageError: saying what stands in the way.
    """
    nearest = next(p for p in (out, *out.absolute().parents) if p.exists() or p.is_symlink())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        why = "may not be written to" if nearest.is_dir() else "is not a folder"
        raise StorageError(f"{nearest} {why}; choose another output folder with --out")
    strangers = [name for name in (INDEX_NAME, *RELEASE_PARTS) if (out / name).exists()]
    if strangers and not any((out / mark).exists() for mark in _OUR_MARKS):
        raise StorageError(
            f"{out} holds {', '.join(strangers)} that report-mining did not write and would replace; "
            "choose another output folder with --out, or move them away"
        )


def _write_parts(
    index: ReleaseIndex,
    crops: Mapping[str, Crop],
    folder: Path,
    definitions: Sequence[IndicatorDefinition],
    beside: Beside,
) -> None:
    run = index.release.run
    released, shown = folder / "release", folder / "shown"
    released.mkdir()
    shown.mkdir()
    counts = {name: _write_table(name, rows, released, shown) for name, rows in each_table(index)}
    write_datapackage(released, run, counts, definitions)
    summary = headline_wordings(index.release)
    book = released / "report-mining.xlsx"
    with beside(WorkbookOrder(book, shown, run, tuple(definitions), summary)):
        write_pages(index, crops, folder, definitions)


def _write_table(name: TableName, rows: Sequence[Row], released: Path, shown: Path) -> TextCounts:
    table = arrange(schema_of(name), rows)
    write_csv(table, released / f"{name.value}.csv")
    write_parquet(table, released / f"{name.value}.parquet")
    write_shown(table, shown / shown_name(name))
    return table.counts


@contextmanager
def write_first(order: WorkbookOrder) -> Iterator[None]:
    """Write the workbook before the block: the plain way, without another process."""
    order.write()
    yield


def _make_empty(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)


def _move_into_place(staging: Path, out: Path) -> None:
    """Swap the new release in; the index leaves first and comes last."""
    retired = out / _RETIRED_NAME
    _make_empty(retired)
    for name in (INDEX_NAME, *RELEASE_PARTS):
        if (out / name).exists():
            (out / name).rename(retired / name)
    for name in (*RELEASE_PARTS, INDEX_NAME):
        (staging / name).rename(out / name)
    shutil.rmtree(retired)
    shutil.rmtree(staging)

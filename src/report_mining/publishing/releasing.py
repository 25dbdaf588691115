"""Writes a release folder: everything beside it first, then one move into place."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from report_mining.errors import StorageError
from report_mining.publishing.datapackage import write_datapackage
from report_mining.publishing.headline import headline_wordings
from report_mining.publishing.lookups import ReleaseIndex, index_release
from report_mining.publishing.pages import write_pages
from report_mining.publishing.schemas import schema_of
from report_mining.publishing.tables import write_csv, write_parquet
from report_mining.publishing.tabulating import tabulate
from report_mining.publishing.workbook import write_workbook
from report_mining.records import Crop, IndicatorDefinition, Release

INDEX_NAME = "index.html"
_FOLDERS = ("release", "companies", "crops")
_STAGING_NAME = ".release-being-written"
_RETIRED_NAME = ".release-being-replaced"


def write_release(
    release: Release,
    crops: Mapping[str, Crop],
    out: Path,
    definitions: Sequence[IndicatorDefinition],
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

    Raises:
        StorageError: when ``out`` cannot be written.
    """
    staging = out / _STAGING_NAME
    try:
        _make_empty(staging)
        _write_parts(index_release(release), crops, staging, definitions)
        _move_into_place(staging, out)
    except OSError as error:
        raise StorageError(
            f"{out}: the release could not be written ({error.strerror or error}); "
            "check that the folder exists, is yours to write and has room, and run again"
        ) from error
    return out / INDEX_NAME


def _write_parts(
    index: ReleaseIndex,
    crops: Mapping[str, Crop],
    folder: Path,
    definitions: Sequence[IndicatorDefinition],
) -> None:
    tables = tabulate(index)
    run = index.release.run
    released = folder / "release"
    released.mkdir()
    for name, rows in tables.items():
        write_csv(schema_of(name), rows, released / f"{name.value}.csv")
        write_parquet(schema_of(name), rows, released / f"{name.value}.parquet")
    summary = headline_wordings(index.release)
    write_workbook(released / "report-mining.xlsx", run, tables, definitions, summary)
    write_datapackage(released, run, tables, definitions)
    write_pages(index, crops, folder, definitions)


def _make_empty(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)


def _move_into_place(staging: Path, out: Path) -> None:
    """Swap the new release in; the index leaves first and comes last."""
    retired = out / _RETIRED_NAME
    _make_empty(retired)
    for name in (INDEX_NAME, *_FOLDERS):
        if (out / name).exists():
            (out / name).rename(retired / name)
    for name in (*_FOLDERS, INDEX_NAME):
        (staging / name).rename(out / name)
    shutil.rmtree(retired)
    shutil.rmtree(staging)

"""Reads back the national series that an output folder has published before."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from report_mining.errors import StorageError
from report_mining.records import IntervalMethod, NationalPoint, Series, Strictness

# The second is how releases without vintages kept their only one.
_FILES = ("published_series.parquet", "national_series.parquet")


def read_published_series(out: Path) -> tuple[NationalPoint, ...]:
    """Return the points of every vintage published under ``out``; none for a new folder.

    Columns that an older release did not have are left at their defaults.

    Raises:
        StorageError: when the file is there and cannot be read.
    """
    path = next((p for p in (out / "release" / name for name in _FILES) if p.exists()), None)
    if path is None:
        return ()
    import polars as pl

    try:
        rows = pl.read_parquet(path).to_dicts()
        return tuple(_point(row) for row in rows)
    except (OSError, pl.exceptions.PolarsError, TypeError, ValueError, KeyError) as error:
        raise StorageError(
            f"{path}: the series published earlier could not be read ({error}); put the file back "
            "from a copy, or move the release away to begin without earlier vintages"
        ) from error


def _point(row: dict[str, object]) -> NationalPoint:
    known = {f.name for f in fields(NationalPoint)}
    values = {name: value for name, value in row.items() if name in known}
    return NationalPoint(
        **{
            **values,
            "series": Series(str(row["series"])),
            "strictness": Strictness(str(row["strictness"])),
            "ci_method": IntervalMethod(str(row["ci_method"])),
        }  # type: ignore[arg-type]
    )

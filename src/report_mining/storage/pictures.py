"""Keeps the pictures of the evidence of a report, so that they are rendered once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa

from report_mining.errors import StorageError
from report_mining.records import Box, Crop
from report_mining.storage.names import findings_name
from report_mining.storage.parquet_files import ParquetFolder
from report_mining.storage.schemas import TEXT, WHOLE, describe

_SCHEMA = pa.schema(
    [
        describe("finding_id", TEXT, "content hash of the finding"),
        describe("png", pa.binary(), "the picture"),
        describe("width_px", WHOLE, "its width"),
        describe("height_px", WHOLE, "its height"),
        *(
            describe(name, pa.float64(), f"{name} of what it shows, in PDF points")
            for name in ("x0", "y0", "x1", "y1")
        ),
    ]
)


class PictureStore:
    """Pictures in one Parquet file per report, under the ``store`` folder of an output folder."""

    def __init__(self, store_folder: str | Path) -> None:
        self._folder = ParquetFolder(f"{str(store_folder).rstrip('/')}/crops", _SCHEMA)

    def names(self) -> frozenset[str]:
        """Return the names of the files that are kept; see ``name_of``."""
        return self._folder.names()

    def read(self, name: str, wanted: Iterable[str]) -> Mapping[str, Crop] | None:
        """Return the pictures of a report by finding id; None when the file cannot be used.

        Findings among ``wanted`` for which no picture could be made are absent.
        """
        try:
            rows = self._folder.read(name)
        except StorageError:
            return None  # rendered anew
        ids = frozenset(wanted)
        crops = (
            Crop(
                row["finding_id"], row["png"], row["width_px"], row["height_px"],
                Box(row["x0"], row["y0"], row["x1"], row["y1"]),
            )
            for row in rows
        )  # fmt: skip
        return {crop.finding_id: crop for crop in crops if crop.finding_id in ids}

    def write(self, name: str, crops: Iterable[Crop]) -> None:
        """Keep the pictures of a report.

        Raises:
            StorageError: the folder cannot be written.
        """
        rows = [
            {
                "finding_id": crop.finding_id,
                "png": crop.png,
                "width_px": crop.width_px,
                "height_px": crop.height_px,
                **crop.region._asdict(),
            }
            for crop in crops
        ]
        self._folder.write(name, rows)

    def clear_unfinished(self) -> int:
        """Delete half-written files of killed runs and return their number; hold the lock."""
        return self._folder.clear_unfinished()


def picture_name(
    report_id: str, reader_version: str, instrument_version: str, renderer_version: str
) -> str:
    """Return the name of the file that holds the pictures of one report."""
    return findings_name(report_id, f"{reader_version}.{renderer_version}", instrument_version)

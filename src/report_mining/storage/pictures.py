"""Keeps the pictures of the evidence of a report, so that they are rendered once."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from report_mining.errors import StorageError
from report_mining.records import Box, Crop
from report_mining.storage.files import FileFolder
from report_mining.storage.names import findings_name

_SUFFIX = ".png"
_PNG_SIZE = struct.Struct(">II")  # width and height, behind 16 bytes of signature and chunk head
_PNG_SIZE_AT = 16
_WRITTEN_AT = (1980, 1, 1, 0, 0, 0)  # the same pictures give the same bytes


class PictureStore:
    """Pictures in one ZIP file per report, under the ``store`` folder of an output folder."""

    def __init__(self, store_folder: str | Path) -> None:
        self._folder = FileFolder(f"{str(store_folder).rstrip('/')}/crops")

    def names(self) -> frozenset[str]:
        """Return the names of the files that are kept; see ``picture_name``."""
        return self._folder.names()

    def read(self, name: str) -> Mapping[str, Crop] | None:
        """Return the pictures of a report by finding id; None when the file cannot be used."""
        try:
            content = self._folder.read_bytes(name)
            with zipfile.ZipFile(io.BytesIO(content)) as pictures:
                crops = [_crop(info, pictures.read(info)) for info in pictures.infolist()]
        except (StorageError, zipfile.BadZipFile, struct.error, ValueError):
            return None  # rendered anew
        return {crop.finding_id: crop for crop in crops}

    def write(self, name: str, crops: Iterable[Crop]) -> None:
        """Keep the pictures of a report; none is kept too, as the answer that there is none.

        Raises:
            StorageError: the folder cannot be written.
        """
        sink = io.BytesIO()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as pictures:
            for crop in crops:
                info = zipfile.ZipInfo(crop.finding_id + _SUFFIX, _WRITTEN_AT)
                info.comment = json.dumps(list(crop.region)).encode()
                pictures.writestr(info, crop.png)
        self._folder.write_bytes(name, sink.getvalue())

    def clear_unfinished(self) -> int:
        """Delete half-written files of killed runs and return their number; hold the lock."""
        return self._folder.clear_unfinished()


def _crop(info: zipfile.ZipInfo, png: bytes) -> Crop:
    width, height = _PNG_SIZE.unpack_from(png, _PNG_SIZE_AT)
    region = Box(*json.loads(info.comment))
    return Crop(info.filename.removesuffix(_SUFFIX), png, width, height, region)


def picture_name(
    report_id: str, reader_version: str, instrument_version: str, renderer_version: str
) -> str:
    """Return the name of the file that holds the pictures of one report."""
    name = findings_name(report_id, f"{reader_version}.{renderer_version}", instrument_version)
    return name.removesuffix(".parquet") + ".zip"

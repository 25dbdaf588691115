"""Reads and writes one Parquet file as a whole, with its schema checked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from report_mining.errors import StorageError
from report_mining.storage.files import UNFINISHED_SUFFIX, FileFolder
from report_mining.storage.rows import Row
from report_mining.storage.schemas import STORE_FORMAT

__all__ = ["UNFINISHED_SUFFIX", "ParquetFolder", "damaged"]

_FORMAT_KEY = b"report_mining.store_format"
# Below this, what each column adds (zstd, a dictionary page, statistics) costs more time on reading
# than all the rest: most files of the store hold a few rows in up to 64 columns.
_SMALL_BYTES = 200_000


class ParquetFolder(FileFolder):
    """A folder of Parquet files that all have one schema; local or any fsspec address."""

    def __init__(self, folder: str | Path, schema: pa.Schema) -> None:
        super().__init__(folder)
        self._schema = schema

    def write(self, name: str, rows: Sequence[Row]) -> None:
        """Write ``rows`` as the file ``name``, replacing an older one in a single step.

        Raises:
            StorageError: the folder cannot be written, the disk is full, or a value does not fit.
        """
        self.write_bytes(name, self._encode(self.path(name), rows))

    def read(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of the file ``name``.

        Raises:
            StorageError: the file is absent, damaged, or not one of ours.
        """
        return self._decode(self.path(name), self.read_bytes(name))

    def _encode(self, path: str, rows: Sequence[Row]) -> bytes:
        schema = self._schema.with_metadata({_FORMAT_KEY: STORE_FORMAT.encode()})
        sink = io.BytesIO()
        try:
            table = pa.Table.from_pylist(list(rows), schema=schema)
            table.validate(full=True)
            is_large = table.nbytes > _SMALL_BYTES
            pq.write_table(
                table, sink, compression="zstd" if is_large else "snappy", use_dictionary=is_large,
                write_statistics=is_large, write_page_checksum=True,
            )  # fmt: skip
        except (pa.ArrowException, OverflowError, TypeError) as error:
            raise StorageError(f"{path}: a value does not fit its column ({error})") from error
        return sink.getvalue()

    def _decode(self, path: str, content: bytes) -> list[dict[str, Any]]:
        try:
            source = pa.BufferReader(content)
            table = pq.ParquetFile(source, page_checksum_verification=True).read(use_threads=False)
            self._check_schema(path, table.schema)
            table.validate(full=True)
            return list(table.to_pylist())
        except (pa.ArrowException, OSError, UnicodeDecodeError, MemoryError) as error:
            raise damaged(path, str(error)) from error

    def _check_schema(self, path: str, found: pa.Schema) -> None:
        version = (found.metadata or {}).get(_FORMAT_KEY, b"none").decode("ascii", "replace")
        if version != STORE_FORMAT:
            raise damaged(path, f"store format is {version}, expected {STORE_FORMAT}")
        if not found.equals(self._schema, check_metadata=False):
            raise damaged(path, f"columns are {_columns(found)}, expected {_columns(self._schema)}")


def damaged(path: str, detail: str) -> StorageError:
    """Return the error for a file of the store that cannot be used."""
    return StorageError(
        f"{path} is damaged or was not written by this program ({detail}); "
        "delete the file or run again with --force"
    )


def _columns(found: pa.Schema) -> str:
    return ", ".join(f"{field.name} {field.type}" for field in found)

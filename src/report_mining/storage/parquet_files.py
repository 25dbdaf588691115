"""Reads and writes one Parquet file as a whole: complete or absent, never half."""

from __future__ import annotations

import io
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
from fsspec.implementations.local import LocalFileSystem

from report_mining.errors import StorageError
from report_mining.storage.rows import Row
from report_mining.storage.schemas import STORE_FORMAT

UNFINISHED_SUFFIX = ".part"
_FORMAT_KEY = b"report_mining.store_format"


class ParquetFolder:
    """A folder of Parquet files that all have one schema; local or any fsspec address."""

    def __init__(self, folder: str | Path, schema: pa.Schema) -> None:
        self._fs, root = fsspec.core.url_to_fs(str(folder))
        self._root = root.rstrip("/")
        self._schema = schema
        self._is_local = isinstance(self._fs, LocalFileSystem)

    def path(self, name: str) -> str:
        """Return the path of the file called ``name``, as messages show it."""
        return f"{self._root}/{name}"

    def has(self, name: str) -> bool:
        """Return whether a complete file called ``name`` is there."""
        try:
            return bool(self._fs.isfile(self.path(name)))
        except OSError as error:
            raise _cannot("read", self.path(name), error) from error

    def write(self, name: str, rows: Sequence[Row]) -> None:
        """Write ``rows`` as the file ``name``, replacing an older one in a single step.

        Raises:
            StorageError: the folder cannot be written, the disk is full, or a value does not fit.
        """
        content = self._encode(self.path(name), rows)
        unfinished = self.path(f"{name}.{os.getpid()}-{secrets.token_hex(4)}{UNFINISHED_SUFFIX}")
        try:
            self._fs.makedirs(self._root, exist_ok=True)
            self._put(unfinished, content)
            self._rename(unfinished, self.path(name))
        except OSError as error:
            self._forget(unfinished)
            raise _cannot("write", self.path(name), error) from error

    def read(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of the file ``name``.

        Raises:
            StorageError: the file is absent, damaged, or not one of ours.
        """
        path = self.path(name)
        try:
            content = self._fs.cat_file(path)
        except FileNotFoundError as error:
            raise StorageError(f"{path} is not in the store; score the report again") from error
        except OSError as error:
            raise _cannot("read", path, error) from error
        return self._decode(path, content)

    def clear_unfinished(self) -> int:
        """Delete what killed runs left half written; return how many files that were.

        Only for the holder of the output lock: it would also delete what another run writes.
        """
        try:
            leftovers = self._fs.glob(f"{_literal(self._root)}/*{UNFINISHED_SUFFIX}")
            for path in leftovers:
                self._fs.rm_file(path)
        except OSError as error:
            raise _cannot("clean", self._root, error) from error
        return len(leftovers)

    def _encode(self, path: str, rows: Sequence[Row]) -> bytes:
        schema = self._schema.with_metadata({_FORMAT_KEY: STORE_FORMAT.encode()})
        sink = io.BytesIO()
        try:
            table = pa.Table.from_pylist(list(rows), schema=schema)
            table.validate(full=True)
            pq.write_table(table, sink, compression="zstd", write_page_checksum=True)
        except (pa.ArrowException, OverflowError, TypeError) as error:
            raise StorageError(f"{path}: a value does not fit its column ({error})") from error
        return sink.getvalue()

    def _decode(self, path: str, content: bytes) -> list[dict[str, Any]]:
        try:
            table = pq.ParquetFile(io.BytesIO(content), page_checksum_verification=True).read(
                use_threads=False
            )
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

    def _put(self, path: str, content: bytes) -> None:
        if not self._is_local:
            self._fs.pipe_file(path, content)
            return
        with Path(path).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def _rename(self, source: str, target: str) -> None:
        if self._is_local:
            Path(source).replace(target)  # atomic, also over an existing file
        else:
            self._fs.mv(source, target)  # object stores show a copy only when it is complete

    def _forget(self, path: str) -> None:
        """Remove a file that could not be finished; a failure here must not hide the first."""
        try:
            self._fs.rm_file(path)
        except OSError:
            return


def damaged(path: str, detail: str) -> StorageError:
    """Return the error for a file of the store that cannot be used."""
    return StorageError(
        f"{path} is damaged or was not written by this program ({detail}); "
        "delete the file or run again with --force"
    )


def _columns(schema: pa.Schema) -> str:
    return ", ".join(f"{field.name} {field.type}" for field in schema)


def _literal(path: str) -> str:
    """Return ``path`` with the characters escaped that a glob would interpret."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in path)


def _cannot(verb: str, path: str, error: OSError) -> StorageError:
    detail = error.strerror or str(error) or type(error).__name__
    return StorageError(
        f"cannot {verb} {path}: {detail}; check that the output folder exists on a disk with "
        "free space and that you may write there, or choose another one with --out"
    )

"""What files looked like when they were hashed, so that an unchanged file is not hashed again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from report_mining.errors import StorageError
from report_mining.storage.parquet_files import ParquetFolder
from report_mining.storage.schemas import TEXT, WHOLE, describe

_NAME = "hashed_files.parquet"
# A file written within this time before it was hashed may be written again within the same tick
# of the file system's clock; its hash is not trusted next time.
TICK_NS = 2_000_000_000

_SCHEMA = pa.schema(
    [
        describe("path", TEXT, "path or address of the file"),
        describe("size_bytes", WHOLE, "its size"),
        describe("mtime_ns", WHOLE, "when it was last written, ns since 1970"),
        describe("ctime_ns", WHOLE, "when its inode last changed, ns since 1970"),
        describe("inode", TEXT, "its inode on a disk, its ETag in an object store"),
        describe("hashed_ns", WHOLE, "when it was hashed, ns since 1970"),
        describe("report_id", TEXT, "sha256 of its bytes, hex"),
    ]
)


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What a file system says about a file without opening it."""

    size_bytes: int
    mtime_ns: int
    ctime_ns: int
    inode: str


@dataclass(frozen=True, slots=True)
class HashedFile:
    """A file as it was when it was hashed."""

    path: str
    stamp: FileStamp
    hashed_ns: int  # by the clock of the machine that hashed it
    report_id: str

    def still_holds(self, stamp: FileStamp) -> bool:
        """Return whether a file that looks like ``stamp`` now has the bytes that were hashed.

        A change in the last moment before hashing, and a clock that was set back, give no: then
        the file is hashed again.
        """
        last_change_ns = max(self.stamp.mtime_ns, self.stamp.ctime_ns)
        return stamp == self.stamp and last_change_ns + TICK_NS < self.hashed_ns


class StatCache:
    """The stamps and hashes of the last run into an output folder."""

    def __init__(self, store_folder: str | Path) -> None:
        self._folder = ParquetFolder(store_folder, _SCHEMA)

    def read(self) -> Mapping[str, HashedFile]:
        """Return the known files by path; none where nothing usable was kept."""
        if not self._folder.has(_NAME):
            return {}
        try:
            rows = self._folder.read(_NAME)
        except StorageError:
            return {}  # a damaged cache costs one round of hashing
        files = (
            HashedFile(
                row["path"],
                FileStamp(row["size_bytes"], row["mtime_ns"], row["ctime_ns"], row["inode"]),
                row["hashed_ns"],
                row["report_id"],
            )
            for row in rows
        )
        return {file.path: file for file in files}

    def write(self, files: Iterable[HashedFile]) -> None:
        """Keep ``files`` and forget all others.

        Raises:
            StorageError: the folder cannot be written.
        """
        rows = [
            {
                "path": file.path,
                "size_bytes": file.stamp.size_bytes,
                "mtime_ns": file.stamp.mtime_ns,
                "ctime_ns": file.stamp.ctime_ns,
                "inode": file.stamp.inode,
                "hashed_ns": file.hashed_ns,
                "report_id": file.report_id,
            }
            for file in sorted(files, key=lambda file: file.path)
            if file.path.isprintable() or _is_text(file.path)
        ]
        self._folder.write(_NAME, rows)


def _is_text(path: str) -> bool:
    """Return whether Parquet can hold a path; names that are no UTF-8 are hashed each time."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True

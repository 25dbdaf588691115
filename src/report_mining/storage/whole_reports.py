"""A scored report in one small file, beside its Parquet files: those take thirty times as long to read."""

from __future__ import annotations

import hashlib
import zlib
from functools import cache
from typing import TYPE_CHECKING

from report_mining.errors import StorageError
from report_mining.records import ScoredReport
from report_mining.storage.files import FileFolder
from report_mining.storage.schemas import FINDINGS, READINGS, REPORTS, STORE_FORMAT

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_DIGEST_BYTES = 32
_LEVEL = 1  # a third of the size for little time


class WholeReports:
    """Scored reports in a file each; whatever is wrong with a file, it counts as absent."""

    def __init__(self, folder: str) -> None:
        self._folder = FileFolder(folder)

    def write(self, name: str, scored: ScoredReport) -> None:
        """Keep ``scored``, unless it would not come back the same, as with a number that is none.

        Raises:
            StorageError: the folder cannot be written.
        """
        content = _adapter().dump_json(scored)
        if _parse(content) == scored:
            packed = zlib.compress(content, _LEVEL)
            self._folder.write_bytes(name, _digest(packed) + packed)

    def find(self, name: str) -> ScoredReport | None:
        """Return what ``write`` kept; None without it, and for a file that is not as it was written."""
        try:
            content = self._folder.read_bytes(name)
        except StorageError:
            return None
        packed = content[_DIGEST_BYTES:]
        is_whole = content[:_DIGEST_BYTES] == _digest(packed)
        return _parse(zlib.decompress(packed)) if is_whole else None

    def forget(self, name: str) -> None:
        """Remove the file, where there is one.

        Raises:
            StorageError: it cannot be removed.
        """
        if self._folder.has(name):  # where there is none, no permission to delete is needed
            self._folder.remove(name)

    def clear_unfinished(self) -> int:
        """Delete half-written files of killed runs and return their number; hold the lock."""
        return self._folder.clear_unfinished()


def whole_name(parquet_name: str) -> str:
    """Return the name of the file beside the Parquet files of this name."""
    return parquet_name.removesuffix(".parquet") + ".json.z"


def _parse(content: bytes) -> ScoredReport | None:
    try:
        return _adapter().validate_json(content)
    except ValueError:
        return None


def _digest(packed: bytes) -> bytes:
    return hashlib.sha256(_columns() + packed).digest()


@cache
def _columns() -> bytes:
    """Return what every digest begins with: a file of other columns than ours counts as absent."""
    said = "\n".join((STORE_FORMAT, *map(str, (REPORTS, FINDINGS, READINGS))))
    return hashlib.sha256(said.encode()).digest()


@cache
def _adapter() -> TypeAdapter[ScoredReport]:
    from pydantic import TypeAdapter

    return TypeAdapter(ScoredReport)

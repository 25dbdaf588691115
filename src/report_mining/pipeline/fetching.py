"""Gives a file at any address a place on this machine's disk for as long as it is read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from report_mining.storage.files import open_file_system


def is_remote(address: str | Path) -> bool:
    """Return whether an address names a file system, such as ``s3://bucket/reports``."""
    return "://" in str(address)


def name_of(address: str | Path) -> str:
    """Return the file name in an address."""
    return str(address).rstrip("/").rsplit("/", 1)[-1] if is_remote(address) else Path(address).name


@contextmanager
def local_copy(address: str) -> Iterator[Path]:
    """Yield a path of the file on this machine; a copy of a remote file is gone afterwards.

    Raises:
        OSError: The remote file cannot be fetched.
        StorageError: No package is installed for its protocol.
    """
    if not is_remote(address):
        yield Path(address)
        return
    fs, remote = open_file_system(address)
    with tempfile.TemporaryDirectory(prefix="report-mining-") as folder:
        local = Path(folder) / name_of(address)
        fs.get_file(remote, str(local))
        yield local

"""What the bytes of each file are: hashed once, then known by its stamp until it changes."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from report_mining.storage import FileStamp, HashedFile, StatCache

_CHUNK_BYTES = 1 << 20


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file's bytes, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def stamp_of(found: os.stat_result) -> FileStamp:
    """Return what a file system says about a file."""
    return FileStamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, str(found.st_ino))


@dataclass
class Identifier:
    """Hashes files that it does not know by their stamp; remembers all that it was asked for."""

    known: Mapping[str, HashedFile] = field(default_factory=dict)
    clock_ns: Callable[[], int] = time.time_ns
    seen: dict[str, HashedFile] = field(default_factory=dict)
    hashed_count: int = 0

    def identify(self, path: Path) -> HashedFile:
        """Return the hash of a local file.

        Raises:
            OSError: The file cannot be opened.
        """
        stamp = stamp_of(path.stat())
        return self.remember(str(path.absolute()), stamp, lambda: sha256_of(path))

    def remember(self, name: str, stamp: FileStamp, hash_now: Callable[[], str]) -> HashedFile:
        """Return the hash known under ``name``; ``hash_now`` is called when it is not known."""
        before = self.known.get(name)
        if before is not None and before.still_holds(stamp):
            self.seen[name] = before
            return before
        self.hashed_count += 1
        hashed_ns = self.clock_ns()  # before hashing: a change meanwhile is newer
        self.seen[name] = HashedFile(name, stamp, hashed_ns, hash_now())
        return self.seen[name]


def read_identifier(cache: StatCache | None, *, verifies: bool) -> Identifier:
    """Return an identifier that knows what the cache knows, or nothing when all is to be hashed."""
    return Identifier({} if cache is None or verifies else cache.read())


def keep(cache: StatCache, identifier: Identifier) -> None:
    """Write what was seen, unless the cache says just that already.

    Raises:
        StorageError: The output folder cannot be written.
    """
    if _unlike(identifier.known.values(), identifier.seen.values()):
        cache.write(identifier.seen.values())


def _unlike(before: Iterable[HashedFile], now: Iterable[HashedFile]) -> bool:
    return set(before) != set(now)

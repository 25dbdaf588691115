"""Which reports there are at a remote address, such as ``s3://bucket/reports``."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from report_mining.errors import InputError
from report_mining.pipeline.identifying import Identifier
from report_mining.pipeline.listing import REPORT_SUFFIXES
from report_mining.storage import FileStamp, HashedFile
from report_mining.storage.files import open_file_system

_CHUNK_BYTES = 1 << 22


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One report at a remote address."""

    address: str
    relative: str  # to the address that was listed
    stamp: FileStamp


@dataclass(frozen=True, slots=True)
class RemoteList:
    """What stands at a remote address, each part sorted by name."""

    files: tuple[RemoteFile, ...]
    ignored: tuple[str, ...]  # objects that are no report by their ending


def list_remote(reports: str) -> RemoteList:
    """Return the objects below ``reports``, or the one that it names.

    Output of ours is left aside as on a disk: everything beside a ``store/reports``.

    Raises:
        InputError: There is nothing, or no report among it.
        StorageError: No package is installed for the protocol.
    """
    fs, root = open_file_system(reports)
    try:
        found: Mapping[str, Mapping[str, Any]] = fs.find(root, detail=True)
    except OSError as error:
        raise InputError(
            f"{reports} cannot be listed ({error}); check the address and your access"
        ) from error
    base = root.rstrip("/")
    named = {_relative(path, base): (path, info) for path, info in sorted(found.items())}
    ours = _output_roots(named)
    chosen = [
        RemoteFile(fs.unstrip_protocol(path), relative, _stamp(info))
        for relative, (path, info) in named.items()
        if _is_report(relative) and not _is_below(relative, ours)
    ]
    if not chosen:
        raise InputError(
            f"{reports} holds no report ({len(named)} objects); "
            f"expected names ending in {', '.join(sorted(REPORT_SUFFIXES))}"
        )
    taken = {file.relative for file in chosen}
    ignored = [n for n in named if n not in taken and not _is_below(n, ours)]
    return RemoteList(tuple(chosen), (*ignored, *(f"{root}/" for root in sorted(ours))))


def identify_remote(file: RemoteFile, hashing: Identifier) -> HashedFile:
    """Return the hash of a remote file; one that has not changed is not fetched.

    Raises:
        OSError: It cannot be fetched.
    """
    return hashing.remember(file.address, file.stamp, lambda: _sha256_of(file.address))


def _sha256_of(address: str) -> str:
    fs, path = open_file_system(address)
    digest = hashlib.sha256()
    with fs.open(path, "rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _stamp(info: Mapping[str, Any]) -> FileStamp:
    written = info.get("LastModified") or info.get("mtime") or info.get("created")
    if isinstance(written, datetime.datetime):
        written = written.timestamp()
    written_ns = int(float(written or 0) * 1e9)
    tag = str(info.get("ETag") or info.get("etag") or "")
    return FileStamp(int(info.get("size") or 0), written_ns, written_ns, tag)


def _relative(path: str, base: str) -> str:
    return path[len(base) :].lstrip("/") or PurePosixPath(path).name


def _is_report(relative: str) -> bool:
    parts = PurePosixPath(relative).parts
    return PurePosixPath(relative).suffix.lower() in REPORT_SUFFIXES and not any(
        part.startswith(".") for part in parts
    )


def _output_roots(named: Mapping[str, object]) -> frozenset[str]:
    marks = [n.split("/store/reports/")[0] for n in named if "/store/reports/" in f"/{n}"]
    return frozenset(m for m in marks if m and f"{m}/index.html" in named)


def _is_below(relative: str, roots: frozenset[str]) -> bool:
    return any(relative.startswith(f"{root}/") for root in roots)

"""What a run has to do: which files there are, which of them are new, and in which batches."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from report_mining.pipeline.listing import list_files
from report_mining.storage import Store

BATCH_BYTES = 2_000_000  # small reports share a batch, so that Prefect's cost per task is shared
BATCH_FILES = 8
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file under the reports folder."""

    path: Path
    relative: str  # to the reports folder, with forward slashes
    report_id: str  # sha256 of the bytes
    size_bytes: int


@dataclass(frozen=True, slots=True)
class UnopenedFile:
    """A file whose bytes could not be read."""

    path: Path
    relative: str
    detail: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run will do."""

    files: tuple[PlannedFile, ...]  # every report file, sorted by name
    unopened: tuple[UnopenedFile, ...]
    ignored: tuple[str, ...]  # files that are no report by their ending, by name
    new: tuple[PlannedFile, ...]  # one per distinct content that the store does not hold

    @property
    def reused_count(self) -> int:
        """How many distinct reports are taken from the store."""
        return len({f.report_id for f in self.files}) - len(self.new)


def plan_run(
    reports: Path,
    store: Store,
    reader_version: str,
    instrument_version: str,
    *,
    force: bool,
    out: Path | None = None,
) -> Plan:
    """Return what has to be done for the files under ``reports``; ``out`` is never read.

    Raises:
        InputError: The folder does not exist or holds no report.
    """
    listed = list_files(reports, out)
    opened = [_identify(path, reports) for path in listed.candidates]
    files = tuple(f for f in opened if isinstance(f, PlannedFile))
    closed = [f for f in opened if isinstance(f, UnopenedFile)]
    unopened = (*closed, *(_unopenable(path, reports) for path in listed.unopenable))
    distinct = {f.report_id: f for f in reversed(files)}
    new = tuple(
        f
        for f in files
        if distinct[f.report_id] is f
        and (force or not store.has(f.report_id, reader_version, instrument_version))
    )
    return Plan(files, unopened, listed.ignored, new)


def _unopenable(path: Path, reports: Path) -> UnopenedFile:
    what = "a link that leads nowhere" if path.is_symlink() else "no regular file"
    return UnopenedFile(path, _relative(path, reports), f"the file is {what}; put the report there")


def _relative(path: Path, reports: Path) -> str:
    return path.name if path == reports else path.relative_to(reports).as_posix()


def _identify(path: Path, reports: Path) -> PlannedFile | UnopenedFile:
    relative = _relative(path, reports)
    try:
        return PlannedFile(path, relative, sha256_of(path), path.stat().st_size)
    except OSError as error:
        return UnopenedFile(path, relative, f"the file cannot be opened: {error.strerror}")


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file's bytes, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def make_batches(
    files: Iterable[PlannedFile], batch_bytes: int = BATCH_BYTES, batch_files: int = BATCH_FILES
) -> Iterator[tuple[PlannedFile, ...]]:
    """Yield batches, largest files first, so that no worker starts a long file at the end."""
    batch: list[PlannedFile] = []
    size = 0
    for file in sorted(files, key=lambda f: (-f.size_bytes, f.relative)):
        if batch and (size + file.size_bytes > batch_bytes or len(batch) >= batch_files):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(file)
        size += file.size_bytes
    if batch:
        yield tuple(batch)

"""What a run has to do: which files there are, which of them are new, and in which batches."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from report_mining.errors import InputError
from report_mining.storage import Store

REPORT_SUFFIXES = frozenset({".pdf", ".txt", ".htm", ".html", ".xhtml", ".zip", ".xbri", ".docx"})
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
    reports: Path, store: Store, reader_version: str, instrument_version: str, *, force: bool
) -> Plan:
    """Return what has to be done for the files under ``reports``.

    Raises:
        InputError: The folder does not exist or holds no report.
    """
    candidates, ignored = list_files(reports)
    opened = [_identify(path, reports) for path in candidates]
    files = tuple(f for f in opened if isinstance(f, PlannedFile))
    unopened = tuple(f for f in opened if isinstance(f, UnopenedFile))
    distinct = {f.report_id: f for f in reversed(files)}
    new = tuple(
        f
        for f in files
        if distinct[f.report_id] is f
        and (force or not store.has(f.report_id, reader_version, instrument_version))
    )
    return Plan(files, unopened, ignored, new)


def list_files(reports: Path) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Return the report files under a folder (or the one file), and the names left aside."""
    if reports.is_file():
        return (reports,), ()
    if not reports.is_dir():
        raise InputError(f"{reports} is not a folder; expected a folder with reports")
    found = sorted(p for p in reports.rglob("*") if p.is_file() and not _is_hidden(p, reports))
    candidates = tuple(p for p in found if p.suffix.lower() in REPORT_SUFFIXES)
    if not candidates:
        raise InputError(
            f"{reports} holds no report ({len(found)} other files); "
            f"expected files ending in {', '.join(sorted(REPORT_SUFFIXES))}"
        )
    chosen = set(candidates)
    return candidates, tuple(p.relative_to(reports).as_posix() for p in found if p not in chosen)


def _is_hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _identify(path: Path, reports: Path) -> PlannedFile | UnopenedFile:
    relative = path.name if path == reports else path.relative_to(reports).as_posix()
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

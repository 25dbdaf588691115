"""What a run has to do: which files there are, which of them are new, and in which batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from report_mining.pipeline.fetching import is_remote
from report_mining.pipeline.identifying import Identifier, sha256_of
from report_mining.pipeline.listing import list_files
from report_mining.pipeline.remote_listing import identify_remote, list_remote
from report_mining.storage import Store

__all__ = ["Plan", "PlannedFile", "UnopenedFile", "make_batches", "plan_run", "sha256_of"]

BATCH_BYTES = 2_000_000  # small reports share a batch, so that Prefect's cost per task is shared
BATCH_FILES = 8


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file under the reports folder."""

    path: Path  # of a remote file: its name only
    relative: str  # to the reports folder, with forward slashes
    report_id: str  # sha256 of the bytes
    size_bytes: int
    remote: str = ""  # the address of a file that is not on a disk of this machine

    @property
    def address(self) -> str:
        """Where the bytes are: a path or an fsspec address."""
        return self.remote or str(self.path)


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
    reports: Path | str,
    store: Store,
    reader_version: str,
    instrument_version: str,
    *,
    force: bool,
    out: Path | str | None = None,
    identifier: Identifier | None = None,
) -> Plan:
    """Return what has to be done for the files under ``reports``; ``out`` is never read.

    Args:
        reports: A folder, a file, or an fsspec address of either.
        store: What earlier runs kept.
        reader_version: Part of the names in the store.
        instrument_version: Part of the names in the store.
        force: Score again what the store holds.
        out: The output folder.
        identifier: What is known of the files of earlier runs; nothing when not given.

    Raises:
        InputError: The folder does not exist or holds no report.
    """
    hashing = identifier or Identifier()
    opened, ignored = (
        _survey_remote(str(reports), hashing)
        if is_remote(reports)
        else _survey(Path(reports), None if out is None or is_remote(out) else Path(out), hashing)
    )
    files = tuple(f for f in opened if isinstance(f, PlannedFile))
    unopened = tuple(f for f in opened if isinstance(f, UnopenedFile))
    distinct = {f.report_id: f for f in reversed(files)}
    held = store.holdings()
    new = tuple(
        f
        for f in files
        if distinct[f.report_id] is f
        and (force or not held.has(f.report_id, reader_version, instrument_version))
    )
    return Plan(files, unopened, ignored, new)


def _survey(
    reports: Path, out: Path | None, hashing: Identifier
) -> tuple[list[PlannedFile | UnopenedFile], tuple[str, ...]]:
    listed = list_files(reports, out)
    found = [_identify(path, reports, hashing) for path in listed.candidates]
    return [*found, *(_unopenable(path, reports) for path in listed.unopenable)], listed.ignored


def _survey_remote(
    reports: str, hashing: Identifier
) -> tuple[list[PlannedFile | UnopenedFile], tuple[str, ...]]:
    listed = list_remote(reports)
    found: list[PlannedFile | UnopenedFile] = []
    for file in listed.files:
        name = Path(file.relative).name
        try:
            known = identify_remote(file, hashing)
        except OSError as error:
            detail = f"the object cannot be fetched: {error.strerror or error}"
            found.append(UnopenedFile(Path(name), file.relative, detail))
            continue
        size = known.stamp.size_bytes
        found.append(
            PlannedFile(Path(name), file.relative, known.report_id, size, remote=file.address)
        )
    return found, listed.ignored


def _unopenable(path: Path, reports: Path) -> UnopenedFile:
    what = "a link that leads nowhere" if path.is_symlink() else "no regular file"
    return UnopenedFile(path, _relative(path, reports), f"the file is {what}; put the report there")


def _relative(path: Path, reports: Path) -> str:
    return path.name if path == reports else path.relative_to(reports).as_posix()


def _identify(path: Path, reports: Path, hashing: Identifier) -> PlannedFile | UnopenedFile:
    relative = _relative(path, reports)
    try:
        known = hashing.identify(path)
    except OSError as error:
        return UnopenedFile(path, relative, f"the file cannot be opened: {error.strerror}")
    return PlannedFile(path, relative, known.report_id, known.stamp.size_bytes)


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

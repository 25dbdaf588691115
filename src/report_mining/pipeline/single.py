"""Single files, read or scored in a worker: what the small commands need."""

from __future__ import annotations

from pathlib import Path

from report_mining.pipeline.instrument import Versions
from report_mining.pipeline.jobs import ReadFile
from report_mining.pipeline.monitoring import score_isolated
from report_mining.pipeline.planning import PlannedFile, sha256_of
from report_mining.pipeline.workers import WorkerFailure, WorkerPool
from report_mining.records import (
    ExtractionFailure,
    FailureReason,
    ReadingLimits,
    Report,
    ScoredReport,
)


def score_path(
    path: Path, pool: WorkerPool, limits: ReadingLimits, versions: Versions
) -> ScoredReport:
    """Return the scored report of a file that a person named."""
    failure = _opening_failure(path)
    if failure is not None:
        return versions.failed(failure, path)
    file = PlannedFile(path, path.name, sha256_of(path), path.stat().st_size)
    return score_isolated(file, pool, limits, versions).scored


def read_path(path: Path, pool: WorkerPool, limits: ReadingLimits) -> Report | ExtractionFailure:
    """Return what was read from a file that a person named."""
    failure = _opening_failure(path)
    if failure is not None:
        return failure
    answer = pool.run(ReadFile(path, limits), limits.timeout_s)
    if isinstance(answer, WorkerFailure):
        return ExtractionFailure(path.name, answer.reason, answer.detail)
    return answer


def _opening_failure(path: Path) -> ExtractionFailure | None:
    if not path.exists():
        detail = f"{path} does not exist; check the path"
        return ExtractionFailure(path.name, FailureReason.NOT_FOUND, detail)
    if not path.is_file():
        what = "a folder; use 'report-mining monitor' for folders"
        detail = (
            f"{path} is {what if path.is_dir() else 'no regular file; save it as a file first'}"
        )
        return ExtractionFailure(path.name, FailureReason.NOT_A_REPORT_FORMAT, detail)
    try:
        path.open("rb").close()
    except OSError as error:
        detail = f"{path} cannot be opened: {error.strerror}"
        return ExtractionFailure(path.name, FailureReason.UNREADABLE, detail)
    return None

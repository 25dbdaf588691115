"""What a run aggregated, kept beside its store, so that the review application can count again."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from report_mining.errors import InputError, StorageError
from report_mining.pipeline.human_decisions import Population
from report_mining.records import (
    Company,
    DecisionThresholds,
    ReportMatch,
    ReportStatus,
    RunFacts,
    ScoredReport,
)
from report_mining.review.decisions import REVIEW_FOLDER
from report_mining.storage import Store

if TYPE_CHECKING:
    from pydantic import TypeAdapter

RUN_NAME = "run.json"
REPORTS_NAME = "reports.json"  # findings of all reports in one file: thousands take minutes to open
_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class RecordedReport:
    """Where one report of a run is to be found."""

    key: str  # report id, or the relative file name of a file that could not be opened
    report_id: str
    path: str
    file_name: str
    # Only of reports that the store does not keep: those that failed.
    reason: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class RunRecord:
    """Everything besides the store that a run's figures were counted from."""

    schema_version: int
    run: RunFacts
    companies: tuple[Company, ...]
    matches: tuple[ReportMatch, ...]  # as the machine made them
    thresholds: DecisionThresholds
    years: tuple[int, ...] | None
    reports: tuple[RecordedReport, ...]


def write_run_record(out: Path, population: Population, run: RunFacts) -> None:
    """Keep what ``population`` and ``run`` say under ``out``, in the place of the run before.

    Raises:
        StorageError: it cannot be written.
    """
    record = RunRecord(
        schema_version=_SCHEMA,
        run=run,
        companies=population.companies,
        matches=population.matches,
        thresholds=population.thresholds,
        years=population.years,
        reports=tuple(_recorded(key, scored) for key, scored in population.reports.items()),
    )
    folder = out / REVIEW_FOLDER
    bare = tuple(
        (key, replace(s, readings=(), clues=None)) for key, s in population.reports.items()
    )
    _write(folder / REPORTS_NAME, _reports_adapter().dump_json((_key(run), bare)))
    _write(folder / RUN_NAME, _adapter().dump_json(record))


def _write(path: Path, content: bytes) -> None:
    unfinished = path.with_suffix(".being-written")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror or error}") from error


def _key(run: RunFacts) -> str:
    """Return what tells the run apart to which kept reports belong."""
    return f"{run.started_at} {run.reader_version} {run.instrument_version}"


def read_run_record(out: Path) -> RunRecord:
    """Return what the last run into ``out`` kept.

    Raises:
        InputError: there was none, or it had no company list, so that there is nothing to review.
        StorageError: the record is damaged.
    """
    path = out / REVIEW_FOLDER / RUN_NAME
    again = f"run report-mining monitor REPORTS --out {out} --companies FILE, then review it"
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(
            f"{out} holds no finished run of this version ({path} is missing); {again}"
        ) from error
    except OSError as error:
        raise StorageError(f"cannot read {path}: {error.strerror or error}") from error
    try:
        record = _adapter().validate_json(content)
    except ValueError as error:
        what = str(error).splitlines()[0]
        raise StorageError(f"{path} is damaged or of another version ({what}); {again}") from error
    if record.schema_version != _SCHEMA:
        raise StorageError(
            f"{path} has schema_version {record.schema_version}, expected {_SCHEMA}; {again}"
        )
    if not record.companies:
        raise InputError(
            f"the run in {out} had no company list, so there is no national figure to review; {again}"
        )
    return record


def recorded_population(record: RunRecord, store: Store, out: Path | None = None) -> Population:
    """Return what the figures were counted from.

    With ``out``, the folder of the run, the reports come from the one file that it kept, without
    readings: enough for decisions on endorsement. Without it, or without that file, they come from
    the store.

    Raises:
        StorageError: a report that the run kept is not in the store any more.
    """
    reports = None if out is None else _kept_reports(out, record.run)
    if reports is None:
        reports = {entry.key: _scored(entry, record.run, store) for entry in record.reports}
    return Population(record.companies, record.matches, reports, record.thresholds, record.years)


def _kept_reports(out: Path, run: RunFacts) -> dict[str, ScoredReport] | None:
    """Return the reports that the run kept in one file; None where it is missing or of another run."""
    try:
        content = (out / REVIEW_FOLDER / REPORTS_NAME).read_bytes()
        key, reports = _reports_adapter().validate_json(content)
    except (OSError, ValueError):
        return None  # the store has them too
    return dict(reports) if key == _key(run) else None


def population_of(
    companies: tuple[Company, ...],
    matches: tuple[ReportMatch, ...],
    reports: Mapping[str, ScoredReport],
    thresholds: DecisionThresholds,
    years: Sequence[int] | None,
) -> Population:
    """Return the population of a run in the form in which it is kept."""
    chosen = None if years is None else tuple(years)
    return Population(companies, matches, reports, thresholds, chosen)


def _recorded(key: str, scored: ScoredReport) -> RecordedReport:
    is_failed = scored.status is ReportStatus.FAILED
    return RecordedReport(
        key=key,
        report_id=scored.report_id,
        path=str(Path(scored.path).absolute()),
        file_name=scored.file_name,
        reason=scored.reason if is_failed else None,
        detail=scored.detail if is_failed else None,
    )


def _scored(entry: RecordedReport, run: RunFacts, store: Store) -> ScoredReport:
    if entry.reason is None:
        return store.read(entry.report_id, run.reader_version, run.instrument_version)
    return ScoredReport(
        report_id=entry.report_id,
        file_name=entry.file_name,
        path=entry.path,
        status=ReportStatus.FAILED,
        reason=entry.reason,
        detail=entry.detail,
        pages=0,
        pages_scored=0,
        pages_not_looked=(),
        pages_ocr=0,
        languages=(),
        passages=0,
        findings=(),
        clues=None,
        instrument_version=run.instrument_version,
        reader_version=run.reader_version,
        seconds=0.0,
    )


_KeptReports = tuple[str, tuple[tuple[str, ScoredReport], ...]]


@cache
def _reports_adapter() -> TypeAdapter[_KeptReports]:
    from pydantic import TypeAdapter

    return TypeAdapter(_KeptReports)


@cache
def _adapter() -> TypeAdapter[RunRecord]:
    from pydantic import TypeAdapter

    return TypeAdapter(RunRecord)

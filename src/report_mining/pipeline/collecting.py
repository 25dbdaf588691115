"""Every scored report of a run: those of this run, and those that the store has, read side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain

from report_mining.pipeline.instrument import Versions
from report_mining.pipeline.planning import Plan, UnopenedFile
from report_mining.pipeline.stored_reading import ReadStored
from report_mining.pipeline.workers import WorkerFailure, WorkerPool
from report_mining.records import ExtractionFailure, FailureReason, ScoredReport
from report_mining.storage import Store

_THREADS = 8  # that read a store far away: most of their time is waiting
_BATCH = 100  # reports that a worker reads at a time
_BATCH_TIMEOUT_S = 300.0


def collect_reports(
    plan: Plan,
    scored_now: Mapping[str, ScoredReport],
    store: Store,
    versions: Versions,
    helpers: Callable[[int], WorkerPool | None] = lambda count: None,  # noqa: ARG005
) -> tuple[tuple[str, ScoredReport], ...]:
    """Return (relative path, scored report) for every file of the plan, unopened ones included.

    Args:
        plan: The files.
        scored_now: What was scored in this run, by report id.
        store: Has the others.
        versions: What they were scored with.
        helpers: Returns workers for so many reports; None where they are read here.
    """
    stored = sorted({f.report_id for f in plan.files} - scored_now.keys())
    pool = helpers(len(stored)) if store.is_local else None
    read = _read_stored(stored, store, versions, pool)
    known = dict(scored_now) | dict(zip(stored, read, strict=True))
    rows: list[tuple[str, ScoredReport]] = []
    for file in plan.files:
        here = replace(known[file.report_id], path=file.address, file_name=file.path.name)
        rows.append((file.relative, here))
    rows.extend((f.relative, _unopened(f, versions)) for f in plan.unopened)
    return tuple(sorted(rows, key=lambda row: row[0]))


def _read_stored(
    report_ids: Sequence[str], store: Store, versions: Versions, pool: WorkerPool | None
) -> Iterator[ScoredReport]:
    """Yield the reports in the order of their ids."""

    def read_here(report_id: str) -> ScoredReport:
        return store.read(report_id, versions.reader, versions.instrument)

    def read_there(batch: tuple[str, ...]) -> tuple[ScoredReport, ...]:
        assert pool is not None
        job = ReadStored(store.folder, batch, versions.reader, versions.instrument)
        answer = pool.run(job, _BATCH_TIMEOUT_S)
        if isinstance(answer, WorkerFailure):  # what it was to read is still in the store
            return tuple(map(read_here, batch))
        return answer

    if pool is None and store.is_local:
        yield from map(read_here, report_ids)
        return
    with ThreadPoolExecutor(_THREADS if pool is None else pool.size) as threads:
        if pool is None:
            yield from threads.map(read_here, report_ids)
        else:
            yield from chain.from_iterable(threads.map(read_there, _batches(report_ids)))


def _batches(report_ids: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(report_ids), _BATCH):
        yield tuple(report_ids[start : start + _BATCH])


def _unopened(file: UnopenedFile, versions: Versions) -> ScoredReport:
    failure = ExtractionFailure(file.path.name, FailureReason.UNREADABLE, file.detail)
    return versions.failed(failure, file.path)

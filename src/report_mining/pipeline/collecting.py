"""Every scored report of a run: those of this run, and those that the store has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from report_mining.pipeline.instrument import Versions
from report_mining.pipeline.planning import Plan, UnopenedFile
from report_mining.records import ExtractionFailure, FailureReason, ScoredReport
from report_mining.storage import Store

_THREADS = 8  # that read a store far away: most of their time is waiting


def collect_reports(
    plan: Plan,
    scored_now: Mapping[str, ScoredReport],
    store: Store,
    versions: Versions,
) -> tuple[tuple[str, ScoredReport], ...]:
    """Return (relative path, scored report) for every file of the plan, unopened ones included."""
    stored = sorted({f.report_id for f in plan.files} - scored_now.keys())
    read = _read_stored(stored, store, versions)
    known = dict(scored_now) | dict(zip(stored, read, strict=True))
    rows: list[tuple[str, ScoredReport]] = []
    for file in plan.files:
        here = replace(known[file.report_id], path=file.address, file_name=file.path.name)
        rows.append((file.relative, here))
    rows.extend((f.relative, _unopened(f, versions)) for f in plan.unopened)
    return tuple(sorted(rows, key=lambda row: row[0]))


def _read_stored(
    report_ids: Sequence[str], store: Store, versions: Versions
) -> Iterator[ScoredReport]:
    """Yield the reports in the order of their ids."""

    def read(report_id: str) -> ScoredReport:
        return store.read_quickly(report_id, versions.reader, versions.instrument)

    if store.is_local:
        yield from map(read, report_ids)
        return
    with ThreadPoolExecutor(_THREADS) as threads:
        yield from threads.map(read, report_ids)


def _unopened(file: UnopenedFile, versions: Versions) -> ScoredReport:
    failure = ExtractionFailure(file.path.name, FailureReason.UNREADABLE, file.detail)
    return versions.failed(failure, file.path)

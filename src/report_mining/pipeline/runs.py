"""One run of the main job, from the reports folder to the release; the flow orders its steps."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from report_mining.errors import StorageError
from report_mining.pipeline.beside import beside_in
from report_mining.pipeline.cluster import ClusterBatch
from report_mining.pipeline.collecting import collect_reports
from report_mining.pipeline.collector import rare_collections, settle
from report_mining.pipeline.evidence_pictures import EvidencePictures, keep_pictures
from report_mining.pipeline.fetching import is_remote
from report_mining.pipeline.identifying import keep, read_identifier
from report_mining.pipeline.instrument import Instrument, load_instrument, versions_of
from report_mining.pipeline.jobs import WarmUp
from report_mining.pipeline.monitoring import (
    Register,
    RunClock,
    build_release,
    evidence_of,
    publish,
    read_register,
    score_and_store,
)
from report_mining.pipeline.output_folder import OutputFolder
from report_mining.pipeline.planning import Plan, PlannedFile, make_batches, plan_run
from report_mining.pipeline.run_log import RunLog, new_run_id
from report_mining.pipeline.run_report import Outcome, RunReport, utc_now, write_run_report
from report_mining.pipeline.run_summary import MonitorSummary, summarise
from report_mining.pipeline.stored_scoring import StoredResult, StoredScoring
from report_mining.pipeline.unchanged import (
    find_published,
    fingerprint_release,
    forget_published,
    keep_published,
)
from report_mining.pipeline.workers import WorkerPool
from report_mining.records import ReadingLimits, Release, ScoredReport
from report_mining.register import FinancialRule
from report_mining.review import DecisionLog
from report_mining.storage import PictureStore, StatCache, Store, is_kept

__all__ = ["MonitorRun", "MonitorSummary", "RunOptions", "Runner", "default_workers"]


WORTH_WORKERS = 500  # reports: the workbook of fewer takes a second or two


class Runner(StrEnum):
    """Where reports are read and scored."""

    LOCAL = "local"  # worker processes on this machine
    DASK = "dask"  # the workers of a Dask cluster


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What a person asked for."""

    reports: Path | str  # a folder, a file, or an fsspec address
    out: Path | str  # a folder or an fsspec address
    companies: Path | None = None
    manifest: Path | None = None
    year: int | None = None  # publish this reporting year only
    workers: int | None = None  # None: one per core
    models: Path | None = None
    force: bool = False  # read and score again what the store already holds
    limits: ReadingLimits = ReadingLimits()
    verify: bool = False  # hash every file again, also where its stamp has not changed
    runner: Runner = Runner.LOCAL
    size_test: FinancialRule | None = None  # who is large; None: the list is the population


@dataclass(frozen=True, slots=True)
class ActiveReport:
    """A report that a worker is at."""

    file: str
    since: float  # time.monotonic()


def default_workers() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on every system
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class MonitorRun:
    """A run in progress: lock, plan, store, workers, and what was scored so far.

    Use it as a context manager; leaving it ends the workers, writes ``run.json`` and releases the
    output folder.
    """

    def __init__(
        self, options: RunOptions, new_pool: Callable[..., WorkerPool] = WorkerPool
    ) -> None:
        self.options = options
        self._make_pool = new_pool
        self.on_report: Callable[[ScoredReport], None] = lambda scored: None  # noqa: ARG005
        self.active: dict[int, ActiveReport] = {}  # by thread
        self._started = time.monotonic()
        self._started_at = utc_now()
        self._scored: dict[str, ScoredReport] = {}
        self._scored_lock = threading.Lock()
        self._pool: WorkerPool | None = None
        self.run_id = new_run_id(self._started_at)
        self.report = RunReport(
            self.run_id,
            self._started_at.isoformat(timespec="seconds"),
            str(options.reports),
            str(options.out),
            options.runner.value,
        )

    def __enter__(self) -> Self:
        """Check the input, take the output folder and start the workers."""
        options = self.options
        with self.report.stage("start"):
            self.instrument: Instrument = load_instrument(options.models)
            self.register: Register = read_register(
                options.companies, options.manifest, options.size_test
            )
            self.report.add_population(self.register.listed, self.register.sized)
            self.versions = versions_of(self.instrument, options.limits)
        with ExitStack() as stack:
            self._folder = stack.enter_context(OutputFolder(options.out))
            self.log = RunLog(self._folder.here, self.run_id)
            stack.callback(self.log.close)
            self.log.open()
            stack.push(self._end)
            self._start()
            stack.callback(self._stop_pool)
            self._held = stack.pop_all()
        return self

    def _start(self) -> None:
        options = self.options
        versions = self.versions
        self.report.versions = {"instrument": versions.instrument, "reader": versions.reader}
        self.log.write("started", reports=str(options.reports), out=str(options.out))
        with self.report.stage("plan"):
            self.store = Store(self._folder.store)
            self.pictures = PictureStore(self._folder.store)
            self.store.clear_unfinished()
            self.pictures.clear_unfinished()
            cache = StatCache(self._folder.store)
            identifier = read_identifier(cache, verifies=options.verify)
            self.plan: Plan = plan_run(
                options.reports, self.store, versions.reader, versions.instrument,
                force=options.force, out=options.out, identifier=identifier,
            )  # fmt: skip
            keep(cache, identifier)
        self.report.add_plan(self.plan)
        self._by_name = {file.relative: file for file in self.plan.files}
        self.log.write(
            "planned", files=len(self.plan.files), to_score=len(self.plan.new),
            from_store=self.plan.reused_count, hashed=identifier.hashed_count,
        )  # fmt: skip
        if self.plan.new and options.runner is Runner.LOCAL:
            self._pool = self._new_pool(self._worker_count(), WarmUp())

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the workers, write the report of the run and release the output folder."""
        self._held.__exit__(kind, error, trace)

    def _end(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,  # noqa: ARG002
    ) -> None:
        self._stop_pool(at_once=error is not None)
        outcome = Outcome.DONE
        if kind is not None:
            outcome = Outcome.INTERRUPTED if kind is KeyboardInterrupt else Outcome.FAILED
        self.report.finish(outcome, str(error or ""), time.monotonic() - self._started)
        self.log.write("ended", outcome=outcome.value, error=str(error or ""))
        self.log.close()
        try:
            write_run_report(self.report, self._folder.here)
            self._folder.push()
        except StorageError:
            if error is None:  # else the first error says more
                raise

    def _worker_count(self) -> int:
        wanted = self.options.workers or default_workers()
        return max(1, min(wanted, max(1, len(self.plan.new))))

    def _new_pool(self, size: int, warm_up: WarmUp | None) -> WorkerPool:
        return self._make_pool(size, self.options.models, self.options.limits.memory_bytes, warm_up)

    @property
    def pool(self) -> WorkerPool:
        """The worker processes; started when first needed if there is nothing to score."""
        if self._pool is None:
            self._pool = self._new_pool(self.options.workers or default_workers(), None)
        return self._pool

    def _stop_pool(self, *, at_once: bool = False) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            if at_once:
                pool.abort()
            else:
                pool.close()

    def scoring(self) -> AbstractContextManager[None]:
        """Time the block in which reports are scored."""
        return self.report.stage("score")

    def batches(self) -> list[list[str]]:
        """Return the names of the files to score, several small ones to a batch."""
        return [[file.relative for file in batch] for batch in make_batches(self.plan.new)]

    def score_batch(self, names: Sequence[str]) -> int:
        """Score some files and keep the results; return how many were scored."""
        for name in names:
            self._score(self._by_name[name])
        return len(names)

    def cluster_batch(self, names: Sequence[str]) -> ClusterBatch:
        """Return what a machine of a cluster needs to score some files."""
        models = self.options.models
        return ClusterBatch(
            tuple(self._work(self._by_name[name]) for name in names),
            None if models is None else str(models.absolute()),
            self.versions.instrument,
            self.versions.reader,
            self.options.limits.memory_bytes,
        )

    def accept(self, names: Sequence[str], results: Sequence[StoredResult]) -> None:
        """Take what a machine of a cluster answered for a batch."""
        for name, result in zip(names, results, strict=True):
            self._accept(self._by_name[name], result)

    def _work(self, file: PlannedFile) -> StoredScoring:
        address = file.remote or str(file.path.absolute())
        store = self._folder.store
        return StoredScoring(
            address,
            file.report_id,
            store if is_remote(store) else str(Path(store).absolute()),
            self.options.limits,
            reads_again=self.options.force,
        )

    def _score(self, file: PlannedFile) -> None:
        with self._scored_lock:
            if file.report_id in self._scored:  # a retried batch does not score twice
                return
        here = threading.get_ident()
        self.active[here] = ActiveReport(file.relative, time.monotonic())
        try:
            result = score_and_store(self._work(file), self.pool, self.versions)
        finally:
            self.active.pop(here, None)
        self._accept(file, result)

    def _accept(self, file: PlannedFile, result: StoredResult) -> None:
        scored = result.scored
        with self._scored_lock:
            self._scored[file.report_id] = scored
            self.report.add_scored(file.relative, scored, was_read=result.was_read)
        self.log.write(
            "scored", file=file.relative, report_id=file.report_id, status=scored.status.value,
            reason=scored.reason, pages=scored.pages, findings=len(scored.findings),
            seconds=round(scored.seconds, 3), was_read=result.was_read,
        )  # fmt: skip
        self.on_report(scored)

    @property
    def _years(self) -> list[int] | None:
        return None if self.options.year is None else [self.options.year]

    def publish(self) -> MonitorSummary:
        """Aggregate everything that the plan names and write the release, unless it still holds."""
        fingerprint = fingerprint_release(
            self.plan, self.versions, (self.register, self._years, self._decisions())
        )
        is_new = bool(self.plan.new) or self.options.force or self.options.verify
        held = None if is_new else self._find_published(fingerprint)
        if held is not None:
            summary = replace(
                held, new_count=0, reused_count=self.plan.reused_count, is_unchanged=True
            )
        else:
            with rare_collections():
                summary = self._publish(fingerprint)
        return self._finish(summary)

    def _find_published(self, fingerprint: str) -> MonitorSummary | None:
        is_here = not self._folder.is_remote  # of an address, only the tables were fetched
        return find_published(self._folder.here, fingerprint, has_pages=is_here)

    def _decisions(self) -> tuple[object, ...]:
        """Return the answers of reviewers that count in this release."""
        return DecisionLog(self._folder.here).read()

    def _publish(self, fingerprint: str) -> MonitorSummary:
        here = self._folder.here
        forget_published(here)
        with self.report.stage("collect"):
            reports = collect_reports(self.plan, self._scored, self.store, self.versions)
        clock = RunClock(self._started_at, time.monotonic() - self._started)
        with self.report.stage("aggregate"):
            release = build_release(
                self.plan, reports, self.register, self.instrument, self.versions, clock,
                self._years, here,
            )  # fmt: skip
        settle()
        with self.report.stage("pictures"):
            crops = self._keep_pictures(release)
        with self.report.stage("release"):
            pool = self._helpers(len(release.reports))
            index = publish(release, here, crops, beside_in(pool) if pool else None)
        summary = summarise(release, reports, index, self.plan, self.register, self._years)
        if all(map(is_kept, self._scored.values())):  # others are tried again next time
            keep_published(here, fingerprint, summary)
        return summary

    def _helpers(self, report_count: int) -> WorkerPool | None:
        """Return the workers for a release of so many reports; None where they would gain no time."""
        is_alone = (self.options.workers or default_workers()) == 1
        return None if is_alone or report_count < WORTH_WORKERS else self.pool

    def _keep_pictures(self, release: Release) -> EvidencePictures:
        self.log.write("pictures")
        return keep_pictures(
            release.reports, evidence_of, self.pictures, self.pool, self.versions,
            renders_again=self.options.force,
        )  # fmt: skip

    def _finish(self, summary: MonitorSummary) -> MonitorSummary:
        self.report.is_unchanged = summary.is_unchanged
        self.report.add_failures(summary.failures)
        self.log.write("published", index=self._folder.index, is_unchanged=summary.is_unchanged)
        remote = self._folder.is_remote
        return replace(
            summary,
            index=Path(self._folder.index) if not remote else summary.index,
            address=self._folder.index if remote else "",
            seconds=time.monotonic() - self._started,
            pages_read_now=sum(scored.pages for scored in self._scored.values()),
            stage_seconds=tuple(self.report.stage_seconds.items()),
            log=self._folder.shown(self.log.path),
        )

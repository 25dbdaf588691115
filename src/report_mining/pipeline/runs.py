"""One run of the main job, from the reports folder to the release; the flow orders its steps."""

from __future__ import annotations

import datetime
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from report_mining.indicators import unused_matches
from report_mining.pipeline.instrument import Instrument, load_instrument, versions_of
from report_mining.pipeline.jobs import WarmUp
from report_mining.pipeline.monitoring import (
    Register,
    RunClock,
    build_release,
    collect_reports,
    publish,
    read_register,
    score_and_store,
)
from report_mining.pipeline.planning import Plan, PlannedFile, make_batches, plan_run
from report_mining.pipeline.workers import WorkerPool
from report_mining.publishing import headline_wordings
from report_mining.records import (
    NationalPoint,
    ReadingLimits,
    Release,
    ReportStatus,
    ScoredReport,
)
from report_mining.register import unused_entries
from report_mining.storage import OutputLock, Store


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What a person asked for."""

    reports: Path
    out: Path
    companies: Path | None = None
    manifest: Path | None = None
    year: int | None = None  # publish this reporting year only
    workers: int | None = None  # None: one per core
    models: Path | None = None
    force: bool = False  # score again what the store already holds
    limits: ReadingLimits = ReadingLimits()


@dataclass(frozen=True, slots=True)
class MonitorSummary:
    """What a run did, for the screen and for a Prefect artifact."""

    index: Path
    statuses: tuple[tuple[str, int], ...]  # (ReportStatus, files)
    failures: tuple[tuple[str, str, str], ...]  # (file, reason, detail)
    ignored: tuple[str, ...]
    unmatched: int  # files without company or year, where a company list was given
    new_count: int
    reused_count: int
    pages: int
    pages_not_looked: int
    findings: int
    company_count: int
    review_count: int
    national: tuple[NationalPoint, ...]
    headline: tuple[str, ...]  # the figure in sentences, or why there is none
    outside_files: tuple[str, ...]  # matched, but company or year is not in the population
    missing_files: tuple[str, ...]  # files that the manifest names and the folder lacks
    seconds: float
    pages_read_now: int

    @property
    def scored_count(self) -> int:
        """How many files gave at least one page of text in a covered language."""
        usable = (ReportStatus.SCORED.value, ReportStatus.PARTIAL.value)
        return sum(count for status, count in self.statuses if status in usable)


def default_workers() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on every system
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class MonitorRun:
    """A run in progress: lock, plan, store, workers, and what was scored so far.

    Use it as a context manager; leaving it ends the workers and releases the output folder.
    """

    def __init__(self, options: RunOptions) -> None:
        self.options = options
        self.on_report: Callable[[ScoredReport], None] = lambda scored: None  # noqa: ARG005
        self._started = time.monotonic()
        self._started_at = datetime.datetime.now(datetime.UTC)
        self._scored: dict[str, ScoredReport] = {}
        self._scored_lock = threading.Lock()

    def __enter__(self) -> Self:
        """Check the input, take the output folder and start the workers."""
        options = self.options
        self.instrument: Instrument = load_instrument(options.models)
        self.register: Register = read_register(options.companies, options.manifest)
        self.versions = versions_of(self.instrument, options.limits)
        with ExitStack() as stack:
            self._start(stack)
            self._held = stack.pop_all()
        return self

    def _start(self, stack: ExitStack) -> None:
        options = self.options
        stack.enter_context(OutputLock(options.out))
        self.store = Store(options.out / "store")
        self.store.clear_unfinished()
        self.plan: Plan = plan_run(
            options.reports,
            self.store,
            self.versions.reader,
            self.versions.instrument,
            force=options.force,
            out=options.out,
        )
        self._by_name = {file.relative: file for file in self.plan.files}
        warm_up = WarmUp() if self.plan.new else None  # pictures need no models
        self.pool = stack.enter_context(
            WorkerPool(self._worker_count(), options.models, options.limits.memory_bytes, warm_up)
        )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the workers and release the output folder."""
        self._held.__exit__(kind, error, trace)

    def _worker_count(self) -> int:
        wanted = self.options.workers or default_workers()
        return max(1, min(wanted, max(1, len(self.plan.new))))

    def batches(self) -> list[list[str]]:
        """Return the names of the files to score, several small ones to a batch."""
        return [[file.relative for file in batch] for batch in make_batches(self.plan.new)]

    def score_batch(self, names: Sequence[str]) -> int:
        """Score some files and keep the results; return how many were scored."""
        for name in names:
            self._score(self._by_name[name])
        return len(names)

    def _score(self, file: PlannedFile) -> None:
        with self._scored_lock:
            if file.report_id in self._scored:  # a retried batch does not score twice
                return
        scored = score_and_store(file, self.pool, self.store, self.options.limits, self.versions)
        with self._scored_lock:
            self._scored[file.report_id] = scored
        self.on_report(scored)

    @property
    def _years(self) -> list[int] | None:
        return None if self.options.year is None else [self.options.year]

    def publish(self) -> MonitorSummary:
        """Aggregate everything that the plan names and write the release."""
        reports = collect_reports(self.plan, self._scored, self.store, self.versions)
        clock = RunClock(self._started_at, time.monotonic() - self._started)
        release = build_release(
            self.plan, reports, self.register, self.instrument, self.versions, clock, self._years,
            self.options.out,
        )  # fmt: skip
        index = publish(release, self.options.out, self.pool)
        return self._summarise(release, reports, index)

    def _summarise(
        self, release: Release, reports: Sequence[tuple[str, ScoredReport]], index: Path
    ) -> MonitorSummary:
        statuses = Counter(scored.status.value for _, scored in reports)
        return MonitorSummary(
            index=index,
            statuses=tuple(sorted(statuses.items())),
            failures=tuple(
                (name, scored.reason or "", scored.detail or "")
                for name, scored in reports
                if scored.status is ReportStatus.FAILED
            ),
            ignored=self.plan.ignored,
            unmatched=_count_unmatched(release),
            new_count=len(self.plan.new),
            reused_count=self.plan.reused_count,
            pages=sum(scored.pages for scored in release.reports),
            pages_not_looked=sum(n for s in release.reports for _, n in s.pages_not_looked),
            findings=len(release.findings()),
            company_count=len(release.companies),
            review_count=len(release.review),
            national=release.national,
            headline=tuple(wording.en for wording in headline_wordings(release)),
            outside_files=_outside(release, self._years),
            missing_files=tuple(
                entry.file
                for entry in unused_entries([name for name, _ in reports], self.register.manifest)
            ),
            seconds=time.monotonic() - self._started,
            pages_read_now=sum(scored.pages for scored in self._scored.values()),
        )


def _count_unmatched(release: Release) -> int:
    if not release.companies:
        return 0
    return sum(m.company_id is None or m.reporting_year is None for m in release.matches)


def _outside(release: Release, years: Sequence[int] | None) -> tuple[str, ...]:
    if not release.companies:
        return ()
    return tuple(m.file for m in unused_matches(release.companies, release.matches, years))

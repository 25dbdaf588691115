"""The report of a run, ``run.json``: what took how long, what failed, what was skipped and why."""

from __future__ import annotations

import datetime
import json
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path

from report_mining.errors import StorageError
from report_mining.pipeline.planning import Plan
from report_mining.records import Company, ScoredReport
from report_mining.register import SizedList

REPORT_NAME = "run.json"
SLOWEST = 20  # reports named with what they took
_MIB_PER_UNIT = 1 / 1024 if sys.platform != "darwin" else 1 / 1024**2  # of ru_maxrss


class Outcome(StrEnum):
    """How a run ended."""

    RUNNING = "running"  # also: killed, since nothing could be written any more
    DONE = "done"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


class SkipReason(StrEnum):
    """Why a file was not read in this run."""

    SAME_CONTENT = "same_content"  # as another file, which stands for both
    IN_STORE = "in_store"
    NO_REPORT_FORMAT = "no_report_format"
    CANNOT_BE_OPENED = "cannot_be_opened"


@dataclass(frozen=True, slots=True)
class TimedReport:
    """What one report took in this run."""

    file: str
    pages: int
    seconds: float
    was_read: bool  # False: scored from its stored pages


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A file that failed, was skipped, or could not be opened."""

    file: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PopulationCounts:
    """How many companies were listed and counted, and how many a size test left out."""

    listed: int
    counted: int
    size_test: str = ""  # "" where none was asked
    left_out: int = 0
    left_out_by_missed: dict[str, int] = field(default_factory=dict)  # such as {"staff": 12}
    size_unknown_and_kept: int = 0


@dataclass(frozen=True, slots=True)
class CompanyLeftOut:
    """A company that is not large enough, and what it does not reach."""

    company_id: str
    name: str
    missed: list[str]


@dataclass
class RunReport:
    """Filled while a run goes on and written when it ends, however it ends."""

    run_id: str
    started_at: str  # ISO 8601, UTC
    reports: str
    out: str
    runner: str
    versions: dict[str, str] = field(default_factory=dict)
    outcome: Outcome = Outcome.RUNNING
    error: str = ""
    seconds: float = 0.0  # by a clock that never runs backwards
    stage_seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    skipped_counts: dict[str, int] = field(default_factory=dict)
    pages_per_second: float | None = None
    peak_worker_mib: float | None = None
    is_unchanged: bool = False  # the release of an earlier run still holds and was left as it is
    slowest: list[TimedReport] = field(default_factory=list)
    failed: list[FileProblem] = field(default_factory=list)
    skipped: list[FileProblem] = field(default_factory=list)  # without those in the store
    population: PopulationCounts | None = None  # None without a company list
    left_out: list[CompanyLeftOut] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add what the block takes to a stage."""
        started = time.monotonic()
        try:
            yield
        finally:
            spent = time.monotonic() - started
            self.stage_seconds[name] = round(self.stage_seconds.get(name, 0.0) + spent, 3)

    def add_population(self, listed: Sequence[Company], sized: SizedList | None) -> None:
        """Count who is in the population, and name whom a size test leaves out and why."""
        if sized is None:
            self.population = PopulationCounts(len(listed), len(listed)) if listed else None
            return
        self.population = PopulationCounts(
            listed=len(sized.listed),
            counted=len(sized.counted),
            size_test=sized.test.financial.value,
            left_out=len(sized.too_small),
            left_out_by_missed=sized.missed_counts,
            size_unknown_and_kept=len(sized.undecided),
        )
        self.left_out = [
            CompanyLeftOut(one.company.company_id, one.company.name, list(one.missed))
            for one in sized.too_small
        ]

    def add_plan(self, plan: Plan) -> None:
        """Count what is to be done, and name what is not."""
        new = {f.report_id: f.relative for f in plan.new}
        self.counts |= {
            "files": len(plan.files) + len(plan.unopened),
            "reports": len({f.report_id for f in plan.files}),
            "to_score": len(plan.new),
        }
        seen: set[str] = set()
        for file in plan.files:
            if file.report_id in seen:
                self._skip(file.relative, SkipReason.SAME_CONTENT)
            elif file.report_id not in new:
                self._count(SkipReason.IN_STORE)
            seen.add(file.report_id)
        for unopened in plan.unopened:
            self._skip(unopened.relative, SkipReason.CANNOT_BE_OPENED, unopened.detail)
        for name in plan.ignored:
            self._skip(name, SkipReason.NO_REPORT_FORMAT)

    def _skip(self, file: str, reason: SkipReason, detail: str = "") -> None:
        self._count(reason)
        self.skipped.append(FileProblem(file, reason.value, detail))

    def _count(self, reason: SkipReason) -> None:
        self.skipped_counts[reason.value] = self.skipped_counts.get(reason.value, 0) + 1

    def add_scored(self, file: str, scored: ScoredReport, *, was_read: bool) -> None:
        """Count a report that was scored in this run."""
        for name, number in (("scored", 1), ("pages", scored.pages), ("read", int(was_read))):
            self.counts[name] = self.counts.get(name, 0) + number
        self.slowest.append(
            TimedReport(file, scored.pages, round(scored.seconds, 2), was_read=was_read)
        )
        self.slowest.sort(key=lambda one: (-one.seconds, one.file))
        del self.slowest[SLOWEST:]

    def add_failures(self, failures: tuple[tuple[str, str, str], ...]) -> None:
        """Name the files that failed, of this run and of those before."""
        self.failed = [FileProblem(*failure) for failure in failures]

    def finish(self, outcome: Outcome, error: str, seconds: float) -> None:
        """Say how the run ended."""
        self.outcome, self.error, self.seconds = outcome, error, round(seconds, 3)
        scoring_s = self.stage_seconds.get("score", 0.0)
        if scoring_s and self.counts.get("pages"):
            self.pages_per_second = round(self.counts["pages"] / scoring_s, 2)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self.peak_worker_mib = round(peak * _MIB_PER_UNIT, 1) if peak else None


def write_run_report(report: RunReport, out: Path) -> None:
    """Write ``run.json`` in one step.

    Raises:
        StorageError: The output folder cannot be written.
    """
    unfinished = out / f".{REPORT_NAME}.part"
    try:
        unfinished.write_text(json.dumps(asdict(report), indent=1) + "\n", encoding="utf-8")
        unfinished.replace(out / REPORT_NAME)
    except OSError as error:
        raise StorageError(
            f"cannot write {out / REPORT_NAME}: {error.strerror or error}; check that the disk has "
            "free space and that you may write there, or choose another --out"
        ) from error


def utc_now() -> datetime.datetime:
    """Return the time of day, for people; durations come from a monotonic clock."""
    return datetime.datetime.now(datetime.UTC)

"""A file that crashes, hangs or eats memory costs one failure and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from report_mining.errors import ArtefactError
from report_mining.pipeline.workers import WorkerFailure, WorkerPool
from report_mining.records import FailureReason

JOBS = Path(__file__).parent / "jobs"
sys.path.insert(0, str(JOBS))
import hostile_jobs as jobs  # noqa: E402  # workers import it by the same name

LONG_S = 60.0


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerPool]:
    monkeypatch.setenv("PYTHONPATH", str(JOBS))
    with WorkerPool(1, Path("/models"), memory_bytes=2 * 1024**3) as pool:
        yield pool


def test_a_job_is_answered_even_when_libraries_print(pool: WorkerPool) -> None:
    assert pool.run(jobs.Echo("hello"), LONG_S) == "hello|/models"


@pytest.mark.parametrize(
    ("job", "timeout_s", "reason"),
    [
        (jobs.Crash(), LONG_S, FailureReason.CRASHED),
        (jobs.Bug(), LONG_S, FailureReason.CRASHED),
        (jobs.Hang(), 1.0, FailureReason.TIMED_OUT),
        (jobs.Bomb(), LONG_S, FailureReason.OUT_OF_MEMORY),
    ],
)
def test_a_hostile_file_costs_one_failure_and_the_next_one_is_answered(
    pool: WorkerPool, job: object, timeout_s: float, reason: FailureReason
) -> None:
    pool.run(jobs.Echo("warm"), LONG_S)
    failure = pool.run(job, timeout_s)  # type: ignore[arg-type]
    assert isinstance(failure, WorkerFailure)
    assert failure.reason is reason
    assert failure.detail
    assert pool.run(jobs.Echo("again"), LONG_S) == "again|/models"


def test_an_error_of_our_own_reaches_the_caller(pool: WorkerPool) -> None:
    with pytest.raises(ArtefactError, match="weights do not match"):
        pool.run(jobs.WrongModel(), LONG_S)
    assert pool.run(jobs.Echo("again"), LONG_S) == "again|/models"


def test_many_threads_share_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(JOBS))
    with WorkerPool(2) as pool, ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda i: pool.run(jobs.Echo(str(i)), LONG_S), range(40)))
    assert answers == [f"{i}|None" for i in range(40)]


def test_a_pool_without_workers_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1 worker, got 0"):
        WorkerPool(0)


def test_loading_models_is_no_part_of_what_a_file_may_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(JOBS))
    with WorkerPool(1, warm_up=jobs.Slow(1.5)) as pool:
        assert pool.run(jobs.Echo("quick"), 1.0) == "quick|None"


def test_a_model_that_cannot_be_loaded_is_told_with_the_first_job(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(JOBS))
    with (
        WorkerPool(1, warm_up=jobs.WrongModel()) as pool,
        pytest.raises(ArtefactError, match="weights do not match"),
    ):
        pool.run(jobs.Echo("never"), LONG_S)

"""The main job as a Prefect flow: every report under a folder, to a published release."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from prefect import Flow, flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import as_completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.tasks import Task
from report_mining.flows.progress import shown_progress
from report_mining.flows.summary import summary_markdown

from report_mining.errors import StorageError, UsageError
from report_mining.pipeline.cluster import score_on_cluster
from report_mining.pipeline.runs import (
    MonitorRun,
    MonitorSummary,
    Runner,
    RunOptions,
    default_workers,
)
from report_mining.records import ReadingLimits
from report_mining.register import FinancialRule


def _is_io_error(_task: Task[Any, Any], _run: TaskRun, state: State[Any]) -> bool:
    """Retry what may pass by itself; a wrong model or a bug stays wrong."""
    return isinstance(state.data, (OSError, StorageError))


@flow(
    name="monitor",
    task_runner=ThreadPoolTaskRunner(max_workers=default_workers()),
    persist_result=False,
)
def monitor(
    reports: Path | str,
    out: Path | str,
    companies: Path | None = None,
    manifest: Path | None = None,
    year: int | None = None,
    workers: int | None = None,
    models: Path | None = None,
    force: bool = False,
    ocr: bool = True,
    timeout_s: float = 600.0,
    show_progress: bool = False,
    verify: bool = False,
    runner: Runner = Runner.LOCAL,
    size_test: FinancialRule | None = None,
) -> MonitorSummary:
    """Score every report under ``reports`` that ``out`` does not hold yet, and publish the release.

    Args:
        reports: A folder with reports (searched with its subfolders), one report, or an fsspec
            address of either, such as ``s3://bucket/reports``.
        out: The output folder or an fsspec address; it keeps a store, so that a second run does
            only what is new.
        companies: ``companies.csv``; without it there is no national figure.
        manifest: Which file is whose; without it company and year are inferred and marked.
        year: Publish this reporting year only.
        workers: Worker processes; one per core when not given.
        models: A models folder instead of the packaged one.
        force: Score again what the store already holds.
        ocr: Read scanned pages with Tesseract where it is installed.
        timeout_s: What one file may take, in seconds.
        show_progress: Draw a progress bar on standard error.
        verify: Hash every file again, also where size and times have not changed.
        runner: Where reports are scored; ``dask`` needs the flow of ``with_dask``.
        size_test: Count only large companies, by this rule; without it the list is the population.
    """
    options = RunOptions(
        reports, out, companies, manifest, year, workers, models, force,
        ReadingLimits(timeout_s=timeout_s, ocr=ocr), verify, runner, size_test,
    )  # fmt: skip
    with MonitorRun(options) as run:
        with shown_progress(run, is_shown=show_progress), run.scoring():
            score = _score_on_cluster if runner is Runner.DASK else _score_all
            score(run)
        summary = task(run.publish, name="publish release", cache_policy=NO_CACHE)()
    create_markdown_artifact(key="report-mining-summary", markdown=summary_markdown(summary))
    return summary


def _score_all(run: MonitorRun) -> None:
    """Hand batches to the workers, a thread per worker; an error of a batch ends the run."""
    score = _retried(run.score_batch)
    for future in as_completed([score.submit(batch) for batch in run.batches()]):
        future.result()


def _score_on_cluster(run: MonitorRun) -> None:
    """Hand batches to the machines of the cluster and take their answers as they come."""
    score = _retried(score_on_cluster)
    names_of = {score.submit(run.cluster_batch(names)): names for names in run.batches()}
    for future in as_completed(list(names_of)):
        run.accept(names_of[future], future.result())


def _retried(work: Callable[..., Any]) -> Task[..., Any]:
    return task(
        work,
        name="score reports",
        retries=1,
        retry_delay_seconds=1,
        retry_condition_fn=_is_io_error,
        cache_policy=NO_CACHE,
        persist_result=False,
    )


def with_threads(
    wanted: Flow[..., MonitorSummary], workers: int | None
) -> Flow[..., MonitorSummary]:
    """Return the flow with one task thread per worker process."""
    threads = workers or default_workers()
    return wanted.with_options(task_runner=ThreadPoolTaskRunner(max_workers=threads))


def with_dask(wanted: Flow[..., MonitorSummary], address: str | None) -> Flow[..., MonitorSummary]:
    """Return the flow with its tasks on the Dask cluster at ``address``.

    Raises:
        UsageError: There is no address, or the package for it is not installed.
    """
    if not address:
        raise UsageError(
            "--runner dask needs the address of a scheduler; add --dask-address tcp://HOST:8786"
        )
    try:
        from prefect_dask import DaskTaskRunner
    except ImportError as error:
        raise UsageError(
            f"--runner dask needs a package that is not installed ({error}); "
            "pip install 'report-mining[cluster]'"
        ) from error
    runner: TaskRunner[Any] = DaskTaskRunner(address=address)
    return wanted.with_options(task_runner=runner)

"""A killed worker costs the report it was reading, and the next run repairs that."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from conftest import SampleRun
from truth import REPORTS, SAMPLE, read_table

from report_mining.pipeline.runs import MonitorRun, MonitorSummary, RunOptions
from report_mining.records import ReadingLimits, ScoredReport


def run_once(out: Path, kill_after: int | None = None) -> MonitorSummary:
    """Run the main job; kill the worker each time this many reports more are done."""
    options = RunOptions(
        REPORTS,
        out,
        SAMPLE / "companies.csv",
        SAMPLE / "manifest.csv",
        workers=1,
        limits=ReadingLimits(ocr=False),
    )
    with MonitorRun(options) as run:
        done: list[ScoredReport] = []

        def count(scored: ScoredReport) -> None:
            done.append(scored)
            if kill_after and len(done) % kill_after == 0:
                for pid in run.pool.process_ids():
                    os.kill(pid, signal.SIGKILL)

        run.on_report = count
        for batch in run.batches():
            run.score_batch(batch)
        return run.publish()


def test_a_killed_worker_loses_nothing_and_the_next_run_repairs(
    tmp_path: Path, plain_run: SampleRun
) -> None:
    killed = run_once(tmp_path / "out", kill_after=9)
    assert sum(count for _, count in killed.statuses) == 28
    repaired = run_once(tmp_path / "out")
    assert repaired.reused_count + repaired.new_count == 28
    for name in ("findings", "company_indicators", "national_series", "coverage"):
        assert read_table(tmp_path / "out", name) == read_table(plain_run.out, name)

"""The log and the report of a run."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from report_mining.errors import StorageError
from report_mining.pipeline.run_log import KEPT_LOGS, RunLog, new_run_id
from report_mining.pipeline.run_report import Outcome, RunReport, write_run_report

NOON = datetime.datetime(2026, 1, 15, 12, tzinfo=datetime.UTC)


def test_every_line_is_an_object_with_time_run_and_event(tmp_path: Path) -> None:
    log = RunLog(tmp_path, "r1", lambda: NOON)
    log.open()
    log.write("scored", file="a\nb\u2028.pdf", pages=3)
    log.close()
    log.write("late")  # after the end: nothing
    lines = log.path.read_text("utf-8").splitlines()
    assert len(lines) == 1
    event = json.loads(lines[0])
    assert (event["time"], event["run_id"]) == ("2026-01-15T12:00:00.000+00:00", "r1")
    assert (event["event"], event["file"], event["pages"]) == ("scored", "a\nb\u2028.pdf", 3)


def test_logs_of_runs_long_past_make_room(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    for number in range(KEPT_LOGS + 5):
        (folder / f"2025{number:04d}.jsonl").touch()
    log = RunLog(tmp_path, new_run_id(NOON))
    log.open()
    log.close()
    assert len(list(folder.iterdir())) == KEPT_LOGS
    assert log.path.exists()


def test_a_log_that_cannot_be_written_is_told_before_work_begins(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file")
    with pytest.raises(StorageError, match="--out"):
        RunLog(tmp_path, "r1").open()


def test_run_ids_differ_within_a_second() -> None:
    assert len({new_run_id(NOON) for _ in range(20)}) == 20


def test_the_report_names_the_slowest_and_adds_up_stages(tmp_path: Path) -> None:
    report = RunReport("r1", "now", "reports", "out", "local")
    for _ in range(2):
        with report.stage("score"):
            pass
    report.finish(Outcome.FAILED, "no room", 1.5)
    write_run_report(report, tmp_path)
    told = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert (told["outcome"], told["error"], told["seconds"]) == ("failed", "no room", 1.5)
    assert list(told["stage_seconds"]) == ["score"]
    assert not list(tmp_path.glob(".*"))

"""A kill at any moment loses nothing and counts nothing twice: the next run finishes the work."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import COMMAND
from small_reports import options_for, run_to_the_end, start, tables_of, write_reports

from report_mining.pipeline.runs import MonitorRun
from report_mining.records import ReportStatus, ScoredReport

pytestmark = pytest.mark.slow

RUN_KILLS = 17
WORKER_KILLS = 3
SEED = 20261122


def test_runs_killed_at_random_moments_end_with_the_tables_of_one_that_was_not(
    tmp_path: Path,
) -> None:
    write_reports(tmp_path / "reports", 12)
    script = Path(__file__).parent / "killed_runs.py"
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path), "12", str(RUN_KILLS), str(SEED)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["kills"] >= RUN_KILLS
    assert all(told["same"])


def test_workers_killed_at_random_moments_cost_nothing(tmp_path: Path) -> None:
    options = replace(options_for(tmp_path, 20), workers=2)
    run_to_the_end(replace(options, out=tmp_path / "whole"))
    chance, kills = random.Random(SEED), 0
    scored: list[ScoredReport] = []
    with MonitorRun(options) as run:

        def kill_sometimes(one: ScoredReport) -> None:
            nonlocal kills
            scored.append(one)
            alive = run.pool.process_ids()
            if kills < WORKER_KILLS and chance.random() < 0.6 and alive:
                os.kill(chance.choice(alive), signal.SIGKILL)
                kills += 1

        run.on_report = kill_sometimes
        for batch in run.batches():
            run.score_batch(batch)
    assert kills == WORKER_KILLS
    assert all(one.status is not ReportStatus.FAILED for one in scored)
    with start(options) as again:
        assert again.plan.new == ()
        again.publish()
    assert tables_of(tmp_path / "out") == tables_of(tmp_path / "whole")


@pytest.fixture
def ctrl_c_is_heard() -> Iterator[None]:
    """Have commands end on Ctrl-C though the tests run in the background, where it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c_is_heard")
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a server with its command")
def test_the_command_killed_and_started_again_finishes_and_ctrl_c_says_how_to_go_on(
    tmp_path: Path,
) -> None:
    options = options_for(tmp_path, 24)
    arguments = [str(COMMAND), "monitor", "reports", "--out", "out", "--workers", "1", "--no-ocr"]
    for name in ("companies", "manifest"):
        arguments += [f"--{name}", f"{name}.csv"]
    for number, signal_number in ((2, signal.SIGKILL), (7, signal.SIGINT)):
        with subprocess.Popen(
            arguments, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True
        ) as command:
            wait_for_reports(tmp_path / "out", number, command)
            children = processes_below(command.pid)
            assert any("prefect" in command_line(child) for child in children)
            command.send_signal(signal_number)
            _, said = command.communicate(timeout=120)
        wait_until_gone(children)
    assert command.returncode == 130, said
    assert "run again to go on" in said
    assert "Traceback" not in said
    report = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert report["outcome"] == "interrupted"
    summary = run_to_the_end(options)
    assert summary.reused_count >= 7
    run_to_the_end(replace(options, out=tmp_path / "whole"))
    assert tables_of(tmp_path / "out") == tables_of(tmp_path / "whole")


def wait_for_reports(out: Path, number: int, command: subprocess.Popen[str]) -> None:
    """Return when so many reports are in the store."""
    kept = out / "store" / "reports"
    while not kept.is_dir() or len(list(kept.glob("*.parquet"))) < number:
        if command.poll() is not None:
            pytest.fail(f"the command ended by itself: {command.communicate()[1][-2000:]}")
        time.sleep(0.02)


def processes_below(pid: int) -> list[int]:
    """Return the processes that a process has started, and those that they have started."""
    found: list[int] = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, children.read_text("ascii").split()):
            found += [child, *processes_below(child)]
    return found


def command_line(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text("utf-8").replace("\0", " ")


def wait_until_gone(pids: list[int]) -> None:
    deadline = time.monotonic() + 60
    while alive := [pid for pid in pids if is_alive(pid)]:
        assert time.monotonic() < deadline, f"left behind: {[command_line(pid) for pid in alive]}"
        time.sleep(0.1)


def is_alive(pid: int) -> bool:
    try:
        said = Path(f"/proc/{pid}/stat").read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return said.rpartition(")")[2].split()[0] != "Z"  # dead, and nobody has asked for its exit code

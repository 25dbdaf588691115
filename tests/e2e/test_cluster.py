"""The main job on a real Dask cluster of two worker processes, one of which dies on the way."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from conftest import COMMAND
from small_reports import options_for, run_to_the_end, tables_of

pytest.importorskip("prefect_dask", reason="needs report-mining[cluster]")

pytestmark = pytest.mark.slow

COUNT = 40
START_S = 120.0


@dataclass
class Cluster:
    """A scheduler and its worker processes."""

    address: str
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    log = tmp_path / "scheduler.log"
    started = []
    with log.open("wb") as stream:
        quiet = {"cwd": tmp_path, "stdout": stream, "stderr": stream}
        dask = [sys.executable, "-m", "distributed.cli"]
        scheduler = [*dask[:2], "distributed.cli.dask_scheduler", "--host", "127.0.0.1"]
        started.append(
            subprocess.Popen([*scheduler, "--port", "0", "--no-dashboard", "--no-show"], **quiet)  # type: ignore[call-overload]
        )
        try:
            address = wait_for_address(log)
            worker = [*dask[:2], "distributed.cli.dask_worker", address, "--no-nanny"]
            worker += ["--nthreads", "1", "--no-dashboard", "--memory-limit", "0"]
            workers = [subprocess.Popen(worker, **quiet) for _ in range(2)]  # type: ignore[call-overload]
            started += workers
            yield Cluster(address, workers)
        finally:
            for process in started:
                process.kill()
                process.wait()


def wait_for_address(log: Path) -> str:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        found = re.search(r"tcp://127\.0\.0\.1:\d+", log.read_text("utf-8", "replace"))
        if found:
            return found.group()
        time.sleep(0.1)
    raise AssertionError(f"the scheduler did not start: {log.read_text('utf-8', 'replace')}")


def test_a_cluster_machine_that_dies_costs_nothing(tmp_path: Path, cluster: Cluster) -> None:
    options = options_for(tmp_path, COUNT)
    arguments = [
        str(COMMAND), "monitor", "reports", "--out", "out", "--no-ocr", "--companies", "companies.csv",
        "--manifest", "manifest.csv", "--runner", "dask", "--dask-address", cluster.address,
    ]  # fmt: skip
    with subprocess.Popen(
        arguments, cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as command:
        kept = tmp_path / "out" / "store" / "reports"
        while command.poll() is None and (not kept.is_dir() or len(list(kept.iterdir())) < 3):
            time.sleep(0.05)
        os.kill(cluster.workers[0].pid, signal.SIGKILL)
        said, errors = command.communicate()
    assert command.returncode == 0, errors[-3000:]
    assert cluster.workers[0].wait() == -signal.SIGKILL
    assert cluster.workers[1].poll() is None
    assert f"{COUNT} / 0" in said
    run_to_the_end(replace(options, out=tmp_path / "whole"))
    assert tables_of(tmp_path / "out") == tables_of(tmp_path / "whole")


def test_a_cluster_without_an_address_is_refused(tmp_path: Path) -> None:
    options_for(tmp_path, 1)
    done = subprocess.run(
        [str(COMMAND), "monitor", "reports", "--out", "out", "--runner", "dask"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "--dask-address" in done.stderr

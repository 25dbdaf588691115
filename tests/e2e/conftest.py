"""Runs the main job on the sample: once as a user would, once without OCR and without Prefect."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from truth import REPORTS, SAMPLE

COMMAND = Path(sys.executable).parent / "report-mining"


def run_command(
    *arguments: str | Path, cwd: Path, timeout_s: float = 600, text: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``report-mining`` in a folder that has nothing to do with the checkout."""
    return subprocess.run(
        [str(COMMAND), *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        input=text,
        timeout=timeout_s,
        check=False,
        env=os.environ | {"COLUMNS": "200"},
    )


@dataclass(frozen=True)
class SampleRun:
    """A finished run on the sample."""

    key: str  # with_ocr or without_ocr, as in truth.yaml
    out: Path
    stdout: str


def has_ocr() -> bool:
    if shutil.which("tesseract") is None:
        return False
    said = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, check=True
    ).stdout.split()
    return {"nld", "eng"} <= set(said)


@pytest.fixture(scope="session")
def flow_run(tmp_path_factory: pytest.TempPathFactory) -> SampleRun:
    """The main job as the README says, with Prefect, and with OCR where the machine has it."""
    folder = tmp_path_factory.mktemp("flow")
    done = run_command(
        "monitor", REPORTS,
        "--companies", SAMPLE / "companies.csv",
        "--manifest", SAMPLE / "manifest.csv",
        "--out", "out",
        cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return SampleRun("with_ocr" if has_ocr() else "without_ocr", folder / "out", done.stdout)


@pytest.fixture(scope="session")
def plain_run(tmp_path_factory: pytest.TempPathFactory) -> SampleRun:
    """The same steps without Prefect and without OCR: what a machine without Tesseract says."""
    from report_mining.pipeline.runs import MonitorRun, RunOptions
    from report_mining.records import ReadingLimits

    out = tmp_path_factory.mktemp("plain") / "out"
    options = RunOptions(
        REPORTS,
        out,
        SAMPLE / "companies.csv",
        SAMPLE / "manifest.csv",
        limits=ReadingLimits(ocr=False),
    )
    with MonitorRun(options) as run:
        for batch in run.batches():
            run.score_batch(batch)
        run.publish()
    return SampleRun("without_ocr", out, "")


@pytest.fixture(scope="session", params=["flow_run", "plain_run"])
def sample_run(request: pytest.FixtureRequest) -> SampleRun:
    run = request.getfixturevalue(request.param)
    assert isinstance(run, SampleRun)
    return run

"""A program that is tied to another ends with it, also when that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from report_mining.flows import tied_process

TIED = tied_process.__file__
SLEEP = [sys.executable, "-c", "import time; print('asleep', flush=True); time.sleep(60)"]
PARENT = f"""
import os, subprocess, sys
child = subprocess.Popen([sys.executable, {TIED!r}, str(os.getpid()), *{SLEEP!r}], stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
child.wait()
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux ties processes")


def test_a_program_ends_when_its_parent_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_running(child)
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 30
    while is_running(child):
        assert time.monotonic() < deadline, "the program outlives the process that it was tied to"
        time.sleep(0.02)


def test_a_program_does_not_start_when_its_parent_has_gone() -> None:
    no_parent_of_it = str(os.getppid())
    done = subprocess.run(
        [sys.executable, TIED, no_parent_of_it, *SLEEP],
        capture_output=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 1
    assert done.stdout == b""


def is_running(pid: int) -> bool:
    try:
        said = Path(f"/proc/{pid}/stat").read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return said.rpartition(")")[2].split()[0] != "Z"  # dead, and nobody has asked for its exit code

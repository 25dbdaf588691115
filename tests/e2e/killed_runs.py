"""Runs that are killed at random moments: a script, so that it can fork without threads around.

``python killed_runs.py FOLDER COUNT KILLS SEED``: reports and lists stand in FOLDER. Prints one JSON
object: kills, and the tables of each round that came to an end.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from small_reports import options_for, run_to_the_end, tables_of

from report_mining.pipeline.jobs import WarmUp
from report_mining.pipeline.runs import RunOptions

MAX_ROUNDS = 12
KILLS_A_ROUND = 4  # at most; then the run is left to end


def preload() -> None:
    """Load what every run needs, so that a forked run starts at once."""
    import altair  # noqa: F401
    import polars  # noqa: F401
    import xlsxwriter  # noqa: F401

    WarmUp().run(None)


def forked(options: RunOptions) -> int:
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            run_to_the_end(options)
            code = 0
        finally:
            os._exit(code)
    return pid


def ended_in_time(pid: int, seconds: float) -> bool:
    """Wait so long for a run; kill it and return False when it is still at work."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            assert os.waitstatus_to_exitcode(status) == 0, "a run failed by itself"
            return True
        time.sleep(0.005)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return False


def digest(out: Path) -> dict[str, str]:
    return {name: sha256(content).hexdigest() for name, content in tables_of(out).items()}


def main() -> None:
    folder, count, kills_wanted, seed = Path(sys.argv[1]), *map(int, sys.argv[2:5])
    chance = random.Random(seed)
    options = options_for(folder, count)
    preload()
    started = time.monotonic()
    assert ended_in_time(forked(replace(options, out=folder / "whole")), 600)
    whole_s = time.monotonic() - started
    wanted, kills, same = digest(folder / "whole"), 0, []
    for number in range(MAX_ROUNDS):
        here = replace(options, out=folder / f"killed-{number}")
        for _ in range(KILLS_A_ROUND):
            if ended_in_time(forked(here), chance.uniform(0.05, whole_s * 0.6)):
                break
            kills += 1
        assert ended_in_time(forked(here), 600), "a run that nobody killed did not end"
        same.append(digest(folder / f"killed-{number}") == wanted)
        if kills >= kills_wanted:
            break
    print(json.dumps({"kills": kills, "same": same, "seconds": whole_s}))


if __name__ == "__main__":
    main()

"""What a person waits for: ``--help``, ``score`` of one report, ``monitor`` over the real reports.

Wall-clock seconds on this machine, in new processes. Run it on an idle machine:
``python -m benchmarks.commands``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("REPORT_MINING_SHARED", ROOT.parent / "shared"))
REPORTS = SHARED / "corpus" / "reports"
COMMAND = Path(sys.executable).parent / "report-mining"
ONE_REPORT = "datascienceuibk_Addiko-Bank-AG-Sustainability-Report-2023.pdf"  # 120 pages


def seconds(*arguments: str | Path) -> tuple[float, str]:
    """Return how long a command took, and what it printed."""
    started = time.perf_counter()
    done = subprocess.run(
        [str(COMMAND), *map(str, arguments)], capture_output=True, text=True, check=True
    )
    return time.perf_counter() - started, done.stdout


def main() -> None:
    """Print the table."""
    help_s = median(seconds("--help")[0] for _ in range(7))
    print(f"{'--help, median of 7':<55}{help_s:8.2f} s   floor 0.5 s")
    score_s = median(seconds("score", "--json", REPORTS / ONE_REPORT)[0] for _ in range(3))
    print(f"{'score of a 120-page report, cold, median of 3':<55}{score_s:8.2f} s   floor 10 s")
    with tempfile.TemporaryDirectory() as out:
        companies = ROOT / "benchmarks" / "corpus" / "companies.csv"
        arguments = ("monitor", REPORTS, "--companies", companies, "--out", out)
        first_s, said = seconds(*arguments)
        again_s, _ = seconds(*arguments)
    print(f"{'monitor over the real reports, start-up included':<55}{first_s:8.1f} s")
    print(f"{'the same again, nothing new':<55}{again_s:8.1f} s")
    print(said)


if __name__ == "__main__":
    main()

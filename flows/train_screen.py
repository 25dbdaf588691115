"""Making the screen of the SDG cascade from decisions of the full reader.

    report-mining classify sdg-goals seen.jsonl -o seen-decided.jsonl
    report-mining classify sdg-goals other.jsonl -o other-decided.jsonl
    python -m report_mining.flows.train_screen --seen seen.jsonl seen-decided.jsonl
        --held-out other.jsonl other-decided.jsonl --out models/sdg-screen/NAME

``seen.jsonl`` and ``other.jsonl`` hold passages of reports (``id``, ``document``, ``language``,
``section``, ``text``): the first of companies that occur in no evaluation file, the second of other
companies, on which recall and share are measured. ``--out`` belongs in the models folder; name it in
``ACTIVE.yaml`` under ``sdg-screen``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from report_mining.annotation.sdg_decisions import read_decided_passages
from report_mining.pipeline.screen_training import train_screen


def main() -> None:
    """Make the screen that the command line describes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    files = ("PASSAGES", "DECISIONS")
    parser.add_argument("--seen", nargs=2, type=Path, required=True, metavar=files)
    parser.add_argument("--held-out", nargs=2, type=Path, required=True, metavar=files)
    parser.add_argument("--annotations", type=Path, default=Path("annotations"))
    parser.add_argument("--models", type=Path, default=Path("models"))
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    train_screen(
        asked.annotations,
        asked.models,
        read_decided_passages(*asked.seen),
        read_decided_passages(*asked.held_out),
        asked.out,
        lambda line: sys.stderr.write(f"train_screen: {line}\n"),
    )


if __name__ == "__main__":
    main()

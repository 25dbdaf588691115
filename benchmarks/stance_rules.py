"""Print how the stance rules do on the labelled files, and what they cost."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from report_mining.annotation import read_stance_gold
from report_mining.classification import load_stance_reader
from report_mining.classification.evaluation import evaluate_stance

SHARED = Path(os.environ.get("REPORT_MINING_SHARED", "../shared"))
FILES = ("domain/annotation_examples.csv", "labelled/framework_stance_dev.jsonl")


def main() -> None:
    """Print one JSON object per file; with ``--errors`` the ids that went wrong."""
    started = time.perf_counter()
    reader = load_stance_reader()
    print(json.dumps({"load_s": round(time.perf_counter() - started, 2)}))
    for name in FILES:
        gold = read_stance_gold(SHARED / name)
        started = time.perf_counter()
        evaluation = evaluate_stance(gold, reader.read)
        seconds = round(time.perf_counter() - started, 2)
        print(json.dumps({"file": name, "seconds": seconds, **evaluation.as_record()}, indent=1))
        if "--errors" in sys.argv:
            for row in evaluation.decided:
                if row.predicted is not row.gold.stance:
                    rule = row.mention.rule if row.mention else "-"
                    print(row.gold.gold_id, row.gold.stance, "->", row.predicted, rule)


if __name__ == "__main__":
    main()

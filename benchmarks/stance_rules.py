"""Print how the stance rules do on labelled files and held-out sentences, and what they cost."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import yaml

from report_mining.annotation import read_stance_gold
from report_mining.classification import StanceReader, load_stance_reader
from report_mining.classification.evaluation import evaluate_stance
from report_mining.records import BlockKind, TextInContext

SHARED = Path(os.environ.get("REPORT_MINING_SHARED", "../shared"))
FILES = ("domain/annotation_examples.csv", "labelled/framework_stance_dev.jsonl")
CASES = Path(__file__).resolve().parents[1] / "tests" / "spec" / "cases"
CASE_FILES = ("stance_nl", "stance_en", "stance_heldout_nl", "stance_heldout_en")
SCREENED_MB = 5


def main() -> None:
    """Print one JSON object per file; with ``--errors`` the ids that went wrong."""
    started = time.perf_counter()
    reader = load_stance_reader()
    print(json.dumps({"load_s": round(time.perf_counter() - started, 2)}))
    for name in FILES:
        gold = read_stance_gold(SHARED / name)
        started = time.perf_counter()
        evaluation = evaluate_stance(gold, reader.read, reader.thresholds)
        seconds = round(time.perf_counter() - started, 2)
        print(json.dumps({"file": name, "seconds": seconds, **evaluation.as_record()}, indent=1))
        if "--errors" in sys.argv:
            for row in evaluation.decided:
                if row.predicted is not row.gold.stance:
                    rule = row.mention.rule if row.mention else "-"
                    print(row.gold.gold_id, row.gold.stance, "->", row.predicted, rule)
    for name in CASE_FILES:
        print(json.dumps(case_accuracy(reader, name)))
    print(json.dumps({"screen_mb_s": screen_speed(reader)}))


def case_accuracy(reader: StanceReader, name: str) -> dict[str, object]:
    """Return how many sentences of a case file get the stance they should."""
    document = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    right = 0
    started = time.perf_counter()
    for case in document["cases"]:
        context = TextInContext(
            text=case["text"],
            language=document["language"],
            section=tuple(case.get("section", ())),
            before=case.get("before", ""),
            after=case.get("after", ""),
            kind=BlockKind(case.get("kind", "paragraph")),
            lead_in=case.get("lead_in", ""),
        )
        family = case.get("framework", "OECD_MNE")
        found = [m.stance for m in reader.read(context) if m.framework == family]
        right += found[-1:] == [case["stance"]]
    count = len(document["cases"])
    ms = round(1000 * (time.perf_counter() - started) / count, 2)
    return {"file": name, "n": count, "accuracy": round(right / count, 4), "ms_per_text": ms}


def screen_speed(reader: StanceReader) -> float:
    """Return how many MB of plain text without a name the screen reads in a second."""
    paragraph = "De omzet steeg met 4%, mede door hogere prijzen \u2013 en wij investeerden. " * 12
    texts = [paragraph] * (SCREENED_MB * 1_000_000 // len(paragraph))
    started = time.perf_counter()
    assert not any(map(reader.has_candidate, texts))
    return round(SCREENED_MB / (time.perf_counter() - started), 1)


if __name__ == "__main__":
    main()

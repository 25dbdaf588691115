"""Floors of the SDG models on other people's labels; what was reached, so that it cannot drop."""

import os
from pathlib import Path

import pytest

from report_mining.classification.sdg_evaluation import SdgTask
from report_mining.pipeline.evaluating import evaluate_sdg_file

SHARED = Path(os.environ.get("REPORT_MINING_SHARED", Path(__file__).parents[3] / "shared"))
LABELLED = SHARED / "labelled"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not LABELLED.is_dir(), reason=f"needs the shared data; {LABELLED} is absent"
    ),
]


def metrics(task: SdgTask, file: str) -> dict[str, object]:
    record = evaluate_sdg_file(task, LABELLED / file).as_record()
    found = record["metrics"]
    assert isinstance(found, dict)
    return found


def test_dutch_passages() -> None:
    found = metrics(SdgTask.GOALS, "sdg_goal_dutch_passages_dev.jsonl")

    assert found["micro_f1"] >= 0.65
    assert found["precision"] >= 0.78
    assert found["no_label_taken_for_one"] < 0.10


def test_public_benchmark() -> None:
    assert metrics(SdgTask.GOALS, "sdg_goal_benchmark_dev.jsonl")["macro_f1"] >= 0.84


def test_target_statements() -> None:
    found = metrics(SdgTask.TARGETS, "sdg_target_statements_dev.jsonl")

    assert found["auc"] >= 0.85
    assert found["precision_of_selected"] >= 0.90


def test_report_pages_are_cut_and_have_the_highest_score_of_their_pieces() -> None:
    found = metrics(SdgTask.GOALS, "sdg_goal_report_pages_val.jsonl")

    assert found["micro_f0.5"] >= 0.55

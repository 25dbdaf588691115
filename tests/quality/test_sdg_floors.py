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


def metrics(task: SdgTask, file: Path) -> dict[str, object]:
    record = evaluate_sdg_file(task, file).as_record()
    found = record["metrics"]
    assert isinstance(found, dict)
    return found


def test_dutch_passages() -> None:
    found = metrics(SdgTask.GOALS, LABELLED / "sdg_goal_dutch_passages_dev.jsonl")

    assert found["micro_f1"] >= 0.71
    assert found["precision"] >= 0.84
    assert found["no_label_taken_for_one"] < 0.10


def thinned(name: str, every: int, folder: Path) -> Path:
    """Every so many rows of a file: the whole of it takes a minute (RESULTS.md has its figures)."""
    lines = (LABELLED / name).read_text(encoding="utf-8").splitlines(keepends=True)
    path = folder / name
    path.write_text("".join(lines[::every]), encoding="utf-8")
    return path


def test_public_benchmark(tmp_path: Path) -> None:
    part = thinned("sdg_goal_benchmark_dev.jsonl", 3, tmp_path)

    assert metrics(SdgTask.GOALS, part)["micro_f1"] >= 0.83


def test_target_statements() -> None:
    found = metrics(SdgTask.TARGETS, LABELLED / "sdg_target_statements_dev.jsonl")

    assert found["auc"] >= 0.86
    assert found["precision_of_selected"] >= 0.90


def test_report_pages_are_cut_and_have_the_highest_score_of_their_pieces(tmp_path: Path) -> None:
    found = metrics(SdgTask.GOALS, thinned("sdg_goal_report_pages_val.jsonl", 4, tmp_path))

    assert found["micro_f0.5"] >= 0.54

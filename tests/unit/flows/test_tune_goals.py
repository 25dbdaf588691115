"""What the encoder for SDG goals may learn from, and what it must never see."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from report_mining.flows.tune_goals import GoalText, goal_marks, goal_texts

from report_mining.annotation.sdg_items import read_sdg_material
from report_mining.annotation.splits import Split, read_splits

ANNOTATIONS = Path(__file__).resolve().parents[3] / "annotations"


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """One real passage to learn, and one on which scores are calibrated."""
    file = tmp_path / "sdg-goals.jsonl"
    row = {"language": "en", "section": [], "goals": [8]}
    rows = [
        {**row, "document": "learnt", "text": "Learnt.", "calibrates": False},
        {**row, "document": "calibrated", "text": "Calibrated on.", "calibrates": True},
    ]
    file.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
    return file


def test_only_training_companies_and_passages_that_calibrate_nothing_are_learnt(
    labelled: Path,
) -> None:
    splits = read_splits(ANNOTATIONS / "sdg" / "splits.csv")
    unseen = {
        item.context.text
        for item in read_sdg_material(ANNOTATIONS / "sdg").items
        if splits[item.company] is not Split.TRAIN
    }
    learnt = {one.text for one in goal_texts(ANNOTATIONS, labelled)}
    assert unseen
    assert not unseen & learnt
    assert "Learnt." in learnt
    assert "Calibrated on." not in learnt


def test_targets_count_only_where_they_were_labelled() -> None:
    own = GoalText("own", frozenset({8}), frozenset({"8.7"}))
    real = GoalText("real", frozenset({13}), None)
    marks = goal_marks([own] * 12 + [real])
    assert marks.present.shape == (13, 18)
    assert marks.present[0, [7, 17]].tolist() == [1, 1]
    assert marks.weights[0, 17] == pytest.approx(0.3)
    assert marks.present[-1, 12] == 1
    assert marks.weights[-1, 17] == 0
    assert marks.weights[-1, :17].tolist() == [1.0] * 17

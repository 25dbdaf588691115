"""What the encoder for due diligence may learn from, and what it must never see."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from report_mining.flows.tune_conduct import TuningText, is_kept_out, marks_of, tuning_texts

from report_mining.annotation.due_diligence_items import read_due_diligence_material
from report_mining.annotation.splits import Split, read_splits

ANNOTATIONS = Path(__file__).resolve().parents[3] / "annotations"


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Forty organisations with one real passage each."""
    file = tmp_path / "due-diligence.jsonl"
    rows = [
        {
            "document": f"organisation-{number}",
            "language": "en",
            "section": [],
            "text": f"Number {number} pays attention to its suppliers.",
            "steps": [{"step": "1", "specificity": 1}],
            "weight": 2.0,
            "sets_limits": True,
        }
        for number in range(40)
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def test_held_out_companies_and_kept_out_organisations_are_never_learnt(labelled: Path) -> None:
    folder = ANNOTATIONS / "due-diligence"
    splits = read_splits(folder / "splits.csv")
    held_out = {
        item.context.text
        for item in read_due_diligence_material(folder).items
        if splits[item.company] is Split.HELD_OUT
    }
    found = tuning_texts(ANNOTATIONS, labelled)
    assert held_out
    assert not held_out & {one.text for one in found}
    real = {one.text for one in found if one.is_report}
    kept_out = [number for number in range(40) if is_kept_out(f"organisation-{number}")]
    assert 0 < len(kept_out) < 20
    assert len(real) == 40 - len(kept_out)
    assert not any(f"Number {number} pays" in text for number in kept_out for text in real)


def test_topics_of_real_passages_were_not_labelled_and_do_not_count() -> None:
    own = TuningText("own", frozenset({"step.1", "grade.1", "theme.land_rights"}), 1.0, False)
    real = TuningText("real", frozenset({"step.2", "grade.1"}), 0.5, True)
    marks = marks_of([own] * 20 + [real])
    topics = 9  # behind the seven steps stand grade.1 and the theme
    assert marks.present.shape == (21, topics)
    assert marks.present[-1, 8] == 0
    assert marks.weights[-1, 8] == 0
    assert np.allclose(marks.weights[-1, :7], 0.5)
    assert marks.weights[0, 8] == pytest.approx(0.3)

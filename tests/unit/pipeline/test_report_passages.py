"""Passages of real reports that the due diligence model learns from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from report_mining.annotation.due_diligence_rows import StepRow
from report_mining.classification.checked_artefacts import open_artefact, packaged_models
from report_mining.classification.due_diligence_lexicon import load_due_diligence_lexicon
from report_mining.classification.due_diligence_training import (
    DueDiligenceRow,
    floor_for_reports,
    step_labels,
)
from report_mining.classification.encoding import Floats
from report_mining.errors import InputError
from report_mining.pipeline.report_passages import (
    ReportPassage,
    read_labelled_passages,
    read_silent_passages,
    report_rows,
    step_labels_of,
)

RIGHTS = "Our suppliers sign a code on human rights and child labour."
MONEY = "The board discussed the refinancing of the group."


def line(text: str, **more: object) -> str:
    row = {"document": "a", "language": "en", "section": [], "text": text}
    return json.dumps(row | more) + "\n"


class FakeEncoder:
    version = "fake-1"
    dimensions = 4

    def encode(self, texts: Sequence[str]) -> Floats:
        return np.ones((len(texts), self.dimensions), np.float32)


def rows_of(passages: tuple[ReportPassage, ...]) -> list[DueDiligenceRow]:
    rules = open_artefact(packaged_models() / "due-diligence" / "rules-1")
    return report_rows(passages, FakeEncoder(), load_due_diligence_lexicon(rules))


def test_what_nobody_read_counts_only_where_it_names_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "silent.jsonl"
    path.write_text(line(RIGHTS) + line(MONEY))
    (row,) = rows_of(read_silent_passages(path))
    assert row.evidence.normal.text == MONEY
    assert row.labels == frozenset()
    assert row.is_report


def test_what_somebody_read_keeps_its_steps_and_weight(tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text(line(RIGHTS, steps=[{"step": "1", "specificity": 2}], weight=3.0))
    (row,) = rows_of(read_labelled_passages(path))
    assert row.labels == {"step.1", "grade.2"}
    assert row.weight == 3.0


def test_labelled_passages_without_steps_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text(line(RIGHTS))
    with pytest.raises(InputError, match="steps"):
        read_labelled_passages(path)


def test_limits_rise_until_the_steps_given_in_reports_are_right(tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text(line(RIGHTS, steps=[{"step": "1", "specificity": 1}]) + line(RIGHTS, steps=[]))
    rows = rows_of(read_labelled_passages(path))
    thresholds = dict.fromkeys(step_labels(), 0.3)
    scores = np.zeros((2, len(step_labels())), np.float32)
    scores[:, 0] = (0.9, 0.42)
    assert floor_for_reports(rows, scores, thresholds) == pytest.approx(0.45)
    scores[1, 0] = 0.1
    assert floor_for_reports(rows, scores, thresholds) == 0.0


def test_steps_are_named_as_the_model_names_them() -> None:
    steps = (StepRow(step="4", specificity=3), StepRow(step="X", specificity=1))
    assert step_labels_of(steps) == {"step.4", "step.X", "grade.2", "grade.3"}
    assert step_labels_of(()) == frozenset()

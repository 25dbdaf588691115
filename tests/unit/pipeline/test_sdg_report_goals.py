"""Passages of real reports that the SDG models learn from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from report_mining.classification.encoding import Floats
from report_mining.classification.sdg_features import GOALS
from report_mining.classification.sdg_lexicon import load_sdg_lexicon
from report_mining.classification.sdg_mentions import load_sdg_mention_reader
from report_mining.classification.sdg_training import SdgRow, fit_sdg
from report_mining.errors import InputError
from report_mining.pipeline.sdg_training import read_report_goals, report_goal_rows

TARGETS = ("8.7", "8.8", "13.1")
SIZE = 4


class FakeEncoder:
    version = "fake-1"
    dimensions = SIZE

    def encode(self, texts: Sequence[str]) -> Floats:
        return np.stack([np.full(SIZE, 1 + len(text) % 5, np.float32) for text in texts])


def write(path: Path, **more: object) -> Path:
    row = {"document": "a", "language": "nl", "section": [], "text": "Minder CO2.", **more}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


def rows_of(path: Path) -> list[tuple[SdgRow, bool]]:
    rules = load_sdg_lexicon(), load_sdg_mention_reader()
    centre = np.zeros(SIZE, np.float32)
    return report_goal_rows(read_report_goals(path), FakeEncoder(), centre, rules)


def test_goals_are_learnt_and_targets_are_not_taken_for_absent(tmp_path: Path) -> None:
    ((row, is_calibration),) = rows_of(write(tmp_path / "a.jsonl", goals=[13]))
    assert row.goals == {13}
    assert not row.has_targets
    assert not is_calibration


def test_a_passage_says_whether_scores_are_calibrated_on_it(tmp_path: Path) -> None:
    ((_, is_calibration),) = rows_of(write(tmp_path / "a.jsonl", goals=[], calibrates=True))
    assert is_calibration


@pytest.mark.parametrize("more", [{}, {"goals": [18]}, {"goals": ["8"]}])
def test_passages_without_goals_that_exist_are_refused(
    tmp_path: Path, more: dict[str, object]
) -> None:
    with pytest.raises(InputError, match=r"line 1.*goals"):
        read_report_goals(write(tmp_path / "a.jsonl", **more))


def test_a_document_is_either_learnt_or_calibrated_on(tmp_path: Path) -> None:
    learnt = write(tmp_path / "a.jsonl", goals=[8]).read_text(encoding="utf-8")
    path = write(tmp_path / "b.jsonl", goals=[8], calibrates=True)
    path.write_text(learnt + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(InputError, match=r"a: some passages say calibrates"):
        read_report_goals(path)


def test_targets_are_fitted_only_on_texts_whose_targets_are_known(tmp_path: Path) -> None:
    draw = np.random.default_rng(1)
    ((passage, _),) = rows_of(write(tmp_path / "a.jsonl", goals=[8]))
    own = [
        replace(
            passage,
            vector=draw.normal(size=SIZE).astype(np.float32),
            goals=frozenset({13} if i % 3 == 2 else {8}),
            targets=frozenset({TARGETS[i % 3]}),
            has_targets=True,
        )
        for i in range(24)
    ]
    texts = (
        np.zeros((2, len(GOALS), SIZE), np.float32),
        np.zeros((2, len(TARGETS), SIZE), np.float32),
    )
    centre = np.zeros(SIZE, np.float32)
    alone = fit_sdg(own, own, TARGETS, texts, centre)
    beside = fit_sdg([*own, passage, passage], own, TARGETS, texts, centre)
    assert np.array_equal(alone.target_heads, beside.target_heads)
    assert not np.array_equal(alone.goal_heads, beside.goal_heads)

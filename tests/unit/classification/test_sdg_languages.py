"""Is a text and its translation compared by the goals that are selected in each?"""

from __future__ import annotations

import numpy as np
import pytest

from report_mining.classification.sdg_languages import language_table
from report_mining.records.sdg import GoalScore, GoldSdg, SdgPrediction


def read(pair: str | None, language: str, *goals: int) -> tuple[GoldSdg, SdgPrediction]:
    gold = GoldSdg(f"{pair}-{language}", "t", frozenset(), language=language, pair=pair)
    scores = (
        GoalScore(goal, 0.9 if goal in goals else 0.1, goal in goals) for goal in range(1, 18)
    )
    return gold, SdgPrediction(tuple(scores), ())


def test_pairs_are_the_same_only_where_the_whole_sets_are() -> None:
    rows = [read("a", "nl", 7), read("b", "nl", 8, 13), read("a", "en", 7), read("b", "en", 8)]
    rows += [read(None, "nl", 3), read("c", "nl", 4)]  # no pair, and a half one

    table = language_table(rows)

    assert table is not None
    found = table.measure(np.ones((1, 2)))
    assert found["same_goals_in_both_languages"][0] == pytest.approx(1 / 2)
    assert found["goals_shared_by_both_languages"][0] == pytest.approx(2 * 2 / 5)


def test_without_pairs_nothing_is_compared() -> None:
    assert language_table([read(None, "nl", 7)]) is None

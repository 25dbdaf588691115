"""Are two versions compared on the same draws?"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from report_mining.classification.sdg_comparison import paired_differences
from report_mining.classification.sdg_evaluation import SdgEvaluation, SdgTask, evaluate_sdg
from report_mining.records import TextInContext
from report_mining.records.sdg import GoalScore, GoldSdg, SdgPrediction

GOLD = [
    GoldSdg(
        f"{company}{n}", "7" if n % 2 else "8", frozenset({7 if n % 2 else 8}), document=company
    )
    for company in "abcd"
    for n in range(6)
]


class Reads:
    """Finds the goal in the text; of every third text nothing, where it is forgetful."""

    def __init__(self, *, is_forgetful: bool) -> None:
        self._is_forgetful = is_forgetful

    def read_many(
        self, contexts: Sequence[TextInContext], candidates: Sequence[str | None]
    ) -> tuple[SdgPrediction, ...]:
        return tuple(self._read(place, c.text) for place, c in enumerate(contexts))

    def _read(self, place: int, text: str) -> SdgPrediction:
        is_lost = self._is_forgetful and place % 3 == 0
        chosen = {goal: str(goal) == text and not is_lost for goal in range(1, 18)}
        return SdgPrediction(tuple(GoalScore(g, 0.9 * c + 0.05, c) for g, c in chosen.items()), ())


def evaluated(*, is_forgetful: bool, gold: Sequence[GoldSdg] = GOLD) -> SdgEvaluation:
    return evaluate_sdg(SdgTask.GOALS, gold, Reads(is_forgetful=is_forgetful))


def test_a_version_that_is_never_worse_differs_without_doubt() -> None:
    found = paired_differences(evaluated(is_forgetful=False), evaluated(is_forgetful=True))
    recall = found["recall"]
    assert (recall.first, recall.second) == (pytest.approx(1.0), pytest.approx(2 / 3, abs=1e-3))
    assert recall.low == recall.high == pytest.approx(1 / 3)  # the same in every document
    assert recall.p_value == 0.0


def test_a_version_does_not_differ_from_itself() -> None:
    found = paired_differences(evaluated(is_forgetful=True), evaluated(is_forgetful=True))
    assert {(d.low, d.high, d.p_value) for d in found.values()} == {(0.0, 0.0, 1.0)}


def test_other_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="different rows"):
        paired_differences(
            evaluated(is_forgetful=False), evaluated(is_forgetful=False, gold=GOLD[:5])
        )

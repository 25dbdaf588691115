"""Are goals, targets and candidates counted as the design says?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from report_mining.classification.candidate_table import CandidateTable
from report_mining.classification.resampling import draw_weights, measure_intervals, measure_once
from report_mining.classification.sdg_candidates import read_with_candidates
from report_mining.classification.sdg_evaluation import SdgTask, evaluate_sdg
from report_mining.errors import InputError
from report_mining.records import TextInContext
from report_mining.records.sdg import GoalScore, GoldSdg, SdgPrediction, TargetScore

HIGH, LOW = 0.9, 0.05


class ReadsNumbers:
    """Selects the goals and targets whose numbers stand in the text, as "8 8.7"."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def read_many(
        self, contexts: Sequence[TextInContext], candidates: Sequence[str | None]
    ) -> tuple[SdgPrediction, ...]:
        self.batches.append(len(contexts))
        return tuple(
            self._read(context.text.split(), candidate)
            for context, candidate in zip(contexts, candidates, strict=True)
        )

    def _read(self, said: list[str], candidate: str | None) -> SdgPrediction:
        def scored(code: str) -> tuple[float, bool]:
            return (HIGH if code in said else LOW), code in said

        return SdgPrediction(
            goals=tuple(GoalScore(goal, *scored(str(goal))) for goal in range(1, 18)),
            targets=tuple(TargetScore(code, *scored(code)) for code in said if "." in code),
            candidate=None if candidate is None else TargetScore(candidate, *scored(candidate)),
        )


def metrics_of(task: SdgTask, *gold: GoldSdg) -> dict[str, object]:
    found = evaluate_sdg(task, gold, ReadsNumbers()).as_record()["metrics"]
    assert isinstance(found, dict)
    return found


def judged(text: str, goal: int, present: bool) -> GoldSdg:
    return GoldSdg(text, text, judged=((goal, present),), language="en")


def test_single_judgements_count_only_the_goal_that_was_judged() -> None:
    found = metrics_of(
        SdgTask.GOALS,
        judged("4 9 one", 4, True),  # 9 is predicted, but nobody judged it
        judged("two", 4, True),
        judged("4 three", 4, False),
        judged("5 four", 5, True),
    )
    assert found["macro_f1"] == pytest.approx((0.5 + 1.0) / 2)
    assert found["micro_f1"] == pytest.approx(4 / 6, abs=1e-4)
    assert "exact_share" not in found


def test_whole_sets_give_shares_of_texts() -> None:
    gold = [
        GoldSdg("a", "3 13", frozenset({3, 13})),
        GoldSdg("b", "3 7", frozenset({3})),
        GoldSdg("c", "nothing", frozenset()),
        GoldSdg("d", "8", frozenset()),
        GoldSdg("e", "disputed"),
    ]
    found = metrics_of(SdgTask.GOALS, *gold)
    assert found["exact_share"] == 0.5
    assert found["no_label_taken_for_one"] == 0.5
    assert found["micro_f1"] == pytest.approx(2 * 3 / (2 * 3 + 2), abs=1e-4)
    assert found["micro_f0.5"] == pytest.approx(1.25 * 3 / (1.25 * 3 + 2), abs=1e-4)
    assert found["macro_f1"] == 1.0  # of goals 3 and 13: no other goal is present
    assert (found["rows"], found["undecided"]) == (4, 1)


def test_calibration_error_is_the_mean_gap_of_score_and_truth() -> None:
    found = metrics_of(SdgTask.GOALS, judged("4 one", 4, True), judged("two", 4, False))
    assert found["expected_calibration_error"] == pytest.approx((0.1 + 0.05) / 2, abs=1e-4)
    assert found["expected_calibration_error_above_0.1"] == pytest.approx(0.1, abs=1e-4)


def test_labels_and_languages_are_told_apart() -> None:
    gold = [
        GoldSdg("a", "3", frozenset({3}), language="nl"),
        GoldSdg("b", "", frozenset({3}), language="en"),
    ]
    record = evaluate_sdg(SdgTask.GOALS, gold, ReadsNumbers()).as_record()
    assert (record["task"], record["n"]) == ("sdg-goals", 2)
    goals, languages = record["per_label"], record["per_language"]
    assert isinstance(goals, dict)
    assert isinstance(languages, dict)
    assert {k: goals["3"][k] for k in ("recall", "support", "judged")} == {
        "recall": 0.5,
        "support": 2,
        "judged": 2,
    }
    assert len(goals) == 17
    assert [languages[la]["micro_f1"] for la in ("nl", "en")] == [1.0, 0.0]


def test_candidates_are_ranked_and_ties_of_experts_left_out() -> None:
    def claim(text: str, target: str | None, correct: bool | None) -> GoldSdg:
        return GoldSdg(text, text, candidate_target=target, candidate_correct=correct)

    found = metrics_of(
        SdgTask.TARGETS,
        claim("8.7 good", "8.7", True),
        claim("missed", "8.7", True),
        claim("other", "8.7", False),
        claim("tied", "8.7", None),
        claim("finance", None, True),
        claim("5 5.2 taken", None, True),
    )
    assert found["auc"] == pytest.approx(0.75)
    assert (found["precision_of_selected"], found["recall_of_selected"]) == (1.0, 0.5)
    assert found["precision_of_accepting_all"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["no_target_taken_for_one"] == 0.5
    assert found["with_no_target_precision_of_accepting_all"] == 0.8
    assert (found["rows"], found["undecided"]) == (5, 1)


def test_targets_of_own_items_are_measured_as_sets() -> None:
    gold = GoldSdg("a", "8 8.7 8.8", frozenset({8}), targets=frozenset({"8.7", "8.5"}))
    record = evaluate_sdg(SdgTask.TARGETS, [gold], ReadsNumbers()).as_record()
    labels = record["per_label"]
    assert isinstance(labels, dict)
    assert {la: row["support"] for la, row in labels.items()} == {"8.5": 1, "8.7": 1, "8.8": 0}


def test_a_file_for_the_other_task_is_refused() -> None:
    with pytest.raises(InputError, match="use `evaluate sdg-goals`"):
        metrics_of(SdgTask.TARGETS, judged("4", 4, True))
    with pytest.raises(InputError, match="use `evaluate sdg-targets`"):
        metrics_of(SdgTask.GOALS, GoldSdg("a", "t", candidate_target="8.7", candidate_correct=True))


def test_texts_are_read_in_batches() -> None:
    reader = ReadsNumbers()
    evaluate_sdg(SdgTask.GOALS, [judged(str(n), 4, True) for n in range(70)], reader)
    assert reader.batches == [32, 32, 6]


def test_several_candidates_have_the_mean_score_and_are_selected_by_half() -> None:
    asked = ["8.7, 8.8", "8.7, 8.8, 8.5", "8.general", None, "8.7"]
    texts = [TextInContext("8 8.7")] * len(asked)
    found = [p.candidate for p in read_with_candidates(ReadsNumbers(), texts, asked)]
    assert found[3] is None
    told = [(c.target, round(c.score, 4), c.selected) for c in found if c]
    assert told == [
        ("8.7, 8.8", 0.475, True),
        ("8.7, 8.8, 8.5", 0.3333, False),
        ("8.general", HIGH, True),
        ("8.7", HIGH, True),
    ]


def test_equal_scores_count_half_and_set_one_threshold() -> None:
    table = CandidateTable(
        correct=np.array([True, True, False, False]),
        selected=np.array([True, True, True, True]),
        scores=np.array([0.5, 0.5, 0.5, 0.1]),
    )
    found = measure_once(table.measure, 4)
    assert found["auc"] == 0.75
    assert found["precision_at_recall_0.6"] == pytest.approx(2 / 3, abs=1e-4)


def test_weights_of_rows_equal_repeated_rows() -> None:
    scores = np.array([0.2, 0.4, 0.9])
    correct, selected = np.array([False, True, True]), scores > 0.3
    weighted = CandidateTable(correct, selected, scores).measure(np.array([[2.0, 0.0, 3.0]]))
    again = [0, 0, 2, 2, 2]
    repeated = CandidateTable(correct[again], selected[again], scores[again])
    assert {name: v[0] for name, v in weighted.items()} == {
        name: v[0] for name, v in repeated.measure(np.ones((1, 5))).items()
    }


def test_rows_of_one_document_are_drawn_together_and_the_same_every_time() -> None:
    documents = ["a", "a", "b", "c"]
    weights = draw_weights(documents, draws=50)
    assert (weights[:, 0] == weights[:, 1]).all()
    assert (weights[:, [0, 2, 3]].sum(axis=1) == 3).all()
    assert (weights == draw_weights(documents, draws=50)).all()


def test_one_document_has_no_interval() -> None:
    measure = CandidateTable(np.array([True]), np.array([True]), np.array([1.0])).measure
    assert measure_intervals(measure, ["a"])["precision_of_selected"] is None
    assert measure_once(measure, 1)["auc"] is None

"""Are predictions paired and counted as the design says?"""

from __future__ import annotations

from dataclasses import replace

from report_mining.classification.evaluation import evaluate_stance, pair
from report_mining.records import (
    Actor,
    DecisionThresholds,
    GoldStance,
    Scope,
    StanceMention,
    TextInContext,
)
from report_mining.taxonomies.codes import Framework, Stance

LIMITS = DecisionThresholds(t_high=0.8, t_low=0.5)


def gold(passage: str, match: str, stance: Stance | None, gold_id: str = "a") -> GoldStance:
    return GoldStance(gold_id, Framework.UNGP, match, passage, stance, language="en")


def mention(start: int, end: int, stance: Stance) -> StanceMention:
    return StanceMention(
        Framework.UNGP, start, end, stance, 0.9, Actor.SELF, None, None, Scope.WHOLE, "x", 0, end
    )


def test_of_several_occurrences_the_one_nearest_the_middle_counts() -> None:
    row = gold("UNGP aaaa UNGP bbb UNGP", "UNGP", Stance.ENDORSE)
    found = [mention(0, 4, Stance.ASPIRE), mention(10, 14, Stance.ENDORSE)]
    assert pair(row, found) == found[1]


def test_line_breaks_inside_a_match_do_not_matter() -> None:
    row = gold("see UN Guiding Principles", "UN\nGuiding", Stance.ENDORSE)
    assert pair(row, [mention(4, 25, Stance.ENDORSE)]) is not None


def test_missed_mentions_and_undecided_rows_are_counted() -> None:
    rows = [
        gold("UNGP", "UNGP", Stance.ENDORSE, "a"),
        gold("none", "none", Stance.ANCHOR, "b"),
        gold("UNGP", "UNGP", None, "c"),
        gold("UNGP", "UNGP", Stance.REGULATORY, "d"),
    ]

    def predict(context: TextInContext) -> list[StanceMention]:
        return [mention(0, 4, Stance.ENDORSE)] if context.text == "UNGP" else []

    record = evaluate_stance(rows, predict, LIMITS).as_record()
    metrics = record["metrics"]
    assert isinstance(metrics, dict)
    assert (record["n"], metrics["undecided"], metrics["rows"]) == (4, 1, 3)
    assert metrics["mention_recall"] == 0.6667
    assert metrics["regulatory_taken_for_endorsement"] == 1
    assert (metrics["standard_precision"], metrics["standard_recall"]) == (0.5, 0.5)


def test_companies_are_judged_as_in_the_codebook_and_reviews_are_counted_apart() -> None:
    said = {"one sure": [0.9], "two": [0.6, 0.6], "one unsure": [0.6], "none": [0.3]}
    rows = [
        replace(gold(f"UNGP {score}", "UNGP", Stance.ENDORSE, f"{name}{n}"), document=name)
        for name, scores in said.items()
        for n, score in enumerate(scores)
    ]
    rows.append(replace(gold("UNGP 0.9", "UNGP", Stance.ASPIRE, "x"), document="wrong"))
    rows.append(replace(gold("nothing", "UNGP", Stance.REFERENCE, "y"), document="right"))

    def predict(context: TextInContext) -> list[StanceMention]:
        score = context.text.removeprefix("UNGP ")
        if score == "nothing":
            return []
        return [replace(mention(0, 4, Stance.ENDORSE), score=float(score))]

    found = evaluate_stance(rows, predict, LIMITS).as_record()["per_company"]
    assert found == {
        "documents": 6,
        "n_positive": 3,
        "sensitivity": 0.6667,
        "n_negative": 2,
        "specificity": 0.5,
        "to_review": 1,
    }

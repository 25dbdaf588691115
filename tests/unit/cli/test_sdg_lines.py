"""One line out for each line in, answered in batches, in order; figures with their intervals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from report_mining.classification.sdg_evaluation import SdgTask
from report_mining.cli.app import app
from report_mining.cli.classify import classify_lines
from report_mining.cli.evaluate import run_evaluate
from report_mining.cli.sdg_lines import screened_answerer, sdg_answerer
from report_mining.records import TextInContext
from report_mining.records.sdg import GoalScore, SdgPrediction, TargetScore


class ReadsLengths:
    """Scores every goal by the number of words, and knows one target."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def read_many(
        self, contexts: Sequence[TextInContext], candidates: Sequence[str | None]
    ) -> tuple[SdgPrediction, ...]:
        self.batches.append(len(contexts))
        return tuple(
            SdgPrediction(
                goals=tuple(
                    GoalScore(goal, min(1.0, len(context.text.split()) / 10 + 0.00004), goal == 8)
                    for goal in range(1, 18)
                ),
                targets=(TargetScore("8.7", 0.81237, True), TargetScore("8.8", 0.1, False)),
                candidate=None if asked is None else TargetScore(asked, 0.5, False),
            )
            for context, asked in zip(contexts, candidates, strict=True)
        )


def text_line(number: int, **fields: object) -> str:
    return json.dumps({"id": number, "text": "word " * (number % 7)} | fields)


def test_goals_are_all_told_with_rounded_scores() -> None:
    (row,) = classify_lines([text_line(3)], sdg_answerer(SdgTask.GOALS, ReadsLengths()))
    goals = row["goals"]
    assert isinstance(goals, list)
    assert len(goals) == 17
    assert goals[7] == {"goal": 8, "score": 0.3, "selected": True}
    assert list(row) == ["id", "goals"]


def test_targets_answer_the_candidate_only_where_one_is_asked_about() -> None:
    lines = [text_line(1), text_line(2, candidate_target="16.b"), text_line(3, candidate_target=None)]  # fmt: skip
    plain, asked, null = classify_lines(lines, sdg_answerer(SdgTask.TARGETS, ReadsLengths()))
    assert plain["targets"] == [
        {"target": "8.7", "score": 0.8124, "selected": True},
        {"target": "8.8", "score": 0.1, "selected": False},
    ]
    assert asked["candidate"] == {"target": "16.b", "score": 0.5, "selected": False}
    assert "candidate" not in plain
    assert "candidate" not in null


def test_bad_lines_keep_their_place_and_cost_no_other_line() -> None:
    reader = ReadsLengths()
    lines = [text_line(n) for n in range(70)]
    lines[5] = "no json"
    lines[40] = json.dumps({"id": 40})
    lines[41] = text_line(41, candidate_target="8.99")
    rows = list(classify_lines(lines, sdg_answerer(SdgTask.TARGETS, reader)))
    assert [row["id"] for row in rows] == [None if n == 5 else n for n in range(70)]
    assert [n for n, row in enumerate(rows) if "error" in row] == [5, 40, 41]
    assert "line 42: 'candidate_target': '8.99' is no SDG target" in str(rows[41]["error"])
    assert reader.batches == [31, 30, 6]


def test_a_batch_of_bad_lines_asks_the_reader_nothing() -> None:
    reader = ReadsLengths()
    assert "error" in next(classify_lines(["", ""], sdg_answerer(SdgTask.GOALS, reader)))
    assert reader.batches == []


def test_goals_ignore_a_candidate() -> None:
    line = text_line(1, candidate_target="nonsense")
    (row,) = classify_lines([line], sdg_answerer(SdgTask.GOALS, ReadsLengths()))
    assert "error" not in row


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["classify", "stance", "--encoder", "other"], "--encoder other: stance takes no other"),
        (["evaluate", "stance", "g.jsonl", "--encoder", "other"], "stance takes no other encoder"),
    ],
)
def test_what_a_task_cannot_do_is_a_usage_error(arguments: list[str], said: str) -> None:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_evaluation_shows_figures_with_their_intervals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "report_mining.classification.sdg_reading.load_sdg_reader", lambda *_: ReadsLengths()
    )
    rows = [{"text": f"text {n}", "goals": [8] if n % 2 else []} for n in range(20)]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert run_evaluate("sdg-goals", gold, None, as_json=True) == 0
    record = json.loads(capsys.readouterr().out)
    assert list(record) == ["task", "n", "metrics", "per_label", "per_language"]
    assert record["metrics"]["recall"] == 1.0
    low, high = record["metrics"]["intervals"]["precision"]
    assert low < record["metrics"]["precision"] == 0.5 < high
    monkeypatch.setenv("COLUMNS", "200")
    assert run_evaluate("sdg-goals", gold, None, as_json=False) == 0
    assert f"0.500 [{low:.3f}, {high:.3f}]" in capsys.readouterr().out


def test_what_the_screen_holds_back_is_not_scored_and_says_so() -> None:
    reader = ReadsLengths()
    answerer = screened_answerer(
        sdg_answerer(SdgTask.GOALS, reader), lambda contexts: [bool(c.text) for c in contexts]
    )
    rows = list(classify_lines([text_line(0), text_line(3), text_line(7)], answerer))
    assert [row.get("held_back", False) for row in rows] == [True, False, True]
    assert rows[0] == {"id": 0, "goals": [], "held_back": True}
    assert len(rows[1]["goals"]) == 17  # type: ignore[arg-type]
    assert reader.batches == [1]


@pytest.mark.parametrize("task", ["sdg-targets", "stance"])
def test_only_goals_have_a_screen(task: str) -> None:
    found = CliRunner().invoke(app, ["classify", task, "--screen"], input="{}\n")
    assert found.exit_code == 2
    assert "--screen" in found.output

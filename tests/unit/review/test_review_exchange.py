"""Decisions go to annotation tools and come back as they were; nothing is guessed on the way."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from report_mining.annotation import stance_items
from report_mining.cli.review_files import run_export, run_import
from report_mining.errors import InputError
from report_mining.pipeline.review_answers import Answer
from report_mining.pipeline.review_exchange import export_review, import_review
from report_mining.pipeline.reviewing import ReviewDesk
from report_mining.records.review import ReviewDecision, ReviewVerdict
from report_mining.review import ExchangeFormat
from report_mining.taxonomies.codes import Framework, Stance

TOOLS = [ExchangeFormat.LABEL_STUDIO, ExchangeFormat.SPACY, ExchangeFormat.PRODIGY]


def item_of(desk: ReviewDesk, company: str) -> str:
    return next(q.item_id for q in desk.questions if q.company_id == company and q.framework)


@pytest.fixture
def decided(run_folder: Path) -> ReviewDesk:
    """A desk on which two people took every kind of decision."""
    desk = ReviewDesk(run_folder)
    answers = {
        "A": Answer(ReviewVerdict.ACCEPT),
        "B": Answer(ReviewVerdict.CORRECT, Stance.NEGATED, reason="the denial is the policy"),
        "C": Answer(ReviewVerdict.CORRECT, Stance.REGULATORY, True, reason="<b>law</b> \u202e"),
        "D": Answer(
            ReviewVerdict.CORRECT, Stance.REFERENCE, looked_everywhere=True, reason="read all"
        ),
        "E": Answer(ReviewVerdict.UNSURE, reason="cannot tell"),
    }
    for company, answer in answers.items():
        desk.decide(item_of(desk, company), answer, "reviewer 1")
    desk.decide(
        item_of(desk, "A"), Answer(ReviewVerdict.CORRECT, Stance.ASPIRE, reason="aims"), "rev 2"
    )
    return desk


def essence(decision: ReviewDecision) -> tuple[object, ...]:
    d = decision
    return (
        d.item_id, d.verdict, d.stance, d.own_assertion, d.looked_everywhere, d.finding_id,
        d.reason, d.reviewer, d.decided_at,
    )  # fmt: skip


@pytest.mark.parametrize("tool", TOOLS)
def test_a_round_trip_gives_the_same_decisions(decided: ReviewDesk, tool: ExchangeFormat) -> None:
    exported = export_review(decided, tool)
    before = sorted(essence(d) for d in decided.log.read())
    decided.log.path.unlink()
    fresh = ReviewDesk(decided.out)
    done = import_review(fresh, exported.content, "importer")
    assert (done.added, done.unchanged, done.refused) == (6, 0, ())
    assert sorted(essence(d) for d in fresh.log.read()) == before


@pytest.mark.parametrize("tool", TOOLS)
def test_importing_again_adds_nothing(decided: ReviewDesk, tool: ExchangeFormat) -> None:
    exported = export_review(decided, tool)
    done = import_review(decided, exported.content, "importer")
    assert (done.added, done.unchanged) == (0, 6)
    assert len(decided.log.read()) == 6


@pytest.mark.parametrize("tool", TOOLS)
def test_undecided_questions_are_exported_and_count_as_undecided(
    run_folder: Path, tool: ExchangeFormat
) -> None:
    desk = ReviewDesk(run_folder)
    exported = export_review(desk, tool)
    assert exported.count == 3  # A, B and E wait; F is a question about a whole document
    assert exported.left_out == (("questions about whole documents", 1),)
    done = import_review(desk, exported.content, "importer")
    assert (done.added, done.undecided, done.refused) == (0, 3, ())


def rows_of(desk: ReviewDesk, tool: ExchangeFormat) -> Any:
    content = export_review(desk, tool).content
    if tool is ExchangeFormat.LABEL_STUDIO:
        return json.loads(content)
    return [json.loads(line) for line in content.splitlines()]


def test_an_answer_given_in_prodigy_becomes_a_decision(run_folder: Path) -> None:
    desk = ReviewDesk(run_folder)
    rows = rows_of(desk, ExchangeFormat.PRODIGY)
    answered = next(r for r in rows if r["meta"]["company_id"] == "A")
    (span,) = answered["spans"]
    assert answered["text"][span["start"] : span["end"]] == "OECD Guidelines"
    answered |= {
        "accept": ["ENDORSE"],
        "answer": "accept",
        "_annotator_id": "pat",
        "_timestamp": 1768480000,
    }
    other = next(r for r in rows if r["meta"]["company_id"] == "E")
    other |= {"accept": ["APPLY"], "answer": "accept"}
    done = import_review(desk, "\n".join(map(json.dumps, rows)), "importer")
    assert (done.added, done.undecided) == (2, 1)
    by_company = {d.company_id: d for d in desk.log.read()}
    assert by_company["A"].verdict is ReviewVerdict.ACCEPT
    assert (by_company["A"].reviewer, by_company["A"].decided_at[:10]) == ("pat", "2026-01-15")
    assert (by_company["E"].verdict, by_company["E"].reviewer) == (
        ReviewVerdict.CORRECT,
        "importer",
    )


def test_an_answer_given_in_label_studio_becomes_a_decision(run_folder: Path) -> None:
    desk = ReviewDesk(run_folder)
    tasks = rows_of(desk, ExchangeFormat.LABEL_STUDIO)
    task = next(t for t in tasks if t["data"]["company_id"] == "B")
    choice = {
        "from_name": "stance",
        "to_name": "text",
        "type": "choices",
        "value": {"choices": ["NEGATED"]},
    }
    task["annotations"] = [
        {"id": 7, "completed_by": 3, "result": [choice], "created_at": "2026-02-01T10:00:00.5Z"}
    ]
    done = import_review(desk, json.dumps(tasks), "importer")
    assert done.added == 1
    (decision,) = desk.log.read()
    assert decision.reviewer == "Label Studio 3"
    assert decision.decided_at == "2026-02-01T10:00:00.500+00:00"
    assert decision.stance is Stance.NEGATED


def test_a_changed_answer_is_a_new_decision_of_the_importer_s_file(decided: ReviewDesk) -> None:
    rows = rows_of(decided, ExchangeFormat.SPACY)
    row = next(r for r in rows if r["meta"]["company_id"] == "B")
    row["cats"] = {"APPLY": 1.0}
    done = import_review(decided, json.dumps(row), "importer")
    assert done.added == 1
    last = decided.log.read()[-1]
    assert (last.stance, last.reviewer, last.supersedes is not None) == (
        Stance.APPLY,
        "reviewer 1",
        True,
    )


def test_wrong_rows_are_refused_by_name_and_the_others_are_taken(
    run_folder: Path, invented: ModuleType
) -> None:
    desk = ReviewDesk(run_folder)
    rows = rows_of(desk, ExchangeFormat.PRODIGY)
    for row in rows:
        row |= {"accept": ["ENDORSE"], "answer": "accept"}
    rows[0]["accept"] = ["MAYBE"]
    rows[1]["meta"]["evidence_hash"] = "0" * 64
    rows.append({"text": "something else", "meta": {}})
    rows.append(["no row"])
    rows.append(rows[2] | {"meta": rows[2]["meta"] | {"item_id": "unknown"}})
    done = import_review(desk, "\n".join(map(json.dumps, rows)), "importer")
    assert done.added == 1
    assert sorted(r.place for r in done.refused) == [
        "line 1",
        "line 2",
        "line 4",
        "line 5",
        "line 6",
    ]
    assert any("evidence changed" in r.why for r in done.refused)
    assert any("MAYBE" in r.why for r in done.refused)


def test_an_older_decision_does_not_replace_a_later_one(decided: ReviewDesk) -> None:
    rows = rows_of(decided, ExchangeFormat.PRODIGY)
    row = next(r for r in rows if r["meta"]["company_id"] == "B")
    row |= {"accept": ["APPLY"], "_timestamp": 1_000_000}
    done = import_review(decided, json.dumps(row), "importer")
    assert done.added == 0
    assert "later" in done.refused[0].why


@pytest.mark.parametrize("content", ["{", "[{]", "no json"])
def test_a_file_that_is_no_json_is_named(run_folder: Path, tmp_path: Path, content: str) -> None:
    source = tmp_path / "answers.jsonl"
    source.write_text(content)
    with pytest.raises(InputError, match=r"answers\.jsonl is no file of decisions"):
        run_import(run_folder, source, "importer")


def test_the_command_says_how_much_went_out_and_came_in(
    decided: ReviewDesk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "tasks.json"
    assert run_export(decided.out, "label-studio", target) == 0
    elsewhere = Path(shutil.copytree(decided.out, tmp_path / "elsewhere"))
    (elsewhere / "review" / "decisions.jsonl").unlink()
    assert run_import(elsewhere, target, "importer") == 0
    said = capsys.readouterr().out
    assert "5 questions" in said
    assert "6 decisions added, 0 stood already" in said


def test_confirmed_decisions_become_annotation_items_that_our_reader_reads(
    decided: ReviewDesk, tmp_path: Path
) -> None:
    folder = tmp_path / "items"
    folder.mkdir()
    exported = export_review(decided, ExchangeFormat.STANCE_ITEMS)
    (folder / "batch-review.jsonl").write_text(exported.content, encoding="utf-8")
    items = stance_items.read_stance_items(folder)
    # A is decided in two ways and E not at all; the others are confirmed.
    found = {item.company: [(m.stance, m.own_assertion) for m in item.mentions] for item in items}
    assert found == {
        "Boomgaard Voeding": [(Stance.NEGATED, None)],
        "Citrien Kleding": [(Stance.REGULATORY, True)],
        "Dijkzicht Bouw": [(Stance.REFERENCE, None)],
    }
    (boomgaard,) = (item for item in items if item.company == "Boomgaard Voeding")
    assert boomgaard.context.before == "What stands before."


def test_a_sentence_with_another_name_nobody_decided_about_is_left_out(
    run_folder: Path, invented: ModuleType
) -> None:
    quote = "We follow the OECD Guidelines and name the UN Guiding Principles."
    both = tuple(
        invented.finding("A", stance, 0.7, quote, framework)
        for framework, stance in (
            (Framework.OECD_MNE, Stance.ENDORSE),
            (Framework.UNGP, Stance.REFERENCE),
        )
    )
    invented.build_run(run_folder, {"A": both})
    desk = ReviewDesk(run_folder)
    desk.decide(item_of(desk, "A"), Answer(ReviewVerdict.ACCEPT), "reviewer 1")
    exported = export_review(desk, ExchangeFormat.STANCE_ITEMS)
    assert exported.count == 0
    assert exported.left_out == (("sentences with another name whose stance nobody decided", 1),)

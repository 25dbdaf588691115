"""A reviewer decides, the figure follows, and nothing that was decided is lost or silently kept."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from types import ModuleType

import pytest

from report_mining.errors import InputError, StorageError
from report_mining.pipeline.human_decisions import aggregate
from report_mining.pipeline.review_answers import Answer, DecisionRefusedError, allows_accept
from report_mining.pipeline.reviewing import ReviewDesk
from report_mining.pipeline.run_record import recorded_population
from report_mining.records import CompanyYear, NationalPoint, Series, Strictness, ValueStatus
from report_mining.records.review import ItemKind, ReviewQuestion, ReviewVerdict
from report_mining.storage import Store
from report_mining.taxonomies.codes import Framework, Stance

ACCEPT = Answer(ReviewVerdict.ACCEPT)
UNSURE = Answer(ReviewVerdict.UNSURE)


def correct(stance: Stance | None, **more: object) -> Answer:
    return Answer(ReviewVerdict.CORRECT, stance=stance, reason="read it again", **more)  # type: ignore[arg-type]


def ask(
    desk: ReviewDesk, company: str, framework: Framework | None = Framework.OECD_MNE
) -> ReviewQuestion:
    return next(q for q in desk.questions if (q.company_id, q.framework) == (company, framework))


def headline(
    points: tuple[NationalPoint, ...], strictness: Strictness = Strictness.STANDARD
) -> NationalPoint:
    return next(p for p in points if (p.series, p.strictness) == (Series.OECD_ONLY, strictness))


def counted(desk: ReviewDesk) -> tuple[int, int, int]:
    point = headline(desk.figures(2023))
    return point.n_endorsed, point.n_covered, point.n_review


def year_of(desk: ReviewDesk, company: str) -> CompanyYear:
    return next(cy for cy in desk.company_years if cy.company_id == company)


def value(desk: ReviewDesk, company: str, indicator: str) -> tuple[object, ValueStatus]:
    found = next(v for v in year_of(desk, company).values if v.indicator_id == indicator)
    return found.value, found.status


def test_open_questions_come_first_and_settled_ones_last(run_folder: Path) -> None:
    desk = ReviewDesk(run_folder)
    kinds = [(q.company_id, q.kind) for q in desk.questions]
    assert kinds[:3] == [
        ("B", ItemKind.CONFLICT),
        ("A", ItemKind.NEEDS_REVIEW),
        ("E", ItemKind.NEEDS_REVIEW),
    ]
    assert kinds[3] == ("F", ItemKind.MATCH)
    assert {kind for _, kind in kinds[4:]} == {ItemKind.SETTLED}
    assert counted(desk) == (2, 2, 3)  # C and F endorse; A, B and E wait; D could not be looked at


def test_accepting_confirms_the_reading_and_moves_every_figure_it_counts_in(
    run_folder: Path,
) -> None:
    desk = ReviewDesk(run_folder)
    question = ask(desk, "A")
    assert desk.effect_of(question).n_population == 6
    change = desk.decide(question.item_id, ACCEPT, "reviewer 1")
    before, after = headline(change.before), headline(change.after)
    assert (before.n_endorsed, after.n_endorsed) == (2, 3)
    assert (before.share_lower, after.share_lower) == (pytest.approx(2 / 6), pytest.approx(3 / 6))
    assert value(desk, "A", "END-03") == (1.0, ValueStatus.HUMAN_CONFIRMED)
    assert value(desk, "A", "END-05") == ("ENDORSE", ValueStatus.HUMAN_CONFIRMED)
    assert value(desk, "A", "END-06") == (1.0, ValueStatus.HUMAN_CONFIRMED)
    assert value(desk, "A", "LNK-03")[0] == "T1"  # what rests on the endorsement follows
    assert ask(desk, "A").kind is ItemKind.DECIDED


def test_a_correction_settles_all_three_strictnesses_with_one_stance(run_folder: Path) -> None:
    desk = ReviewDesk(run_folder)
    desk.decide(ask(desk, "C").item_id, correct(Stance.APPLY), "reviewer 1")
    values = [value(desk, "C", i)[0] for i in ("END-01", "END-03", "END-04", "END-05")]
    assert values == [0.0, 0.0, 1.0, "APPLY"]
    desk.decide(ask(desk, "A").item_id, correct(Stance.ASPIRE), "reviewer 1")
    assert value(desk, "A", "END-08") == (1.0, ValueStatus.HUMAN_CONFIRMED)


def test_a_no_over_a_document_with_unread_pages_stays_unknown(run_folder: Path) -> None:
    desk = ReviewDesk(run_folder)
    question = ask(desk, "D")
    assert not question.is_fully_looked
    desk.decide(question.item_id, correct(Stance.REFERENCE), "reviewer 1")
    assert value(desk, "D", "END-03") == (None, ValueStatus.COULD_NOT_LOOK)
    desk.decide(question.item_id, correct(Stance.REFERENCE, looked_everywhere=True), "reviewer 1")
    assert value(desk, "D", "END-03") == (0.0, ValueStatus.HUMAN_CONFIRMED)


def test_a_contradiction_cannot_be_accepted_but_can_be_settled(run_folder: Path) -> None:
    desk = ReviewDesk(run_folder)
    question = ask(desk, "B")
    assert not allows_accept(question)
    with pytest.raises(DecisionRefusedError, match="choose the stance"):
        desk.decide(question.item_id, ACCEPT, "reviewer 1")
    desk.decide(question.item_id, correct(Stance.NEGATED), "reviewer 1")
    assert value(desk, "B", "END-03") == (0.0, ValueStatus.HUMAN_CONFIRMED)


def test_unsure_changes_no_figure_and_keeps_the_question_open(run_folder: Path) -> None:
    desk = ReviewDesk(run_folder)
    before = counted(desk)
    desk.decide(ask(desk, "A").item_id, UNSURE, "reviewer 1")
    assert counted(desk) == before
    assert ask(desk, "A").kind is ItemKind.NEEDS_REVIEW


def test_two_reviewers_who_differ_leave_the_value_open_until_one_gives_way(
    run_folder: Path,
) -> None:
    desk = ReviewDesk(run_folder)
    item = ask(desk, "C").item_id
    desk.decide(item, ACCEPT, "reviewer 1")
    desk.decide(item, correct(Stance.REFERENCE), "reviewer 2")
    assert value(desk, "C", "END-03") == (None, ValueStatus.CONFLICT)
    assert ask(desk, "C").kind is ItemKind.DISAGREEMENT
    desk.decide(item, correct(Stance.ANCHOR), "reviewer 2")
    assert value(desk, "C", "END-03") == (1.0, ValueStatus.HUMAN_CONFIRMED)
    assert value(desk, "C", "END-01") == (None, ValueStatus.CONFLICT)


def test_agreement_of_two_reviewers_is_measured(run_folder: Path) -> None:
    desk = ReviewDesk(run_folder)
    for company, second in (
        ("A", Stance.ENDORSE),
        ("C", Stance.REFERENCE),
        ("E", Stance.REFERENCE),
    ):
        first = correct(Stance.REFERENCE if company == "E" else Stance.ENDORSE)
        desk.decide(ask(desk, company).item_id, first, "reviewer 1")
        desk.decide(ask(desk, company).item_id, correct(second), "reviewer 2")
    found = desk.agreement()
    assert (found.units, found.same) == (3, 2)
    assert found.kappa_standard == pytest.approx(0.4)  # observed 2/3, expected 4/9


def test_undoing_adds_a_line_and_brings_the_machine_back(run_folder: Path) -> None:
    desk = ReviewDesk(run_folder)
    before = counted(desk)
    first = desk.decide(ask(desk, "A").item_id, ACCEPT, "reviewer 1").decision
    desk.withdraw(first.decision_id, "reviewer 1")
    assert counted(desk) == before
    lines = [json.loads(line) for line in desk.log.path.read_text().splitlines()]
    assert [line["verdict"] for line in lines] == ["accept", "withdrawn"]
    assert lines[1]["supersedes"] == lines[0]["decision_id"]
    with pytest.raises(DecisionRefusedError, match="no current decision"):
        desk.withdraw(first.decision_id, "reviewer 1")


def test_nobody_undoes_the_decision_of_somebody_else(run_folder: Path) -> None:
    desk = ReviewDesk(run_folder)
    first = desk.decide(ask(desk, "A").item_id, ACCEPT, "reviewer 1").decision
    with pytest.raises(DecisionRefusedError):
        desk.withdraw(first.decision_id, "reviewer 2")


def test_a_new_decision_names_the_one_it_replaces(run_folder: Path) -> None:
    desk = ReviewDesk(run_folder)
    item = ask(desk, "A").item_id
    first = desk.decide(item, ACCEPT, "reviewer 1").decision
    second = desk.decide(item, correct(Stance.REFERENCE), "reviewer 1").decision
    assert second.supersedes == first.decision_id
    assert counted(desk)[0] == 2


def test_a_rejected_document_leaves_its_company_without_one(run_folder: Path) -> None:
    desk = ReviewDesk(run_folder)
    item = ask(desk, "F", None).item_id
    change = desk.decide(item, correct(None), "reviewer 1")
    assert (headline(change.before).n_endorsed, headline(change.after).n_endorsed) == (2, 1)
    assert value(desk, "F", "END-03") == (None, ValueStatus.NO_DOCUMENT)
    assert ask(desk, "F", None).kind is ItemKind.DECIDED


def test_a_new_run_applies_what_was_decided(run_folder: Path) -> None:
    desk = ReviewDesk(run_folder)
    desk.decide(ask(desk, "A").item_id, ACCEPT, "reviewer 1")
    population = recorded_population(desk.record, Store(run_folder / "store"))
    again = aggregate(population, desk.log.read())
    assert [cy.values for cy in again.measured] == [cy.values for cy in desk.company_years]
    assert headline(ReviewDesk(run_folder).figures(2023)).n_endorsed == 3


def test_other_words_or_another_reading_open_the_question_again(
    run_folder: Path, invented: ModuleType
) -> None:
    desk = ReviewDesk(run_folder)
    for company in ("A", "C"):
        desk.decide(ask(desk, company).item_id, ACCEPT, "reviewer 1")
    reworded = (
        invented.finding("A", Stance.ENDORSE, 0.7, "Alderwerk may use the OECD Guidelines."),
    )
    weaker = (invented.finding("C", Stance.ENDORSE, 0.6, "Citrien endorses the OECD Guidelines."),)
    invented.build_run(run_folder, {"A": reworded, "C": weaker})
    later = ReviewDesk(run_folder)
    assert [q.kind for q in later.questions if q.company_id in "AC"] == [ItemKind.REOPENED] * 2
    assert value(later, "A", "END-03") == (None, ValueStatus.NEEDS_REVIEW)
    assert counted(later)[0] == 1


def test_another_score_with_the_same_answer_opens_nothing(
    run_folder: Path, invented: ModuleType
) -> None:
    desk = ReviewDesk(run_folder)
    desk.decide(ask(desk, "A").item_id, correct(Stance.REFERENCE), "reviewer 1")
    surer = (
        invented.finding("A", Stance.ENDORSE, 0.75, "Alderwerk works  along the OECD Guidelines."),
    )
    invented.build_run(run_folder, {"A": surer})
    assert ask(ReviewDesk(run_folder), "A").kind is ItemKind.DECIDED


def test_a_decision_on_evidence_that_is_not_shown_any_more_is_refused(run_folder: Path) -> None:
    desk = ReviewDesk(run_folder)
    stale = Answer(ReviewVerdict.ACCEPT, evidence_hash="0" * 64)
    with pytest.raises(DecisionRefusedError, match="evidence changed"):
        desk.decide(ask(desk, "A").item_id, stale, "reviewer 1")
    foreign = correct(Stance.ENDORSE, finding_id="not-there")
    with pytest.raises(DecisionRefusedError, match="no evidence"):
        desk.decide(ask(desk, "A").item_id, foreign, "reviewer 1")
    assert desk.log.read() == ()


@pytest.mark.parametrize(
    "answer",
    [
        Answer(ReviewVerdict.CORRECT, stance=Stance.ANCHOR),
        correct(None),
        correct(Stance.REGULATORY),
        correct(Stance.ENDORSE, own_assertion=True),
        Answer(ReviewVerdict.ACCEPT, reason="x" * 2_001),
        Answer(ReviewVerdict.WITHDRAWN),
    ],
    ids=["no reason", "no stance", "regulatory", "assertion", "long", "withdrawn"],
)
def test_answers_that_do_not_fit_are_refused(run_folder: Path, answer: Answer) -> None:
    desk = ReviewDesk(run_folder)
    with pytest.raises(DecisionRefusedError):
        desk.decide(ask(desk, "A").item_id, answer, "reviewer 1")
    assert not desk.log.path.exists()


def test_two_desks_at_once_lose_no_decision(run_folder: Path) -> None:
    desks = [ReviewDesk(run_folder) for _ in range(2)]
    items = [ask(desks[0], company).item_id for company in "ACE"]

    def work(desk: ReviewDesk, reviewer: str) -> None:
        for item in items:
            desk.decide(item, correct(Stance.REFERENCE), reviewer)

    threads = [
        threading.Thread(target=work, args=(desk, f"reviewer {n}")) for n, desk in enumerate(desks)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(desks[0].log.read()) == 6
    desks[0].refresh()
    assert desks[0].agreement().units == 3


def test_a_line_cut_by_a_power_failure_is_left_out_and_harms_no_later_line(
    run_folder: Path,
) -> None:
    desk = ReviewDesk(run_folder)
    desk.decide(ask(desk, "A").item_id, ACCEPT, "reviewer 1")
    with desk.log.path.open("ab") as stream:
        stream.write(b'{"schema_version":1,"dec' + b"x" * 100_000)
    desk.decide(ask(desk, "C").item_id, ACCEPT, "reviewer 1")
    assert [d.company_id for d in ReviewDesk(run_folder).log.read()] == ["A", "C"]


def test_a_line_that_is_no_decision_is_named(run_folder: Path) -> None:
    desk = ReviewDesk(run_folder)
    desk.decide(ask(desk, "A").item_id, ACCEPT, "reviewer 1")
    with desk.log.path.open("ab") as stream:
        stream.write(b'{"schema_version":99}\n')
    with pytest.raises(StorageError, match="line 2"):
        ReviewDesk(run_folder)


def test_a_folder_without_a_run_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="report-mining monitor"):
        ReviewDesk(tmp_path)

"""The queue puts first what changes the headline."""

from __future__ import annotations

from report_mining.records import Company, CompanyYear, Endorsement, Judgement, ValueStatus
from report_mining.review import build_queue
from report_mining.taxonomies.codes import Framework

COMPANIES = (Company("a", "Alderwerk"), Company("b", "Boomgaard"))
YES = Judgement(1, ValueStatus.OBSERVED, ("y",), 0.95, "clear")
NO = Judgement(0, ValueStatus.OBSERVED, ("n",), None, "named only")
BLIND = Judgement(None, ValueStatus.COULD_NOT_LOOK, (), None, "unread")


def doubtful(finding_id: str, probability: float = 0.7) -> Judgement:
    return Judgement(None, ValueStatus.NEEDS_REVIEW, (finding_id,), probability, "one weak hit")


def clash(*finding_ids: str) -> Judgement:
    return Judgement(None, ValueStatus.CONFLICT, finding_ids, None, "yes and no")


def decided(
    strict: Judgement, standard: Judgement, lenient: Judgement, framework: Framework
) -> Endorsement:
    return Endorsement(framework, None, standard.status, strict, standard, lenient)


def company_year(
    company_id: str,
    strict: Judgement,
    standard: Judgement,
    lenient: Judgement,
    ungp: Judgement = NO,
    year: int = 2022,
) -> CompanyYear:
    return CompanyYear(
        company_id,
        year,
        ("r",),
        decided(strict, standard, lenient, Framework.OECD_MNE),
        decided(ungp, ungp, ungp, Framework.UNGP),
        (),
    )


def test_the_headline_comes_before_strict_and_lenient() -> None:
    queue = build_queue(
        [
            company_year("a", NO, NO, doubtful("l")),
            company_year("a", doubtful("s"), YES, YES, year=2021),
            company_year("b", NO, doubtful("h"), doubtful("h")),
        ],
        COMPANIES,
    )
    assert [(i.company_id, i.indicator_id) for i in queue] == [
        ("b", "END-03"),
        ("a", "END-01"),
        ("a", "END-04"),
    ]
    assert queue[0].company_name == "Boomgaard"
    assert queue[0].reason == "needs review: one weak hit"


def test_questions_on_the_same_evidence_are_asked_once() -> None:
    single = doubtful("f")
    (item,) = build_queue([company_year("a", single, single, single)], COMPANIES)
    assert item.indicator_id == "END-03"
    assert item.finding_ids == ("f",)


def test_latest_year_then_contradictions_then_the_likelier() -> None:
    queue = build_queue(
        [
            company_year("a", NO, doubtful("1", 0.7), YES),
            company_year("b", NO, doubtful("2", 0.8), YES),
            company_year("b", NO, clash("3", "4"), YES, year=2021),
            company_year("a", NO, doubtful("5", 0.85), YES, year=2021),
        ],
        COMPANIES,
    )
    assert [item.finding_ids[0] for item in queue] == ["2", "1", "3", "5"]


def test_the_ungps_are_asked_only_when_they_can_change_a_figure() -> None:
    asked = build_queue([company_year("a", NO, NO, NO, ungp=doubtful("u"))], COMPANIES)
    assert [item.indicator_id for item in asked] == ["END-02"]
    assert build_queue([company_year("a", YES, YES, YES, ungp=doubtful("u"))], COMPANIES) == ()


def test_what_could_not_be_read_waits_for_nobody() -> None:
    missing = CompanyYear("b", 2022, (), None, None, ())
    assert build_queue([company_year("a", BLIND, BLIND, BLIND), missing], COMPANIES) == ()

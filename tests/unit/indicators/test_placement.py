"""END-07 says where the deciding statement stands, QLT-01 how sure its label is, COV-04 what sources there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from report_mining.indicators import company_years, coverage_by_year
from report_mining.records import (
    Actor,
    Company,
    DecisionThresholds,
    DocumentType,
    Finding,
    IndicatorValue,
    MatchBasis,
    NotLookedReason,
    ReportMatch,
    ReportStatus,
    Scope,
    ScoredReport,
    ValueStatus,
)
from report_mining.taxonomies.codes import Framework, Stance

LIMITS = DecisionThresholds(t_high=0.9, t_low=0.6)
NOORD = Company("noord", "Noordzuivel N.V.")
UNREAD = ((NotLookedReason.IMAGE_WITHOUT_TEXT.value, 1),)


def found(
    quote: str = "Wij onderschrijven de OESO-richtlijnen.",
    stance: Stance = Stance.ENDORSE,
    score: float = 0.95,
    **changes: object,
) -> Finding:
    plain = Finding(
        finding_id=f"{stance}-{score}-{quote}",
        report_id="a",
        code=Framework.OECD_MNE,
        stance=stance,
        score=score,
        actor=Actor.SELF,
        own_assertion=None,
        lookalike=None,
        scope=Scope.WHOLE,
        rule="R5",
        page_number=3,
        page_label=None,
        locator=None,
        language="nl",
        section_path=(),
        quote=quote,
        mention="OESO-richtlijnen",
        char_start=0,
        char_end=4,
        boxes=(),
        passage_id="p",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def report(
    *findings: Finding, report_id: str = "a", not_looked: tuple[tuple[str, int], ...] = ()
) -> ScoredReport:
    return ScoredReport(
        report_id=report_id,
        file_name=f"{report_id}.pdf",
        path=f"{report_id}.pdf",
        status=ReportStatus.SCORED,
        reason=None,
        detail=None,
        pages=10,
        pages_scored=10,
        pages_not_looked=not_looked,
        pages_ocr=0,
        languages=(),
        passages=1,
        findings=tuple(replace(f, report_id=report_id) for f in findings),
        clues=None,
        instrument_version="i",
        reader_version="v",
        seconds=0.0,
    )


def match(
    report_id: str = "a",
    company_id: str = "noord",
    kind: DocumentType | None = DocumentType.POLICY,
) -> ReportMatch:
    return ReportMatch(
        report_id=report_id,
        file=f"{report_id}.pdf",
        company_id=company_id,
        reporting_year=2022,
        document_type=kind,
        basis=MatchBasis.MANIFEST,
        score=1.0,
        year_basis="manifest",
        is_inferred=False,
    )


def values(
    *findings: Finding,
    company: Company = NOORD,
    kind: DocumentType | None = DocumentType.POLICY,
    not_looked: tuple[tuple[str, int], ...] = (),
) -> Mapping[str, IndicatorValue]:
    listed = [company] if company.parent_id is None else [company, Company("top", "Top N.V.")]
    measured = company_years(
        listed, [match(kind=kind)], {"a": report(*findings, not_looked=not_looked)}, LIMITS
    )
    return {v.indicator_id: v for v in measured[0].values}


def test_the_document_of_the_deciding_statement_is_told() -> None:
    placed = values(found())
    assert placed["END-07-TYPE"].value == "policy"
    assert placed["END-07-TYPE"].finding_id == found().finding_id
    assert placed["END-07-TYPE"].status is ValueStatus.OBSERVED
    assert values(found(), kind=None)["END-07-TYPE"].value == "unknown"


@pytest.mark.parametrize(
    ("quote", "answer"),
    [
        ("Het beleid is vastgesteld door de raad van bestuur en volgt de OESO-richtlijnen.", "yes"),
        ("Our board has adopted the OECD Guidelines.", "yes"),
        ("The policy on the OECD Guidelines was signed by the CEO.", "yes"),
        ("De directie onderschrijft de OESO-richtlijnen.", "yes"),
        ("Het beleid is nog niet door het bestuur vastgesteld.", "no"),
        ("The policy has not been approved by the board.", "no"),
        ("Wij onderschrijven de OESO-richtlijnen.", "unknown"),
        ("We onboard suppliers under the OECD Guidelines.", "unknown"),
    ],
)
def test_the_board_is_read_from_the_sentence(quote: str, answer: str) -> None:
    assert values(found(quote))["END-07-BOARD"].value == answer


def test_the_board_is_read_from_the_heading() -> None:
    headed = found(section_path=("Beleid", "Vastgesteld door het bestuur op 3 mei"))
    assert values(headed)["END-07-BOARD"].value == "yes"


def test_a_group_speaks_for_its_subsidiary() -> None:
    group = found(actor=Actor.GROUP)
    below = replace(NOORD, parent_id="top")
    assert values(group, company=below)["END-07-PARENT"].value == 1.0
    assert values(group)["END-07-PARENT"].value == 0.0
    assert values(found(), company=below)["END-07-PARENT"].value == 0.0


def test_the_scope_of_a_weaker_statement_is_told() -> None:
    assert values(found())["END-07-SCOPE"].value == "whole"
    assert values(found(scope=Scope.CHAPTER))["END-07-SCOPE"].value == "chapter"


def test_nothing_to_place_is_not_the_same_as_could_not_look() -> None:
    silent = values()
    assert silent["END-07-BOARD"].status is ValueStatus.NOT_APPLICABLE
    unread = values(not_looked=UNREAD)
    assert unread["END-07-BOARD"].status is ValueStatus.COULD_NOT_LOOK
    assert {silent["END-07-BOARD"].value, unread["END-07-BOARD"].value} == {None}


def test_a_single_doubtful_hit_has_no_placement_yet() -> None:
    doubtful = values(found(score=0.7))
    assert doubtful["END-07-TYPE"].value is None
    assert doubtful["END-07-TYPE"].status is ValueStatus.NEEDS_REVIEW


def test_confidence_is_the_score_of_the_deciding_statement() -> None:
    sure = values(found(score=0.93))["QLT-01"]
    assert (sure.value, sure.status) == (0.93, ValueStatus.OBSERVED)
    denied = values(found("Wij volgen ze niet.", Stance.NEGATED, 0.9))["QLT-01"]
    assert denied.value == 0.9


def test_confidence_of_nothing_found_is_not_made_up() -> None:
    assert values()["QLT-01"].status is ValueStatus.NOT_APPLICABLE
    assert values(not_looked=UNREAD)["QLT-01"].status is ValueStatus.COULD_NOT_LOOK
    doubtful = values(found(score=0.7))["QLT-01"]
    assert (doubtful.value, doubtful.status) == (None, ValueStatus.NEEDS_REVIEW)


def test_coverage_by_source_counts_a_company_once_per_type() -> None:
    zuid = Company("zuid", "Zuidstaal B.V.")
    reports = {i: report(report_id=i) for i in "abc"}
    matches = [
        match("a", "noord", DocumentType.ANNUAL_REPORT),
        match("b", "noord", DocumentType.ANNUAL_REPORT),
        match("c", "zuid", None),
    ]
    measured = company_years([NOORD, zuid], matches, reports, LIMITS)
    (point,) = coverage_by_year(measured, reports, matches)
    assert (point.n_population, point.n_usable) == (2, 2)
    assert point.n_by_type == ((DocumentType.ANNUAL_REPORT, 1),)
    assert point.share_of(DocumentType.ANNUAL_REPORT) == 0.5
    assert point.share_of(DocumentType.WEBSITE) == 0.0


def test_a_translation_is_no_second_independent_statement() -> None:
    dutch = report(found("Wij onderschrijven de OESO-richtlijnen.", score=0.7), report_id="a")
    english = report(
        found("We endorse the OECD Guidelines.", score=0.7, page_number=4), report_id="b"
    )
    reports = {"a": dutch, "b": english}

    def standard(**marks: str) -> tuple[float | str | None, str]:
        matches = [match("a"), replace(match("b"), **marks)]  # type: ignore[arg-type]
        (only,) = company_years([NOORD], matches, reports, LIMITS)
        by_id = {v.indicator_id: v for v in only.values}
        return by_id["END-03"].value, by_id["COV-01"].why

    assert standard()[0] == 1.0
    value, why = standard(translates_file="a.pdf")
    assert value is None
    assert "1 of them repeat or translate another" in why
    assert standard(repeats_file="a.pdf")[0] is None

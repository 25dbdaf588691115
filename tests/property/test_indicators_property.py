"""What holds for every set of findings and every population."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from report_mining.indicators import company_years, decide_endorsement, national_series
from report_mining.indicators.evidence import STANCE_ORDER, effective_stance
from report_mining.records import (
    Actor,
    Company,
    DecisionThresholds,
    Endorsement,
    Finding,
    MatchBasis,
    ReportMatch,
    ReportStatus,
    Scope,
    ScoredReport,
    Strictness,
    ValueStatus,
)
from report_mining.records.conduct import CompanyType
from report_mining.taxonomies.codes import Framework, Stance

LIMITS = DecisionThresholds(t_high=0.9, t_low=0.6)
OECD = Framework.OECD_MNE


@st.composite
def a_finding(draw: st.DrawFn) -> Finding:
    stance = draw(st.sampled_from(Stance))
    page = draw(st.integers(1, 3))
    quote = draw(st.sampled_from(["We follow them.", "Wij volgen ze.", "Our code builds on them."]))
    finding = Finding(
        finding_id="",
        report_id=draw(st.sampled_from(["r1", "r2"])),
        code=draw(st.sampled_from([OECD, OECD, OECD, Framework.UNGP])),
        stance=stance,
        score=draw(st.sampled_from([0.2, 0.59, 0.6, 0.75, 0.89, 0.9, 1.0])),
        actor=draw(st.sampled_from([Actor.SELF, Actor.SELF, Actor.GROUP, Actor.PARENT])),
        own_assertion=draw(st.sampled_from([True, False, None])),
        lookalike=None,
        scope=draw(st.sampled_from([Scope.WHOLE, Scope.WHOLE, Scope.SITE])),
        rule="R5",
        page_number=page,
        page_label=None,
        locator=None,
        language="en",
        section_path=(),
        quote=quote,
        mention="m",
        char_start=0,
        char_end=1,
        boxes=(),
        passage_id="p",
    )
    return replace(finding, finding_id=repr(finding))


FINDINGS = st.lists(a_finding(), max_size=6)


def values(endorsement: Endorsement) -> list[int | None]:
    return [endorsement.judgement(s).value for s in Strictness]


@given(FINDINGS, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_findings_changes_nothing(
    findings: list[Finding], full: bool, random: Random
) -> None:
    shuffled = list(findings)
    random.shuffle(shuffled)
    again = decide_endorsement(OECD, [*shuffled, *shuffled], full, LIMITS)
    assert again == decide_endorsement(OECD, findings, full, LIMITS)


@given(FINDINGS)
def test_an_unread_page_never_makes_a_no(findings: list[Finding]) -> None:
    read = decide_endorsement(OECD, findings, True, LIMITS)
    unread = decide_endorsement(OECD, findings, False, LIMITS)
    for before, after in zip(values(read), values(unread), strict=True):
        assert after in {before, None}
        assert not (before is None and after == 0)
        assert not (before == 1 and after != 1)


@given(FINDINGS)
def test_an_unread_page_leaves_no_zero_but_the_companys_own_denial(findings: list[Finding]) -> None:
    unread = decide_endorsement(OECD, findings, False, LIMITS)
    if 0 in values(unread):
        assert any(
            f.stance is Stance.NEGATED and f.score >= LIMITS.t_low and f.actor is not Actor.PARENT
            for f in findings
        )


@given(FINDINGS, a_finding(), st.booleans())
def test_another_finding_never_turns_a_yes_into_a_no(
    findings: list[Finding], extra: Finding, full: bool
) -> None:
    before = decide_endorsement(OECD, findings, full, LIMITS)
    after = decide_endorsement(OECD, [*findings, extra], full, LIMITS)
    for strictness in Strictness:
        if before.judgement(strictness).value == 1:
            judged = after.judgement(strictness)
            assert judged.value == 1 or judged.status is ValueStatus.CONFLICT


@given(FINDINGS, st.booleans())
def test_what_strict_accepts_the_milder_accept(findings: list[Finding], full: bool) -> None:
    strict, standard, lenient = values(decide_endorsement(OECD, findings, full, LIMITS))
    if strict == 1:
        assert standard == 1
    if standard == 1:
        assert lenient == 1


@given(FINDINGS, st.booleans())
def test_a_value_stands_with_its_status_and_a_reason(findings: list[Finding], full: bool) -> None:
    decision = decide_endorsement(OECD, findings, full, LIMITS)
    known = {f.finding_id for f in findings}
    for strictness in Strictness:
        judged = decision.judgement(strictness)
        has_value = judged.status in {ValueStatus.OBSERVED, ValueStatus.NOT_FOUND}
        assert (judged.value is not None) is has_value
        assert set(judged.finding_ids) <= known
        assert judged.why.endswith(".")
        if judged.value == 1:
            assert judged.finding_ids


@given(FINDINGS)
def test_the_stance_is_the_strongest_credible_one(findings: list[Finding]) -> None:
    decision = decide_endorsement(OECD, findings, True, LIMITS)
    credible = [
        effective_stance(f)
        for f in findings
        if f.code is OECD and f.stance is not Stance.NOT_FRAMEWORK and f.score >= LIMITS.t_low
    ]
    if credible and decision.stance is not None:
        strongest = min(credible, key=STANCE_ORDER.index)
        assert STANCE_ORDER.index(decision.stance) <= STANCE_ORDER.index(strongest)


def report(report_id: str, findings: list[Finding], status: ReportStatus) -> ScoredReport:
    return ScoredReport(
        report_id=report_id,
        file_name=report_id,
        path=report_id,
        status=status,
        reason=None,
        detail=None,
        pages=3,
        pages_scored=3,
        pages_not_looked=(),
        pages_ocr=0,
        languages=(),
        passages=1,
        findings=tuple(findings),
        clues=None,
        instrument_version="i",
        reader_version="v",
        seconds=0.0,
    )


@st.composite
def a_population(
    draw: st.DrawFn,
) -> tuple[list[Company], list[ReportMatch], dict[str, ScoredReport]]:
    companies = [Company(f"c{i}", f"Company {i}") for i in range(draw(st.integers(1, 5)))]
    matches, reports = [], {}
    for number in range(draw(st.integers(0, 6))):
        report_id = f"r{number}"
        status = draw(st.sampled_from(ReportStatus))
        reports[report_id] = report(report_id, draw(FINDINGS), status)
        matches.append(
            ReportMatch(
                report_id=report_id,
                file=report_id,
                company_id=draw(st.sampled_from(companies)).company_id,
                reporting_year=draw(st.sampled_from([2016, 2019, 2024])),
                document_type=None,
                basis=MatchBasis.NAME,
                score=1.0,
                year_basis="text",
                is_inferred=True,
            )
        )
    return companies, matches, reports


@settings(max_examples=60)
@given(a_population())
def test_the_bounds_enclose_the_observed_share(
    population: tuple[list[Company], list[ReportMatch], dict[str, ScoredReport]],
) -> None:
    companies, matches, reports = population
    measured = company_years(companies, matches, reports, LIMITS)
    for point in national_series(measured):
        assert point.n_population == len(companies)
        assert point.n_covered + point.n_review + point.n_missing == point.n_population
        assert point.n_endorsed <= point.n_covered
        assert point.share_lower is not None
        assert point.share_upper is not None
        if point.share_observed is not None:
            assert point.share_lower <= point.share_observed <= point.share_upper
        assert 0.0 <= point.share_lower <= point.share_upper <= 1.0


@settings(max_examples=60)
@given(a_population())
def test_a_company_without_a_document_never_has_a_value(
    population: tuple[list[Company], list[ReportMatch], dict[str, ScoredReport]],
) -> None:
    companies, matches, reports = population
    with_document = {(m.company_id, m.reporting_year) for m in matches}
    for company_year in company_years(companies, matches, reports, LIMITS):
        if (company_year.company_id, company_year.reporting_year) not in with_document:
            # A company type is never given without a document: it is UNKNOWN (DOMAIN 1.4).
            said = {value.value for value in company_year.values} - {None}
            assert said <= {CompanyType.UNKNOWN.value}
            assert company_year.oecd is None


@settings(max_examples=60)
@given(a_population())
def test_the_oecd_or_ungp_share_is_never_the_smaller(
    population: tuple[list[Company], list[ReportMatch], dict[str, ScoredReport]],
) -> None:
    companies, matches, reports = population
    points = national_series(company_years(companies, matches, reports, LIMITS))
    endorsed = {(p.reporting_year, p.series, p.strictness): p.n_endorsed for p in points}
    for (year, series, strictness), count in endorsed.items():
        others = [n for (y, s, k), n in endorsed.items() if (y, k) == (year, strictness)]
        if series.value == "oecd_or_ungp":
            assert count == max(others)

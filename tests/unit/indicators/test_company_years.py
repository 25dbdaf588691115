"""Every company of the population gets its values in every published year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from report_mining.errors import TaxonomyError
from report_mining.indicators import (
    company_years,
    coverage_by_year,
    load_indicator_definitions,
    report_endorsements,
    unused_matches,
)
from report_mining.indicators.conduct import CONDUCT_INDICATORS, SECTOR_ONLY
from report_mining.records import (
    Actor,
    Company,
    CompanyYear,
    DecisionThresholds,
    DocumentType,
    Finding,
    IndicatorValue,
    MatchBasis,
    ReportMatch,
    ReportStatus,
    Scope,
    ScoredReport,
    ValueStatus,
)
from report_mining.taxonomies.codes import Framework, Stance

LIMITS = DecisionThresholds(t_high=0.9, t_low=0.6)
IDS = [
    "END-01",
    "END-02",
    "END-03",
    "END-04",
    "END-05",
    "END-06",
    "END-07-BOARD",
    "END-07-PARENT",
    "END-07-SCOPE",
    "END-07-TYPE",
    "END-08",
    "END-09",
    "COV-01",
    "COV-02",
    "QLT-01",
]
CONDUCT = [i for i in CONDUCT_INDICATORS if i not in SECTOR_ONLY]
NOORD = Company("noord", "Noordzuivel N.V.")
ZUID = Company("zuid", "Zuidstaal B.V.")


def found(
    stance: Stance, framework: Framework = Framework.OECD_MNE, score: float = 0.95
) -> Finding:
    return Finding(
        finding_id=f"{framework}-{stance}-{score}",
        report_id="a",
        code=framework,
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
        quote=f"{stance} {framework}",
        mention="OESO-richtlijnen",
        char_start=0,
        char_end=4,
        boxes=(),
        passage_id="p",
    )


def report(
    report_id: str,
    *findings: Finding,
    status: ReportStatus = ReportStatus.SCORED,
    pages: int = 10,
    not_looked: tuple[tuple[str, int], ...] = (),
) -> ScoredReport:
    return ScoredReport(
        report_id=report_id,
        file_name=f"{report_id}.pdf",
        path=f"{report_id}.pdf",
        status=status,
        reason=None,
        detail=None,
        pages=pages,
        pages_scored=pages,
        pages_not_looked=not_looked,
        pages_ocr=0,
        languages=(),
        passages=1,
        findings=findings,
        clues=None,
        instrument_version="i",
        reader_version="v",
        seconds=0.0,
    )


def match(report_id: str, company_id: str | None, year: int | None, file: str = "") -> ReportMatch:
    return ReportMatch(
        report_id=report_id,
        file=file or f"{report_id}.pdf",
        company_id=company_id,
        reporting_year=year,
        document_type=DocumentType.ANNUAL_REPORT,
        basis=MatchBasis.MANIFEST,
        score=1.0,
        year_basis="manifest",
        is_inferred=False,
    )


def by_id(company_year: CompanyYear) -> Mapping[str, IndicatorValue]:
    return {value.indicator_id: value for value in company_year.values}


def measure(*reports: ScoredReport) -> Mapping[str, IndicatorValue]:
    matches = [match(r.report_id, "noord", 2022) for r in reports]
    (only,) = company_years([NOORD], matches, {r.report_id: r for r in reports}, LIMITS)
    return by_id(only)


def test_a_company_without_a_document_has_no_value_anywhere() -> None:
    noord, zuid = company_years(
        [NOORD, ZUID], [match("a", "noord", 2022)], {"a": report("a")}, LIMITS
    )
    assert [v.indicator_id for v in zuid.values] == IDS + CONDUCT
    assert all(v.status is ValueStatus.NO_DOCUMENT for v in zuid.values)
    types = ("LNK-03", "LNK-03-STRICT")
    assert {v.value for v in zuid.values if v.indicator_id in types} == {"UNKNOWN"}
    assert {v.value for v in zuid.values if v.indicator_id not in types} == {None}
    assert zuid.oecd is None
    assert [v.indicator_id for v in noord.values][: len(IDS)] == IDS
    assert {v.indicator_id for v in noord.values} == set(IDS) | set(CONDUCT)


def test_years_are_those_with_a_report_unless_given() -> None:
    matches, reports = [match("a", "noord", 2020)], {"a": report("a")}
    assert [cy.reporting_year for cy in company_years([NOORD], matches, reports, LIMITS)] == [2020]
    given = company_years([NOORD], matches, reports, LIMITS, years=[2021, 2020])
    assert [cy.reporting_year for cy in given] == [2020, 2021]


def test_only_companies_of_that_years_population_are_measured() -> None:
    late = replace(ZUID, valid_from=2022)
    matches = [match("a", "noord", 2021), match("b", "zuid", 2021)]
    reports = {"a": report("a"), "b": report("b")}
    measured = company_years([NOORD, late], matches, reports, LIMITS)
    assert [(cy.company_id, cy.reporting_year) for cy in measured] == [("noord", 2021)]
    assert unused_matches([NOORD, late], matches) == (matches[1],)


def test_documents_of_a_year_are_combined_and_each_counts_once() -> None:
    first, second = report("a", found(Stance.ASPIRE)), report("b", found(Stance.ENDORSE))
    values = measure(first, second, second)
    assert values["END-01"].value == 1.0
    assert values["COV-01"].value == 2.0
    assert "annual report" in values["COV-01"].why


def test_one_unreadable_document_makes_not_found_unsayable() -> None:
    failed = report("b", status=ReportStatus.FAILED, pages=0)
    values = measure(report("a"), failed)
    assert values["END-03"].status is ValueStatus.COULD_NOT_LOOK
    assert values["END-09"].value is None
    assert values["COV-02"].value == 1.0
    assert "1 of 2 documents could not be opened" in values["COV-02"].why


def test_a_file_without_an_id_is_found_by_its_path() -> None:
    failed = report("", status=ReportStatus.FAILED, pages=0)
    reports = {"sub/x.pdf": failed}
    (only,) = company_years([NOORD], [match("", "noord", 2022, "sub/x.pdf")], reports, LIMITS)
    assert by_id(only)["END-03"].status is ValueStatus.COULD_NOT_LOOK
    assert by_id(only)["COV-02"].status is ValueStatus.COULD_NOT_LOOK
    assert only.report_ids == ()


def test_a_match_to_an_unknown_report_is_refused() -> None:
    with pytest.raises(ValueError, match=r"match of a\.pdf names report 'a'"):
        company_years([NOORD], [match("a", "noord", 2022)], {}, LIMITS)


def test_unmatched_reports_enter_nothing() -> None:
    matches = [match("a", None, 2022), match("b", "noord", None)]
    reports = {"a": report("a"), "b": report("b")}
    assert company_years([NOORD], matches, reports, LIMITS) == ()


@pytest.mark.parametrize(
    ("stances", "near_miss", "silent", "stance"),
    [
        ((), 0.0, 1.0, "NONE"),
        ((Stance.ASPIRE,), 1.0, 0.0, "ASPIRE"),
        ((Stance.REQUIRE, Stance.REFERENCE), 1.0, 0.0, "REQUIRE"),
        ((Stance.REFERENCE,), 0.0, 0.0, "REFERENCE"),
        ((Stance.ASPIRE, Stance.APPLY), 0.0, 0.0, "APPLY"),
        ((Stance.ASPIRE, Stance.ENDORSE), 0.0, 0.0, "ENDORSE"),
        ((Stance.ASPIRE, Stance.NEGATED), 0.0, 0.0, "NEGATED"),
    ],
)
def test_near_misses_silence_and_the_strongest_stance(
    stances: tuple[Stance, ...], near_miss: float, silent: float, stance: str
) -> None:
    values = measure(report("a", *(found(s) for s in stances)))
    assert values["END-08"].value == near_miss
    assert values["END-09"].value == silent
    assert values["END-05"].value == stance


def test_an_undecided_stance_has_no_label_but_says_why() -> None:
    values = measure(report("a", found(Stance.ENDORSE, score=0.7)))
    assert values["END-05"].value is None
    assert values["END-05"].status is ValueStatus.NEEDS_REVIEW
    assert values["END-08"].status is ValueStatus.NEEDS_REVIEW
    assert values["END-03"].probability == 0.7


def test_the_stance_carries_its_own_evidence() -> None:
    weak, strong = found(Stance.ANCHOR, score=0.99), found(Stance.ENDORSE, score=0.95)
    values = measure(report("a", weak, strong))
    assert values["END-05"].finding_id == strong.finding_id


def test_oecd_or_ungp_is_the_standard_of_either_family() -> None:
    values = measure(report("a", found(Stance.ANCHOR, Framework.UNGP)))
    assert values["END-02"].value == 1.0
    assert values["END-03"].value == 0.0


def test_pages_in_another_language_have_text_and_images_have_none() -> None:
    gaps = (("image_without_text", 3), ("language_not_covered", 4))
    values = measure(report("a", status=ReportStatus.PARTIAL, not_looked=gaps))
    assert values["COV-02"].value == 0.7
    assert values["END-03"].status is ValueStatus.COULD_NOT_LOOK


def test_coverage_counts_companies_with_a_document_that_was_scored() -> None:
    reports = {
        "a": report("a", status=ReportStatus.PARTIAL),
        "b": report("b", status=ReportStatus.NO_TEXT),
    }
    matches = [match("a", "noord", 2022), match("b", "zuid", 2022)]
    measured = company_years([NOORD, ZUID], matches, reports, LIMITS)
    (point,) = coverage_by_year(measured, reports)
    assert (point.n_population, point.n_usable, point.share) == (2, 1, 0.5)


def test_one_report_is_judged_for_both_families() -> None:
    judged = report_endorsements(report("a", found(Stance.ENDORSE)), LIMITS)
    assert judged[Framework.OECD_MNE].strict.value == 1
    assert judged[Framework.UNGP].strict.value == 0


def test_every_published_indicator_is_defined() -> None:
    defined = [d.indicator_id for d in load_indicator_definitions()]
    assert set(IDS) | {"END-10", "END-11", "END-12", "COV-03", "COV-04"} | set(
        CONDUCT_INDICATORS
    ) == set(defined)
    assert len(defined) == len(set(defined))


def test_all_defects_of_the_definitions_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(
        "source: s\nversion: '1'\nextra: 1\nindicators:\n"
        "  - {id: end3, name_en: '', colour: red}\n  - plain\n",
        encoding="utf-8",
    )
    with pytest.raises(TaxonomyError) as error:
        load_indicator_definitions(file)
    text = str(error.value)
    for expected in ("'extra'", "'retrieved_on'", "'colour'", "name_en is ''", "END-03", "'plain'"):
        assert expected in text

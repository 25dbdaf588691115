"""The national series counts, bounds and compares with the path exactly."""

from __future__ import annotations

import pytest

from report_mining.indicators import either_family, national_series
from report_mining.records import (
    CompanyYear,
    Endorsement,
    Judgement,
    NationalPoint,
    Series,
    Strictness,
    ValueStatus,
)
from report_mining.taxonomies.codes import Framework

YES = Judgement(1, ValueStatus.OBSERVED, ("f",), 0.95, "yes")
NO = Judgement(0, ValueStatus.NOT_FOUND, (), None, "no")
SEEN = Judgement(0, ValueStatus.OBSERVED, ("g",), None, "named only")
REVIEW = Judgement(None, ValueStatus.NEEDS_REVIEW, ("h",), 0.7, "doubtful")
CLASH = Judgement(None, ValueStatus.CONFLICT, ("i",), None, "both")
BLIND = Judgement(None, ValueStatus.COULD_NOT_LOOK, (), None, "unread")


def endorsement(framework: Framework, judgement: Judgement) -> Endorsement:
    return Endorsement(framework, None, judgement.status, judgement, judgement, judgement)


def company_year(
    number: int, oecd: Judgement | None, ungp: Judgement = NO, year: int = 2023
) -> CompanyYear:
    if oecd is None:
        return CompanyYear(f"c{number}", year, (), None, None, ())
    return CompanyYear(
        f"c{number}",
        year,
        ("r",),
        endorsement(Framework.OECD_MNE, oecd),
        endorsement(Framework.UNGP, ungp),
        (),
    )


def headline(points: tuple[NationalPoint, ...], series: Series = Series.OECD_ONLY) -> NationalPoint:
    (point,) = [p for p in points if p.series is series and p.strictness is Strictness.STANDARD]
    return point


def test_the_worked_example_of_the_domain_reference() -> None:
    judged = [YES] * 240 + [NO] * 240 + [None] * 220
    point = headline(national_series([company_year(i, j) for i, j in enumerate(judged)]))
    assert (point.n_population, point.n_covered, point.n_endorsed) == (700, 480, 240)
    assert point.share_lower == pytest.approx(0.343, abs=5e-4)
    assert point.share_observed == 0.5
    assert point.share_upper == pytest.approx(0.657, abs=5e-4)
    assert point.gap_companies == 630 - 240


def test_every_series_and_strictness_has_a_point_per_year() -> None:
    points = national_series([company_year(1, YES), company_year(1, NO, year=2021)])
    assert len(points) == 2 * 2 * 3
    assert {(p.series, p.strictness) for p in points} == {
        (series, strictness) for series in Series for strictness in Strictness
    }
    assert [p.reporting_year for p in points] == [2021] * 6 + [2023] * 6


def test_review_and_missing_are_counted_apart_and_both_widen_the_bounds() -> None:
    judged = [YES, NO, REVIEW, CLASH, BLIND, None]
    point = headline(national_series([company_year(i, j) for i, j in enumerate(judged)]))
    assert (point.n_covered, point.n_review, point.n_missing) == (2, 2, 2)
    assert (point.share_lower, point.share_observed, point.share_upper) == (1 / 6, 0.5, 5 / 6)


def test_without_any_value_the_observed_share_is_unknown() -> None:
    point = headline(national_series([company_year(1, None)]))
    assert point.share_observed is None
    assert (point.share_lower, point.share_upper) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("year", "share"),
    [(2016, None), (2017, 0.3), (2018, 0.4), (2020, 0.6), (2022, 0.8), (2023, 0.9), (2030, 0.9)],
)
def test_the_path_rises_from_the_base_to_the_target_and_stays(
    year: int, share: float | None
) -> None:
    assert headline(national_series([company_year(1, YES, year=year)])).path_share == share


@pytest.mark.parametrize(("population", "needed"), [(10, 9), (11, 10), (30, 27), (700, 630)])
def test_the_gap_is_exact(population: int, needed: int) -> None:
    years = [company_year(i, NO) for i in range(population)]
    assert headline(national_series(years)).gap_companies == needed


def test_the_gap_is_never_negative() -> None:
    assert headline(national_series([company_year(i, YES) for i in range(10)])).gap_companies == 0


def test_oecd_or_ungp_takes_either_family() -> None:
    points = national_series([company_year(1, NO, ungp=YES), company_year(2, BLIND, ungp=YES)])
    assert headline(points).n_endorsed == 0
    assert headline(points, Series.OECD_OR_UNGP).n_endorsed == 2


@pytest.mark.parametrize(
    ("oecd", "ungp", "expected"),
    [
        (NO, YES, YES),
        (CLASH, YES, YES),
        (NO, REVIEW, REVIEW),
        (BLIND, CLASH, CLASH),
        (REVIEW, BLIND, REVIEW),
        (NO, BLIND, BLIND),
        (NO, SEEN, SEEN),
        (NO, NO, NO),
    ],
)
def test_three_valued_logic(oecd: Judgement, ungp: Judgement, expected: Judgement) -> None:
    assert either_family(oecd, ungp) == expected
    assert either_family(ungp, oecd) == expected


def test_an_impossible_path_is_refused() -> None:
    with pytest.raises(ValueError, match=r"target_share is 90"):
        national_series([], target_share=90)
    with pytest.raises(ValueError, match="must come later"):
        national_series([], target_year=2017)

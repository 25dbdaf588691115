"""Changes, panels, sectors, breaks, vintages, persistence, reviews: counted over invented companies."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import pytest

from report_mining.indicators import (
    ReviewedSample,
    balanced_panel,
    breaks_between,
    correct_share,
    gold_to_narrow_interval,
    keep_published,
    national_changes,
    national_series,
    prediction_powered_share,
    reviews_to_narrow_bounds,
    sector_series,
    stamp_points,
)
from report_mining.indicators.persistence import with_persistence
from report_mining.records import (
    Company,
    CompanyYear,
    Endorsement,
    ErrorRates,
    IndicatorValue,
    IntervalMethod,
    Judgement,
    Series,
    SeriesBreak,
    Strictness,
    ValueStatus,
)
from report_mining.taxonomies.codes import Framework

RATES = ErrorRates(sensitivity=0.90, n_positive=120, specificity=0.95, n_negative=180)
JUDGED = {
    "+": Judgement(1, ValueStatus.OBSERVED, ("f",), 0.95, "It says so."),
    "-": Judgement(0, ValueStatus.NOT_FOUND, (), None, "Named nowhere."),
    "?": Judgement(None, ValueStatus.NEEDS_REVIEW, ("h",), 0.7, "A person must decide."),
}
HEADLINE = (Series.OECD_ONLY, Strictness.STANDARD)


def company_year(company_id: str, year: int, sign: str) -> CompanyYear:
    judged = JUDGED[sign]
    values = tuple(
        IndicatorValue(company_id, year, i, judged.value, judged.status, None, None, judged.why)
        for i in ("END-03", "END-05", "END-08")
    )
    families = (
        Endorsement(f, None, judged.status, judged, judged, judged)
        for f in (Framework.OECD_MNE, Framework.UNGP)
    )
    return CompanyYear(company_id, year, ("r",), *families, values)


def years(first: int, signs: Mapping[str, str]) -> list[CompanyYear]:
    """Return one company-year per sign, such as {"a": "+-"} from 2021; a blank is no such year."""
    return [
        company_year(company_id, first + position, sign)
        for company_id, row in signs.items()
        for position, sign in enumerate(row)
        if sign != " "
    ]


def test_the_change_counts_companies_with_a_value_in_both_years() -> None:
    changes = national_changes(
        years(2022, {"a": "-+", "b": "-+", "c": "+-", "d": "++", "e": "?+", "f": " +", "g": "- "})
    )
    (point,) = [c for c in changes if (c.series, c.strictness) == HEADLINE]
    assert (point.from_year, point.to_year) == (2022, 2023)
    assert (point.change.n, point.change.n_gained, point.change.n_lost) == (4, 2, 1)
    assert (point.change.delta, point.share_from, point.share_to) == (0.25, 0.5, 0.75)
    assert point.breaks == (SeriesBreak.NAME_2023,)


def test_a_change_without_pairs_has_no_value() -> None:
    (point,) = [
        c for c in national_changes(years(2020, {"a": "+ ", "b": " +"})) if c.series is HEADLINE[0]
    ][:1]
    assert point.change.n == 0
    assert (point.change.delta, point.change.low, point.share_to) == (None, None, None)


def test_a_single_year_has_no_change() -> None:
    assert national_changes(years(2023, {"a": "+"})) == ()


@pytest.mark.parametrize(
    ("first", "second", "breaks"),
    [
        (2017, 2018, ()),
        (2018, 2019, (SeriesBreak.CONSTRUCT_2019,)),
        (2019, 2022, ()),
        (2022, 2024, (SeriesBreak.NAME_2023, SeriesBreak.ESRS_2024)),
        (2017, 2027, tuple(SeriesBreak)),
        (2027, 2028, ()),
    ],
)
def test_breaks(first: int, second: int, breaks: tuple[SeriesBreak, ...]) -> None:
    assert breaks_between(first, second) == breaks


def test_breaks_need_a_later_second_year() -> None:
    with pytest.raises(ValueError, match="2023 to 2023"):
        breaks_between(2023, 2023)


def test_the_balanced_panel_holds_the_same_companies_in_every_year() -> None:
    points = balanced_panel(years(2021, {"a": "-++", "b": "--+", "c": "+? ", "d": "+++"}))
    chosen = [p for p in points if (p.series, p.strictness) == HEADLINE]
    assert [(p.reporting_year, p.n_panel, p.n_endorsed) for p in chosen] == [
        (2021, 3, 1),
        (2022, 3, 2),
        (2023, 3, 3),
    ]


def test_an_empty_panel_has_no_share() -> None:
    assert {p.share for p in balanced_panel(years(2021, {"a": "+ ", "b": " +"}))} == {None}


def test_sectors_get_wilson_intervals_and_small_ones_none() -> None:
    large = {f"m{i}": "+" if i < 6 else "-" if i < 20 else "?" for i in range(30)}
    small = {f"t{i}": "+" for i in range(9)}
    whole = {f"w{i}": "+-"[i % 2] for i in range(12)}
    companies = [
        Company(i, i, sector={"m": "Metal", "t": "Textile", "w": None}[i[0]])
        for i in (*large, *small, *whole)
    ]
    points = {
        p.sector: p
        for p in sector_series(years(2023, {**large, **small, **whole}), companies)
        if (p.series, p.strictness) == HEADLINE
    }
    assert list(points) == ["", "Metal", "Textile"]
    metal = points["Metal"]
    assert (metal.n_population, metal.n_covered, metal.n_endorsed) == (30, 20, 6)
    assert (metal.share_lower, metal.share_observed) == (0.2, 0.3)
    assert metal.share_upper == pytest.approx(16 / 30)
    assert metal.ci_method is IntervalMethod.WILSON_FPC
    assert metal.ci_low is not None
    assert 0.145 < metal.ci_low < 0.3  # narrower than 14.5 to 51.9 of a large population
    textile = points["Textile"]
    assert textile.is_suppressed
    assert (textile.n_endorsed, textile.share_observed, textile.share_lower) == (None, None, None)
    assert (textile.n_population, textile.n_covered) == (9, 9)
    assert (points[""].ci_method, points[""].ci_low) == (IntervalMethod.CENSUS, None)


def test_without_any_sector_there_is_no_sector_table() -> None:
    assert sector_series(years(2023, {"a": "+"}), [Company("a", "A")]) == ()


def test_the_national_point_is_corrected_only_where_its_own_rates_are_known() -> None:
    signs = {f"c{i}": "+" if i < 240 else "-" if i < 480 else "?" for i in range(700)}
    points = {
        (p.series, p.strictness): p
        for p in national_series(years(2023, signs), error_rates=(RATES,))
    }
    headline = points[HEADLINE]
    expected = correct_share(240, 480, 700, RATES)
    assert (headline.share_corrected, headline.ci_low, headline.ci_high, headline.ci_method) == (
        expected.share,
        expected.low,
        expected.high,
        IntervalMethod.ROGAN_GLADEN_MISSING_AT_RANDOM,
    )
    assert (headline.sensitivity, headline.specificity) == (0.9, 0.95)
    assert headline.reviews_per_point == 7
    assert headline.gold_per_point == gold_to_narrow_interval(240, 480, 700, RATES)
    assert headline.bound_low is not None
    assert headline.share_lower is not None
    assert headline.bound_low < headline.share_lower
    strict = points[Series.OECD_ONLY, Strictness.STRICT]
    assert strict.ci_method is IntervalMethod.ERROR_RATES_UNKNOWN
    assert (strict.ci_low, strict.share_corrected, strict.bound_low) == (None, None, None)


def test_two_rates_for_one_figure_are_refused() -> None:
    with pytest.raises(ValueError, match="one for each figure"):
        national_series(years(2023, {"a": "+"}), error_rates=(RATES, RATES))


def test_a_published_point_stays_when_its_year_is_scored_again() -> None:
    old = stamp_points(national_series(years(2022, {"a": "-"})), "2023-05-01", "one", "book")
    new = stamp_points(national_series(years(2022, {"a": "++"})), "2024-05-01", "two", "book")
    kept = keep_published(old, new)
    assert kept == (*old, *new)
    assert keep_published(kept, new) == kept


def test_a_run_repeated_on_the_same_day_replaces_itself_only() -> None:
    wrong_list = stamp_points(
        national_series(years(2021, {"a": "++"})), "2024-05-01", "two", "book"
    )
    right_list = stamp_points(national_series(years(2022, {"a": "+"})), "2024-05-01", "two", "book")
    other = stamp_points(national_series(years(2022, {"a": "-"})), "2024-05-01", "one", "book")
    assert keep_published((*wrong_list, *other), right_list) == (*other, *right_list)


def test_a_point_without_a_vintage_is_not_kept() -> None:
    with pytest.raises(ValueError, match="2022"):
        keep_published((), national_series(years(2022, {"a": "-"})))


@pytest.mark.parametrize(
    ("row", "counts", "last_words"),
    [
        ("+++", [1, 2, 3], "3 years in a row, first in 2021; 2020 was not measured"),
        ("-++", [0, 1, 2], "2 years in a row, first in 2022; not in 2021."),
        ("+?+", [1, None, 1], "1 year, first in 2023; for 2022 nothing can be said"),
        ("+ +", [1, 1], "1 year, first in 2023; 2022 was not measured"),
        ("++-", [1, 2, 0], "not endorsed in this year"),
        ("++?", [1, 2, None], "A person must decide."),
    ],
)
def test_persistence(row: str, counts: list[int | None], last_words: str) -> None:
    extended = with_persistence(years(2021, {"a": row}))
    found = [v for cy in extended for v in cy.values if v.indicator_id == "END-06"]
    assert [v.value for v in found] == counts
    assert last_words in found[-1].why
    assert [v.indicator_id for v in extended[0].values] == ["END-03", "END-05", "END-06", "END-08"]


def test_the_prediction_powered_share_moves_by_what_the_reviews_change() -> None:
    sample = ReviewedSample(n=100, n_missed=6, n_wrong=2)
    powered = prediction_powered_share(315, 700, sample)
    assert powered is not None
    assert powered.share == pytest.approx(0.45 + 0.04)
    by_hand = math.sqrt((8 - 16 / 100) / 100**2 * 600 / 699)
    assert powered.high - powered.share == pytest.approx(1.959964 * by_hand, abs=1e-6)


def test_the_prediction_powered_share_of_a_sample_is_the_published_formula() -> None:
    import numpy as np

    person = np.array([1] * 46 + [0] * 54)
    machine = np.array([1] * 40 + [0] * 6 + [1] * 2 + [0] * 52)
    everybody = np.array([1] * 315 + [0] * 385)
    powered = prediction_powered_share(
        315, 700, ReviewedSample(100, n_missed=6, n_wrong=2), is_census=False
    )
    assert powered is not None
    theta = everybody.mean() + (person - machine).mean()
    error = math.sqrt(everybody.var() / 700 + (person - machine).var() / 100)
    assert powered.share == pytest.approx(theta)
    assert powered.low == pytest.approx(theta - 1.959964 * error, abs=1e-6)


def test_reviewing_every_company_leaves_nothing_to_chance() -> None:
    powered = prediction_powered_share(5, 20, ReviewedSample(20, n_missed=2, n_wrong=1))
    assert powered is not None
    assert (powered.low, powered.share, powered.high) == (0.3, 0.3, 0.3)


def test_reviews_without_a_difference_do_not_prove_that_there_is_none() -> None:
    powered = prediction_powered_share(315, 700, ReviewedSample(30, 0, 0))
    assert powered is not None
    assert powered.share == 0.45
    assert powered.low < 0.43


def test_no_reviews_no_prediction_powered_share() -> None:
    assert prediction_powered_share(315, 700, ReviewedSample(0, 0, 0)) is None


@pytest.mark.parametrize(
    ("endorsed", "predicted", "sample"),
    [
        (8, 7, ReviewedSample(1, 0, 0)),
        (0, 0, ReviewedSample(0, 0, 0)),
        (3, 7, ReviewedSample(2, 2, 1)),
        (3, 7, ReviewedSample(8, 0, 0)),
    ],
)
def test_reviews_that_do_not_fit_are_refused(
    endorsed: int, predicted: int, sample: ReviewedSample
) -> None:
    with pytest.raises(ValueError, match="expected"):
        prediction_powered_share(endorsed, predicted, sample)


def test_seven_reviews_close_the_bounds_of_700_companies_by_a_point() -> None:
    assert reviews_to_narrow_bounds(700, n_review=40) == 7
    assert reviews_to_narrow_bounds(700, n_review=40, points=5) == 35
    assert reviews_to_narrow_bounds(700, n_review=6) is None
    assert reviews_to_narrow_bounds(0, n_review=0) is None


def test_more_gold_companies_narrow_the_corrected_interval_by_a_point() -> None:
    needed = gold_to_narrow_interval(315, 700, 700, RATES)
    assert needed is not None

    def width(extra: int) -> float:
        before = correct_share(315, 700, 700, RATES)
        assert before.share is not None
        more = replace(
            RATES,
            n_positive=120 + math.floor(extra * before.share),
            n_negative=180 + math.floor(extra * (1 - before.share)),
        )
        interval = correct_share(315, 700, 700, more)
        assert interval.low is not None
        assert interval.high is not None
        return interval.high - interval.low

    assert width(needed) <= width(0) - 0.01 < width(needed - 2)


def test_no_gold_set_narrows_what_is_not_about_the_rates() -> None:
    assert gold_to_narrow_interval(315, 700, 700, RATES, points=8) is None
    assert gold_to_narrow_interval(315, 700, 700, None) is None
    with pytest.raises(ValueError, match="points is 0"):
        gold_to_narrow_interval(315, 700, 700, RATES, points=0)

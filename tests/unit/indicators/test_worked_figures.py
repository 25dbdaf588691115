"""The worked figures of DOMAIN 5.6, to the digit, and what the statistics refuse."""

from __future__ import annotations

import math

import pytest

from report_mining.indicators import (
    cell_interval,
    correct_share,
    paired_change,
    share_bounds,
    widened_bounds,
    wilson_interval,
)
from report_mining.indicators.correction import rates_only_interval, rogan_gladen
from report_mining.records import ErrorRates, IntervalMethod, ShareInterval

RATES = ErrorRates(sensitivity=0.90, n_positive=120, specificity=0.95, n_negative=180)


def rounded(interval: ShareInterval, digits: int = 3) -> tuple[float, float]:
    assert interval.low is not None
    assert interval.high is not None
    return round(interval.low, digits), round(interval.high, digits)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (245, 700, 0.316, 0.386),
        (18, 60, 0.199, 0.425),
        (42, 120, 0.271, 0.439),
        (6, 20, 0.145, 0.519),
        (630, 700, 0.876, 0.920),
        (105, 300, 0.298, 0.406),
    ],
)
def test_wilson(hits: int, n: int, low: float, high: float) -> None:
    interval = wilson_interval(hits, n)
    assert interval.share == hits / n
    assert rounded(interval) == (low, high)
    assert interval.method is IntervalMethod.WILSON


def test_wilson_with_the_finite_population_correction() -> None:
    interval = wilson_interval(105, 300, n_population=700)
    assert rounded(interval) == (0.310, 0.392)
    assert interval.method is IntervalMethod.WILSON_FPC


@pytest.mark.parametrize(("hits", "n"), [(0, 7), (1, 9), (18, 60), (245, 700), (40, 40)])
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
def test_wilson_agrees_with_scipy_and_statsmodels(hits: int, n: int, confidence: float) -> None:
    from scipy.stats import binomtest
    from statsmodels.stats.proportion import proportion_confint

    ours = wilson_interval(hits, n, confidence=confidence)
    theirs = binomtest(hits, n).proportion_ci(confidence, method="wilson")
    again = proportion_confint(hits, n, alpha=1 - confidence, method="wilson")
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)
    assert (ours.low, ours.high) == pytest.approx(again, abs=1e-12)


def test_a_census_has_no_sampling_error() -> None:
    interval = wilson_interval(245, 700, n_population=700)
    assert (interval.share, interval.low, interval.high) == (0.35, None, None)
    assert interval.method is IntervalMethod.CENSUS


def test_cells_under_ten_are_suppressed() -> None:
    small = cell_interval(4, 9, n_population=30)
    assert (small.share, small.low, small.high) == (None, None, None)
    assert small.method is IntervalMethod.SUPPRESSED
    assert cell_interval(4, 10, n_population=30).method is IntervalMethod.WILSON_FPC
    assert cell_interval(0, 0, n_population=30).method is IntervalMethod.NOTHING_COVERED


def test_rogan_gladen_with_both_intervals() -> None:
    of_rates = rates_only_interval(0.45, RATES)
    assert of_rates.share is not None
    assert round(of_rates.share, 3) == 0.471
    assert rounded(of_rates) == (0.435, 0.506)
    assert rounded(rates_only_interval(0.45, RATES, n_sample=700)) == (0.414, 0.527)


@pytest.mark.parametrize(("se", "sp", "corrected"), [(0.80, 0.97, 0.545), (0.95, 0.85, 0.375)])
def test_how_much_the_answer_depends_on_the_rates(se: float, sp: float, corrected: float) -> None:
    assert round(rogan_gladen(0.45, ErrorRates(se, 120, sp, 180)), 3) == corrected


def test_the_published_census_interval_also_holds_the_errors_made_on_the_companies() -> None:
    census = correct_share(315, 700, 700, RATES)
    assert census.share == pytest.approx(rates_only_interval(0.45, RATES).share)
    assert census.method is IntervalMethod.ROGAN_GLADEN_CENSUS
    low, high = rounded(census)
    assert low < 0.435
    assert high > 0.506
    whole = rates_only_interval(0.45, RATES, n_sample=700)  # a sample of a large population
    assert low > rounded(whole)[0]
    assert high < rounded(whole)[1]


def test_few_of_many_companies_count_as_a_sample_of_a_large_population() -> None:
    few = correct_share(315, 700, 700_000_000, RATES)
    assert few.low == pytest.approx(rates_only_interval(0.45, RATES, n_sample=700).low, abs=1e-6)
    assert few.method is IntervalMethod.ROGAN_GLADEN_MISSING_AT_RANDOM


@pytest.mark.parametrize(
    ("counts", "rates", "method"),
    [
        ((315, 700, 700), None, IntervalMethod.ERROR_RATES_UNKNOWN),
        (
            (315, 700, 700),
            ErrorRates(0.9, 0, 0.95, 180),
            IntervalMethod.ERROR_RATES_UNKNOWN,
        ),
        (
            (315, 700, 700),
            ErrorRates(0.70, 120, 0.59, 180),
            IntervalMethod.ERROR_RATES_TOO_LOW,
        ),
        ((0, 0, 700), RATES, IntervalMethod.NOTHING_COVERED),
    ],
)
def test_a_correction_that_cannot_hold_is_refused(
    counts: tuple[int, int, int], rates: ErrorRates | None, method: IntervalMethod
) -> None:
    assert correct_share(*counts, rates) == ShareInterval(None, None, None, method)
    assert widened_bounds(*counts, rates) is None


def test_the_correction_holds_from_a_sum_of_1_3() -> None:
    assert correct_share(400, 700, 700, ErrorRates(0.7, 120, 0.6, 180)).share is not None


def test_a_gold_set_without_an_error_still_gives_an_interval() -> None:
    perfect = correct_share(315, 700, 700, ErrorRates(1.0, 120, 1.0, 180))
    assert perfect.share == pytest.approx(0.45)
    assert perfect.low is not None
    assert 0.43 < perfect.low < 0.45


def test_bounds() -> None:
    bounds = share_bounds(240, 480, 700)
    assert (bounds.lower, bounds.observed, bounds.upper) == pytest.approx(
        (0.343, 0.5, 0.657), abs=5e-4
    )


def test_bounds_move_out_with_the_errors_of_the_classifier() -> None:
    widened = widened_bounds(240, 480, 700, RATES)
    covered = correct_share(240, 480, 480, RATES)
    assert widened is not None
    assert covered.low is not None
    assert covered.high is not None
    assert widened[0] == pytest.approx(covered.low * 480 / 700)
    assert widened[1] == pytest.approx((covered.high * 480 + 220) / 700)


def test_paired_change() -> None:
    change = paired_change(600, n_gained=60, n_lost=15)
    assert change.delta == 0.075
    assert change.standard_error is not None
    assert round(100 * change.standard_error, 1) == 1.4
    assert math.isclose(change.standard_error, math.sqrt(75 - 45**2 / 600) / 600)


def test_a_change_of_few_pairs_has_no_interval_and_one_of_nothing_some_width() -> None:
    assert paired_change(9, 2, 1).low is None
    assert paired_change(10, 2, 1).low is not None
    still = paired_change(600, 0, 0)
    assert still.standard_error == 0.0
    assert still.high is not None
    assert 0.0 < still.high < 0.01


def test_counts_that_do_not_fit_together_are_refused() -> None:
    with pytest.raises(ValueError, match="8 hits among 7 companies"):
        wilson_interval(8, 7)
    with pytest.raises(ValueError, match="population of 5"):
        correct_share(3, 7, 5, RATES)
    with pytest.raises(ValueError, match=r"sensitivity is 90"):
        correct_share(3, 7, 7, ErrorRates(90, 120, 0.95, 180))
    with pytest.raises(ValueError, match="gained"):
        paired_change(10, 8, 3)
    with pytest.raises(ValueError, match="confidence is 95"):
        wilson_interval(3, 7, confidence=95)

"""What holds for every count, population and pair of error rates."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from report_mining.indicators import (
    ReviewedSample,
    correct_share,
    paired_change,
    prediction_powered_share,
    share_bounds,
    widened_bounds,
    wilson_interval,
)
from report_mining.records import ErrorRates, IntervalMethod


@st.composite
def counts(draw: st.DrawFn, least: int = 1) -> tuple[int, int, int]:
    """Return endorsed <= covered <= population."""
    population = draw(st.integers(least, 2000))
    covered = draw(st.integers(least, population))
    return draw(st.integers(0, covered)), covered, population


@st.composite
def error_rates(draw: st.DrawFn) -> ErrorRates:
    n_positive, n_negative = draw(st.integers(1, 400)), draw(st.integers(1, 400))
    found, spared = draw(st.integers(0, n_positive)), draw(st.integers(0, n_negative))
    return ErrorRates(found / n_positive, n_positive, spared / n_negative, n_negative)


CONFIDENCE = st.sampled_from([0.5, 0.8, 0.95, 0.999])


@given(counts(), CONFIDENCE)
def test_wilson_holds_the_share_within_zero_and_one(
    numbers: tuple[int, int, int], confidence: float
) -> None:
    hits, n, population = numbers
    for interval in (
        wilson_interval(hits, n, None, confidence),
        wilson_interval(hits, n, population, confidence),
    ):
        if interval.method is IntervalMethod.CENSUS:
            continue
        assert interval.share is not None
        assert interval.low is not None
        assert interval.high is not None
        assert 0.0 <= interval.low <= interval.share <= interval.high <= 1.0


@given(counts())
def test_a_known_population_never_widens_the_interval(numbers: tuple[int, int, int]) -> None:
    hits, n, population = numbers
    assume(n < population)
    wide, narrow = wilson_interval(hits, n), wilson_interval(hits, n, population)
    assert wide.low is not None
    assert wide.high is not None
    assert narrow.low is not None
    assert narrow.high is not None
    assert narrow.high - narrow.low <= wide.high - wide.low + 1e-12


@given(counts())
def test_one_more_hit_never_lowers_wilson(numbers: tuple[int, int, int]) -> None:
    hits, n, _ = numbers
    assume(hits < n)
    less, more = wilson_interval(hits, n), wilson_interval(hits + 1, n)
    assert less.low is not None
    assert less.high is not None
    assert more.low is not None
    assert more.high is not None
    assert less.low <= more.low + 1e-12
    assert less.high <= more.high + 1e-12


@given(counts(), error_rates())
def test_a_correction_holds_its_share_or_says_why_there_is_none(
    numbers: tuple[int, int, int], rates: ErrorRates
) -> None:
    corrected = correct_share(*numbers, rates)
    if corrected.share is None:
        assert corrected.low is corrected.high is None
        assert corrected.method is IntervalMethod.ERROR_RATES_TOO_LOW
        assert rates.sensitivity + rates.specificity < 1.3
        return
    assert corrected.low is not None
    assert corrected.high is not None
    assert 0.0 <= corrected.low <= corrected.share <= corrected.high <= 1.0
    assert corrected.low < corrected.high


@given(counts(), error_rates())
def test_one_more_endorsement_never_lowers_the_corrected_share(
    numbers: tuple[int, int, int], rates: ErrorRates
) -> None:
    endorsed, covered, population = numbers
    assume(endorsed < covered)
    less = correct_share(endorsed, covered, population, rates).share
    more = correct_share(endorsed + 1, covered, population, rates).share
    if less is not None and more is not None:
        assert less <= more


@given(counts(least=1))
def test_the_observed_share_lies_between_the_bounds(numbers: tuple[int, int, int]) -> None:
    bounds = share_bounds(*numbers)
    assert bounds.lower is not None
    assert bounds.observed is not None
    assert bounds.upper is not None
    assert 0.0 <= bounds.lower <= bounds.observed <= bounds.upper <= 1.0


@given(counts(), error_rates())
def test_widened_bounds_hold_every_completion_of_the_corrected_share(
    numbers: tuple[int, int, int], rates: ErrorRates
) -> None:
    _, covered, population = numbers
    widened = widened_bounds(*numbers, rates)
    corrected = correct_share(*numbers, rates).share
    if widened is None or corrected is None:
        return
    low, high = widened
    n_open = population - covered
    assert 0.0 <= low <= corrected * covered / population + 1e-12
    assert (corrected * covered + n_open) / population - 1e-12 <= high <= 1.0 + 1e-12


@given(st.integers(10, 2000), st.data())
def test_a_change_lies_in_its_interval_and_turns_with_the_years(
    n: int, data: st.DataObject
) -> None:
    gained = data.draw(st.integers(0, n))
    lost = data.draw(st.integers(0, n - gained))
    there, back = paired_change(n, gained, lost), paired_change(n, lost, gained)
    assert there.delta is not None
    assert there.low is not None
    assert there.high is not None
    assert -1.0 <= there.low <= there.delta <= there.high <= 1.0
    assert there.low < there.high or there.delta in {-1.0, 1.0}
    assert back.delta == -there.delta
    assert back.standard_error == there.standard_error


@given(counts(), st.data())
def test_a_prediction_powered_share_lies_in_its_interval(
    numbers: tuple[int, int, int], data: st.DataObject
) -> None:
    endorsed, predicted, _ = numbers
    n = data.draw(st.integers(1, predicted))
    missed = data.draw(st.integers(0, n))
    wrong = data.draw(st.integers(0, n - missed))
    powered = prediction_powered_share(endorsed, predicted, ReviewedSample(n, missed, wrong))
    assert powered is not None
    assert 0.0 <= powered.low <= powered.share <= powered.high <= 1.0

"""Counts company-years into the national series against the target path (DOMAIN 1.1, 5.6)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

from report_mining.indicators.bounds import share_bounds, widened_bounds
from report_mining.indicators.correction import correct_share
from report_mining.indicators.review_effort import gold_to_narrow_interval, reviews_to_narrow_bounds
from report_mining.records import (
    CompanyYear,
    ErrorRates,
    Judgement,
    NationalPoint,
    Series,
    Strictness,
    ValueStatus,
)

_IN_REVIEW = frozenset({ValueStatus.CONFLICT, ValueStatus.NEEDS_REVIEW})
_STATED = frozenset({ValueStatus.OBSERVED, ValueStatus.HUMAN_CONFIRMED})
_NO_DOCUMENT = Judgement(None, ValueStatus.NO_DOCUMENT, (), None, "No document was found.")


def national_series(
    company_years: Sequence[CompanyYear],
    target_share: float = 0.9,
    target_year: int = 2023,
    base_share: float = 0.3,
    base_year: int = 2017,
    error_rates: Sequence[ErrorRates] = (),
) -> tuple[NationalPoint, ...]:
    """Return one point per year, series and strictness, in that order.

    Shares are fractions from 0 to 1 of the companies in the population. ``share_lower`` counts every
    company without a value as not endorsed, ``share_upper`` as endorsed (DOMAIN 5.6 item 6).
    ``error_rates`` are those of the company-year decision, each for one series and strictness; points
    without theirs get no interval, since counting everybody leaves no sampling error to show.

    Raises:
        ValueError: when a share is outside 0 to 1, the target year is not after the base year, or
            two error rates are about the same figure.
    """
    _check_path(target_share, target_year, base_share, base_year)
    rates = _rates_by_figure(error_rates)
    target, base = _exact(target_share), _exact(base_share)
    by_year: dict[int, list[CompanyYear]] = defaultdict(list)
    for company_year in company_years:
        by_year[company_year.reporting_year].append(company_year)
    return tuple(
        _point(
            year,
            series,
            strictness,
            [judge_series(cy, series, strictness) for cy in members],
            target=target,
            path=_path(year, target, target_year, base, base_year),
            rates=rates.get((series, strictness)),
        )
        for year, members in sorted(by_year.items())
        for series in Series
        for strictness in Strictness
    )


def judge_series(company_year: CompanyYear, series: Series, strictness: Strictness) -> Judgement:
    """Return what one company-year contributes to a series."""
    if company_year.oecd is None or company_year.ungp is None:
        return _NO_DOCUMENT
    oecd = company_year.oecd.judgement(strictness)
    if series is Series.OECD_ONLY:
        return oecd
    return either_family(oecd, company_year.ungp.judgement(strictness))


def either_family(oecd: Judgement, ungp: Judgement) -> Judgement:
    """Return the judgement "OECD Guidelines and/or UNGPs" (END-02), three-valued.

    1 when either is 1; else what a person must decide; else what could not be looked at; else 0,
    which is an observation when either family was mentioned.
    """
    order = (
        lambda j: j.value == 1,
        lambda j: j.status is ValueStatus.CONFLICT,
        lambda j: j.status is ValueStatus.NEEDS_REVIEW,
        lambda j: j.value is None,
        lambda j: j.status in _STATED,
    )
    for applies in order:
        for judgement in (oecd, ungp):
            if applies(judgement):
                return judgement
    return oecd


def _point(
    year: int,
    series: Series,
    strictness: Strictness,
    judgements: Iterable[Judgement],
    *,
    target: Fraction,
    path: Fraction | None,
    rates: ErrorRates | None,
) -> NationalPoint:
    """Return one row of the national series, with exact arithmetic until the last step."""
    counted = [j for j in judgements if j.status is not ValueStatus.NOT_APPLICABLE]
    population = len(counted)
    endorsed = sum(j.value == 1 for j in counted)
    covered = sum(j.value is not None for j in counted)
    review = sum(j.value is None and j.status in _IN_REVIEW for j in counted)
    shares = share_bounds(endorsed, covered, population)
    corrected = correct_share(endorsed, covered, population, rates)
    bounds = widened_bounds(endorsed, covered, population, rates) or (None, None)
    return NationalPoint(
        reporting_year=year,
        series=series,
        strictness=strictness,
        n_population=population,
        n_covered=covered,
        n_endorsed=endorsed,
        n_review=review,
        n_missing=population - covered - review,
        share_lower=shares.lower,
        share_observed=shares.observed,
        share_upper=shares.upper,
        path_share=None if path is None else float(path),
        gap_companies=max(0, math.ceil(target * population) - endorsed),
        ci_low=corrected.low,
        ci_high=corrected.high,
        ci_method=corrected.method,
        share_corrected=corrected.share,
        sensitivity=rates.sensitivity if rates else None,
        specificity=rates.specificity if rates else None,
        bound_low=bounds[0],
        bound_high=bounds[1],
        reviews_per_point=reviews_to_narrow_bounds(population, review),
        gold_per_point=gold_to_narrow_interval(endorsed, covered, population, rates),
    )


def _rates_by_figure(
    error_rates: Sequence[ErrorRates],
) -> dict[tuple[Series, Strictness], ErrorRates]:
    by_figure = {(r.series, r.strictness): r for r in error_rates}
    if len(by_figure) < len(error_rates):
        figures = [f"{r.series} {r.strictness}" for r in error_rates]
        raise ValueError(f"error rates for {figures}; expected one for each figure at most")
    return by_figure


def _exact(share: float) -> Fraction:
    """Return the decimal number that was typed: 0.9 is nine tenths, not 0.90000000000000002."""
    return Fraction(str(share))


def _path(
    year: int, target: Fraction, target_year: int, base: Fraction, base_year: int
) -> Fraction | None:
    """Return the path share: linear from base to target, level after it, None before the base."""
    if year < base_year:
        return None
    elapsed = min(year, target_year) - base_year
    return base + (target - base) * Fraction(elapsed, target_year - base_year)


def _check_path(target_share: float, target_year: int, base_share: float, base_year: int) -> None:
    for name, share in (("target_share", target_share), ("base_share", base_share)):
        if not 0.0 <= share <= 1.0:
            raise ValueError(f"{name} is {share}; expected a fraction from 0 to 1, such as 0.9")
    if target_year <= base_year:
        raise ValueError(
            f"target_year is {target_year} and base_year {base_year}; the target must come later"
        )

"""Prediction-powered share: the machine's share put right by a random sample that people reviewed.

A check on the Rogan-Gladen figure that needs no error rates from elsewhere. Sources: Angelopoulos,
Bates, Fannjiang, Jordan and Zrnic (2023), Science 382, 669-674, algorithm 1 (the mean); with every
company predicted it is the difference estimator of survey sampling (Saerndal et al., 1992, 6.3).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from report_mining.indicators.intervals import (
    CONFIDENCE,
    paired_variance,
    population_correction,
    z_value,
)


@dataclass(frozen=True, slots=True)
class ReviewedSample:
    """A random sample of company-years in which a person gave the answer too."""

    n: int
    n_missed: int  # the machine said no, the person yes
    n_wrong: int  # the machine said yes, the person no


@dataclass(frozen=True, slots=True)
class PoweredShare:
    """A share with its interval, fractions from 0 to 1, and how the machine's share was moved."""

    share: float
    low: float
    high: float
    rectifier: float  # added to the predicted share, -1 to 1


def prediction_powered_share(
    n_endorsed: int,
    n_predicted: int,
    reviewed: ReviewedSample,
    is_census: bool = True,
    confidence: float = CONFIDENCE,
) -> PoweredShare | None:
    """Return the predicted share plus the mean of what the reviews change; None without reviews.

    ``is_census`` says that the predicted companies are all there are and the reviewed ones are drawn
    from them: then only the reviewed sample is left to chance, with the finite population
    correction. Otherwise the predicted companies are a sample too, apart from the reviewed ones.

    Raises:
        ValueError: when the counts do not fit together.
    """
    _check(n_endorsed, n_predicted, reviewed, is_census)
    if reviewed.n == 0:
        return None
    predicted = n_endorsed / n_predicted
    rectifier = (reviewed.n_missed - reviewed.n_wrong) / reviewed.n
    variance = paired_variance(reviewed.n, reviewed.n_missed, reviewed.n_wrong)
    if is_census:
        variance *= population_correction(reviewed.n, n_predicted)
    else:
        variance += predicted * (1 - predicted) / n_predicted
    half = z_value(confidence) * math.sqrt(variance)
    share = min(1.0, max(0.0, predicted + rectifier))
    return PoweredShare(share, max(0.0, share - half), min(1.0, share + half), rectifier)


def _check(n_endorsed: int, n_predicted: int, reviewed: ReviewedSample, is_census: bool) -> None:
    changed = reviewed.n_missed + reviewed.n_wrong
    if not 0 <= n_endorsed <= n_predicted or n_predicted == 0:
        raise ValueError(
            f"{n_endorsed} endorse among {n_predicted}; expected 0 <= endorse <= companies, at least one"
        )
    if min(reviewed.n_missed, reviewed.n_wrong) < 0 or changed > reviewed.n:
        raise ValueError(
            f"{changed} differences in {reviewed.n} reviews; expected no more than that"
        )
    if is_census and reviewed.n > n_predicted:
        raise ValueError(
            f"{reviewed.n} reviews among {n_predicted} companies; expected reviews of these companies"
        )

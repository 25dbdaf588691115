"""How honest probabilities are: Brier skill, expected calibration error, reliability bins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_BINS = 10


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Predictions of about the same probability."""

    count: int
    mean_score: float  # what was promised
    share_true: float  # what came true


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well probabilities of a yes/no question hold."""

    brier: float  # mean squared error
    brier_skill: float | None  # 1 - brier / brier of the base rate; None where nothing varies
    calibration_error: float  # expected, ten bins of equal width
    bins: tuple[ReliabilityBin, ...]  # those that hold anything, by score


def measure_reliability(scores: Sequence[float], truth: Sequence[bool]) -> Reliability:
    """Return how well ``scores`` (probabilities) fit what is true.

    Sources: Brier (1950); expected calibration error after Naeini et al. (2015).

    Raises:
        ValueError: nothing to measure, or not one score per truth.
    """
    if not scores or len(scores) != len(truth):
        raise ValueError(f"{len(scores)} scores for {len(truth)} truths; expected as many, over 0")
    chances, came = np.asarray(scores, float), np.asarray(truth, float)
    brier = float(((chances - came) ** 2).mean())
    base = float(came.mean() * (1 - came.mean()))
    places = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    bins = tuple(
        ReliabilityBin(int(inside.sum()), float(chances[inside].mean()), float(came[inside].mean()))
        for inside in (places == number for number in range(_BINS))
        if inside.any()
    )
    error = sum(b.count * abs(b.mean_score - b.share_true) for b in bins) / len(scores)
    return Reliability(brier, 1 - brier / base if base else None, float(error), bins)

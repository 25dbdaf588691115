"""Intervals of measures by drawing whole documents anew (the cluster bootstrap)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
# From the weights of rows, shape (draws, rows), to each measure's values, shape (draws,); nan where
# it is undefined.
Measure = Callable[[Floats], Mapping[str, Floats]]

DRAWS = 1_000
_SEED = 2026
_PERCENTILES = (2.5, 97.5)
_DIGITS = 4

Figures = dict[str, float | None]
Intervals = dict[str, tuple[float, float] | None]


def measure_once(measure: Measure, rows: int) -> Figures:
    """Return the measures with every row counted once; None where undefined."""
    found = measure(np.ones((1, rows)))
    return {name: _figure(float(values[0])) for name, values in found.items()}


def measure_intervals(measure: Measure, documents: Sequence[str]) -> Intervals:
    """Return 95% percentile intervals over documents, of which ``documents`` has one per row.

    None where a measure is undefined or there is one document only. Source: Efron and Tibshirani,
    An Introduction to the Bootstrap (1993); whole documents, because passages of one report are
    alike.
    """
    found = measure(draw_weights(documents))
    is_enough = len(set(documents)) > 1
    return {name: _interval(values) if is_enough else None for name, values in found.items()}


def draw_weights(documents: Sequence[str], draws: int = DRAWS) -> Floats:
    """Return how often each row counts in each draw, shape (draws, rows); same every time."""
    _, place = np.unique(np.asarray(documents, dtype=object).astype(str), return_inverse=True)
    count = int(place.max()) + 1 if len(place) else 0
    if not count:
        return np.zeros((draws, 0))
    chosen = np.random.default_rng(_SEED).integers(0, count, (draws, count))
    offsets = np.arange(draws)[:, None] * count
    times = np.bincount((chosen + offsets).ravel(), minlength=draws * count)
    drawn: Floats = times.reshape(draws, count)[:, place].astype(np.float64)
    return drawn


def ratio(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, nan where the whole is 0."""
    found: Floats = np.full(np.broadcast(part, whole).shape, np.nan)
    np.divide(part, whole, out=found, where=np.broadcast_to(whole > 0, found.shape))
    return found


def _interval(values: Floats) -> tuple[float, float] | None:
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.percentile(known, _PERCENTILES)
    return round(float(low), _DIGITS), round(float(high), _DIGITS)


def _figure(value: float) -> float | None:
    return None if np.isnan(value) else round(value, _DIGITS)

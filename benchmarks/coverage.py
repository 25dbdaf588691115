"""How often the published intervals hold the truth: ``python -m benchmarks.coverage``.

1,000 invented populations of 700 companies whose true share is known. A classifier with sensitivity
0.90 and specificity 0.95 judges them; its error rates are estimated from a gold set of 120 and 180.
Reports are missing, at random or depending on endorsement. Populations are drawn all at once; every
interval is computed by the functions that publish.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from report_mining.indicators import (
    correct_share,
    share_bounds,
    widened_bounds,
    wilson_interval,
)
from report_mining.indicators.correction import rates_only_interval
from report_mining.records import ErrorRates

N_POPULATIONS, N_COMPANIES = 1_000, 700
SENSITIVITY, SPECIFICITY = 0.90, 0.95
N_POSITIVE, N_NEGATIVE = 120, 180
SHARES = (0.05, 0.95)  # true shares are drawn evenly from here
SEED = 20261122

Interval = tuple[float, float]
Maker = Callable[["Population"], Interval]


@dataclass(frozen=True, slots=True)
class Missing:
    """The chance that a report is missing, for companies that endorse and for the others."""

    title: str
    of_endorsing: float
    of_others: float


@dataclass(frozen=True, slots=True)
class Population:
    """What is known of one population, and the truth."""

    n_endorsed: int  # as judged, among the covered
    n_covered: int
    rates: ErrorRates  # as estimated
    true_share: float  # of all companies


NO_REPORT_MISSING = Missing("none missing (census)", 0.0, 0.0)
AT_RANDOM = Missing("30% missing at random", 0.3, 0.3)
DEPENDENT = (
    Missing("missing: 10% of endorsing, 50% of others", 0.1, 0.5),
    Missing("missing: 50% of endorsing, 10% of others", 0.5, 0.1),
    Missing("missing: 0% of endorsing, 60% of others", 0.0, 0.6),
    Missing("missing: 60% of endorsing, 0% of others", 0.6, 0.0),
    Missing("missing: 0% of endorsing, 10% of others", 0.0, 0.1),
)


def draw_populations(missing: Missing, seed: int = SEED) -> Iterator[Population]:
    """Yield the populations; arrays have one row per population and one column per company."""
    rng = np.random.default_rng(seed)
    shares = rng.uniform(*SHARES, size=(N_POPULATIONS, 1))
    shape = (N_POPULATIONS, N_COMPANIES)
    endorses: NDArray[np.bool_] = rng.random(shape) < shares
    judged = rng.random(shape) < np.where(endorses, SENSITIVITY, 1 - SPECIFICITY)
    chance = np.where(endorses, missing.of_endorsing, missing.of_others)
    covered = rng.random(shape) >= chance
    found = rng.binomial(N_POSITIVE, SENSITIVITY, N_POPULATIONS)
    spared = rng.binomial(N_NEGATIVE, SPECIFICITY, N_POPULATIONS)
    for row in range(N_POPULATIONS):
        yield Population(
            n_endorsed=int((judged[row] & covered[row]).sum()),
            n_covered=int(covered[row].sum()),
            rates=ErrorRates(
                found[row] / N_POSITIVE, N_POSITIVE, spared[row] / N_NEGATIVE, N_NEGATIVE
            ),
            true_share=float(endorses[row].mean()),
        )


def corrected(population: Population) -> Interval:
    """Return the published interval of the corrected share."""
    interval = correct_share(
        population.n_endorsed, population.n_covered, N_COMPANIES, population.rates
    )
    return _ends(interval.low, interval.high)


def rates_only(population: Population) -> Interval:
    """Return the census interval as DOMAIN 5.6 writes it, for comparison."""
    apparent = population.n_endorsed / population.n_covered
    interval = rates_only_interval(apparent, population.rates)
    return _ends(interval.low, interval.high)


def wilson_only(population: Population) -> Interval:
    """Return what a report without correction would print."""
    interval = wilson_interval(population.n_endorsed, population.n_covered)
    return _ends(interval.low, interval.high)


def bounds(population: Population) -> Interval:
    """Return the counted [lower, upper]."""
    three = share_bounds(population.n_endorsed, population.n_covered, N_COMPANIES)
    return _ends(three.lower, three.upper)


def bounds_with_errors(population: Population) -> Interval:
    """Return [lower, upper] moved out by the errors of the classifier."""
    return widened_bounds(
        population.n_endorsed, population.n_covered, N_COMPANIES, population.rates
    ) or (np.nan, np.nan)


METHODS: tuple[tuple[str, Maker], ...] = (
    ("corrected interval (published)", corrected),
    ("its rates-only form", rates_only),
    ("Wilson without correction", wilson_only),
    ("[lower, upper] as counted", bounds),
    ("[lower, upper] with errors (published)", bounds_with_errors),
)


def measure(populations: list[Population], maker: Maker) -> tuple[float, float]:
    """Return the share of intervals that hold the truth, and their mean width, as fractions."""
    ends = np.array([maker(p) for p in populations])
    truth = np.array([p.true_share for p in populations])
    held = (ends[:, 0] - 1e-12 <= truth) & (truth <= ends[:, 1] + 1e-12)
    return float(held.mean()), float((ends[:, 1] - ends[:, 0]).mean())


def _ends(low: float | None, high: float | None) -> Interval:
    return (np.nan if low is None else low, np.nan if high is None else high)


def main() -> None:
    """Print the table, and the coverage of the corrected interval by true share."""
    started = time.perf_counter()
    print(f"{N_POPULATIONS:,} populations of {N_COMPANIES}; 95% intervals, seed {SEED}")
    for missing in (NO_REPORT_MISSING, AT_RANDOM, *DEPENDENT):
        populations = list(draw_populations(missing))
        print(f"\n{missing.title}")
        for title, maker in METHODS:
            held, width = measure(populations, maker)
            print(f"  {title:<40}{held:8.1%} held{100 * width:8.1f} points wide")
        if missing in (NO_REPORT_MISSING, AT_RANDOM):
            _print_by_share(populations)
    print(f"\n{time.perf_counter() - started:.1f} s")


def _print_by_share(populations: list[Population]) -> None:
    for low, high in ((0.0, 0.1), (0.1, 0.3), (0.3, 0.7), (0.7, 0.9), (0.9, 1.0)):
        chosen = [p for p in populations if low <= p.true_share < high]
        held, width = measure(chosen, corrected)
        title = f"corrected, true share {low:.0%} to {high:.0%} ({len(chosen)})"
        print(f"    {title:<38}{held:8.1%} held{100 * width:8.1f} points wide")


if __name__ == "__main__":
    main()

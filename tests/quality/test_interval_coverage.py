"""Do the published 95% intervals hold a known truth as often as they say?"""

from __future__ import annotations

import runpy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "coverage.py"


@cache
def benchmark() -> dict[str, Any]:
    return runpy.run_path(str(BENCHMARK))


def held(missing: Any, method: str) -> float:
    names = benchmark()
    populations = list(names["draw_populations"](missing))
    share, width = names["measure"](populations, names[method])
    assert 0.0 < width < 1.0
    return float(share)


def test_the_corrected_interval_holds_when_reports_are_missing_at_random() -> None:
    assert 0.93 <= held(benchmark()["AT_RANDOM"], "corrected") <= 0.97


def test_the_corrected_interval_holds_in_a_census() -> None:
    assert 0.93 <= held(benchmark()["NO_REPORT_MISSING"], "corrected") <= 0.97


@pytest.mark.parametrize("case", range(5))
def test_the_bounds_hold_whatever_makes_reports_missing(case: int) -> None:
    assert held(benchmark()["DEPENDENT"][case], "bounds_with_errors") >= 0.95

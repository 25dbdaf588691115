"""Runs every measurement in turn: ``python -m benchmarks`` (or ``make bench``)."""

from __future__ import annotations

import runpy

MODULES = (
    "benchmarks.stance_rules",
    "benchmarks.coverage",
    "benchmarks.matching",
    "benchmarks.reading",
    "benchmarks.commands",
)


def main() -> None:
    """Run every measurement, in the order of the chain."""
    for name in MODULES:
        print(f"\n== {name}")
        runpy.run_module(name, run_name="__main__")


if __name__ == "__main__":
    main()

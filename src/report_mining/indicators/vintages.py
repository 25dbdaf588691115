"""Vintages: a figure that was published stays, also when its year is scored again (DOMAIN 5.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from report_mining.records import NationalPoint


def stamp_points(
    points: Sequence[NationalPoint], vintage: str, instrument_version: str, codebook_version: str
) -> tuple[NationalPoint, ...]:
    """Return the points with the day, the instrument and the codebook that made them."""
    return tuple(
        replace(
            p,
            vintage=vintage,
            instrument_version=instrument_version,
            codebook_version=codebook_version,
        )
        for p in points
    )


def keep_published(
    published: Sequence[NationalPoint], current: Sequence[NationalPoint]
) -> tuple[NationalPoint, ...]:
    """Return every point ever published with the current ones, oldest vintage first.

    A run of the same day with the same instrument replaces its own points and no others.

    Raises:
        ValueError: when a point has no vintage, so that it could not be told from later ones.
    """
    unstamped = [p.reporting_year for p in (*published, *current) if not p.vintage]
    if unstamped:
        raise ValueError(f"points of {unstamped} have no vintage; stamp them before keeping them")
    redone = {_run_of(p) for p in current}
    kept = (*(p for p in published if _run_of(p) not in redone), *current)
    return tuple(sorted(kept, key=lambda p: (*_run_of(p), p.reporting_year)))


def _run_of(point: NationalPoint) -> tuple[str, str]:
    return point.vintage, point.instrument_version

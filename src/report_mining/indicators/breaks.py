"""What changed in the world between two reporting years (DOMAIN 5.7)."""

from __future__ import annotations

from report_mining.records import SeriesBreak

# The first reporting year on the new side of each break.
_FIRST_YEAR = {
    SeriesBreak.CONSTRUCT_2019: 2019,
    SeriesBreak.NAME_2023: 2023,
    SeriesBreak.ESRS_2024: 2024,
    SeriesBreak.CSRD_2027: 2027,
}


def breaks_between(from_year: int, to_year: int) -> tuple[SeriesBreak, ...]:
    """Return the breaks that a comparison of two reporting years crosses, in order of time.

    Raises:
        ValueError: when the second year is not the later one.
    """
    if to_year <= from_year:
        raise ValueError(f"{from_year} to {to_year}; expected a later second year")
    return tuple(b for b, first in _FIRST_YEAR.items() if from_year < first <= to_year)

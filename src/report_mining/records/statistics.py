"""Error rates, intervals, sectors, changes and panels: the statistics beside the national series."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from report_mining.records.indicators import IntervalMethod, Series, Strictness


@dataclass(frozen=True, slots=True)
class ErrorRates:
    """How often the company-year decision is right, from a gold set split by company (DOMAIN 5.6).

    The rates hold for one figure only: a strict decision errs elsewhere than a lenient one.
    """

    sensitivity: float  # share of the endorsing gold companies that are found, 0 to 1
    n_positive: int  # gold companies that endorse
    specificity: float  # share of the other gold companies that are not taken for endorsing
    n_negative: int  # gold companies that do not endorse
    series: Series = Series.OECD_ONLY
    strictness: Strictness = Strictness.STANDARD

    @property
    def youden(self) -> float:
        """Sensitivity + specificity - 1: what is left of a difference after the classifier, -1 to 1."""
        return self.sensitivity + self.specificity - 1.0


@dataclass(frozen=True, slots=True)
class ShareInterval:
    """A share with its interval, or why there is none; all values are fractions from 0 to 1."""

    share: float | None
    low: float | None
    high: float | None
    method: IntervalMethod


@dataclass(frozen=True, slots=True)
class SectorPoint:
    """One row of ``sector_series``; without shares where fewer than ten companies have a value."""

    reporting_year: int
    sector: str  # as in the company list; "" for companies without one
    series: Series
    strictness: Strictness
    n_population: int
    n_covered: int
    n_endorsed: int | None  # None when suppressed
    share_lower: float | None
    share_observed: float | None
    share_upper: float | None
    ci_low: float | None
    ci_high: float | None
    ci_method: IntervalMethod

    @property
    def is_suppressed(self) -> bool:
        """Whether the cell is too small to print."""
        return self.ci_method is IntervalMethod.SUPPRESSED


class SeriesBreak(StrEnum):
    """What changed in the world between two years, so that their figures differ (DOMAIN 5.7)."""

    CONSTRUCT_2019 = "construct_2019"  # the official figure came to count the UNGPs as well
    NAME_2023 = "name_2023"  # June 2023: the Guidelines got a new name and text
    ESRS_2024 = "esrs_2024"  # reports began to hold text prescribed by the ESRS
    CSRD_2027 = "csrd_2027"  # fewer companies have to report


@dataclass(frozen=True, slots=True)
class PairedChange:
    """Gains and losses of the same units at two moments; shares are fractions from -1 to 1."""

    n: int  # units with a value at both moments
    n_gained: int
    n_lost: int
    delta: float | None  # (gained - lost) / n; None without a pair
    standard_error: float | None
    low: float | None  # None for fewer than ten pairs too
    high: float | None


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """One row of ``change`` (END-12): two years of one series over the same companies."""

    from_year: int
    to_year: int
    series: Series
    strictness: Strictness
    change: PairedChange
    share_from: float | None  # among the paired companies
    share_to: float | None
    breaks: tuple[SeriesBreak, ...]


@dataclass(frozen=True, slots=True)
class PanelPoint:
    """One year of the balanced panel: the companies that have a value in every year."""

    reporting_year: int
    series: Series
    strictness: Strictness
    n_panel: int
    n_endorsed: int
    share: float | None

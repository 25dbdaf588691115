"""Says whether a company is large, by the criteria of the 2018 letter with their open points.

Source: DOMAIN 1.1: more than 500 staff, total assets above EUR 20 million, net turnover above EUR 40
million. Whether both financial criteria have to be met is not stated, so it is a parameter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from report_mining.records import Company


class FinancialRule(StrEnum):
    """How the two financial criteria go together."""

    BOTH = "and"  # assets and turnover
    EITHER = "or"  # assets or turnover
    NONE = "staff"  # staff alone


@dataclass(frozen=True, slots=True)
class SizeTest:
    """The limits above which a company is large; a company on a limit is not above it."""

    staff_over: float = 500.0  # persons or FTE, as in the company list
    assets_over_eur: float = 20_000_000.0
    turnover_over_eur: float = 40_000_000.0
    financial: FinancialRule = FinancialRule.BOTH

    def __post_init__(self) -> None:
        """Check the limits."""
        for name in ("staff_over", "assets_over_eur", "turnover_over_eur"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} is {getattr(self, name)}; expected zero or more")

    def is_large(
        self, staff: float | None, assets_eur: float | None, turnover_eur: float | None
    ) -> bool | None:
        """Return whether the company is large, None where what is known does not decide it."""
        is_staffed = _above(staff, self.staff_over)
        if self.financial is FinancialRule.NONE:
            return is_staffed
        assets = _above(assets_eur, self.assets_over_eur)
        turnover = _above(turnover_eur, self.turnover_over_eur)
        if self.financial is FinancialRule.BOTH:
            return _all_of(is_staffed, assets, turnover)
        return _all_of(is_staffed, _any_of(assets, turnover))


def _above(value: float | None, limit: float) -> bool | None:
    return None if value is None else value > limit


def _all_of(*answers: bool | None) -> bool | None:
    """Return "and" over three values: one no decides, however much is unknown."""
    if False in answers:
        return False
    return None if None in answers else True


def _any_of(*answers: bool | None) -> bool | None:
    """Return "or" over three values: one yes decides."""
    if True in answers:
        return True
    return None if None in answers else False


class SizeCriterion(StrEnum):
    """What a company is measured by; the value names its column in the company list."""

    STAFF = "staff"
    ASSETS = "assets_eur"
    TURNOVER = "turnover_eur"


@dataclass(frozen=True, slots=True)
class TooSmall:
    """A company that a size test leaves out of the population, and what it does not reach."""

    company: Company
    missed: tuple[SizeCriterion, ...]


@dataclass(frozen=True, slots=True)
class SizedList:
    """A company list after a size test."""

    test: SizeTest
    listed: tuple[Company, ...]  # all of it, for matching reports
    counted: tuple[Company, ...]  # the population: large, or of unknown size
    too_small: tuple[TooSmall, ...]

    @property
    def undecided(self) -> tuple[Company, ...]:
        """The companies that stay in because the list does not say how large they are."""
        return tuple(company for company in self.counted if company.is_large is None)

    @property
    def missed_counts(self) -> dict[str, int]:
        """How many companies were left out by what they do not reach, such as "staff, assets_eur"."""
        return dict(Counter(", ".join(one.missed) for one in self.too_small))


def apply_size_test(companies: Sequence[Company], test: SizeTest) -> SizedList:
    """Return which companies a size test leaves in; ``is_large`` of each must be of the same test."""
    return SizedList(
        test=test,
        listed=tuple(companies),
        counted=tuple(c for c in companies if c.is_large is not False),
        too_small=tuple(TooSmall(c, _missed(c, test)) for c in companies if c.is_large is False),
    )


def _missed(company: Company, test: SizeTest) -> tuple[SizeCriterion, ...]:
    """Return the criteria that a company is known not to reach, of those that the test asks."""
    asked = [(SizeCriterion.STAFF, company.staff, test.staff_over)]
    if test.financial is not FinancialRule.NONE:
        asked += [
            (SizeCriterion.ASSETS, company.assets_eur, test.assets_over_eur),
            (SizeCriterion.TURNOVER, company.turnover_eur, test.turnover_over_eur),
        ]
    return tuple(criterion for criterion, value, limit in asked if _above(value, limit) is False)

"""Typed codes: what a label may look like. What a code means stands in ``data/*.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Self


class Framework(StrEnum):
    """A family of names that stands for one framework (DOMAIN 2.7)."""

    OECD_MNE = "OECD_MNE"
    UNGP = "UNGP"
    OECD_DDG = "OECD_DDG"
    ILO_CORE = "ILO_CORE"
    UNGC = "UNGC"
    IBHR = "IBHR"
    ILO_MNE = "ILO_MNE"
    SDG = "SDG"


class Lookalike(StrEnum):
    """What a name stands for when it only looks like a framework (DOMAIN 7.1)."""

    TAX = "tax"
    STATISTICS = "statistics"
    PRIVACY = "privacy"
    GOVERNANCE = "governance"
    CHEMICALS = "chemicals"
    OTHER = "other"


class Stance(StrEnum):
    """What is said about a framework (DOMAIN 3.4)."""

    ENDORSE = "ENDORSE"
    ANCHOR = "ANCHOR"
    APPLY = "APPLY"
    REQUIRE = "REQUIRE"
    ASPIRE = "ASPIRE"
    REFERENCE = "REFERENCE"
    THIRD_PARTY = "THIRD_PARTY"
    REGULATORY = "REGULATORY"
    NEGATED = "NEGATED"
    NOT_FRAMEWORK = "NOT_FRAMEWORK"


@dataclass(frozen=True, order=True, slots=True)
class Code:
    """A code of one coding system; subclasses say which form it has."""

    value: str

    system: ClassVar[str] = ""
    example: ClassVar[str] = ""
    pattern: ClassVar[re.Pattern[str]] = re.compile(r".+")

    def __post_init__(self) -> None:
        """Refuse a value that does not have the form of this system."""
        if not self.pattern.fullmatch(self.value):
            raise ValueError(
                f"{self.value!r} is not a {self.system} code; expected the form of {self.example!r}"
            )

    def __str__(self) -> str:
        return self.value

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the code written as ``text``, with surrounding space ignored."""
        return cls(text.strip())


class SdgGoal(Code):
    """One of the 17 Sustainable Development Goals, such as ``8``."""

    __slots__ = ()
    system = "sdg-goal"
    example = "8"
    pattern = re.compile(r"[1-9]|1[0-7]")


class SdgTarget(Code):
    """An SDG target, such as ``8.7`` or the means of implementation ``8.a``."""

    __slots__ = ()
    system = "sdg-target"
    example = "8.7"
    pattern = re.compile(r"(?:[1-9]|1[0-7])\.(?:[1-9]\d?|[a-d])")

    @property
    def goal(self) -> SdgGoal:
        """The goal that this target belongs to."""
        return SdgGoal(self.value.split(".", 1)[0])


class OecdChapter(Code):
    """A chapter of the OECD Guidelines for Multinational Enterprises, I to XI."""

    __slots__ = ()
    system = "oecd-chapter"
    example = "IV"
    pattern = re.compile(r"I{1,3}|IV|VI{0,3}|IX|XI?")


class DueDiligenceStep(Code):
    """A step of OECD due diligence, 1 to 6, or ``X`` for stakeholder engagement."""

    __slots__ = ()
    system = "due-diligence-step"
    example = "2"
    pattern = re.compile(r"[1-6X]")


class UngpPrinciple(Code):
    """A corporate principle of the UN Guiding Principles, 11 to 24."""

    __slots__ = ()
    system = "ungp-principle"
    example = "16"
    pattern = re.compile(r"1[1-9]|2[0-4]")


class IloInstrument(Code):
    """A fundamental ILO convention or its protocol, such as ``C87`` or ``P29``."""

    __slots__ = ()
    system = "ilo-instrument"
    example = "C87"
    pattern = re.compile(r"[CP]\d{1,3}")


class Theme(Code):
    """A priority theme of the Dutch IMVO policy, such as ``living_wage``."""

    __slots__ = ()
    system = "theme"
    example = "living_wage"
    pattern = re.compile(r"[a-z]+(?:_[a-z]+)*")


class Topic(Code):
    """A topic of responsible business conduct that is mapped to SDG targets, such as ``T01``."""

    __slots__ = ()
    system = "topic"
    example = "T01"
    pattern = re.compile(r"T\d{2}")

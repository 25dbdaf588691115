"""What the documents of a company-year, or one report, show of due diligence and the SDGs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from report_mining.records.aspects import AspectKind
from report_mining.records.indicators import ValueStatus
from report_mining.records.wording import Wording


class CompanyType(StrEnum):
    """How a company combines risk management and the SDGs (DOMAIN 1.4)."""

    IMVO_ONLY = "T1"
    SDG_ONLY = "T2"
    PARALLEL = "T3p"
    INTEGRATED = "T3i"
    NEITHER = "T4"
    UNKNOWN = "UNKNOWN"


class ThemeLevel(StrEnum):
    """How far the documents go on a theme (THM-01), from nothing to a result."""

    NONE = "none"
    MENTION = "mention"
    RISK = "risk"
    ACTION = "action"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator of due diligence, themes, SDGs, links or partners."""

    indicator_id: str  # such as DD-03
    value: float | str | None  # None: it cannot be said
    status: ValueStatus
    reading_ids: tuple[str, ...]  # evidence, the best first
    why: str  # one sentence
    probability: float | None = None
    finding_ids: tuple[str, ...] = ()  # evidence among the findings, where there is any
    why_nl: str = ""  # ``why`` in Dutch

    @property
    def told(self) -> Wording:
        """The sentence in both languages; English alone where no Dutch was made."""
        return Wording(self.why, self.why_nl or self.why)


@dataclass(frozen=True, slots=True)
class AspectSummary:
    """One step, theme, goal, target, link or party over all documents, with its evidence."""

    kind: AspectKind
    code: str
    level: int  # highest specificity or link level; of a theme its place in `ThemeLevel`; else 0
    detail: str  # of goals and targets: the roles
    reading_ids: tuple[str, ...]  # the best first


@dataclass(frozen=True, slots=True)
class Conduct:
    """The measures and what they rest on."""

    measures: tuple[Measure, ...]
    aspects: tuple[AspectSummary, ...]

    def measure(self, indicator_id: str) -> Measure:
        """Return one measure.

        Raises:
            KeyError: there is none with this id.
        """
        for measure in self.measures:
            if measure.indicator_id == indicator_id:
                return measure
        raise KeyError(indicator_id)

    def of_kind(self, kind: AspectKind) -> tuple[AspectSummary, ...]:
        """Return the aspects of one kind, in their order."""
        return tuple(aspect for aspect in self.aspects if aspect.kind is kind)


@dataclass(frozen=True, slots=True)
class ConductPoint:
    """One row of ``sector_conduct``: how one answer is spread over the companies of a sector."""

    reporting_year: int
    sector: str  # as in the company list; ALL_SECTORS for the whole population
    indicator_id: str
    category: str  # the answer that is counted, or "mean"
    n_population: int
    n_covered: int  # companies with a value
    count: int | None  # companies with this answer; None for a mean, or when suppressed
    value: float | None  # share of the covered companies, or their mean; None when suppressed
    is_suppressed: bool  # fewer than ten companies with a value


ALL_SECTORS = "*"

"""What a taxonomy holds: a category per code, with labels in both languages and its attributes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from report_mining.taxonomies.codes import (
    Code,
    DueDiligenceStep,
    Framework,
    IloInstrument,
    Lookalike,
    OecdChapter,
    SdgGoal,
    SdgTarget,
    Stance,
    Theme,
    Topic,
    UngpPrinciple,
)


class NameKind(StrEnum):
    """How a name for a framework came about (DOMAIN 2.7)."""

    FULL = "full"
    SHORT = "short"
    MISNOMER = "misnomer"  # wrong but understood
    SPELLING = "spelling"
    MIXED = "mixed"  # two languages in one name
    LAYOUT = "layout"  # broken by the page layout
    COORDINATION = "coordination"  # shares its noun with another name
    INVERSION = "inversion"
    UMBRELLA = "umbrella"  # covers several frameworks
    SECTOR = "sector"  # a sector guidance
    PARAPHRASE = "paraphrase"
    OLD = "old"
    NICKNAME = "nickname"
    COMPOUND = "compound"
    TARGET = "target"  # a numbered target of the framework
    TYPO = "typo"
    TRAP = "trap"  # looks like the framework and is another thing


class Counting(StrEnum):
    """Whether a stance counts as endorsement at a strictness."""

    ALWAYS = "always"
    OWN_ASSERTION = "own_assertion"  # only where the company itself asserts it
    NEVER = "never"


class UngpPart(StrEnum):
    """The part of the corporate responsibility that a principle belongs to."""

    FOUNDATION = "foundation"
    POLICY_COMMITMENT = "policy_commitment"
    DUE_DILIGENCE = "due_diligence"
    REMEDIATION = "remediation"
    CONTEXT = "context"


class IloRight(StrEnum):
    """The fundamental right at work that an ILO instrument protects."""

    FREEDOM_OF_ASSOCIATION = "freedom_of_association"
    FORCED_LABOUR = "forced_labour"
    CHILD_LABOUR = "child_labour"
    DISCRIMINATION = "discrimination"
    SAFETY_AND_HEALTH = "safety_and_health"


class LinkSource(StrEnum):
    """Where the link between a topic and an SDG target comes from (DOMAIN 4.1)."""

    POLICY = "POLICY"  # Dutch policy texts
    UNTP = "UNTP"  # UN Transparency Protocol, from OECD chapter to goal
    SHIFT_WBCSD = "SHIFT_WBCSD"
    BG = "BG"  # background knowledge, not checked at target level


class Verified(StrEnum):
    """How far the source of a link was checked."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Category:
    """What one code means."""

    code: Code | StrEnum
    label_en: str
    label_nl: str
    description_en: str
    description_nl: str

    def label(self, language: str) -> str:
        """Return the label in ``language``: ``nl``, else English."""
        return self.label_nl if language == "nl" else self.label_en

    def description(self, language: str) -> str:
        """Return the description in ``language``: ``nl``, else English."""
        return self.description_nl if language == "nl" else self.description_en


@dataclass(frozen=True, slots=True)
class FrameworkName:
    """A way in which reports write the name of a framework."""

    text: str
    language: str  # ISO 639-1 of the text around it: "en" or "nl"
    kind: NameKind
    is_ambiguous: bool  # needs context before it may be taken as the framework
    lookalike: Lookalike | None  # what a trap really is; None for real names
    note: str  # "" where there is nothing to say


@dataclass(frozen=True, slots=True)
class FrameworkDocument:
    """A published document of a framework, such as one edition or one sector guidance."""

    title_en: str
    title_nl: str
    year: int  # of publication or adoption
    replaced_year: int | None  # from this year a newer edition applies; None: still current
    sector: str | None  # for sector guidances


@dataclass(frozen=True, slots=True)
class FrameworkCategory(Category):
    """A framework with its documents and all its known names."""

    code: Framework
    documents: tuple[FrameworkDocument, ...]
    names: tuple[FrameworkName, ...]


@dataclass(frozen=True, slots=True)
class LookalikeCategory(Category):
    """A thing that is taken for a framework because its name resembles one."""

    code: Lookalike
    example_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StanceCategory(Category):
    """A stance and whether it counts as endorsement."""

    code: Stance
    strict: Counting
    standard: Counting
    lenient: Counting


@dataclass(frozen=True, slots=True)
class ChapterCategory(Category):
    """A chapter of the OECD Guidelines with its titles in both editions."""

    code: OecdChapter
    title_2011_en: str
    title_2011_nl: str
    title_2023_en: str
    title_2023_nl: str
    cue_words_en: tuple[str, ...]
    cue_words_nl: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepCategory(Category):
    """A due diligence step with what shows it and what is not enough."""

    code: DueDiligenceStep
    evidence_en: tuple[str, ...]
    evidence_nl: tuple[str, ...]
    not_sufficient_en: str
    not_sufficient_nl: str


@dataclass(frozen=True, slots=True)
class PrincipleCategory(Category):
    """A corporate principle of the UN Guiding Principles."""

    code: UngpPrinciple
    part: UngpPart


@dataclass(frozen=True, slots=True)
class IloCategory(Category):
    """A fundamental ILO instrument."""

    code: IloInstrument
    right: IloRight
    adopted_year: int
    fundamental_since_year: int  # 1998 for the first eight, 2022 for safety and health


@dataclass(frozen=True, slots=True)
class ThemeCategory(Category):
    """A priority theme with the goals that policy names and the targets that fit."""

    code: Theme
    goals: tuple[SdgGoal, ...]
    targets: tuple[SdgTarget, ...]


@dataclass(frozen=True, slots=True)
class GoalCategory(Category):
    """A Sustainable Development Goal."""

    code: SdgGoal
    target_count: int


@dataclass(frozen=True, slots=True)
class TargetCategory(Category):
    """An SDG target."""

    code: SdgTarget
    is_business_relevant: bool  # a company could plausibly make a concrete claim about it

    @property
    def goal(self) -> SdgGoal:
        """The goal that this target belongs to."""
        return self.code.goal


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A link from a topic to an SDG target, or to a goal where no target fits."""

    goal: SdgGoal | None  # None: no SDG covers the topic, then strength is 0
    target: SdgTarget | None
    strength: int  # 3 named in the target or a source, 2 causal, 1 contextual, 0 none
    source: LinkSource
    source_detail: str  # "" where there is none
    verified: Verified


@dataclass(frozen=True, slots=True)
class TopicCategory(Category):
    """A topic of responsible business conduct and what it is linked to."""

    code: Topic
    oecd_chapters: tuple[OecdChapter, ...]
    ilo_conventions: tuple[IloInstrument, ...]  # also non-fundamental ones, such as C190
    links: tuple[TopicLink, ...]


C_co = TypeVar("C_co", bound=Category, covariant=True)


@dataclass(frozen=True, slots=True)
class Taxonomy(Generic[C_co]):
    """A versioned set of categories of one coding system, in the order of its file."""

    name: str
    version: str
    source: str
    retrieved_on: date
    system: str  # the coding system of the codes
    categories: tuple[C_co, ...]
    _by_code: dict[str, C_co] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the categories by code."""
        object.__setattr__(self, "_by_code", {str(c.code): c for c in self.categories})

    def __len__(self) -> int:
        return len(self.categories)

    def __iter__(self) -> Iterator[C_co]:
        return iter(self.categories)

    def __contains__(self, code: object) -> bool:
        return str(code) in self._by_code

    def __getitem__(self, code: Code | StrEnum | str) -> C_co:
        """Return the category of ``code``.

        Raises:
            KeyError: this taxonomy has no such code.
        """
        try:
            return self._by_code[str(code)]
        except KeyError:
            known = ", ".join(self._by_code)
            raise KeyError(f"{str(code)!r} is not in {self.name}; it has {known}") from None


@dataclass(frozen=True, slots=True)
class Taxonomies:
    """Every taxonomy of the codebook."""

    frameworks: Taxonomy[FrameworkCategory]
    lookalikes: Taxonomy[LookalikeCategory]
    stances: Taxonomy[StanceCategory]
    oecd_chapters: Taxonomy[ChapterCategory]
    due_diligence_steps: Taxonomy[StepCategory]
    ungp_principles: Taxonomy[PrincipleCategory]
    ilo_instruments: Taxonomy[IloCategory]
    themes: Taxonomy[ThemeCategory]
    sdg_goals: Taxonomy[GoalCategory]
    sdg_targets: Taxonomy[TargetCategory]
    sdg_topics: Taxonomy[TopicCategory]

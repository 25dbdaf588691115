"""What each taxonomy file must look like: its codes, its fields, and its counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from report_mining.taxonomies import categories as cat
from report_mining.taxonomies import parsing
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
from report_mining.taxonomies.fields import Fields

C = TypeVar("C", bound=cat.Category)

FRAMEWORK_NAME_COUNT = 120  # DOMAIN 2.7
TOPIC_COUNT = 37  # DOMAIN 4.1
TOPIC_LINK_COUNT = 86

#: Numbered and lettered targets per goal, goal 1 first; 169 together (UN resolution 71/313).
TARGETS_PER_GOAL = (
    *((5, 2), (5, 3), (9, 4), (7, 3), (6, 3), (6, 2), (3, 2), (10, 2), (5, 3)),
    *((7, 3), (7, 3), (8, 3), (3, 2), (7, 3), (9, 3), (10, 2), (19, 0)),
)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")
ILO = ("C87", "C98", "C29", "P29", "C105", "C138", "C182", "C100", "C111", "C155", "C187")
THEMES = (
    "child_labour",
    "womens_rights",
    "living_wage",
    "decent_work",
    "sustainable_production",
    "land_rights",
    "deforestation",
)


@dataclass(frozen=True)
class Shape(Generic[C]):
    """How one taxonomy is named, which codes it must have, and how a category is read."""

    name: str
    year: int  # edition of what it describes; part of the file name
    kind: type[Code] | type[StrEnum]
    expected_codes: tuple[str, ...]
    parse: Callable[[Fields, parsing.Basics], C]
    check: Callable[[tuple[C, ...]], Iterable[str]] = lambda _: ()

    @property
    def file_name(self) -> str:
        """Name of the file in ``taxonomies/data``."""
        return f"{self.name}_{self.year}.yaml"

    @property
    def system(self) -> str:
        """What the file must give as its coding system."""
        return self.kind.system if issubclass(self.kind, Code) else self.kind.__name__.lower()


def _check_names(frameworks: tuple[cat.FrameworkCategory, ...]) -> Iterable[str]:
    keys = [(f.code.value, n.language, n.text) for f in frameworks for n in f.names]
    if len(keys) != FRAMEWORK_NAME_COUNT:
        yield f"names: there are {len(keys)} in all; expected {FRAMEWORK_NAME_COUNT}"
    for code, language, text in sorted({k for k in keys if keys.count(k) > 1}):
        yield f"{code}, names: {text!r} ({language}) is there twice; keep one"
    for framework in frameworks:
        if not framework.documents:
            yield f"{framework.code.value}, documents: is empty; expected at least one"


def _check_stances(stances: tuple[cat.StanceCategory, ...]) -> Iterable[str]:
    for stance in stances:
        levels = [stance.strict, stance.standard, stance.lenient]
        ranks = [tuple(cat.Counting).index(level) for level in levels]
        if ranks != sorted(ranks, reverse=True):
            yield f"{stance.code.value}, counts: a stricter rule may not count more than a laxer one"


def _check_goals(goals: tuple[cat.GoalCategory, ...]) -> Iterable[str]:
    for goal in goals:
        expected = sum(TARGETS_PER_GOAL[int(goal.code.value) - 1])
        if goal.target_count != expected:
            yield f"{goal.code}, target_count: is {goal.target_count}; expected {expected}"


def _check_topics(topics: tuple[cat.TopicCategory, ...]) -> Iterable[str]:
    count = sum(len(topic.links) for topic in topics)
    if count != TOPIC_LINK_COUNT:
        yield f"links: there are {count} in all; expected {TOPIC_LINK_COUNT}"
    for topic in topics:
        ends = [link.target or link.goal for link in topic.links]
        for end in sorted({str(e) for e in ends if ends.count(e) > 1}):
            yield f"{topic.code}, links: {end} is linked twice; keep one"


def expected_targets() -> tuple[str, ...]:
    """Return the 169 target codes, goal by goal, numbered before lettered."""
    return tuple(
        f"{goal}.{part}"
        for goal, (numbered, lettered) in enumerate(TARGETS_PER_GOAL, start=1)
        for part in (*map(str, range(1, numbered + 1)), *"abcd"[:lettered])
    )


FRAMEWORKS = Shape(
    "frameworks", 2026, Framework, tuple(Framework), parsing.parse_framework, check=_check_names
)
LOOKALIKES = Shape("lookalikes", 2026, Lookalike, tuple(Lookalike), parsing.parse_lookalike)
STANCES = Shape("stances", 2026, Stance, tuple(Stance), parsing.parse_stance, check=_check_stances)
OECD_CHAPTERS = Shape("oecd_chapters", 2023, OecdChapter, ROMAN, parsing.parse_chapter)
DUE_DILIGENCE_STEPS = Shape(
    "due_diligence_steps",
    2018,
    DueDiligenceStep,
    ("1", "2", "3", "4", "5", "6", "X"),
    parsing.parse_step,
)
UNGP_PRINCIPLES = Shape(
    "ungp_principles",
    2011,
    UngpPrinciple,
    tuple(str(n) for n in range(11, 25)),
    parsing.parse_principle,
)
ILO_INSTRUMENTS = Shape("ilo_instruments", 2022, IloInstrument, ILO, parsing.parse_ilo)
THEME_SHAPE = Shape("themes", 2020, Theme, THEMES, parsing.parse_theme)
SDG_GOALS = Shape(
    "sdg_goals",
    2015,
    SdgGoal,
    tuple(str(n) for n in range(1, 18)),
    parsing.parse_goal,
    check=_check_goals,
)
SDG_TARGETS = Shape("sdg_targets", 2015, SdgTarget, expected_targets(), parsing.parse_target)
SDG_TOPICS = Shape(
    "sdg_topics",
    2026,
    Topic,
    tuple(f"T{n:02d}" for n in range(1, TOPIC_COUNT + 1)),
    parsing.parse_topic,
    check=_check_topics,
)

SHAPES: tuple[Shape[Any], ...] = (
    FRAMEWORKS,
    LOOKALIKES,
    STANCES,
    OECD_CHAPTERS,
    DUE_DILIGENCE_STEPS,
    UNGP_PRINCIPLES,
    ILO_INSTRUMENTS,
    THEME_SHAPE,
    SDG_GOALS,
    SDG_TARGETS,
    SDG_TOPICS,
)

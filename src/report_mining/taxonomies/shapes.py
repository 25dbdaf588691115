"""What each taxonomy file must look like: its codes, its fields, and its counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from report_mining.taxonomies import categories as cat
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
_YEARS = (1900, 2100)

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
    parse: Callable[[Fields, Basics], C]
    check: Callable[[tuple[C, ...]], Iterable[str]] = lambda _: ()

    @property
    def file_name(self) -> str:
        """Name of the file in ``taxonomies/data``."""
        return f"{self.name}_{self.year}.yaml"

    @property
    def system(self) -> str:
        """What the file must give as its coding system."""
        return self.kind.system if issubclass(self.kind, Code) else self.kind.__name__.lower()


@dataclass(frozen=True, slots=True)
class Basics:
    """What every category has, as keyword arguments; the code already has its type."""

    code: Any  # a Code or StrEnum of the kind of the shape
    label_en: str
    label_nl: str
    description_en: str
    description_nl: str

    def common(self) -> dict[str, Any]:
        """Return the keyword arguments that every category takes."""
        return {name: getattr(self, name) for name in self.__slots__}


def read_basics(fields: Fields, kind: type[Code] | type[StrEnum]) -> Basics:
    """Return code, label and description of a category."""
    code: Any = fields.code("code", kind) if issubclass(kind, Code) else fields.member("code", kind)
    label_en, label_nl = fields.both("label")
    description_en, description_nl = fields.both("description", must_differ=True)
    return Basics(code, label_en, label_nl, description_en, description_nl)


def _name(fields: Fields) -> cat.FrameworkName:
    kind = fields.member("kind", cat.NameKind)
    has_lookalike = fields.has("lookalike")
    if has_lookalike is not (kind is cat.NameKind.TRAP):
        fields.note("lookalike", "must be given for names of kind trap and for no other")
    language = fields.text("language")
    if language not in ("en", "nl", ""):
        fields.note("language", f"is {language!r}; expected 'en' or 'nl'")
    name = cat.FrameworkName(
        text=fields.text("text"),
        language=language,
        kind=kind,
        is_ambiguous=fields.flag("ambiguous"),
        lookalike=fields.member("lookalike", Lookalike) if has_lookalike else None,
        note=fields.text_or_empty("note"),
    )
    fields.finish()
    return name


def _document(fields: Fields) -> cat.FrameworkDocument:
    title_en, title_nl = fields.both("title")
    has_successor = fields.has("replaced_year")
    document = cat.FrameworkDocument(
        title_en=title_en,
        title_nl=title_nl,
        year=fields.whole("year", *_YEARS),
        replaced_year=fields.whole("replaced_year", *_YEARS) if has_successor else None,
        sector=fields.text_or_none("sector"),
    )
    fields.finish()
    return document


def _framework(fields: Fields, basics: Basics) -> cat.FrameworkCategory:
    return cat.FrameworkCategory(
        **basics.common(),
        documents=tuple(_document(row) for row in fields.rows("documents")),
        names=tuple(_name(row.named("text")) for row in fields.rows("names")),
    )


def _check_names(frameworks: tuple[cat.FrameworkCategory, ...]) -> Iterable[str]:
    keys = [(f.code.value, n.language, n.text) for f in frameworks for n in f.names]
    if len(keys) != FRAMEWORK_NAME_COUNT:
        yield f"names: there are {len(keys)} in all; expected {FRAMEWORK_NAME_COUNT}"
    for code, language, text in sorted({k for k in keys if keys.count(k) > 1}):
        yield f"{code}, names: {text!r} ({language}) is there twice; keep one"
    for framework in frameworks:
        if not framework.documents:
            yield f"{framework.code.value}, documents: is empty; expected at least one"


def _lookalike(fields: Fields, basics: Basics) -> cat.LookalikeCategory:
    return cat.LookalikeCategory(**basics.common(), example_names=fields.texts("example_names"))


def _stance(fields: Fields, basics: Basics) -> cat.StanceCategory:
    counts = fields.inner("counts")
    stance = cat.StanceCategory(
        **basics.common(),
        strict=counts.member("strict", cat.Counting),
        standard=counts.member("standard", cat.Counting),
        lenient=counts.member("lenient", cat.Counting),
    )
    counts.finish()
    return stance


def _check_stances(stances: tuple[cat.StanceCategory, ...]) -> Iterable[str]:
    for stance in stances:
        levels = [stance.strict, stance.standard, stance.lenient]
        ranks = [tuple(cat.Counting).index(level) for level in levels]
        if ranks != sorted(ranks, reverse=True):
            yield f"{stance.code.value}, counts: a stricter rule may not count more than a laxer one"


def _chapter(fields: Fields, basics: Basics) -> cat.ChapterCategory:
    title_2011_en, title_2011_nl = fields.both("title_2011")
    title_2023_en, title_2023_nl = fields.both("title_2023")
    cue_words_en, cue_words_nl = fields.both_lists("cue_words")
    return cat.ChapterCategory(
        **basics.common(),
        title_2011_en=title_2011_en,
        title_2011_nl=title_2011_nl,
        title_2023_en=title_2023_en,
        title_2023_nl=title_2023_nl,
        cue_words_en=cue_words_en,
        cue_words_nl=cue_words_nl,
    )


def _step(fields: Fields, basics: Basics) -> cat.StepCategory:
    evidence_en, evidence_nl = fields.both_lists("evidence")
    not_sufficient_en, not_sufficient_nl = fields.both("not_sufficient", must_differ=True)
    return cat.StepCategory(
        **basics.common(),
        evidence_en=evidence_en,
        evidence_nl=evidence_nl,
        not_sufficient_en=not_sufficient_en,
        not_sufficient_nl=not_sufficient_nl,
    )


def _principle(fields: Fields, basics: Basics) -> cat.PrincipleCategory:
    return cat.PrincipleCategory(**basics.common(), part=fields.member("part", cat.UngpPart))


def _ilo(fields: Fields, basics: Basics) -> cat.IloCategory:
    return cat.IloCategory(
        **basics.common(),
        right=fields.member("right", cat.IloRight),
        adopted_year=fields.whole("adopted_year", *_YEARS),
        fundamental_since_year=fields.whole("fundamental_since_year", *_YEARS),
    )


def _theme(fields: Fields, basics: Basics) -> cat.ThemeCategory:
    return cat.ThemeCategory(
        **basics.common(),
        goals=fields.codes("goals", SdgGoal),
        targets=fields.codes("targets", SdgTarget),
    )


def _goal(fields: Fields, basics: Basics) -> cat.GoalCategory:
    return cat.GoalCategory(**basics.common(), target_count=fields.whole("target_count", 1, 30))


def _check_goals(goals: tuple[cat.GoalCategory, ...]) -> Iterable[str]:
    for goal in goals:
        expected = sum(TARGETS_PER_GOAL[int(goal.code.value) - 1])
        if goal.target_count != expected:
            yield f"{goal.code}, target_count: is {goal.target_count}; expected {expected}"


def _target(fields: Fields, basics: Basics) -> cat.TargetCategory:
    return cat.TargetCategory(
        **basics.common(), is_business_relevant=fields.flag("business_relevant")
    )


def _link(fields: Fields) -> cat.TopicLink:
    target = fields.code("target", SdgTarget) if fields.has("target") else None
    goal = fields.code("goal", SdgGoal) if fields.has("goal") else None
    strength = fields.whole("strength", 0, 3)
    if target is not None and goal is not None:
        fields.note("goal", "is given beside a target; give one of the two")
    if (strength == 0) is not (target is None and goal is None):
        fields.note("strength", "must be 0 without target and goal, and 1 to 3 with one of them")
    link = cat.TopicLink(
        goal=goal if target is None else target.goal,
        target=target,
        strength=strength,
        source=fields.member("source", cat.LinkSource),
        source_detail=fields.text_or_empty("source_detail"),
        verified=fields.member("verified", cat.Verified),
    )
    fields.finish()
    return link


def _topic(fields: Fields, basics: Basics) -> cat.TopicCategory:
    return cat.TopicCategory(
        **basics.common(),
        oecd_chapters=fields.codes("oecd_chapters", OecdChapter),
        ilo_conventions=fields.codes("ilo_conventions", IloInstrument),
        links=tuple(_link(row) for row in fields.rows("links")),
    )


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


FRAMEWORKS = Shape("frameworks", 2026, Framework, tuple(Framework), _framework, check=_check_names)
LOOKALIKES = Shape("lookalikes", 2026, Lookalike, tuple(Lookalike), _lookalike)
STANCES = Shape("stances", 2026, Stance, tuple(Stance), _stance, check=_check_stances)
OECD_CHAPTERS = Shape("oecd_chapters", 2023, OecdChapter, ROMAN, _chapter)
DUE_DILIGENCE_STEPS = Shape(
    "due_diligence_steps", 2018, DueDiligenceStep, ("1", "2", "3", "4", "5", "6", "X"), _step
)
UNGP_PRINCIPLES = Shape(
    "ungp_principles", 2011, UngpPrinciple, tuple(str(n) for n in range(11, 25)), _principle
)
ILO_INSTRUMENTS = Shape("ilo_instruments", 2022, IloInstrument, ILO, _ilo)
THEME_SHAPE = Shape("themes", 2020, Theme, THEMES, _theme)
SDG_GOALS = Shape(
    "sdg_goals", 2015, SdgGoal, tuple(str(n) for n in range(1, 18)), _goal, check=_check_goals
)
SDG_TARGETS = Shape("sdg_targets", 2015, SdgTarget, expected_targets(), _target)
SDG_TOPICS = Shape(
    "sdg_topics",
    2026,
    Topic,
    tuple(f"T{n:02d}" for n in range(1, TOPIC_COUNT + 1)),
    _topic,
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

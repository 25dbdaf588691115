"""Reads each kind of category from the fields of its YAML mapping."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from report_mining.taxonomies import categories as cat
from report_mining.taxonomies.codes import (
    Code,
    IloInstrument,
    Lookalike,
    OecdChapter,
    SdgGoal,
    SdgTarget,
)
from report_mining.taxonomies.fields import Fields

_YEARS = (1900, 2100)


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


def parse_framework(fields: Fields, basics: Basics) -> cat.FrameworkCategory:
    """Return a framework with its documents and names."""
    return cat.FrameworkCategory(
        **basics.common(),
        documents=tuple(_document(row) for row in fields.rows("documents")),
        names=tuple(_name(row.named("text")) for row in fields.rows("names")),
    )


def parse_lookalike(fields: Fields, basics: Basics) -> cat.LookalikeCategory:
    """Return a look-alike."""
    return cat.LookalikeCategory(**basics.common(), example_names=fields.texts("example_names"))


def parse_stance(fields: Fields, basics: Basics) -> cat.StanceCategory:
    """Return a stance."""
    counts = fields.inner("counts")
    stance = cat.StanceCategory(
        **basics.common(),
        strict=counts.member("strict", cat.Counting),
        standard=counts.member("standard", cat.Counting),
        lenient=counts.member("lenient", cat.Counting),
    )
    counts.finish()
    return stance


def parse_chapter(fields: Fields, basics: Basics) -> cat.ChapterCategory:
    """Return a chapter of the OECD Guidelines."""
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


def parse_step(fields: Fields, basics: Basics) -> cat.StepCategory:
    """Return a due diligence step."""
    evidence_en, evidence_nl = fields.both_lists("evidence")
    not_sufficient_en, not_sufficient_nl = fields.both("not_sufficient", must_differ=True)
    return cat.StepCategory(
        **basics.common(),
        evidence_en=evidence_en,
        evidence_nl=evidence_nl,
        not_sufficient_en=not_sufficient_en,
        not_sufficient_nl=not_sufficient_nl,
    )


def parse_principle(fields: Fields, basics: Basics) -> cat.PrincipleCategory:
    """Return a UN Guiding Principle."""
    return cat.PrincipleCategory(**basics.common(), part=fields.member("part", cat.UngpPart))


def parse_ilo(fields: Fields, basics: Basics) -> cat.IloCategory:
    """Return an ILO instrument."""
    return cat.IloCategory(
        **basics.common(),
        right=fields.member("right", cat.IloRight),
        adopted_year=fields.whole("adopted_year", *_YEARS),
        fundamental_since_year=fields.whole("fundamental_since_year", *_YEARS),
    )


def parse_theme(fields: Fields, basics: Basics) -> cat.ThemeCategory:
    """Return a priority theme."""
    return cat.ThemeCategory(
        **basics.common(),
        goals=fields.codes("goals", SdgGoal),
        targets=fields.codes("targets", SdgTarget),
    )


def parse_goal(fields: Fields, basics: Basics) -> cat.GoalCategory:
    """Return an SDG."""
    return cat.GoalCategory(**basics.common(), target_count=fields.whole("target_count", 1, 30))


def parse_target(fields: Fields, basics: Basics) -> cat.TargetCategory:
    """Return an SDG target."""
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


def parse_topic(fields: Fields, basics: Basics) -> cat.TopicCategory:
    """Return a topic with its links to SDG targets."""
    return cat.TopicCategory(
        **basics.common(),
        oecd_chapters=fields.codes("oecd_chapters", OecdChapter),
        ilo_conventions=fields.codes("ilo_conventions", IloInstrument),
        links=tuple(_link(row) for row in fields.rows("links")),
    )

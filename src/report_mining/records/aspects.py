"""What one passage shows of due diligence and the SDGs, one aspect at a time, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from report_mining.records.due_diligence import PassageReading

LOWEST_LINK = 2  # below it RBC and SDG do not stand in the same passage
RELATED_LINK = 3  # from here on a relation is stated
SEPARATOR = ";"  # between the codes of a value that lists several


class AspectKind(StrEnum):
    """What an aspect is about; the codes of each stand in a taxonomy or in `NamedIssue`."""

    STEP = "step"  # code 1 to 6 or X, level = specificity
    THEME = "theme"
    ISSUE = "issue"  # code: the right, or the name as it stands in the text
    CHAPTER = "chapter"  # of the OECD Guidelines
    PRINCIPLE = "principle"  # of the UNGPs
    RIGHT = "right"  # of the ILO
    GOAL = "goal"  # named in the text; detail = role
    TARGET = "target"
    LINK = "link"  # code: the goals, level = 2 to 5, detail = direction
    PARTY = "party"  # detail = kind


@dataclass(frozen=True, slots=True)
class ReadingAspect:
    """One thing that a reading shows."""

    kind: AspectKind
    code: str
    level: int | None  # specificity of a step, level of a link; None for the others
    detail: str  # role, direction, country and commodity, or kind of party; may be empty
    score: float | None  # calibrated, 0 to 1, where there is one
    start: int  # code points in the quote of the reading: where it shows best
    end: int  # exclusive


def aspects_of(reading: PassageReading) -> tuple[ReadingAspect, ...]:
    """Return everything that ``reading`` shows, in a fixed order."""
    return (
        *_steps(reading),
        *_labels(reading),
        *_issues(reading),
        *_goals(reading),
        *_link(reading),
        *_parties(reading),
    )


def _steps(reading: PassageReading) -> Iterator[ReadingAspect]:
    for s in reading.due_diligence.steps:
        yield ReadingAspect(AspectKind.STEP, s.step, s.specificity, "", s.score, s.start, s.end)


def _labels(reading: PassageReading) -> Iterator[ReadingAspect]:
    found = reading.due_diligence
    whole = (0, len(reading.quote))
    for kind, codes in (
        (AspectKind.THEME, found.themes),
        (AspectKind.CHAPTER, found.oecd_chapters),
        (AspectKind.PRINCIPLE, found.ungp),
        (AspectKind.RIGHT, found.ilo_rights),
    ):
        for code in codes:
            yield ReadingAspect(kind, code, None, "", None, *whole)


def _issues(reading: PassageReading) -> Iterator[ReadingAspect]:
    for i in reading.due_diligence.issues:
        where = ", ".join(part for part in (i.commodity, i.country) if part)
        yield ReadingAspect(AspectKind.ISSUE, i.right or i.name, None, where, None, i.start, i.end)


def _goals(reading: PassageReading) -> Iterator[ReadingAspect]:
    for m in reading.sdg_mentions:
        yield ReadingAspect(AspectKind.GOAL, str(m.goal), None, m.role, None, m.start, m.end)
        if m.target is not None:
            yield ReadingAspect(AspectKind.TARGET, m.target, None, m.role, None, m.start, m.end)


def _link(reading: PassageReading) -> Iterator[ReadingAspect]:
    link = reading.link
    if link.level < LOWEST_LINK:
        return
    spans = [s for s in (link.rbc_span, link.sdg_span, link.relation_span) if s is not None]
    start = min((s[0] for s in spans), default=0)
    end = max((s[1] for s in spans), default=len(reading.quote))
    goals = SEPARATOR.join(map(str, link.goals))
    direction = link.direction.value if link.direction else ""
    yield ReadingAspect(AspectKind.LINK, goals, link.level, direction, link.score, start, end)


def _parties(reading: PassageReading) -> Iterator[ReadingAspect]:
    for p in reading.parties:
        detail = " ".join(
            part for part in (p.kind.value, p.group, "own" if p.is_own else "") if part
        )
        yield ReadingAspect(AspectKind.PARTY, p.code, None, detail, None, p.start, p.end)

"""Reading what the full SDG reader decided of passages of reports: its input and its output joined."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from report_mining.annotation.items import read_rows
from report_mining.annotation.sdg_items import Goal
from report_mining.errors import InputError
from report_mining.records import TextInContext

_GOALS = 17
_TOLD = 10


class DecidedPassageRow(BaseModel):
    """A line that ``classify sdg-goals`` was given."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    document: str = Field(min_length=1)
    language: Literal["nl", "en"]
    text: str
    section: tuple[str, ...] = ()


class GoalDecisionRow(BaseModel):
    """One goal of a decision."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    goal: Goal
    score: float = Field(ge=0, le=1)
    selected: bool


class DecisionRow(BaseModel):
    """A line that ``classify sdg-goals`` gave."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    goals: tuple[GoalDecisionRow, ...] = Field(min_length=_GOALS, max_length=_GOALS)


@dataclass(frozen=True, slots=True)
class DecidedPassage:
    """A passage of a report with the scores that the full reader gave it."""

    document: str
    context: TextInContext
    scores: tuple[float, ...]  # of the goals 1 to 17
    is_selected: bool  # whether one of them is selected


def read_decided_passages(passages: Path, decisions: Path) -> tuple[DecidedPassage, ...]:
    """Return the passages of ``passages``, each with its decision in ``decisions``.

    ``decisions`` is what ``report-mining classify sdg-goals PASSAGES -o DECISIONS`` wrote.

    Raises:
        InputError: a file cannot be read, or a passage has no decision; the first ten are named.
        GoldFileError: lines are not what they should be; all are listed.
    """
    decided = {one.row.id: one.row for one in read_rows([decisions], DecisionRow)}
    asked = [one.row for one in read_rows([passages], DecidedPassageRow)]
    missing = [row.id for row in asked if row.id not in decided]
    if missing:
        raise InputError(
            f"{decisions}: has no decision for {', '.join(missing[:_TOLD])}; classify {passages}"
            " again and give its whole output"
        )
    return tuple(_decided(row, decided[row.id]) for row in asked)


def _decided(row: DecidedPassageRow, decision: DecisionRow) -> DecidedPassage:
    goals = sorted(decision.goals, key=lambda goal: goal.goal)
    return DecidedPassage(
        document=row.document,
        context=TextInContext(row.text, row.language, row.section),
        scores=tuple(goal.score for goal in goals),
        is_selected=any(goal.selected for goal in goals),
    )

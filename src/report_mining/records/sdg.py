"""What classification says about the Sustainable Development Goals in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GoalScore:
    """How probable it is that a text speaks to one goal."""

    goal: int  # 1 to 17
    score: float  # calibrated probability, 0 to 1
    selected: bool  # whether it is at or above the threshold of the text's language


@dataclass(frozen=True, slots=True)
class TargetScore:
    """How probable it is that a text speaks to one target."""

    target: str  # such as 8.7 or 16.b
    score: float  # 0 to 1, never above the score of its goal
    selected: bool  # never where the goal is refused


@dataclass(frozen=True, slots=True)
class SdgPrediction:
    """What one text says of goals and targets."""

    goals: tuple[GoalScore, ...]  # all 17, ascending
    targets: tuple[TargetScore, ...]  # the ten most probable, best first
    candidate: TargetScore | None = None  # the target that was asked about, if any


@dataclass(frozen=True, slots=True)
class GoldSdg:
    """Human labels of one text."""

    gold_id: str
    text: str
    goals: frozenset[int] | None = None  # the goals it speaks to; None: only some were judged
    judged: tuple[tuple[int, bool], ...] = ()  # single goals that were judged: (goal, present)
    candidate_target: str | None = None  # several are separated by commas; 13.general: a goal
    # Whether the candidate is right, or, without a candidate, that there is none; None: a tie.
    candidate_correct: bool | None = None
    language: str | None = None
    document: str = ""  # the report or company, for intervals over documents
    targets: frozenset[str] | None = None  # all targets it speaks to; None: not judged
    pair: str | None = None  # a text and its translation have the same; None: it has none

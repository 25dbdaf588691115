"""Whether a number behind a word such as "goal" or "target" is one of the seventeen goals'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from report_mining.classification.sdg_cue_words import (
    GLUED_PLURAL,
    OWN_GOAL,
    CueKind,
    speaks_of_sdgs,
)
from report_mining.classification.sdg_numbers import NumberedGoal

_GOAL_IS_MEANT = re.compile(
    r"(?i)(?:contribut\w*|support\w*|align\w*|advanc\w*|achiev\w*|towards?|bijdra\w*|dra\w+ bij)"
    r"\s(?:\w+\s){0,3}$"
)
_OF_THE_UN = re.compile(r"\b(?:United Nations|Verenigde Naties|UN|VN)\b")
_RARELY_OWN = 6  # companies seldom number more goals of their own
_CLEAN_END = re.compile(
    r"\s*(?:[)\].,;:/|]|$)|\s(?:and|en|of|or|on|over|about|for|is|was|calls|asks|requires|aims|vraagt|"
    r"gaat|roept|die|dat|which|that|van|voor|to|te|by|door|in|as|als|dichterbij|closer|we|wij|our|onze|"
    r"under|onder|has|have|had|are|were|wordt|worden|with|met|because|omdat|next|at)\b|\s*\?"
)
_COUNTED_ONE = re.compile(r"(?i)\b(?:a|an|each|every|any|per|een|elk|ieder)\s$")
_INDEX = re.compile(r"\bGRI \d|\bPrinciples? \d|\bUNGC\b")


@dataclass(frozen=True, slots=True)
class Announced:
    """What is known around a word that announces numbers."""

    text: str  # normalised
    sentence: str
    is_governed: bool  # whether the heading or lead-in speaks of the SDGs
    speaks_anywhere: bool  # whether the text, or what stands around it, does
    is_row: bool

    @property
    def is_near(self) -> bool:
        """Whether an SDG word stands in the sentence or governs it."""
        return self.is_governed or speaks_of_sdgs(self.sentence)


def may_announce(cue: re.Match[str], kind: CueKind, text: str) -> bool:
    """Return False for a footnote number behind a plural, and for "#" inside a longer number."""
    if kind is CueKind.SDG:
        return not GLUED_PLURAL.search(cue.group())
    if kind is CueKind.GOAL:
        is_named = text[cue.start()].isupper() or text[cue.end() - 1].isspace()
        return is_named and not _COUNTED_ONE.search(text[: cue.start()][-8:])
    return True


def goals_are_meant(numbers: Sequence[NumberedGoal], cue: re.Match[str], around: Announced) -> bool:
    """Return whether "Goal 3", or the list that it begins, stands for goals of the seventeen.

    One number that companies seldom give to goals of their own decides for its whole list.
    """
    ahead = around.text[: cue.start()][-40:]
    if OWN_GOAL.search(ahead):
        return around.is_near
    if around.is_near or around.speaks_anywhere or _OF_THE_UN.search(around.text):
        return True
    if around.is_row and _INDEX.search(around.text):
        return True
    if around.text[cue.start()].islower() and len(numbers) == 1:
        number = numbers[0]
        return number.target is not None and ends_cleanly(around.text, number.end)
    is_rare = any(int(n.goal.value) >= _RARELY_OWN or n.target is not None for n in numbers)
    return is_rare or bool(_GOAL_IS_MEANT.search(ahead))


def target_is_meant(number: NumberedGoal, around: Announced, *, in_list: bool) -> bool:
    """Return whether "target 8.7" is a target of the SDGs."""
    ends = in_list or ends_cleanly(around.text, number.end)
    return number.target is not None and (around.is_near or around.speaks_anywhere or ends)


def ends_cleanly(text: str, end: int) -> bool:
    """Return whether what follows a number does not make it a measure."""
    return _CLEAN_END.match(text, end) is not None

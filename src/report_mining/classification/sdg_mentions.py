"""Explicit mentions of the Sustainable Development Goals and their targets, with form and role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from report_mining.classification.checked_artefacts import (
    open_artefact,
    packaged_models,
    read_yaml,
)
from report_mining.classification.normalising import normalise
from report_mining.classification.screening import Screen
from report_mining.classification.sdg_announced import (
    Announced,
    goals_are_meant,
    may_announce,
    target_is_meant,
)
from report_mining.classification.sdg_codes import BareCodes
from report_mining.classification.sdg_cue_words import (
    CUE,
    OWN_GOAL,
    PLURAL,
    CueKind,
    kind_of,
    speaks_of_sdgs,
)
from report_mining.classification.sdg_goal_names import (
    GoalNames,
    NamedGoal,
    is_numbered,
    is_part_of_title,
)
from report_mining.classification.sdg_numbers import NumberedGoal, read_numbers
from report_mining.classification.sdg_roles import MentionRole, RoleJudge
from report_mining.errors import ArtefactError
from report_mining.language import split_sentences
from report_mining.records import BlockKind, TextInContext
from report_mining.taxonomies.codes import SdgGoal, SdgTarget

RULES_FOLDER = Path("sdg-goals") / "rules-1"  # under a folder of models


class MentionForm(StrEnum):
    """How a goal or target is named."""

    NUMBER = "number"  # "SDG 8", "subdoel 8.7"
    NAME = "name"  # "Decent work and economic growth"
    CODE = "code"  # "8.7" alone, where an SDG word governs it
    TAG = "tag"  # "#SDG13"
    ICON = "icon"  # alternative text or file name of a picture
    INDEX_ROW = "index_row"  # a row of a table


@dataclass(frozen=True, slots=True)
class SdgMention:
    """One goal or target that a text names; every number of a range has the place of the range."""

    goal: SdgGoal
    target: SdgTarget | None
    start: int  # code points in the input text, inclusive
    end: int  # exclusive
    form: MentionForm
    role: MentionRole


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What the reader knows about a text besides the sentence that it looks at."""

    text: str  # normalised
    sentences: tuple[tuple[int, int], ...]
    is_governed: bool  # whether the heading or lead-in speaks of the SDGs
    speaks_anywhere: bool  # whether the text, or what stands around it, does
    is_row: bool

    def sentence_at(self, place: int) -> tuple[int, int]:
        """Return the span of the sentence that holds ``place``; of all the text for a row."""
        if not self.is_row:
            for start, end in self.sentences:
                if start <= place < end:
                    return start, end
        return 0, len(self.text)

    def announced(self, place: int) -> Announced:
        """Return what is known around the word at ``place``."""
        start, end = self.sentence_at(place)
        sentence = self.text[start:end]
        return Announced(self.text, sentence, self.is_governed, self.speaks_anywhere, self.is_row)


@dataclass(frozen=True, slots=True)
class _Found:
    """A number or a name in normalised text before its role is known."""

    goal: SdgGoal
    target: SdgTarget | None
    start: int
    end: int
    form: MentionForm
    is_own: bool = False


_FORMS = {CueKind.ICON: MentionForm.ICON, CueKind.HASH: MentionForm.TAG}
_SAME = 40  # characters between a number and the name of the same goal


class SdgMentionReader:
    """Reads the explicit mentions in a text, in Dutch and English alike."""

    def __init__(self, rules: Mapping[str, object]) -> None:
        self._names = GoalNames(_mapping(rules, "names"))
        self._roles = RoleJudge(_mapping(rules, "roles"))
        self._codes = BareCodes()
        literals = ("sdg", "goal", "doel", "ontwikkelings", *self._names.screen_literals)
        self._screen = Screen((), {"target": tuple("123456789")} | dict.fromkeys(literals, ()))

    def may_contain(self, context: TextInContext) -> bool:
        """Return whether ``context.text`` can name a goal; cheap, and never wrong when it says no."""
        if self._screen.passes(context.text):
            return True
        governing = " ".join(_governing(context))
        has_digit = any(digit in context.text for digit in "123456789")
        return bool(governing) and has_digit and speaks_of_sdgs(normalise(governing).text)

    def read(self, context: TextInContext) -> tuple[SdgMention, ...]:
        """Return the mentions in ``context.text`` by place; what stands around it only governs."""
        if not self.may_contain(context):
            return ()
        normal = normalise(context.text)
        around = _surroundings(context, normal.text)
        numbers = list(self._numbered(around))
        codes = [
            _Found(c.goal, c.target, c.start, c.end, MentionForm.CODE)
            for c in self._codes.find(
                around.text,
                [(f.start, f.end, f.goal) for f in numbers],
                around.sentence_at,
                is_governed=around.is_governed,
            )
        ]
        names = list(self._named(around, [*numbers, *codes]))
        return tuple(
            SdgMention(
                f.goal,
                f.target,
                *normal.original_span(f.start, f.end),
                self._form(f, around),
                self._role(f, around),
            )
            for f in sorted(
                {*numbers, *codes, *names},
                key=lambda f: (f.start, f.end, int(f.goal.value), str(f.target)),
            )
        )

    def _numbered(self, around: _Surroundings) -> Iterator[_Found]:
        """Yield the numbers behind a word that announces them."""
        text, last = around.text, 0
        for cue in CUE.finditer(text):
            kind = kind_of(cue)
            if cue.start() < last or not may_announce(cue, kind, text):
                continue
            numbers = read_numbers(text, cue.end(), may_count=bool(PLURAL.search(cue.group())))
            kept = self._are_meant(numbers, cue, around) if numbers else []
            is_own = kind is CueKind.GOAL and bool(OWN_GOAL.search(text[: cue.start()][-30:]))
            form = _FORMS.get(kind, MentionForm.NUMBER)
            if cue.group().startswith("#"):
                form = MentionForm.TAG
            for number in kept:
                yield _found(number, cue, form, is_first=number is numbers[0], is_own=is_own)
                last = max(last, number.end)

    def _are_meant(
        self, numbers: Sequence[NumberedGoal], cue: re.Match[str], around: _Surroundings
    ) -> list[NumberedGoal]:
        """Return which numbers behind a word are goals' or targets'."""
        kind = kind_of(cue)
        if kind in (CueKind.SDG, CueKind.ICON):
            return list(numbers)
        known = around.announced(cue.start())
        in_list = len(numbers) > 1
        match kind:
            case CueKind.GOAL:
                return list(numbers) if goals_are_meant(numbers, cue, known) else []
            case CueKind.SUBDOEL:
                return [n for n in numbers if n.target is not None or known.is_near]
            case CueKind.TARGET:
                return [n for n in numbers if target_is_meant(n, known, in_list=in_list)]
            case _:
                return list(numbers) if known.is_near else []

    def _named(self, around: _Surroundings, numbered: Sequence[_Found]) -> Iterator[_Found]:
        """Yield the names that stand as names and do not only repeat a number beside them."""
        names = list(self._names.find(around.text))
        titles = {name.goal for name in names if name.is_title}
        for name in names:
            start, end = around.sentence_at(name.start)
            is_near = around.is_governed or speaks_of_sdgs(around.text[start:end])
            in_list = name.is_title and len(titles) > 2
            is_name = (
                (name.is_title or is_near)
                if name.is_sure
                else (in_list or (name.is_title and is_near))
            )
            is_name = is_numbered(name, around.text) or (
                is_name and not is_part_of_title(name, around.text)
            )
            if is_name and not any(_repeats(name, other) for other in numbered):
                yield _Found(name.goal, None, name.start, name.end, MentionForm.NAME)

    def _form(self, found: _Found, around: _Surroundings) -> MentionForm:
        if around.is_row and found.form in (MentionForm.NUMBER, MentionForm.CODE):
            return MentionForm.INDEX_ROW
        return found.form

    def _role(self, found: _Found, around: _Surroundings) -> MentionRole:
        if found.is_own:
            return MentionRole.OWN_GOAL
        start, end = around.sentence_at(found.start)
        return self._roles.judge(around.text[start:end])


def load_sdg_mention_reader(models_dir: Path | None = None) -> SdgMentionReader:
    """Return the reader with the names and cues of the rules under ``models_dir``, by default ours.

    Raises:
        ArtefactError: the rules are missing or were changed without their manifest.
    """
    artefact = open_artefact((models_dir or packaged_models()) / RULES_FOLDER)
    return SdgMentionReader(read_yaml(artefact.path("mentions.yaml")))


def _governing(context: TextInContext) -> tuple[str, ...]:
    """Return what stands over a text: headings, the lead-in of a list, the columns of a row."""
    return (*context.section, context.lead_in, *context.column_headers)


def _surroundings(context: TextInContext, text: str) -> _Surroundings:
    governing = normalise(" . ".join(_governing(context))).text
    beside = normalise(f"{context.before} . {context.after}").text
    is_governed = speaks_of_sdgs(governing)
    is_row = context.kind is BlockKind.TABLE_ROW or text.count(" | ") > 1
    speaks = is_governed or speaks_of_sdgs(text) or speaks_of_sdgs(beside)
    return _Surroundings(text, split_sentences(text), is_governed, speaks, is_row)


def _found(
    number: NumberedGoal, cue: re.Match[str], form: MentionForm, *, is_first: bool, is_own: bool
) -> _Found:
    """Return ``number`` with the word that announces it, if that stands right before it."""
    start = cue.start() if is_first else number.start
    return _Found(number.goal, number.target, start, number.end, form, is_own)


def _repeats(name: NamedGoal, other: _Found) -> bool:
    """Return whether ``name`` stands beside the number of the same goal, or inside it."""
    if other.goal != name.goal:
        return False
    return -_SAME < name.start - other.end < _SAME or 0 <= other.start - name.end < _SAME


def _mapping(rules: Mapping[str, object], key: str) -> dict[str, object]:
    value = rules.get(key)
    if not isinstance(value, dict):
        raise ArtefactError(f"mentions.yaml: {key} is {type(value).__name__}, expected a mapping")
    return {str(name): item for name, item in value.items()}


__all__ = [
    "MentionForm",
    "MentionRole",
    "SdgMention",
    "SdgMentionReader",
    "load_sdg_mention_reader",
]

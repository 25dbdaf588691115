"""Reading human SDG labels: six shapes of JSON Lines, our own items, or a folder of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictStr

from report_mining.annotation.items import ITEMS_FOLDER, batch_files, read_rows
from report_mining.annotation.sdg_items import (
    Goal,
    items_of_split,
    read_sdg_items,
    sdg_gold_rows,
)
from report_mining.annotation.sdg_translated import read_translated_pairs, translated_gold_rows
from report_mining.annotation.splits import SPLITS_FILE, Split, read_splits
from report_mining.errors import InputError
from report_mining.records.sdg import GoldSdg
from report_mining.taxonomies.sdg_candidates import candidate_codes

_VOTES_FOR_CORRECT = 3  # of four experts; two against two is a tie
_SHAPES = (
    "id, text, goal, label (one goal judged); text, goals (all goals judged); text, goal (a goal it"
    " speaks to); text, candidate_target, votes_correct, votes; or our own items"
    " or translated pairs"
)
_Row = TypeVar("_Row", bound=BaseModel)
_Text = Annotated[StrictStr, Field(min_length=1)]


def _known_targets(candidate: str) -> str:
    candidate_codes(candidate)
    return candidate


class _Shape(BaseModel):
    """What every shape has; fields that other people added besides are left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: _Text
    language: Literal["nl", "en"] | None = None


class JudgedGoalRow(_Shape):
    """One goal of a text, judged present or absent."""

    id: str
    goal: Goal
    label: bool  # written as true or as "True"


class GoalSetRow(_Shape):
    """All goals that a text speaks to."""

    goals: tuple[Goal, ...] | None  # null: the annotators differed
    id: str | None = None
    report: str | None = None


class GoalSentenceRow(_Shape):
    """One goal that a text speaks to; nothing is said of the others."""

    goal: Goal


class TargetVotesRow(_Shape):
    """How many experts called a candidate right: some targets, or null for "there is none"."""

    company: str
    candidate_target: Annotated[str, AfterValidator(_known_targets)] | None
    votes_correct: int = Field(ge=0)
    votes: int = Field(ge=_VOTES_FOR_CORRECT)


def read_sdg_gold(path: Path) -> tuple[GoldSdg, ...]:
    """Return the labels of ``path``: JSON Lines, or a folder of our own items.

    The first line says which shape a file has. Of a folder such as ``annotations/sdg`` the items of
    the held-out companies are read.

    Raises:
        InputError: the file cannot be read, or holds no labels.
        GoldFileError: one or more lines are not what they should be; all are listed.
    """
    if path.is_dir():
        items = read_sdg_items(batch_files(path / ITEMS_FOLDER))
        return sdg_gold_rows(items_of_split(items, read_splits(path / SPLITS_FILE), Split.HELD_OUT))
    keys = first_keys(path)
    if {"pair", "nl", "en"} <= set(keys):
        return translated_gold_rows(read_translated_pairs(path))
    if "register" in keys:
        return sdg_gold_rows(read_sdg_items([path]))
    if "votes_correct" in keys:
        return _rows(path, TargetVotesRow, _from_votes)
    if "goals" in keys:
        return _rows(path, GoalSetRow, _from_set)
    if "label" in keys:
        return _rows(path, JudgedGoalRow, _from_judged)
    if "goal" in keys:
        return _rows(path, GoalSentenceRow, _from_sentence)
    raise InputError(f"{path}: line 1 has {', '.join(keys) or 'no fields'}; expected {_SHAPES}")


def first_keys(path: Path) -> tuple[str, ...]:
    """Return the fields of the first row of a JSON Lines file, which tell its shape.

    Raises:
        InputError: the file cannot be read, is empty, or its first line is not JSON.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            line = next((line for line in lines if line.strip()), None)
        if line is None:
            raise InputError(f"{path}: holds no labels; expected one per line")
        first = json.loads(line)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: cannot be read ({error}); give a UTF-8 file of labels"
        ) from error
    except json.JSONDecodeError as error:
        raise InputError(f"{path}: its first line is not JSON ({error.msg}); give one object a line") from error  # fmt: skip
    return tuple(first) if isinstance(first, dict) else ()


def _rows(
    path: Path, model: type[_Row], as_gold: Callable[[_Row, str], GoldSdg]
) -> tuple[GoldSdg, ...]:
    return tuple(as_gold(one.row, f"line {one.line}") for one in read_rows([path], model))


def _from_judged(row: JudgedGoalRow, _: str) -> GoldSdg:
    return GoldSdg(row.id, row.text, judged=((row.goal, row.label),), language=row.language)


def _from_set(row: GoalSetRow, place: str) -> GoldSdg:
    goals = None if row.goals is None else frozenset(row.goals)
    return GoldSdg(
        row.id or place, row.text, goals, language=row.language, document=row.report or ""
    )


def _from_sentence(row: GoalSentenceRow, place: str) -> GoldSdg:
    return GoldSdg(place, row.text, judged=((row.goal, True),), language=row.language)


def _from_votes(row: TargetVotesRow, place: str) -> GoldSdg:
    against = row.votes - row.votes_correct
    is_tie = max(row.votes_correct, against) < _VOTES_FOR_CORRECT
    return GoldSdg(
        place,
        row.text,
        candidate_target=row.candidate_target,
        candidate_correct=None if is_tie else row.votes_correct >= _VOTES_FOR_CORRECT,
        language=row.language,
        document=row.company,
    )

"""Asking an SDG reader about candidates: a target, several of them, or a whole goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from report_mining.records import TextInContext
from report_mining.records.sdg import SdgPrediction, TargetScore
from report_mining.taxonomies.codes import SdgGoal
from report_mining.taxonomies.sdg_candidates import candidate_codes


class ReadsSdg(Protocol):
    """What predicts goals and targets."""

    def read_many(
        self, contexts: Sequence[TextInContext], candidates: Sequence[str | None]
    ) -> tuple[SdgPrediction, ...]:
        """Return one prediction per text, in order; a candidate is one target."""
        ...


def read_with_candidates(
    reader: ReadsSdg, contexts: Sequence[TextInContext], candidates: Sequence[str | None]
) -> tuple[SdgPrediction, ...]:
    """Return one prediction per text, in order, with the answer to its candidate.

    A candidate is a target, a goal (``13.general``) or several separated by commas. Several have
    the mean of their scores, and are selected where at least half of them are.

    Raises:
        ValueError: a candidate names no target.
    """
    asked = [_targets_in(candidate) for candidate in candidates]
    rows = [(row, target) for row, targets in enumerate(asked) for target in targets]
    found = reader.read_many([contexts[row] for row, _ in rows], [target for _, target in rows])
    answers: list[list[SdgPrediction]] = [[] for _ in contexts]
    for (row, _), prediction in zip(rows, found, strict=True):
        answers[row].append(prediction)
    return tuple(
        replace(own[0], candidate=None if candidate is None else _joined(candidate, own))
        for candidate, own in zip(candidates, answers, strict=True)
    )


def _targets_in(candidate: str | None) -> tuple[str | None, ...]:
    """Return what to ask the reader, a target or nothing, once per part of the candidate."""
    if candidate is None:
        return (None,)
    codes = candidate_codes(candidate)
    return tuple(None if isinstance(code, SdgGoal) else str(code) for code in codes)


def _joined(candidate: str, answers: Sequence[SdgPrediction]) -> TargetScore:
    parts = [
        _of_goal(int(code.value), answer) if isinstance(code, SdgGoal) else _of_target(answer)
        for code, answer in zip(candidate_codes(candidate), answers, strict=True)
    ]
    score = sum(score for score, _ in parts) / len(parts)
    return TargetScore(candidate, score, 2 * sum(chosen for _, chosen in parts) >= len(parts))


def _of_goal(goal: int, answer: SdgPrediction) -> tuple[float, bool]:
    (found,) = (one for one in answer.goals if one.goal == goal)
    return found.score, found.selected


def _of_target(answer: SdgPrediction) -> tuple[float, bool]:
    assert answer.candidate is not None, "a reader answers what it is asked"
    return answer.candidate.score, answer.candidate.selected

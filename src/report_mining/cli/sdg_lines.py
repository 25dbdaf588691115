"""The lines that ``report-mining classify sdg-goals`` and ``sdg-targets`` give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from report_mining.classification.sdg_candidates import ReadsSdg, read_with_candidates
from report_mining.classification.sdg_evaluation import SdgTask
from report_mining.cli.classify import HELD_BACK, Answerer, Question
from report_mining.errors import UsageError
from report_mining.records import TextInContext
from report_mining.records.sdg import GoalScore, SdgPrediction, TargetScore

_BATCH_LINES = 32
_SCREENED_LINES = 256  # the screen is fast on many lines, and lets about half of them pass
_DIGITS = 4


def load_sdg_answerer(
    task: str, models: Path | None, encoder: str | None, *, screens: bool = False
) -> Answerer:
    """Return what answers the lines of a task with the active reader.

    Raises:
        UsageError: ``screens`` with a task or encoder that the screen was not made for.
    """
    from report_mining.classification.sdg_reading import load_sdg_reader

    if screens and (SdgTask(task) is not SdgTask.GOALS or encoder is not None):
        raise UsageError(
            "--screen: the screen imitates sdg-goals with our own encoder; leave out --screen"
        )
    answerer = sdg_answerer(SdgTask(task), load_sdg_reader(models, encoder))
    if not screens:
        return answerer
    from report_mining.classification.sdg_screen import load_sdg_screen

    return screened_answerer(answerer, load_sdg_screen(models).passes)


def screened_answerer(
    answerer: Answerer, passes: Callable[[Sequence[TextInContext]], Sequence[bool]]
) -> Answerer:
    """Return an answerer that is asked only what the screen lets pass.

    A line that is held back has no goal and says ``held_back``: nobody scored its goals.
    """

    def predict(asked: Sequence[Question]) -> list[dict[str, object]]:
        is_let_in = passes([question.context for question in asked])
        let_in = [q for q, passed in zip(asked, is_let_in, strict=True) if passed]
        answers = iter(answerer.predict(let_in) if let_in else ())
        return [next(answers) if passed else {"goals": [], HELD_BACK: True} for passed in is_let_in]

    return Answerer(predict, _SCREENED_LINES)


def sdg_answerer(task: SdgTask, reader: ReadsSdg) -> Answerer:
    """Return what answers the lines of a task with a reader."""
    is_targets = task is SdgTask.TARGETS
    as_row = targets_row if is_targets else goals_row

    def predict(asked: Sequence[Question]) -> list[dict[str, object]]:
        contexts = [question.context for question in asked]
        candidates = [question.candidate for question in asked]
        return [as_row(found) for found in read_with_candidates(reader, contexts, candidates)]

    return Answerer(predict, _BATCH_LINES, asks_targets=is_targets)


def goals_row(prediction: SdgPrediction) -> dict[str, object]:
    """Return the goals in the shape of DESIGN 10."""
    return {"goals": [_goal(score) for score in prediction.goals]}


def targets_row(prediction: SdgPrediction) -> dict[str, object]:
    """Return the targets in the shape of DESIGN 10, with the candidate where one was asked about."""
    row: dict[str, object] = {"targets": [_target(score) for score in prediction.targets]}
    return (
        row if prediction.candidate is None else row | {"candidate": _target(prediction.candidate)}
    )


def _goal(found: GoalScore) -> dict[str, object]:
    score = round(found.score, _DIGITS)
    return {"goal": found.goal, "score": score, "selected": found.selected}


def _target(found: TargetScore) -> dict[str, object]:
    score = round(found.score, _DIGITS)
    return {"target": found.target, "score": score, "selected": found.selected}

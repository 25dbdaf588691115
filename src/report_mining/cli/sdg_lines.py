"""The lines that ``report-mining classify sdg-goals`` and ``sdg-targets`` give."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from report_mining.classification.sdg_candidates import ReadsSdg, read_with_candidates
from report_mining.classification.sdg_evaluation import SdgTask
from report_mining.cli.classify import Answerer, Question
from report_mining.records.sdg import GoalScore, SdgPrediction, TargetScore

_BATCH_LINES = 32
_DIGITS = 4


def load_sdg_answerer(task: str, models: Path | None, encoder: str | None) -> Answerer:
    """Return what answers the lines of a task with the active reader."""
    from report_mining.classification.sdg_reading import load_sdg_reader

    return sdg_answerer(SdgTask(task), load_sdg_reader(models, encoder))


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

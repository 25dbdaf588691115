"""Measuring an SDG reader against human labels of goals, targets and candidate targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from report_mining.classification.candidate_table import CandidateTable
from report_mining.classification.label_table import LabelTable, label_table
from report_mining.classification.reading import guess_language
from report_mining.classification.resampling import (
    Floats,
    Measure,
    measure_intervals,
    measure_once,
    ratio,
)
from report_mining.classification.sdg_candidates import ReadsSdg, read_with_candidates
from report_mining.classification.sdg_languages import language_table
from report_mining.errors import InputError
from report_mining.records import TextInContext
from report_mining.records.sdg import GoldSdg, SdgPrediction
from report_mining.taxonomies.sdg_candidates import goals_of_targets

GOALS = tuple(str(goal) for goal in range(1, 18))
_BATCH_TEXTS = 32


class SdgTask(StrEnum):
    """Which labels are measured."""

    GOALS = "sdg-goals"
    TARGETS = "sdg-targets"


@dataclass(frozen=True, slots=True)
class JudgedSdg:
    """A gold row with its prediction."""

    gold: GoldSdg
    prediction: SdgPrediction
    language: str

    @property
    def document(self) -> str:
        """The report or company; the row itself where none is known."""
        return self.gold.document or f"row {self.gold.gold_id}"


@dataclass(frozen=True, slots=True)
class MeasuredPart:
    """What is measured together; names of measures get the prefix."""

    prefix: str
    documents: Sequence[str]  # one per row that the measure weighs
    measure: Measure


@dataclass(frozen=True, slots=True)
class SdgEvaluation:
    """How a reader does on labelled texts."""

    task: SdgTask
    rows: tuple[JudgedSdg, ...]  # with a label of the task
    undecided_count: int  # without: annotators differed, or other labels were given

    def as_record(self) -> dict[str, object]:
        """Return the object that ``evaluate --json`` prints."""
        languages = sorted({row.language for row in self.rows})
        by_language = {la: [r for r in self.rows if r.language == la] for la in languages}
        return {
            "task": self.task.value,
            "n": len(self.rows) + self.undecided_count,
            "metrics": self._figures(self.rows) | {"undecided": self.undecided_count},
            "per_label": self._per_label(),
            "per_language": {la: self._figures(rows) for la, rows in by_language.items()},
        }

    def _figures(self, rows: Sequence[JudgedSdg]) -> dict[str, object]:
        documents = {row.document for row in rows}
        figures: dict[str, object] = {"rows": len(rows), "documents": len(documents)}
        intervals: dict[str, object] = {}
        for part in measured_parts(self.task, rows):
            own = part.documents
            once = measure_once(part.measure, len(own))
            figures |= {part.prefix + name: value for name, value in once.items()}
            drawn = measure_intervals(part.measure, own)
            intervals |= {part.prefix + name: value for name, value in drawn.items()}
        return figures | {"intervals": intervals}

    def _per_label(self) -> dict[str, dict[str, object]]:
        if self.task is SdgTask.GOALS:
            table = goal_table(self.rows)
            drawn = measure_intervals(table.measure_labels, [row.document for row in self.rows])
            described = table.describe_labels()
            return {la: told | {"f1_interval": drawn[la]} for la, told in described.items()}
        sets = _with_targets(self.rows)
        told = target_table(sets).describe_labels() if sets else {}
        told = {la: row for la, row in told.items() if row["support"] or row["f1"] is not None}
        return told | _describe_candidates(self.rows)


def evaluate_sdg(task: SdgTask, gold: Sequence[GoldSdg], reader: ReadsSdg) -> SdgEvaluation:
    """Return how ``reader`` does on ``gold``; each text is read once.

    Raises:
        InputError: no row has a label of the task.
    """
    kept = [row for row in gold if _has_label(task, row)]
    if not kept:
        other = next(one for one in SdgTask if one is not task)
        raise InputError(
            f"none of the {len(gold)} rows has labels for {task.value}; use `evaluate {other.value}`"
            " or give another file"
        )
    rows = tuple(
        JudgedSdg(row, prediction, row.language or guess_language(row.text))
        for row, prediction in zip(kept, _read(task, kept, reader), strict=True)
    )
    return SdgEvaluation(task, rows, len(gold) - len(kept))


def goal_table(rows: Sequence[JudgedSdg]) -> LabelTable:
    """Return which goals are judged, predicted and how probable, one row per text."""
    judged: list[dict[str, bool]] = []
    for row in rows:
        full = row.gold.goals
        whole = {} if full is None else {goal: int(goal) in full for goal in GOALS}
        judged.append(whole | {str(goal): present for goal, present in row.gold.judged})
    scored = [{str(g.goal): (g.score, g.selected) for g in r.prediction.goals} for r in rows]
    return label_table(GOALS, judged, scored, has_scores=True)


def target_table(rows: Sequence[JudgedSdg]) -> LabelTable:
    """Return which of the 169 targets are judged and predicted, one row per text."""
    labels = tuple(goals_of_targets())
    judged = [{la: la in (row.gold.targets or ()) for la in labels} for row in rows]
    scored = [{t.target: (t.score, t.selected) for t in r.prediction.targets} for r in rows]
    return label_table(labels, judged, scored, has_scores=False)


def _read(task: SdgTask, rows: Sequence[GoldSdg], reader: ReadsSdg) -> Iterator[SdgPrediction]:
    for start in range(0, len(rows), _BATCH_TEXTS):
        batch = rows[start : start + _BATCH_TEXTS]
        asked = [row.candidate_target if task is SdgTask.TARGETS else None for row in batch]
        contexts = [TextInContext(row.text, language=row.language) for row in batch]
        yield from read_with_candidates(reader, contexts, asked)


def _has_label(task: SdgTask, row: GoldSdg) -> bool:
    if task is SdgTask.GOALS:
        return row.goals is not None or bool(row.judged)
    return row.targets is not None or row.candidate_correct is not None


def _with_targets(rows: Sequence[JudgedSdg]) -> list[JudgedSdg]:
    return [row for row in rows if row.gold.targets is not None]


def measured_parts(task: SdgTask, rows: Sequence[JudgedSdg]) -> Iterator[MeasuredPart]:
    """Yield what can be measured on ``rows``."""
    if task is SdgTask.GOALS:
        yield MeasuredPart("", _documents(rows), goal_table(rows).measure)
        pairs = language_table([(row.gold, row.prediction) for row in rows])
        if pairs is not None:
            yield MeasuredPart("", pairs.documents, pairs.measure)
        return
    sets = _with_targets(rows)
    if sets:
        yield MeasuredPart("", _documents(sets), target_table(sets).measure)
    claims = [row for row in rows if row.gold.candidate_correct is not None]
    named = [row for row in claims if row.gold.candidate_target is not None]
    without = [row for row in claims if row.gold.candidate_target is None]
    if named:
        yield MeasuredPart("", _documents(named), _candidate_table(named).measure)
    if without:
        yield MeasuredPart("with_no_target_", _documents(claims), _candidate_table(claims).measure)
        yield MeasuredPart("", _documents(without), _no_target_measure(without))


def _documents(rows: Sequence[JudgedSdg]) -> list[str]:
    return [row.document for row in rows]


def _candidate_table(rows: Sequence[JudgedSdg]) -> CandidateTable:
    claims = [_claim(row.prediction) for row in rows]
    return CandidateTable(
        correct=np.array([bool(row.gold.candidate_correct) for row in rows], bool),
        selected=np.array([selected for _, selected in claims], bool),
        scores=np.array([score for score, _ in claims], float),
    )


def _claim(prediction: SdgPrediction) -> tuple[float, bool]:
    """Return the score of the candidate, or without one of the claim that no target fits."""
    if prediction.candidate is not None:
        return prediction.candidate.score, prediction.candidate.selected
    best = max((target.score for target in prediction.targets), default=0.0)
    return 1.0 - best, not any(target.selected for target in prediction.targets)


def _no_target_measure(rows: Sequence[JudgedSdg]) -> Measure:
    """Return the share of texts without a target, by the experts, for which one is selected."""
    is_none = np.array([bool(row.gold.candidate_correct) for row in rows], bool)
    is_taken = np.array([not _claim(row.prediction)[1] for row in rows], bool) & is_none

    def measure(weights: Floats) -> Mapping[str, Floats]:
        return {"no_target_taken_for_one": ratio(weights @ is_taken, weights @ is_none)}

    return measure


def _describe_candidates(rows: Sequence[JudgedSdg]) -> dict[str, dict[str, object]]:
    """Return the counts of each candidate that was judged."""
    by_candidate: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for row in rows:
        if row.gold.candidate_target is not None and row.gold.candidate_correct is not None:
            pair = row.gold.candidate_correct, _claim(row.prediction)[1]
            by_candidate[row.gold.candidate_target].append(pair)
    return {
        candidate: {
            "judged": len(pairs),
            "correct": sum(correct for correct, _ in pairs),
            "selected": sum(selected for _, selected in pairs),
            "selected_correct": sum(correct and selected for correct, selected in pairs),
        }
        for candidate, pairs in sorted(by_candidate.items())
    }

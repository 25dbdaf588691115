"""Measuring a due diligence reader against human labels: steps, how specific, and topics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from report_mining.classification.due_diligence_rules import STEPS
from report_mining.classification.label_table import LabelTable, label_table
from report_mining.classification.reading import guess_language
from report_mining.classification.resampling import (
    Floats,
    measure_intervals,
    measure_once,
    ratio,
)
from report_mining.errors import InputError
from report_mining.records import TextInContext
from report_mining.records.due_diligence import (
    ChainDepth,
    DueDiligencePrediction,
    GoldDueDiligence,
)
from report_mining.taxonomies import load_all

_GRADES = np.arange(4)
_NO_DEPTH = "none"
_BATCH_TEXTS = 64
ILO_RIGHTS = (
    "freedom_of_association",
    "collective_bargaining",
    "forced_labour",
    "child_labour",
    "discrimination",
    "safety_health",
)


class ReadsDueDiligence(Protocol):
    """Anything that reads texts."""

    def read_many(self, contexts: Sequence[TextInContext]) -> tuple[DueDiligencePrediction, ...]:
        """Return one prediction per text, in order."""
        ...


@dataclass(frozen=True, slots=True)
class JudgedDueDiligence:
    """A gold row with its prediction."""

    gold: GoldDueDiligence
    prediction: DueDiligencePrediction
    language: str


@dataclass(frozen=True, slots=True)
class _Topic:
    """A set of labels beside the steps."""

    labels: tuple[str, ...]
    given: Callable[[GoldDueDiligence], Iterable[str] | None]
    found: Callable[[DueDiligencePrediction], Iterable[str]]


@dataclass(frozen=True, slots=True)
class DueDiligenceEvaluation:
    """How a reader does on labelled texts."""

    rows: tuple[JudgedDueDiligence, ...]

    def as_record(self) -> dict[str, object]:
        """Return the object that ``evaluate --json`` prints."""
        languages = sorted({row.language for row in self.rows})
        by_language = {la: [r for r in self.rows if r.language == la] for la in languages}
        return {
            "task": "due-diligence",
            "n": len(self.rows),
            "metrics": _figures(self.rows),
            "per_label": _per_label(self.rows),
            "per_language": {la: _figures(rows) for la, rows in by_language.items()},
        }


def evaluate_due_diligence(
    gold: Sequence[GoldDueDiligence], reader: ReadsDueDiligence
) -> DueDiligenceEvaluation:
    """Return how ``reader`` does on ``gold``; each text is read once.

    Raises:
        InputError: no row has steps.
    """
    kept = [row for row in gold if row.steps is not None]
    if not kept:
        raise InputError(
            f"none of the {len(gold)} rows has steps of due diligence; give another file"
        )
    rows: list[JudgedDueDiligence] = []
    for start in range(0, len(kept), _BATCH_TEXTS):
        batch = kept[start : start + _BATCH_TEXTS]
        contexts = [TextInContext(r.text, language=r.language, section=r.section) for r in batch]
        rows += [
            JudgedDueDiligence(row, found, row.language or guess_language(row.text))
            for row, found in zip(batch, reader.read_many(contexts), strict=True)
        ]
    return DueDiligenceEvaluation(tuple(rows))


def step_table(rows: Sequence[JudgedDueDiligence]) -> LabelTable:
    """Return which steps are judged and predicted, one row per text."""
    judged = [
        {
            step: step in {name for name, _ in row.gold.steps or ()}
            for step in (STEPS if row.gold.judged_steps is None else row.gold.judged_steps)
        }
        for row in rows
    ]
    scored = [{s.step: (s.score, True) for s in row.prediction.steps} for row in rows]
    return label_table(STEPS, judged, scored, has_scores=False)


def quadratic_kappa(gold: Sequence[int], predicted: Sequence[int], weights: Floats) -> Floats:
    """Return Cohen's kappa with quadratic weights of grades 0 to 3, per draw; nan where undefined."""
    first = np.asarray(gold)[:, None] == _GRADES
    second = np.asarray(predicted)[:, None] == _GRADES
    squares = (np.asarray(gold) - np.asarray(predicted)) ** 2.0
    total = weights.sum(axis=1)
    observed = ratio(weights @ squares, total)
    distance = (_GRADES[:, None] - _GRADES[None, :]) ** 2.0
    expected = np.einsum("di,ij,dj->d", weights @ first, distance, weights @ second)
    return np.asarray(1 - ratio(observed * total**2, expected), np.float64)


def _figures(rows: Sequence[JudgedDueDiligence]) -> dict[str, object]:
    documents = [row.gold.document for row in rows]

    def measure(weights: Floats) -> Mapping[str, Floats]:
        found = {f"step_{k}": v for k, v in step_table(rows).measure(weights).items()}
        if all(row.gold.judged_steps is None for row in rows):
            found |= _measure_grades(rows, weights)
        return found

    return {
        "rows": len(rows),
        "documents": len(set(documents)),
        **measure_once(measure, len(rows)),
        "intervals": measure_intervals(measure, documents),
    }


def _measure_grades(rows: Sequence[JudgedDueDiligence], weights: Floats) -> dict[str, Floats]:
    """Return kappa of the highest specificity (0: no step), and of the steps that both name."""
    gold = [max((grade for _, grade in row.gold.steps or ()), default=0) for row in rows]
    found = [max((s.specificity for s in row.prediction.steps), default=0) for row in rows]
    shared = [
        (place, grade, own[step])
        for place, row in enumerate(rows)
        for own in [{s.step: s.specificity for s in row.prediction.steps}]
        for step, grade in row.gold.steps or ()
        if step in own
    ]
    places = [place for place, _, _ in shared]
    result = {"specificity_kappa_of_text": quadratic_kappa(gold, found, weights)}
    if shared:
        result["specificity_kappa_of_shared_steps"] = quadratic_kappa(
            [g for _, g, _ in shared], [f for _, _, f in shared], weights[:, places]
        )
    return result


def _per_label(rows: Sequence[JudgedDueDiligence]) -> dict[str, dict[str, object]]:
    told = {
        f"step {label}": row
        for label, row in step_table(rows).describe_labels().items()
        if row["judged"]
    }
    for name, topic in _topics().items():
        table = _topic_table(rows, topic)
        if table is not None:
            described = table.describe_labels().items()
            told |= {f"{name} {la}": row for la, row in described if row["f1"] is not None}
    return told


def _topic_table(rows: Sequence[JudgedDueDiligence], topic: _Topic) -> LabelTable | None:
    given = [topic.given(row.gold) for row in rows]
    kept = [(row, frozenset(g)) for row, g in zip(rows, given, strict=True) if g is not None]
    if not kept:
        return None
    judged = [{label: label in labels for label in topic.labels} for _, labels in kept]
    scored = [dict.fromkeys(topic.found(row.prediction), (1.0, True)) for row, _ in kept]
    return label_table(topic.labels, judged, scored, has_scores=False)


def _topics() -> dict[str, _Topic]:
    taxonomies = load_all()
    return {
        "theme": _Topic(
            tuple(c.code.value for c in taxonomies.themes.categories),
            lambda gold: gold.themes,
            lambda found: found.themes,
        ),
        "chapter": _Topic(
            tuple(c.code.value for c in taxonomies.oecd_chapters.categories),
            lambda gold: gold.oecd_chapters,
            lambda found: found.oecd_chapters,
        ),
        "principle": _Topic(
            tuple(str(number) for number in range(11, 25)),
            lambda gold: gold.ungp,
            lambda found: found.ungp,
        ),
        "right": _Topic(ILO_RIGHTS, lambda gold: gold.ilo_rights, lambda found: found.ilo_rights),
        "depth": _Topic(
            (*(depth.value for depth in ChainDepth), _NO_DEPTH),
            lambda gold: (
                None
                if gold.themes is None
                else [gold.chain_depth.value if gold.chain_depth else _NO_DEPTH]
            ),
            lambda found: [found.chain_depth.value if found.chain_depth else _NO_DEPTH],
        ),
    }

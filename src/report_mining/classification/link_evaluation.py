"""Measuring a link reader against human labels: level, links, direction, goals and targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from report_mining.classification.reading import guess_language
from report_mining.classification.resampling import (
    Floats,
    Measure,
    measure_intervals,
    measure_once,
    ratio,
)
from report_mining.errors import InputError
from report_mining.records import TextInContext
from report_mining.records.due_diligence import GoldDueDiligence, LinkPrediction

LINK = 3  # from this level on a text links
_LEVELS = (0, 1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class JudgedLink:
    """A gold row with its prediction."""

    gold: GoldDueDiligence
    prediction: LinkPrediction
    language: str

    @property
    def document(self) -> str:
        """The report or company; the row itself where none is known."""
        return self.gold.document or f"row {self.gold.gold_id}"

    @property
    def level(self) -> int:
        """The level that people gave."""
        assert self.gold.link_level is not None
        return self.gold.link_level


@dataclass(frozen=True, slots=True)
class LinkEvaluation:
    """How a reader does on labelled texts."""

    rows: tuple[JudgedLink, ...]
    undecided_count: int  # rows without a level: the annotators differed

    def as_record(self) -> dict[str, object]:
        """Return the object that ``evaluate --json`` prints."""
        languages = sorted({row.language for row in self.rows})
        return {
            "task": "linkage",
            "n": len(self.rows) + self.undecided_count,
            "metrics": link_figures(self.rows) | {"undecided": self.undecided_count},
            "per_label": self._per_level(),
            "per_language": {
                la: link_figures([row for row in self.rows if row.language == la])
                for la in languages
            },
        }

    def _per_level(self) -> dict[str, dict[str, int]]:
        pairs = Counter((row.level, row.prediction.level) for row in self.rows)
        return {
            f"level {level}": {
                f"read as {read}": pairs[level, read] for read in _LEVELS if pairs[level, read]
            }
            for level in _LEVELS
            if any(row.level == level for row in self.rows)
        }


def evaluate_links(
    gold: Sequence[GoldDueDiligence], read: Callable[[TextInContext], LinkPrediction]
) -> LinkEvaluation:
    """Return how ``read`` does on ``gold``.

    Raises:
        InputError: no row has a level.
    """
    kept = [row for row in gold if row.link_level is not None]
    if not kept:
        raise InputError(f"none of the {len(gold)} rows has a level of the link; give another file")
    rows = tuple(
        JudgedLink(
            row,
            read(TextInContext(row.text, row.language, row.section)),
            row.language or guess_language(row.text),
        )
        for row in kept
    )
    return LinkEvaluation(rows, len(gold) - len(kept))


def link_figures(rows: Sequence[JudgedLink]) -> dict[str, object]:
    """Return the figures of ``rows``, each with its 95% interval over documents."""
    documents = [row.document for row in rows]
    measure = _measure(rows)
    figures: dict[str, object] = {"rows": len(rows), "documents": len(set(documents))}
    figures["links"] = sum(row.level >= LINK for row in rows)
    figures["links_read"] = sum(row.prediction.level >= LINK for row in rows)
    figures |= measure_once(measure, len(rows))
    return figures | {"intervals": measure_intervals(measure, documents)}


def weighted_kappa(weights: Floats, truth: Floats, found: Floats) -> Floats:
    """Return the quadratic weighted kappa per draw (Cohen 1968), nan where nothing varies.

    Args:
        weights: How often each row counts, shape (draws, rows).
        truth: Levels by people, shape (rows,).
        found: Levels that were read, shape (rows,).
    """
    count = weights.sum(axis=1)
    seen = weights @ (truth - found) ** 2 / np.maximum(count, 1)
    mean_t, mean_f = (weights @ part / np.maximum(count, 1) for part in (truth, found))
    square_t, square_f = (weights @ part**2 / np.maximum(count, 1) for part in (truth, found))
    by_chance = square_t + square_f - 2 * mean_t * mean_f
    return 1 - ratio(seen, by_chance)


def _measure(rows: Sequence[JudgedLink]) -> Measure:
    truth = np.array([row.level for row in rows], float)
    found = np.array([row.prediction.level for row in rows], float)
    scores = np.array([row.prediction.score for row in rows], float)
    is_link, is_read = truth >= LINK, found >= LINK
    hits = is_link & is_read
    sides = hits & np.array([row.gold.link_direction is not None for row in rows], bool)
    right_side = sides & np.array(
        [row.gold.link_direction == row.prediction.direction for row in rows], bool
    )
    named = hits & np.array([row.gold.link_goals is not None for row in rows], bool)
    right_goals = named & np.array(
        [row.gold.link_goals == frozenset(row.prediction.goals) for row in rows], bool
    )
    right_targets = named & np.array(
        [row.gold.link_targets == frozenset(row.prediction.targets) for row in rows], bool
    )

    def measure(weights: Floats) -> Mapping[str, Floats]:
        return {
            "level_kappa": weighted_kappa(weights, truth, found),
            "link_precision": ratio(weights @ hits, weights @ is_read),
            "link_recall": ratio(weights @ hits, weights @ is_link),
            "level_accuracy": ratio(weights @ (truth == found), weights.sum(axis=1)),
            "link_score_brier": ratio(weights @ (scores - is_link) ** 2, weights.sum(axis=1)),
            "direction_accuracy": ratio(weights @ right_side, weights @ sides),
            "goals_exact": ratio(weights @ right_goals, weights @ named),
            "targets_exact": ratio(weights @ right_targets, weights @ named),
        }

    return measure

"""Measuring a stance reader against human labels."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from report_mining.classification.calibration import measure_reliability
from report_mining.classification.reading import guess_language
from report_mining.classification.resampling import Floats, measure_intervals, ratio
from report_mining.classification.verdicts import STANDARD
from report_mining.records import DecisionThresholds, GoldStance, StanceMention, TextInContext
from report_mining.taxonomies.codes import Stance

Predict = Callable[[TextInContext], Sequence[StanceMention]]
STRICT = frozenset({Stance.ENDORSE})


@dataclass(frozen=True, slots=True)
class Counts:
    """Hits and misses of one yes/no question."""

    hits: int
    false_alarms: int
    misses: int

    @property
    def support(self) -> int:
        """How many rows have the label."""
        return self.hits + self.misses

    @property
    def precision(self) -> float | None:
        """Share of what was predicted that is right; None when nothing was."""
        return _ratio(self.hits, self.hits + self.false_alarms)

    @property
    def recall(self) -> float | None:
        """Share of what is there that was found; None when nothing is."""
        return _ratio(self.hits, self.support)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None when there is nothing to count."""
        return _ratio(2 * self.hits, 2 * self.hits + self.false_alarms + self.misses)


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A gold row with the predicted mention that it pairs with, if any."""

    gold: GoldStance
    mention: StanceMention | None
    language: str

    @property
    def predicted(self) -> Stance | None:
        """The predicted stance; None when the mention was missed."""
        return self.mention.stance if self.mention else None


@dataclass(frozen=True, slots=True)
class StanceEvaluation:
    """How well a reader does on labelled rows."""

    rows: tuple[JudgedRow, ...]
    thresholds: DecisionThresholds

    @property
    def decided(self) -> tuple[JudgedRow, ...]:
        """The rows on which the annotators agreed."""
        return tuple(row for row in self.rows if row.gold.stance is not None)

    def count(self, stances: Iterable[Stance], rows: Sequence[JudgedRow] | None = None) -> Counts:
        """Return the counts of the question "is it one of these stances?"."""
        wanted = frozenset(stances)
        pairs = [
            (row.gold.stance in wanted, row.predicted in wanted)
            for row in (self.decided if rows is None else rows)
        ]
        tally = Counter(pairs)
        return Counts(tally[True, True], tally[False, True], tally[True, False])

    def as_record(self) -> dict[str, object]:
        """Return the object that ``evaluate --json`` prints."""
        languages = sorted({row.language for row in self.rows})
        return {
            "task": "stance",
            "n": len(self.rows),
            "metrics": self._metrics(self.decided)
            | {"undecided": len(self.rows) - len(self.decided)},
            "per_label": {stance.value: as_figures(self.count({stance})) for stance in Stance},
            "per_language": {
                language: self._metrics([r for r in self.decided if r.language == language])
                for language in languages
            },
            "per_company": company_rates(self.decided, self.thresholds),
        }

    def _metrics(self, rows: Sequence[JudgedRow]) -> dict[str, object]:
        """Return the figures over some decided rows."""
        named = [row for row in rows if row.gold.stance is not Stance.NOT_FRAMEWORK]
        standard, strict = self.count(STANDARD, rows), self.count(STRICT, rows)
        return {
            "rows": len(rows),
            "mention_recall": _ratio(sum(row.mention is not None for row in named), len(named)),
            "ten_way_accuracy": _ratio(
                sum(row.predicted is row.gold.stance for row in rows), len(rows)
            ),
            "standard_f1": standard.f1,
            "standard_precision": standard.precision,
            "standard_recall": standard.recall,
            "strict_f1": strict.f1,
            "strict_precision": strict.precision,
            "strict_recall": strict.recall,
            "lookalike_taken_for_endorsement": _mistaken(rows, Stance.NOT_FRAMEWORK),
            "regulatory_taken_for_endorsement": _mistaken(rows, Stance.REGULATORY),
            **standard_score_figures(rows),
            "intervals": measure_intervals(
                partial(_shares, rows), [row.gold.document or row.gold.gold_id for row in rows]
            ),
        }


def evaluate_stance(
    gold: Sequence[GoldStance], predict: Predict, thresholds: DecisionThresholds
) -> StanceEvaluation:
    """Return how ``predict`` does on ``gold``; each passage is read once per row."""
    return StanceEvaluation(tuple(_judge_row(row, predict) for row in gold), thresholds)


def _shares(rows: Sequence[JudgedRow], weights: Floats) -> dict[str, Floats]:
    """Return accuracy and F1 under weights of the rows, shape (draws, rows)."""
    right = np.array([row.predicted is row.gold.stance for row in rows], float)
    found = {"ten_way_accuracy": ratio(weights @ right, weights.sum(axis=1))}
    for name, wanted in (("standard_f1", STANDARD), ("strict_f1", STRICT)):
        truth = np.array([row.gold.stance in wanted for row in rows], float)
        told = np.array([row.predicted in wanted for row in rows], float)
        found[name] = ratio(2 * (weights @ (truth * told)), weights @ truth + weights @ told)
    return found


def standard_score_figures(rows: Sequence[JudgedRow]) -> dict[str, object]:
    """Return how honest the probability of ENDORSE or ANCHOR is.

    Nothing unless every mention has one: scores of rules are no probabilities.
    """
    found = [(row.mention, row.gold.stance in STANDARD) for row in rows if row.mention is not None]
    scored = [(m.standard_score, truth) for m, truth in found if m.standard_score is not None]
    if not scored or len(scored) < len(found):
        return {}
    told = measure_reliability([score for score, _ in scored], [truth for _, truth in scored])
    skill = told.brier_skill
    return {
        "brier_skill": None if skill is None else round(skill, 4),
        "calibration_error": round(told.calibration_error, 4),
        "reliability": [
            [b.count, round(b.mean_score, 3), round(b.share_true, 3)] for b in told.bins
        ],
    }


def company_rates(rows: Sequence[JudgedRow], limits: DecisionThresholds) -> dict[str, object]:
    """Return how often documents are rightly judged, from the labelled passages of each.

    A document endorses a framework where one of its labelled passages is ENDORSE or ANCHOR. It is
    found when one such passage has a score of ``t_high``, or two of ``t_low``; a single one between
    them goes to review, is counted apart and is part of neither rate.
    """
    groups: dict[tuple[str, str], list[JudgedRow]] = defaultdict(list)
    for row in rows:
        if row.gold.document:
            groups[row.gold.document, row.gold.framework.value].append(row)
    judged = Counter(
        (any(row.gold.stance in STANDARD for row in group), _decision(group, limits))
        for group in groups.values()
    )
    positive = judged[True, 1] + judged[True, 0]
    negative = judged[False, 1] + judged[False, 0]
    return {
        "documents": len({document for document, _ in groups}),
        "n_positive": positive,
        "sensitivity": _ratio(judged[True, 1], positive),
        "n_negative": negative,
        "specificity": _ratio(judged[False, 0], negative),
        "to_review": judged[True, None] + judged[False, None],
    }


def _decision(rows: Sequence[JudgedRow], limits: DecisionThresholds) -> int | None:
    scores = sorted(
        (
            row.mention.score if row.mention.standard_score is None else row.mention.standard_score
            for row in rows
            if row.mention is not None and row.predicted in STANDARD
        ),
        reverse=True,
    )
    if scores[:1] >= [limits.t_high] or scores[1:2] >= [limits.t_low]:
        return 1
    return None if scores[:1] >= [limits.t_low] else 0


def _judge_row(row: GoldStance, predict: Predict) -> JudgedRow:
    """Return the row with its predicted mention."""
    mentions = predict(row.context or TextInContext(row.passage, language=row.language))
    return JudgedRow(row, pair(row, mentions), row.language or guess_language(row.passage))


def pair(row: GoldStance, mentions: Sequence[StanceMention]) -> StanceMention | None:
    """Return the mention of the same family that overlaps the row's match, or None.

    Of several, the one whose match stands nearest to the middle of the passage.
    """
    middle = len(row.passage) / 2
    candidates = [
        (abs((start + end) / 2 - middle), mention.start, mention)
        for mention in mentions
        if mention.framework is row.framework
        for start, end in _occurrences(row)
        if mention.start < end and start < mention.end
    ]
    return min(candidates, key=lambda c: c[:2])[2] if candidates else None


def _occurrences(row: GoldStance) -> list[tuple[int, int]]:
    """Return the spans of the match in the passage, whatever its spaces are."""
    if row.start is not None:
        return [(row.start, row.start + len(row.match))]
    words = row.match.split()
    if not words:
        return [(0, len(row.passage))]
    pattern = re.compile(r"\s*".join(re.escape(word) for word in words))
    return [found.span() for found in pattern.finditer(row.passage)]


def _mistaken(rows: Sequence[JudgedRow], stance: Stance) -> int:
    """Return how many rows of one stance were taken for an endorsement."""
    return sum(row.gold.stance is stance and row.predicted in STANDARD for row in rows)


def as_figures(counts: Counts) -> dict[str, float | None]:
    """Return precision, recall, F1 and support."""
    return {
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "support": counts.support,
    }


def _ratio(part: int, whole: int) -> float | None:
    """Return a share to four decimals; None of nothing."""
    return round(part / whole, 4) if whole else None

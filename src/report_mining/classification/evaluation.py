"""Measuring a stance reader against human labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from report_mining.classification.reading import guess_language
from report_mining.classification.verdicts import STANDARD
from report_mining.records import GoldStance, StanceMention, TextInContext
from report_mining.taxonomies.codes import Stance

Predict = Callable[[TextInContext], Sequence[StanceMention]]
STRICT = frozenset({Stance.ENDORSE})
_NO_ENDORSEMENT = frozenset({Stance.NOT_FRAMEWORK, Stance.REGULATORY})


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
        }


def evaluate_stance(gold: Sequence[GoldStance], predict: Predict) -> StanceEvaluation:
    """Return how ``predict`` does on ``gold``; each passage is read once per row."""
    return StanceEvaluation(tuple(_judge_row(row, predict) for row in gold))


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

"""Passages of real reports that the due diligence model learns from, beside the annotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from report_mining.annotation.due_diligence_rows import ReportPassageRow, SilentRow, StepRow
from report_mining.annotation.items import read_rows
from report_mining.classification.due_diligence_evidence import gather_evidence
from report_mining.classification.due_diligence_lexicon import DueDiligenceLexicon
from report_mining.classification.due_diligence_rules import speaks_of_people
from report_mining.classification.due_diligence_training import DueDiligenceRow
from report_mining.classification.encoding import Encoder
from report_mining.records import TextInContext


@dataclass(frozen=True, slots=True)
class ReportPassage:
    """A passage of a real report, with the steps that somebody read in it."""

    document: str
    context: TextInContext
    steps: tuple[StepRow, ...]
    weight: float  # how much it counts beside an own passage
    is_labelled: bool  # False: nobody read it; learnt only where it names neither people nor harm
    sets_limits: bool  # whether thresholds rest on it; not where it is no report of a company


def read_silent_passages(path: Path) -> tuple[ReportPassage, ...]:
    """Return the passages of JSON Lines with ``document``, ``language``, ``section`` and ``text``.

    Raises:
        InputError: the file cannot be read.
        GoldFileError: lines are not what they should be; all are listed.
    """
    return tuple(
        _passage(one.row, (), 1.0, is_labelled=False, sets_limits=False)
        for one in read_rows([path], SilentRow)
    )


def read_labelled_passages(path: Path) -> tuple[ReportPassage, ...]:
    """Return the passages of JSON Lines that also have ``steps`` and, if they like, ``weight``.

    Raises:
        InputError: the file cannot be read.
        GoldFileError: lines are not what they should be; all are listed.
    """
    return tuple(
        _passage(
            one.row,
            one.row.steps,
            one.row.weight,
            is_labelled=True,
            sets_limits=one.row.sets_limits,
        )
        for one in read_rows([path], ReportPassageRow)
    )


def report_rows(
    passages: Sequence[ReportPassage], encoder: Encoder, lexicon: DueDiligenceLexicon
) -> list[DueDiligenceRow]:
    """Return one row per passage; of those that nobody read, only those that name no harm."""
    gathered = [(one, gather_evidence(one.context, lexicon)) for one in passages]
    kept = [
        (one, found) for one, found in gathered if one.is_labelled or not speaks_of_people(found)
    ]
    vectors = encoder.encode([found.normal.text for _, found in kept])
    return [
        DueDiligenceRow(
            company=one.document,
            evidence=found,
            vector=vector,
            labels=step_labels_of(one.steps),
            weight=one.weight,
            is_report=True,
            sets_limits=one.sets_limits,
        )
        for (one, found), vector in zip(kept, vectors, strict=True)
    ]


def step_labels_of(steps: Sequence[StepRow]) -> frozenset[str]:
    """Return the labels of steps, and of how specific they are, as the model names them."""
    grade = max((one.specificity for one in steps), default=0)
    named = [f"step.{one.step}" for one in steps]
    return frozenset([*named, *(f"grade.{number}" for number in (2, 3) if grade >= number)])


def _passage(
    row: SilentRow,
    steps: tuple[StepRow, ...],
    weight: float,
    *,
    is_labelled: bool,
    sets_limits: bool,
) -> ReportPassage:
    context = TextInContext(row.text, row.language, tuple(row.section))
    return ReportPassage(row.document, context, steps, weight, is_labelled, sets_limits)

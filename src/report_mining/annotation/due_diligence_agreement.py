"""How far two annotators of due diligence agree: sets of labels, grades, and single values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from report_mining.annotation.agreement import (
    Agreement,
    LabelPair,
    SetAgreement,
    SetPair,
    measure_agreement,
    measure_set_agreement,
)
from report_mining.annotation.due_diligence_items import DueDiligenceItem
from report_mining.annotation.due_diligence_rows import (
    Chapter,
    DueDiligenceLabelsRow,
    IloRight,
    Principle,
    SecondDueDiligenceRow,
    Step,
    Theme,
)

Pairs = Sequence[tuple[DueDiligenceItem, SecondDueDiligenceRow]]
NONE = "none"


@dataclass(frozen=True, slots=True)
class GradeAgreement:
    """How far two annotators agree on a grade with an order."""

    units: int
    same: int
    alpha: float | None  # Krippendorff's, ordinal; None where nothing varies
    kappa: float | None  # Cohen's with quadratic weights; None where nothing varies


@dataclass(frozen=True, slots=True)
class DueDiligenceAgreement:
    """How far two annotators agree on each part."""

    sets: dict[str, SetAgreement]  # steps, themes, oecd_chapters, ungp, ilo_rights
    specificity: GradeAgreement  # of steps that both gave
    highest_specificity: GradeAgreement  # 0 to 3, of the passage
    link_level: GradeAgreement
    single: dict[str, Agreement]  # chain_depth, false_friend, link_direction, tradeoff


_SETS: dict[str, tuple[Callable[[DueDiligenceLabelsRow], Iterable[str]], tuple[str, ...]]] = {
    "steps": (lambda row: (one.step for one in row.steps), get_args(Step)),
    "themes": (lambda row: row.themes, get_args(Theme)),
    "oecd_chapters": (lambda row: row.oecd_chapters, get_args(Chapter)),
    "ungp": (lambda row: row.ungp, get_args(Principle)),
    "ilo_rights": (lambda row: row.ilo_rights, get_args(IloRight)),
}
_SINGLE: dict[str, Callable[[DueDiligenceLabelsRow], str]] = {
    "chain_depth": lambda row: row.chain_depth.value if row.chain_depth else NONE,
    "false_friend": lambda row: row.false_friend or NONE,
    "link_direction": lambda row: row.link.direction.value if row.link.direction else NONE,
    "tradeoff": lambda row: "yes" if row.tradeoff else "no",
}


def measure_due_diligence_agreement(pairs: Pairs) -> DueDiligenceAgreement:
    """Return the agreement over passages that were labelled twice."""
    return DueDiligenceAgreement(
        sets={name: _set_agreement(pairs, *how) for name, how in _SETS.items()},
        specificity=_grade_agreement(_shared_steps(pairs)),
        highest_specificity=_grade_agreement(
            [(_highest(item.row), _highest(row)) for item, row in pairs]
        ),
        link_level=_grade_agreement([(item.row.link.level, row.link.level) for item, row in pairs]),
        single={
            name: measure_agreement(
                [LabelPair(item.item_id, read(item.row), read(row)) for item, row in pairs],
                frozenset({NONE, "no"}),
            )
            for name, read in _SINGLE.items()
        },
    )


def _set_agreement(
    pairs: Pairs,
    read: Callable[[DueDiligenceLabelsRow], Iterable[str]],
    labels: tuple[str, ...],
) -> SetAgreement:
    both = [
        SetPair(item.item_id, frozenset(read(item.row)), frozenset(read(row)))
        for item, row in pairs
    ]
    used = {label for pair in both for label in pair.first | pair.second}
    return measure_set_agreement(both, [label for label in labels if label in used])


def _shared_steps(pairs: Pairs) -> list[tuple[int, int]]:
    grades: list[tuple[int, int]] = []
    for item, row in pairs:
        second = {one.step: one.specificity for one in row.steps}
        grades += [
            (one.specificity, second[one.step]) for one in item.row.steps if one.step in second
        ]
    return grades


def _highest(row: DueDiligenceLabelsRow) -> int:
    return max((one.specificity for one in row.steps), default=0)


def _grade_agreement(grades: Sequence[tuple[int, int]]) -> GradeAgreement:
    import krippendorff

    first, second = [a for a, _ in grades], [b for _, b in grades]
    varies = len(set(first) | set(second)) > 1
    return GradeAgreement(
        units=len(grades),
        same=sum(a == b for a, b in grades),
        alpha=float(krippendorff.alpha([first, second], level_of_measurement="ordinal"))
        if varies
        else None,
        kappa=_quadratic_kappa(first, second) if varies else None,
    )


def _quadratic_kappa(first: Sequence[int], second: Sequence[int]) -> float | None:
    """Return 1 - observed / expected squared difference (Cohen, 1968); None where none is expected."""
    observed = sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) / len(first)
    expected = sum((a - b) ** 2 for a in first for b in second) / len(first) ** 2
    return 1 - observed / expected if expected else None

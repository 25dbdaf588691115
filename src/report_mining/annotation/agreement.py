"""How far two independent annotators agree: Krippendorff's alpha and Cohen's kappa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LabelPair:
    """What two annotators said of one unit, such as one mention."""

    unit_id: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two annotators agree."""

    units: int
    same: int
    alpha: float | None  # Krippendorff's, nominal, over all labels; None when undefined
    alpha_per_label: dict[str, float | None]  # each label against the rest
    kappa_standard: float | None  # Cohen's, of the question that matters; None when undefined

    @property
    def share(self) -> float | None:
        """Share of units on which both said the same; None without units."""
        return self.same / self.units if self.units else None


def measure_agreement(pairs: Sequence[LabelPair], standard: frozenset[str]) -> Agreement:
    """Return the agreement over ``pairs``; ``standard`` are the labels of the yes/no question.

    Source: Krippendorff, Content Analysis (2004), nominal alpha, by the package ``krippendorff``;
    Cohen (1960) for kappa.
    """
    labels = sorted({label for pair in pairs for label in (pair.first, pair.second)})
    first, second = [p.first for p in pairs], [p.second for p in pairs]
    return Agreement(
        units=len(pairs),
        same=sum(a == b for a, b in zip(first, second, strict=True)),
        alpha=_alpha([labels.index(x) for x in first], [labels.index(x) for x in second]),
        alpha_per_label={
            label: _alpha([int(x == label) for x in first], [int(x == label) for x in second])
            for label in labels
        },
        kappa_standard=_kappa([x in standard for x in first], [x in standard for x in second]),
    )


def _alpha(first: Sequence[int], second: Sequence[int]) -> float | None:
    """Return nominal alpha; None where nothing varies."""
    import krippendorff

    if len(set(first) | set(second)) < 2:
        return None
    return float(krippendorff.alpha([list(first), list(second)], level_of_measurement="nominal"))


def _kappa(first: Sequence[bool], second: Sequence[bool]) -> float | None:
    """Return (observed - expected) / (1 - expected); None where nothing varies."""
    count = len(first)
    if not count or len(set(first) | set(second)) < 2:
        return None
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / count
    yes = sum(first) / count, sum(second) / count
    expected = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    return (observed - expected) / (1 - expected)


@dataclass(frozen=True, slots=True)
class SetPair:
    """The sets of labels that two annotators gave one unit, such as the goals of a passage."""

    unit_id: str
    first: frozenset[str]
    second: frozenset[str]


@dataclass(frozen=True, slots=True)
class SetAgreement:
    """How far two annotators agree on sets of labels."""

    units: int
    same: int  # units with exactly the same set
    micro_f1: float | None  # over all labels of all units; None when nobody gave a label
    alpha_per_label: dict[str, float | None]  # Krippendorff's, present or absent

    @property
    def share(self) -> float | None:
        """Share of units with exactly the same set; None without units."""
        return self.same / self.units if self.units else None


def measure_set_agreement(pairs: Sequence[SetPair], labels: Sequence[str]) -> SetAgreement:
    """Return the agreement over ``pairs``, with alpha for each of ``labels``."""
    shared = sum(len(pair.first & pair.second) for pair in pairs)
    given = sum(len(pair.first) + len(pair.second) for pair in pairs)
    return SetAgreement(
        units=len(pairs),
        same=sum(pair.first == pair.second for pair in pairs),
        micro_f1=2 * shared / given if given else None,
        alpha_per_label={
            label: _alpha(
                [int(label in p.first) for p in pairs], [int(label in p.second) for p in pairs]
            )
            for label in labels
        },
    )

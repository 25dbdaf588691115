"""Which published figures the answer to a question can change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from report_mining.indicators import confirm_endorsement, judge_series
from report_mining.records import CompanyYear, NationalPoint, Series, Strictness
from report_mining.records.review import FigureEffect, HumanStance, ReviewDecision
from report_mining.taxonomies.codes import Framework, Stance

# Of the published figures, the most prominent first.
_FIGURES = tuple(
    (series, strictness)
    for series in Series
    for strictness in (Strictness.STANDARD, Strictness.STRICT, Strictness.LENIENT)
)


@dataclass(frozen=True, slots=True)
class Change:
    """A decision that was kept, with the figures of its year before and after."""

    decision: ReviewDecision
    before: tuple[NationalPoint, ...]
    after: tuple[NationalPoint, ...]


def figure_effect(
    framework: Framework | None, cy: CompanyYear | None, points: Sequence[NationalPoint]
) -> FigureEffect:
    """Return which figures of the year a yes instead of a no would change.

    Args:
        framework: What the question is about; None for whose a document is, which touches all.
        cy: The company-year with every standing decision; None where the company is not counted.
        points: The national figures of its year.
    """
    population = max((p.n_population for p in points), default=0)
    if framework is None:
        return FigureEffect(population, _FIGURES)
    if cy is None or cy.oecd is None or cy.ungp is None:
        return FigureEffect(population, ())
    yes, no = (_supposing(cy, framework, stance) for stance in (Stance.ENDORSE, Stance.NEGATED))
    changed = (f for f in _FIGURES if judge_series(yes, *f).value != judge_series(no, *f).value)
    return FigureEffect(population, tuple(changed))


def _supposing(cy: CompanyYear, framework: Framework, stance: Stance) -> CompanyYear:
    """Return the company-year as if a person had found this stance."""
    human = HumanStance(stance, None, False, None, "0001-01-01")
    assert cy.oecd is not None
    assert cy.ungp is not None
    if framework is Framework.OECD_MNE:
        return replace(cy, oecd=confirm_endorsement(cy.oecd, [human], is_fully_looked=True))
    return replace(cy, ungp=confirm_endorsement(cy.ungp, [human], is_fully_looked=True))

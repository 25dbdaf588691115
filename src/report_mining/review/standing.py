"""Which decisions stand: the last of each reviewer, on evidence that is still the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from report_mining.records.review import (
    HumanStance,
    MachineReading,
    ReviewDecision,
    ReviewVerdict,
)
from report_mining.review.decisions import current_decisions
from report_mining.review.reopening import is_still_good


@dataclass(frozen=True, slots=True)
class StandingDecisions:
    """The current decisions of all reviewers, by item and in the order in which they were taken."""

    standing: Mapping[str, tuple[ReviewDecision, ...]]
    reopened: Mapping[str, tuple[ReviewDecision, ...]]  # evidence or reading changed since

    def of(self, item_id: str) -> tuple[ReviewDecision, ...]:
        """Return the decisions that stand on an item, unsure ones included."""
        return self.standing.get(item_id, ())

    def deciding(self, item_id: str) -> tuple[ReviewDecision, ...]:
        """Return the decisions on an item that count: accepted or corrected."""
        return tuple(d for d in self.of(item_id) if d.verdict is not ReviewVerdict.UNSURE)


def standing_decisions(
    decisions: Iterable[ReviewDecision], readings: Mapping[str, MachineReading]
) -> StandingDecisions:
    """Tell decisions that stand from those to be asked again, given today's readings by item."""
    standing: dict[str, list[ReviewDecision]] = defaultdict(list)
    reopened: dict[str, list[ReviewDecision]] = defaultdict(list)
    for decision in current_decisions(decisions).values():
        is_good = is_still_good(decision, readings.get(decision.item_id))
        (standing if is_good else reopened)[decision.item_id].append(decision)
    return StandingDecisions(
        {item: tuple(found) for item, found in standing.items()},
        {item: tuple(found) for item, found in reopened.items()},
    )


def human_stance(decision: ReviewDecision) -> HumanStance:
    """Return what an accepted or corrected decision says of the company's stance."""
    return HumanStance(
        stance=decision.stance,
        own_assertion=decision.own_assertion,
        looked_everywhere=decision.looked_everywhere,
        finding_id=decision.finding_id,
        decided_on=decision.decided_at[:10],
    )

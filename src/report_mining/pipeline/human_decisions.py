"""Company-years with the decisions of reviewers in them: for a release and for the review application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from report_mining.indicators import (
    company_years,
    documents_by_company,
    is_looked_at,
    with_human_decisions,
)
from report_mining.records import (
    Company,
    CompanyYear,
    DecisionThresholds,
    ReportMatch,
    ScoredReport,
)
from report_mining.records.review import (
    HumanStance,
    MachineReading,
    ReviewDecision,
    ReviewVerdict,
)
from report_mining.register import REJECTED
from report_mining.review import (
    StandingDecisions,
    human_stance,
    is_doubtful,
    machine_reading,
    match_item_id,
    match_reading,
    standing_decisions,
)
from report_mining.taxonomies.codes import Framework

_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Population:
    """What company-years are made from, before any person decides."""

    companies: tuple[Company, ...]
    matches: tuple[ReportMatch, ...]
    reports: Mapping[str, ScoredReport]  # by report id, or by file where there is none
    thresholds: DecisionThresholds
    years: tuple[int, ...] | None = None  # None: those with at least one matched report


@dataclass(frozen=True, slots=True)
class Aggregation:
    """Company-years by the machine alone and with the decisions of people."""

    matches: tuple[ReportMatch, ...]  # without the documents that reviewers rejected
    machine: tuple[CompanyYear, ...]
    measured: tuple[CompanyYear, ...]
    decided: StandingDecisions
    fully_looked: frozenset[_Key]
    settled_matches: frozenset[str]  # item ids of doubtful matches that a person settled

    def open_matches(self) -> tuple[ReportMatch, ...]:
        """Return the matches without the doubtful ones that a person settled."""
        return tuple(m for m in self.matches if match_item_id(m) not in self.settled_matches)


def aggregate(
    population: Population,
    decisions: Sequence[ReviewDecision] = (),
    earlier: Aggregation | None = None,
) -> Aggregation:
    """Return the company-years with the decisions that still stand.

    ``earlier``: of the same population; saves what other decisions do not change.
    """
    match_decisions = _standing_matches(population.matches, decisions)
    matches = _without_rejected(population.matches, match_decisions)
    if earlier is not None and earlier.matches == matches:
        machine = earlier.machine
    else:
        machine = company_years(
            population.companies,
            matches,
            population.reports,
            population.thresholds,
            population.years,
        )
    documents = documents_by_company(matches, population.reports)
    readings = _readings_asked(machine, population.reports, decisions)
    decided = standing_decisions(decisions, readings | match_decisions.readings)
    return Aggregation(
        matches=matches,
        machine=machine,
        measured=with_human_decisions(machine, _stances(decided), documents, population.companies),
        decided=decided,
        fully_looked=frozenset(key for key, found in documents.items() if is_looked_at(found)),
        settled_matches=frozenset(match_decisions.settled),
    )


@dataclass(frozen=True, slots=True)
class _MatchDecisions:
    readings: dict[str, MachineReading]
    settled: frozenset[str]  # item ids that reviewers agree on
    rejected: frozenset[str]


def _standing_matches(
    matches: Sequence[ReportMatch], decisions: Sequence[ReviewDecision]
) -> _MatchDecisions:
    readings = {match_item_id(m): match_reading(m) for m in matches if is_doubtful(m)}
    decided = standing_decisions([d for d in decisions if d.framework is None], readings)
    said = {item: {d.verdict for d in decided.deciding(item)} for item in readings}
    return _MatchDecisions(
        readings,
        frozenset(item for item, verdicts in said.items() if len(verdicts) == 1),
        frozenset(item for item, verdicts in said.items() if verdicts == {ReviewVerdict.CORRECT}),
    )


def _without_rejected(
    matches: tuple[ReportMatch, ...], decided: _MatchDecisions
) -> tuple[ReportMatch, ...]:
    """Return the matches, the rejected ones without a company."""
    if not decided.rejected:
        return matches
    return tuple(
        replace(match, company_id=None, note=REJECTED.en, note_nl=REJECTED.nl)
        if is_doubtful(match) and match_item_id(match) in decided.rejected
        else match
        for match in matches
    )


def _readings_asked(
    machine: Sequence[CompanyYear],
    reports: Mapping[str, ScoredReport],
    decisions: Sequence[ReviewDecision],
) -> dict[str, MachineReading]:
    """Return today's reading of each family that somebody decided about, by item id."""
    asked = {(d.company_id, d.reporting_year, d.framework): d.item_id for d in decisions}
    readings: dict[str, MachineReading] = {}
    for cy in machine:
        for endorsement in (cy.oecd, cy.ungp):
            if endorsement is None:
                continue
            item_id = asked.get((cy.company_id, cy.reporting_year, endorsement.framework))
            if item_id is not None:
                found = {f.finding_id: f for r in cy.report_ids for f in reports[r].findings}
                readings[item_id] = machine_reading(endorsement, found)
    return readings


def _stances(
    decided: StandingDecisions,
) -> dict[tuple[str, int, Framework], tuple[HumanStance, ...]]:
    stances: dict[tuple[str, int, Framework], tuple[HumanStance, ...]] = {}
    for item_id in decided.standing:
        counted = decided.deciding(item_id)
        if not counted or counted[0].framework is None:
            continue
        key = (counted[0].company_id, counted[0].reporting_year, counted[0].framework)
        stances[key] = tuple(human_stance(d) for d in counted)
    return stances

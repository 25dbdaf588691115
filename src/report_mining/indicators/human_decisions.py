"""Puts what reviewers decided in the place of what the machine made of it (status human_confirmed)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from report_mining.indicators.company_values import CompanyDocument, telling_documents
from report_mining.indicators.company_years import company_year_of
from report_mining.indicators.document_wording import (
    decided_by,
    read_but_not_everywhere,
    reviewers_differ,
)
from report_mining.indicators.evidence import COUNTING_STANCES, STANCE_ORDER
from report_mining.indicators.persistence import with_persistence
from report_mining.records import (
    Company,
    CompanyYear,
    Endorsement,
    IndicatorValue,
    Judgement,
    Strictness,
    ValueStatus,
)
from report_mining.records.review import HumanStance
from report_mining.taxonomies.codes import Framework, Stance

DecisionKey = tuple[str, int, Framework]  # company_id, reporting_year


def with_human_decisions(
    company_years: Sequence[CompanyYear],
    decided: Mapping[DecisionKey, Sequence[HumanStance]],
    documents: Mapping[tuple[str, int], Sequence[CompanyDocument]],
    companies: Sequence[Company],
) -> tuple[CompanyYear, ...]:
    """Return the company-years with the reviewers' stances in place of the machine's.

    Reviewers who differ on an answer leave it as a conflict. A stance that does not count is a 0
    only where every page of the ``documents`` (by company and year) was read, by the machine or by
    the reviewer, or where the company denies. What follows from the endorsement, such as END-06 and
    the company type, is counted again.
    """
    if not decided:
        return tuple(company_years)
    by_id = {company.company_id: company for company in companies}
    changed = tuple(
        _confirmed(
            cy,
            decided,
            documents.get((cy.company_id, cy.reporting_year), ()),
            by_id[cy.company_id],
        )
        for cy in company_years
    )
    return with_persistence(changed)


def is_looked_at(documents: Sequence[CompanyDocument]) -> bool:
    """Whether every page was read of the documents that say something of their own."""
    return all(document.scored.is_fully_looked for document in telling_documents(documents))


def confirm_endorsement(
    machine: Endorsement, stances: Sequence[HumanStance], *, is_fully_looked: bool
) -> Endorsement:
    """Return the decision on one family as at least one reviewer gave it."""
    strict, standard, lenient = (
        _judge(machine.judgement(s), stances, s, is_fully_looked) for s in Strictness
    )
    agreed = len({_answer(h) for h in stances}) == 1
    status = ValueStatus.HUMAN_CONFIRMED if agreed else ValueStatus.CONFLICT
    stance = _family_stance(stances)
    if agreed and stance is None:  # nothing real is named: the rest is as the machine looked
        status = ValueStatus.NOT_FOUND if lenient.value == 0 else ValueStatus.COULD_NOT_LOOK
    return Endorsement(machine.framework, stance, status, strict, standard, lenient)


def counts_as_endorsement(human: HumanStance, strictness: Strictness) -> bool:
    """Whether the reviewer's stance is an endorsement at this strictness."""
    if human.stance not in COUNTING_STANCES[strictness]:
        return False
    return human.stance is not Stance.REGULATORY or human.own_assertion is True


def _confirmed(
    cy: CompanyYear,
    decided: Mapping[DecisionKey, Sequence[HumanStance]],
    documents: Sequence[CompanyDocument],
    company: Company,
) -> CompanyYear:
    if cy.oecd is None or cy.ungp is None:
        return cy
    is_looked = is_looked_at(documents)
    oecd, ungp = (
        _replaced(
            machine, decided.get((cy.company_id, cy.reporting_year, machine.framework)), is_looked
        )
        for machine in (cy.oecd, cy.ungp)
    )
    if oecd is cy.oecd and ungp is cy.ungp:
        return cy
    changed = company_year_of(company, cy.reporting_year, documents, (oecd, ungp))
    return replace(changed, values=_in_order(changed, cy))


def _in_order(changed: CompanyYear, like: CompanyYear) -> tuple[IndicatorValue, ...]:
    """Return the values in the place that they had; END-06, which is added later, stays till then."""
    redone = {value.indicator_id: value for value in changed.values}
    return tuple(redone.get(value.indicator_id, value) for value in like.values)


def _replaced(
    machine: Endorsement, stances: Sequence[HumanStance] | None, is_looked: bool
) -> Endorsement:
    if not stances:
        return machine
    return confirm_endorsement(machine, stances, is_fully_looked=is_looked)


def _judge(
    machine: Judgement,
    stances: Sequence[HumanStance],
    strictness: Strictness,
    is_fully_looked: bool,
) -> Judgement:
    values = {_value(human, strictness, is_fully_looked) for human in stances}
    ids = _evidence_first(machine.finding_ids, stances)
    if len(values) > 1:
        why = reviewers_differ(stances)
        return Judgement(None, ValueStatus.CONFLICT, ids, None, why.en, why.nl)
    (value,) = values
    if value is None:
        why = read_but_not_everywhere(stances)
        return Judgement(None, ValueStatus.COULD_NOT_LOOK, ids, None, why.en, why.nl)
    why = decided_by(stances)
    return Judgement(value, ValueStatus.HUMAN_CONFIRMED, ids, None, why.en, why.nl)


def _value(human: HumanStance, strictness: Strictness, is_fully_looked: bool) -> int | None:
    if counts_as_endorsement(human, strictness):
        return 1
    is_sure = is_fully_looked or human.looked_everywhere or human.stance is Stance.NEGATED
    return 0 if is_sure else None


def _family_stance(stances: Sequence[HumanStance]) -> Stance | None:
    """Return the strongest stance that a reviewer gave; None where the name is something else."""
    real = [h.stance for h in stances if h.stance is not None and h.stance in STANCE_ORDER]
    return min(real, key=STANCE_ORDER.index, default=None)


def _evidence_first(
    machine_ids: tuple[str, ...], stances: Sequence[HumanStance]
) -> tuple[str, ...]:
    chosen = [human.finding_id for human in stances if human.finding_id]
    return tuple(dict.fromkeys((*chosen, *machine_ids)))


def _answer(human: HumanStance) -> tuple[Stance | None, bool | None]:
    """Return what a reviewer said; own assertion is part of it for text required by law only."""
    is_regulatory = human.stance is Stance.REGULATORY
    return human.stance, bool(human.own_assertion) if is_regulatory else None

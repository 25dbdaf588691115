"""Every question that a person can answer about the company-years, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from report_mining.records import (
    Company,
    CompanyYear,
    Endorsement,
    Finding,
    Judgement,
    ReportMatch,
    ReviewItem,
    Strictness,
    ValueStatus,
)
from report_mining.records.review import ItemKind, MachineReading, ReviewQuestion, ReviewVerdict
from report_mining.review.doubtful import is_doubtful, reason_of
from report_mining.review.queue import build_queue
from report_mining.review.reopening import (
    family_item_id,
    machine_reading,
    match_item_id,
    match_reading,
)
from report_mining.review.standing import StandingDecisions
from report_mining.taxonomies.codes import Framework

OPEN_KINDS = frozenset(
    {
        ItemKind.REOPENED,
        ItemKind.DISAGREEMENT,
        ItemKind.CONFLICT,
        ItemKind.NEEDS_REVIEW,
        ItemKind.MATCH,
    }
)
_UNGP_INDICATOR = "END-02"
_OECD_INDICATOR = "END-03"
_MATCH_INDICATOR = "COV-01"
_ASKED_STRICTNESS = {"END-01": Strictness.STRICT, "END-04": Strictness.LENIENT}
_ASKED_FIRST = -1  # before the queue: what was decided once and is open again
_RANK = {ItemKind.MATCH: 1, ItemKind.SETTLED: 2, ItemKind.DECIDED: 3}  # the open ones: 0

_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Examined:
    """What the questions are made from."""

    machine: Sequence[CompanyYear]  # as the machine decided
    measured: Sequence[CompanyYear]  # with the standing decisions of people
    companies: Sequence[Company]
    matches: Sequence[ReportMatch]  # as the machine matched
    findings: Mapping[str, Sequence[Finding]]  # by report id
    fully_looked: frozenset[_Key]
    t_high: float


def asked_strictness(indicator_id: str) -> Strictness:
    """Return at which strictness an indicator asks."""
    return _ASKED_STRICTNESS.get(indicator_id, Strictness.STANDARD)


def readings_by_item(examined: Examined) -> dict[str, MachineReading]:
    """Return the machine's reading of every family and every doubtful document, by item id."""
    readings: dict[str, MachineReading] = {}
    for cy in examined.machine:
        by_id = _findings_of(cy, examined.findings)
        for endorsement in _families(cy):
            item_id = family_item_id(cy.company_id, cy.reporting_year, endorsement.framework)
            readings[item_id] = machine_reading(endorsement, by_id)
    for match in examined.matches:
        if is_doubtful(match):
            readings[match_item_id(match)] = match_reading(match)
    return readings


def build_questions(
    examined: Examined, readings: Mapping[str, MachineReading], decided: StandingDecisions
) -> tuple[ReviewQuestion, ...]:
    """Return all questions in the order in which a person should take them.

    First what was decided before and is open again, then the queue (``build_queue``), documents
    whose match is doubtful, settled readings by how near they came to the threshold, and decided
    ones. Families that no document names are not asked about.
    """
    names = {company.company_id: company.name for company in examined.companies}
    queue = _places(build_queue(examined.measured, examined.companies))
    measured = {(cy.company_id, cy.reporting_year): cy for cy in examined.measured}
    placed = [
        entry
        for cy in examined.machine
        for entry in _family_questions(
            cy, measured.get(_key(cy), cy), queue, readings, decided, names, examined
        )
    ]
    placed.extend(_match_questions(examined.matches, readings, decided, names))
    return tuple(question for _, question in sorted(placed, key=lambda entry: entry[0]))


_Place = tuple[int, float, int, str, str]
_Placed = tuple[_Place, ReviewQuestion]


def _family_questions(
    cy: CompanyYear,
    measured: CompanyYear,
    queue: Mapping[tuple[str, int, Framework], tuple[int, ReviewItem]],
    readings: Mapping[str, MachineReading],
    decided: StandingDecisions,
    names: Mapping[str, str],
    examined: Examined,
) -> Iterator[_Placed]:
    for endorsement, now in zip(_families(cy), _families(measured), strict=True):
        framework = endorsement.framework
        item_id = family_item_id(cy.company_id, cy.reporting_year, framework)
        reading = readings[item_id]
        if not reading.evidence and not decided.of(item_id):
            continue
        place, queued = queue.get((*_key(cy), framework), (_ASKED_FIRST, None))
        kind = _kind(item_id, endorsement, now, queued is not None, decided)
        default = _OECD_INDICATOR if framework is Framework.OECD_MNE else _UNGP_INDICATOR
        indicator_id = queued.indicator_id if queued else default
        judgement = endorsement.judgement(asked_strictness(indicator_id))
        question = ReviewQuestion(
            item_id=item_id,
            kind=kind,
            company_id=cy.company_id,
            company_name=names.get(cy.company_id, cy.company_id),
            reporting_year=cy.reporting_year,
            framework=framework,
            indicator_id=indicator_id,
            why=judgement.why,
            machine=reading,
            finding_ids=judgement.finding_ids,
            report_ids=cy.report_ids,
            probability=judgement.probability,
            is_fully_looked=_key(cy) in examined.fully_looked,
            why_nl=judgement.told.nl,
        )
        yield _place(question, place, _distance(judgement, examined.t_high)), question


def _match_questions(
    matches: Sequence[ReportMatch],
    readings: Mapping[str, MachineReading],
    decided: StandingDecisions,
    names: Mapping[str, str],
) -> Iterator[_Placed]:
    for match in matches:
        if not is_doubtful(match):
            continue
        item_id = match_item_id(match)
        company_id = match.company_id or ""
        question = ReviewQuestion(
            item_id=item_id,
            kind=_match_kind(item_id, decided),
            company_id=company_id,
            company_name=names.get(company_id, company_id),
            reporting_year=match.reporting_year or 0,
            framework=None,
            indicator_id=_MATCH_INDICATOR,
            why=reason_of([match]).en,
            machine=readings[item_id],
            finding_ids=(),
            report_ids=(match.report_id,) if match.report_id else (),
            probability=match.score,
            is_fully_looked=True,
            why_nl=reason_of([match]).nl,
        )
        yield _place(question, 0, match.score), question


def _match_kind(item_id: str, decided: StandingDecisions) -> ItemKind:
    said = {d.verdict for d in decided.deciding(item_id)}
    if len(said) > 1:
        return ItemKind.DISAGREEMENT
    return ItemKind.DECIDED if said else ItemKind.MATCH


def _kind(
    item_id: str,
    machine: Endorsement,
    now: Endorsement,
    is_queued: bool,
    decided: StandingDecisions,
) -> ItemKind:
    if decided.deciding(item_id):
        differs = any(now.judgement(s).status is ValueStatus.CONFLICT for s in Strictness)
        return ItemKind.DISAGREEMENT if differs else ItemKind.DECIDED
    stale = decided.reopened.get(item_id, ())
    if any(d.verdict is not ReviewVerdict.UNSURE for d in stale):
        return ItemKind.REOPENED
    if not is_queued:
        return ItemKind.SETTLED
    clashes = any(machine.judgement(s).status is ValueStatus.CONFLICT for s in Strictness)
    return ItemKind.CONFLICT if clashes else ItemKind.NEEDS_REVIEW


def _place(question: ReviewQuestion, queue_place: int, distance: float) -> _Place:
    rank = _RANK.get(question.kind, 0)
    nearness = distance if rank else float(queue_place)
    name = question.company_name.casefold()
    return rank, nearness, -question.reporting_year, name, question.item_id


def _distance(judgement: Judgement, t_high: float) -> float:
    """Return how far the best score is from the one that decides; 1 where there is no score."""
    return 1.0 if judgement.probability is None else abs(judgement.probability - t_high)


def _places(
    queue: Sequence[ReviewItem],
) -> dict[tuple[str, int, Framework], tuple[int, ReviewItem]]:
    """Return the first item of each family with its place in the queue."""
    places: dict[tuple[str, int, Framework], tuple[int, ReviewItem]] = {}
    for place, item in enumerate(queue):
        is_ungp = item.indicator_id == _UNGP_INDICATOR
        framework = Framework.UNGP if is_ungp else Framework.OECD_MNE
        places.setdefault((item.company_id, item.reporting_year, framework), (place, item))
    return places


def _families(cy: CompanyYear) -> tuple[Endorsement, ...]:
    return tuple(e for e in (cy.oecd, cy.ungp) if e is not None)


def _findings_of(cy: CompanyYear, findings: Mapping[str, Sequence[Finding]]) -> dict[str, Finding]:
    return {f.finding_id: f for report in cy.report_ids for f in findings.get(report, ())}


def _key(cy: CompanyYear) -> _Key:
    return cy.company_id, cy.reporting_year

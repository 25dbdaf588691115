"""Placement and level of the strongest statement, END-07: where it stands and how far it reaches."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from report_mining.indicators import wording
from report_mining.indicators.endorsement import deciding_strictness
from report_mining.records import (
    Actor,
    Company,
    DocumentType,
    Endorsement,
    Finding,
    IndicatorValue,
    ValueStatus,
)


class Placement(StrEnum):
    """The fields of END-07, each an indicator of its own."""

    DOCUMENT_TYPE = "END-07-TYPE"
    BOARD = "END-07-BOARD"
    VIA_PARENT = "END-07-PARENT"
    SCOPE = "END-07-SCOPE"


class BoardApproval(StrEnum):
    """Whether the text says that the top of the company approved the commitment."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


UNKNOWN_TYPE = "unknown"
_STATED = frozenset({ValueStatus.OBSERVED, ValueStatus.HUMAN_CONFIRMED})
_BOARD = (
    r"(?:boards?|executive committee|chief executive|ceo|managing directors?|raad van bestuur"
    r"|bestuur|directie|raad van commissarissen|managementteam|management team)"
)
_APPROVED = (
    r"(?:approved|adopted|signed|ratified|endorsed|goedgekeurd|vastgesteld|ondertekend|bekrachtigd"
    r"|onderschreven)"
)
_DOES = (
    r"(?:approves?|adopts?|signs?|commits?|endorses?|onderschrijft|stelde?|keurt?|ondertekent"
    r"|committeert)"
)
_YES = re.compile(
    rf"\b{_APPROVED}\b[^.]{{0,60}}\b{_BOARD}\b|\b{_BOARD}\b[^.]{{0,40}}\b(?:{_APPROVED}|{_DOES})\b",
    re.IGNORECASE,
)
_NO = re.compile(
    rf"\b(?:not|not yet|niet|nog niet)\s+(?:been\s+|door\s+)?[^.]{{0,40}}?(?:{_APPROVED}|{_BOARD})\b",
    re.IGNORECASE,
)


def placement_values(
    company: Company,
    year: int,
    oecd: Endorsement,
    findings: Sequence[Finding],
    types_by_report: Mapping[str, DocumentType | None],
) -> tuple[IndicatorValue, ...]:
    """Return the four fields about the finding that decides END-05.

    Where no statement was found there is nothing to place: not_applicable. A statement that waits
    for a person has no placement yet.
    """
    ids = oecd.judgement(deciding_strictness(oecd.stance)).finding_ids
    by_id = {finding.finding_id: finding for finding in findings}
    deciding = by_id.get(ids[0]) if ids else None
    if oecd.stance_status not in _STATED or deciding is None:
        return tuple(_without(company.company_id, year, oecd, field) for field in Placement)
    own = [by_id[i] for i in ids if i in by_id]
    kind = types_by_report.get(deciding.report_id)
    values: dict[Placement, float | str] = {
        Placement.DOCUMENT_TYPE: kind.value if kind is not None else UNKNOWN_TYPE,
        Placement.BOARD: board_approval(own).value,
        Placement.VIA_PARENT: float(_is_via_parent(deciding, company, year)),
        Placement.SCOPE: deciding.scope.value,
    }
    why = wording.deciding_place(deciding, oecd.stance)
    return tuple(
        IndicatorValue(
            company_id=company.company_id,
            reporting_year=year,
            indicator_id=field,
            value=value,
            status=oecd.stance_status,
            probability=None,
            finding_id=deciding.finding_id,
            why=why.en,
            why_nl=why.nl,
        )
        for field, value in values.items()
    )


def board_approval(findings: Sequence[Finding]) -> BoardApproval:
    """Return whether a statement says that board or CEO approved it; mostly it says nothing."""
    texts = [" ".join((*finding.section_path, finding.quote)) for finding in findings]
    if any(_NO.search(text) for text in texts):
        return BoardApproval.NO
    return BoardApproval.YES if any(_YES.search(text) for text in texts) else BoardApproval.UNKNOWN


def _is_via_parent(finding: Finding, company: Company, year: int) -> bool:
    """Whether a group speaks, and the company is a subsidiary in that year (R6)."""
    return finding.actor is Actor.GROUP and bool(company.parents_in(year))


def _without(company_id: str, year: int, oecd: Endorsement, field: Placement) -> IndicatorValue:
    """Return the field without a value, and why."""
    is_absent = oecd.stance_status is ValueStatus.NOT_FOUND
    status = ValueStatus.NOT_APPLICABLE if is_absent else oecd.stance_status
    why = oecd.lenient.told
    if is_absent:
        why = wording.NOTHING_TO_PLACE
    elif status in _STATED:  # settled by a person or a rule, without a finding that can be shown
        status = ValueStatus.NOT_APPLICABLE
        why = wording.NO_PLACEABLE_FINDING
    return IndicatorValue(company_id, year, field, None, status, None, None, why.en, why_nl=why.nl)

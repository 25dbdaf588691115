"""What each report says by itself; taken from its company-year where that has no other document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from report_mining.indicators import conduct_of, report_endorsements, without_profile
from report_mining.records import (
    CompanyYear,
    DecisionThresholds,
    ReportEndorsement,
    ReportMatch,
    ReportStatus,
    ScoredReport,
)
from report_mining.taxonomies.codes import Framework


def decide_reports(
    reports: Iterable[ScoredReport],
    thresholds: DecisionThresholds,
    machine: Sequence[CompanyYear] = (),
    matches: Sequence[ReportMatch] = (),
) -> tuple[ReportEndorsement, ...]:
    """Return the decision on every report that could be read.

    Args:
        reports: What was scored.
        thresholds: Of the instrument.
        machine: The company-years that the machine made of ``reports``, before any person decides.
        matches: The matches that ``machine`` was made from.
    """
    alone = _sole_documents(machine, matches)
    return tuple(
        _from_company_year(scored, alone[scored.report_id])
        if scored.report_id in alone
        else _decide(scored, thresholds)
        for scored in reports
        if scored.status is not ReportStatus.FAILED
    )


def _sole_documents(
    machine: Sequence[CompanyYear], matches: Sequence[ReportMatch]
) -> Mapping[str, CompanyYear]:
    """Return the company-years that rest on one file, by the id of its report."""
    counts = Counter((match.company_id, match.reporting_year) for match in matches)
    return {
        cy.report_ids[0]: cy
        for cy in machine
        if cy.report_ids and counts[cy.company_id, cy.reporting_year] == 1
    }


def _from_company_year(scored: ScoredReport, cy: CompanyYear) -> ReportEndorsement:
    assert cy.oecd is not None, cy
    assert cy.ungp is not None, cy
    assert cy.conduct is not None, cy
    return ReportEndorsement(scored.report_id, cy.oecd, cy.ungp, without_profile(cy.conduct))


def _decide(scored: ScoredReport, thresholds: DecisionThresholds) -> ReportEndorsement:
    by_family = report_endorsements(scored, thresholds)
    oecd, ungp = by_family[Framework.OECD_MNE], by_family[Framework.UNGP]
    return ReportEndorsement(scored.report_id, oecd, ungp, conduct_of([scored], (oecd, ungp)))

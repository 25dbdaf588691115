"""Adds the readings of a company-year, or of one report, up to its measures of conduct."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from report_mining.indicators.conduct_evidence import ConductEvidence, gather_conduct
from report_mining.indicators.conduct_links import link_aspects, link_measures
from report_mining.indicators.conduct_partners import partner_aspects, partner_measures
from report_mining.indicators.conduct_rules import profile_of
from report_mining.indicators.conduct_sdgs import sdg_aspects, sdg_measures
from report_mining.indicators.conduct_steps import step_aspects, step_measures
from report_mining.indicators.conduct_themes import (
    SECTOR_FIT,
    no_sector_fit,
    theme_aspects,
    theme_measures,
)
from report_mining.indicators.wording import no_document
from report_mining.records import (
    Company,
    CompanyType,
    Conduct,
    Endorsement,
    IndicatorValue,
    ScoredReport,
    ValueStatus,
)

SECTOR_ONLY = frozenset({"SDG-05"})  # a screening signal, published per sector only (DOMAIN 4.4)
COMPANY_TYPES = frozenset({"LNK-03", "LNK-03-STRICT"})
CONDUCT_INDICATORS = (
    *("DD-01", "DD-02", "DD-03", "DD-04", "DD-05", "DD-06", "DD-07"),
    *("DD-02-ISSUES", "DD-08", "DD-08-MEAN", "DD-09"),
    *("THM-01", "THM-01-LEVELS", "THM-02", "THM-03", "THM-04"),
    *("SDG-01", "SDG-02", "SDG-03", "SDG-04", "SDG-05", "SDG-06"),
    *("LNK-01", "LNK-02", "LNK-03", "LNK-03-STRICT", "LNK-04", "LNK-05", "LNK-06"),
    *("PAR-01", "PAR-02", "PAR-03"),
)


def conduct_of(
    reports: Sequence[ScoredReport],
    endorsements: tuple[Endorsement, Endorsement],
    company: Company | None = None,
) -> Conduct:
    """Return the measures over the documents of one company-year, or over a single report.

    Args:
        reports: The documents, at least one.
        endorsements: The decisions on the OECD Guidelines and on the UNGPs over these documents.
        company: For the risk profile of its sector; None where it is not known.
    """
    evidence = gather_conduct(
        (reading for scored in reports for reading in scored.readings),
        (finding for scored in reports for finding in scored.findings),
        endorsements,
        is_fully_looked=all(scored.is_fully_looked for scored in reports),
        profile=profile_of(company) if company else None,
    )
    return _add_up(evidence)


def without_profile(conduct: Conduct) -> Conduct:
    """Return ``conduct`` as it is where nothing is known of the sector of the company."""
    measures = tuple(
        no_sector_fit() if measure.indicator_id == SECTOR_FIT else measure
        for measure in conduct.measures
    )
    return conduct if measures == conduct.measures else replace(conduct, measures=measures)


def _add_up(evidence: ConductEvidence) -> Conduct:
    measures = (
        *step_measures(evidence),
        *theme_measures(evidence),
        *sdg_measures(evidence),
        *link_measures(evidence),
        *partner_measures(evidence),
    )
    aspects = (
        *step_aspects(evidence),
        *theme_aspects(evidence),
        *sdg_aspects(evidence),
        *link_aspects(evidence),
        *partner_aspects(evidence),
    )
    return Conduct(measures, aspects)


def conduct_values(company_id: str, year: int, conduct: Conduct) -> tuple[IndicatorValue, ...]:
    """Return the measures as indicator values; those for sectors only are left out."""
    return tuple(
        IndicatorValue(
            company_id=company_id,
            reporting_year=year,
            indicator_id=measure.indicator_id,
            value=measure.value,
            status=measure.status,
            probability=measure.probability,
            finding_id=measure.finding_ids[0] if measure.finding_ids else None,
            why=measure.why,
            reading_ids=measure.reading_ids,
            why_nl=measure.why_nl,
        )
        for measure in conduct.measures
        if measure.indicator_id not in SECTOR_ONLY
    )


def missing_conduct_values(company_id: str, year: int) -> tuple[IndicatorValue, ...]:
    """Return every measure without a value, because no document was found; the type is UNKNOWN."""
    why = no_document(year)
    return tuple(
        IndicatorValue(
            company_id=company_id,
            reporting_year=year,
            indicator_id=indicator_id,
            value=CompanyType.UNKNOWN.value if indicator_id in COMPANY_TYPES else None,
            status=ValueStatus.NO_DOCUMENT,
            probability=None,
            finding_id=None,
            why=why.en,
            why_nl=why.nl,
        )
        for indicator_id in CONDUCT_INDICATORS
        if indicator_id not in SECTOR_ONLY
    )

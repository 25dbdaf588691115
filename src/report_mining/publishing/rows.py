"""The rows of the published tables; the fields are the columns, in order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where a report stopped on its way to a figure."""

    READING = "reading"
    LOOKING = "looking"
    MATCHING = "matching"


class Level(StrEnum):
    """What an endorsement decision is about."""

    COMPANY_YEAR = "company_year"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row of ``company_indicators``."""

    company_id: str
    reporting_year: int
    indicator_id: str
    value: float | str | None
    status: str
    probability: float | None
    report_sha256: str | None
    page_number: int | None
    quote: str | None
    instrument_version: str
    codebook_version: str
    vintage: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One row of ``findings``."""

    finding_id: str
    company_id: str | None
    reporting_year: int | None
    file: str
    report_sha256: str
    framework: str
    stance: str
    score: float
    actor: str
    own_assertion: bool | None
    lookalike: str | None
    scope: str
    rule: str
    page_number: int | None
    page_label: str | None
    locator: str | None
    language: str
    section: str
    quote: str
    mention: str
    char_start: int
    char_end: int
    x0_pt: float | None
    y0_pt: float | None
    x1_pt: float | None
    y1_pt: float | None
    instrument_version: str


@dataclass(frozen=True, slots=True)
class PopulationCoverageRow:
    """One row of ``population_coverage``."""

    reporting_year: int
    n_population: int
    n_usable: int
    share_usable: float | None
    instrument_version: str
    codebook_version: str
    vintage: str
    share_annual_report: float | None = None
    share_sustainability_report: float | None = None
    share_policy: float | None = None
    share_code_of_conduct: float | None = None
    share_supplier_code: float | None = None
    share_website: float | None = None


@dataclass(frozen=True, slots=True)
class NationalRow:
    """One row of ``national_series``."""

    reporting_year: int
    series: str
    strictness: str
    n_population: int
    n_covered: int
    n_endorsed: int
    n_review: int
    n_missing: int
    share_lower: float | None
    share_observed: float | None
    share_upper: float | None
    ci_low: float | None
    ci_high: float | None
    ci_method: str
    share_corrected: float | None
    path_share: float | None
    gap_companies: int
    sensitivity: float | None
    specificity: float | None
    bound_low: float | None
    bound_high: float | None
    reviews_per_point: int | None
    gold_per_point: int | None
    instrument_version: str
    codebook_version: str
    vintage: str


@dataclass(frozen=True, slots=True)
class SectorRow:
    """One row of ``sector_series``."""

    reporting_year: int
    sector: str
    series: str
    strictness: str
    n_population: int
    n_covered: int
    n_endorsed: int | None
    share_lower: float | None
    share_observed: float | None
    share_upper: float | None
    ci_low: float | None
    ci_high: float | None
    ci_method: str
    instrument_version: str
    codebook_version: str
    vintage: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One row of ``change``."""

    from_year: int
    to_year: int
    series: str
    strictness: str
    n_paired: int
    n_gained: int
    n_lost: int
    share_from: float | None
    share_to: float | None
    delta: float | None
    standard_error: float | None
    ci_low: float | None
    ci_high: float | None
    breaks: str
    instrument_version: str
    codebook_version: str
    vintage: str


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One row of ``balanced_panel``."""

    reporting_year: int
    series: str
    strictness: str
    n_panel: int
    n_endorsed: int
    share: float | None
    instrument_version: str
    codebook_version: str
    vintage: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One row of ``coverage``."""

    file: str
    report_sha256: str
    status: str
    reason: str | None
    pages: int
    pages_scored: int
    image_without_text: int
    ocr_unusable: int
    page_damaged: int
    language_not_covered: int
    over_page_limit: int
    garbled_text: int
    other_not_looked: int
    pages_ocr: int
    languages: str
    n_findings: int
    company_id: str | None
    reporting_year: int | None
    document_type: str | None
    match_basis: str | None
    match_score: float | None
    year_basis: str | None
    is_inferred: bool | None
    note: str
    note_nl: str = ""


@dataclass(frozen=True, slots=True)
class FailureRow:
    """One row of ``failures``."""

    file: str
    report_sha256: str
    company_id: str | None
    reporting_year: int | None
    stage: str
    reason: str
    detail: str
    detail_nl: str = ""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One row of ``review_queue``."""

    company_id: str
    company_name: str
    reporting_year: int
    indicator_id: str
    reason: str
    finding_id: str | None
    file: str | None
    page_number: int | None
    quote: str | None
    n_findings: int
    reason_nl: str = ""


@dataclass(frozen=True, slots=True)
class EndorsementRow:
    """One row of ``endorsements``."""

    level: str
    company_id: str | None
    company_name: str | None
    reporting_year: int | None
    file: str | None
    framework: str
    strongest_stance: str | None
    stance_status: str
    strict: int | None
    strict_status: str
    standard: int | None
    standard_status: str
    lenient: int | None
    lenient_status: str
    probability: float | None
    why: str
    finding_id: str | None
    page_number: int | None
    quote: str | None
    why_nl: str = ""


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """One row of ``companies``: the company list as it was counted."""

    company_id: str
    name: str
    aliases: str
    kvk: str | None
    lei: str | None
    sbi: str | None
    sector: str | None
    staff: float | None
    assets_eur: float | None
    turnover_eur: float | None
    parent_id: str | None
    valid_from: int | None
    valid_to: int | None
    successor_id: str | None
    risk_sectors: str
    is_large: int | None


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One row of ``readings``."""

    reading_id: str
    company_id: str | None
    reporting_year: int | None
    file: str
    report_sha256: str
    aspect: str
    code: str
    level: int | None
    detail: str
    score: float | None
    page_number: int | None
    page_label: str | None
    locator: str | None
    language: str
    section: str
    quote: str
    char_start: int
    char_end: int
    x0_pt: float | None
    y0_pt: float | None
    x1_pt: float | None
    y1_pt: float | None
    instrument_version: str


@dataclass(frozen=True, slots=True)
class ReportIndicatorRow:
    """One row of ``report_indicators``."""

    file: str
    report_sha256: str
    reporting_year: int | None
    indicator_id: str
    value: float | str | None
    status: str
    probability: float | None
    n_readings: int
    page_number: int | None
    quote: str | None
    why: str
    instrument_version: str
    codebook_version: str
    vintage: str
    why_nl: str = ""


@dataclass(frozen=True, slots=True)
class SectorConductRow:
    """One row of ``sector_conduct``."""

    reporting_year: int
    sector: str
    indicator_id: str
    category: str
    n_population: int
    n_covered: int
    n_companies: int | None
    value: float | None
    is_suppressed: bool
    instrument_version: str
    codebook_version: str
    vintage: str


Row = (
    IndicatorRow
    | FindingRow
    | NationalRow
    | PopulationCoverageRow
    | SectorRow
    | ChangeRow
    | PanelRow
    | CoverageRow
    | FailureRow
    | ReviewRow
    | EndorsementRow
    | CompanyRow
    | ReadingRow
    | ReportIndicatorRow
    | SectorConductRow
)

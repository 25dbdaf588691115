"""Companies, the manifest, and which report is whose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Company:
    """One row of ``companies.csv``."""

    company_id: str
    name: str
    aliases: tuple[str, ...] = ()
    kvk: str | None = None
    lei: str | None = None
    sbi: str | None = None
    sector: str | None = None
    staff: float | None = None
    assets_eur: float | None = None
    turnover_eur: float | None = None
    parent_id: str | None = None
    valid_from: int | None = None  # first year in the population, inclusive
    valid_to: int | None = None  # last year, inclusive

    def is_in_population(self, year: int) -> bool:
        """Whether the company belongs to the population of this year, both ends included."""
        starts = self.valid_from is None or self.valid_from <= year
        return starts and (self.valid_to is None or year <= self.valid_to)


class DocumentType(StrEnum):
    """What kind of document a report is."""

    ANNUAL_REPORT = "annual_report"
    SUSTAINABILITY_REPORT = "sustainability_report"
    POLICY = "policy"
    CODE_OF_CONDUCT = "code_of_conduct"
    SUPPLIER_CODE = "supplier_code"
    WEBSITE = "website"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One row of the manifest: which file is whose and of which year."""

    file: str  # path relative to the reports folder, with forward slashes
    company_id: str
    reporting_year: int
    document_type: DocumentType


class MatchBasis(StrEnum):
    """How a report was tied to a company."""

    MANIFEST = "manifest"
    LEI = "lei"
    KVK = "kvk"
    NAME = "name"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ReportMatch:
    """Which company and year a report belongs to, how that is known, and what is not."""

    report_id: str
    file: str  # relative to the reports folder
    company_id: str | None  # None: not matched, listed for a person
    reporting_year: int | None  # None: not known, listed for a person
    document_type: DocumentType | None
    basis: MatchBasis
    score: float  # 0 to 1
    year_basis: str  # "manifest", or how it was inferred
    is_inferred: bool  # True when company or year was not given by the manifest
    note: str = ""  # why it is doubtful or unmatched

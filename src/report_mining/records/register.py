"""Companies, the manifest, and which report is whose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from report_mining.records.wording import Wording

# An inferred match with a lower score waits for a person: the name stood in one weak place only, in
# the file name only, or the company did not exist in the year.
DOUBTFUL_SCORE = 0.7


@dataclass(frozen=True, slots=True)
class ParentPeriod:
    """A parent company and the years in which it was the parent."""

    parent_id: str
    first_year: int | None = None  # inclusive; None: since ever
    last_year: int | None = None  # inclusive; None: until now

    def holds_in(self, year: int | None) -> bool:
        """Whether it was the parent in this year; with no year given, whether it ever was."""
        if year is None:
            return True
        starts = self.first_year is None or self.first_year <= year
        return starts and (self.last_year is None or year <= self.last_year)


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
    parent_id: str | None = None  # the latest parent
    valid_from: int | None = None  # first year in the population, inclusive
    valid_to: int | None = None  # last year, inclusive
    parents: tuple[ParentPeriod, ...] = ()  # every parent with its years; () when only parent_id is
    successor_id: str | None = None  # what it went into after valid_to: a merger or a new name
    risk_sectors: tuple[str, ...] = ()  # KPMG 2014 codes from the SBI codes; () without SBI
    is_large: bool | None = (
        None  # by staff, assets and turnover; None where the list leaves it open
    )

    def is_in_population(self, year: int) -> bool:
        """Whether the company belongs to the population of this year, both ends included."""
        starts = self.valid_from is None or self.valid_from <= year
        return starts and (self.valid_to is None or year <= self.valid_to)

    def parents_in(self, year: int | None) -> tuple[str, ...]:
        """Return the parents in a year; with no year given, all there ever were."""
        known = self.parents or ((ParentPeriod(self.parent_id),) if self.parent_id else ())
        return tuple(period.parent_id for period in known if period.holds_in(year))


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
    candidates: tuple[str, ...] = ()  # whose it may be, best first, where a person must say
    repeats_file: str = ""  # an earlier file with the same text in other bytes; "" for none
    translates_file: str = ""  # an earlier file with the same figures in another language
    note_nl: str = ""  # ``note`` in Dutch
    year_basis_nl: str = ""  # ``year_basis`` in Dutch

    @property
    def told(self) -> Wording:
        """The note in both languages; English alone where no Dutch was made."""
        return Wording(self.note, self.note_nl or self.note)

    @property
    def year_told(self) -> Wording:
        """How the year is known, in both languages."""
        return Wording(self.year_basis, self.year_basis_nl or self.year_basis)

    @property
    def is_doubtful(self) -> bool:
        """Whether company or year is not known well enough to go without a person."""
        is_known = self.company_id is not None and self.reporting_year is not None
        return self.is_inferred and not (is_known and self.score >= DOUBTFUL_SCORE)

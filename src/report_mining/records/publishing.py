"""What goes into a release besides the figures: crops, the run, the review queue."""

from __future__ import annotations

from dataclasses import dataclass

from report_mining.records.conduct import Conduct, ConductPoint
from report_mining.records.documents import Box
from report_mining.records.due_diligence import PassageReading
from report_mining.records.findings import Finding, ScoredReport
from report_mining.records.indicators import (
    CompanyYear,
    CoveragePoint,
    Endorsement,
    NationalPoint,
)
from report_mining.records.register import Company, ReportMatch
from report_mining.records.statistics import ChangePoint, PanelPoint, SectorPoint
from report_mining.records.wording import Wording


@dataclass(frozen=True, slots=True)
class Crop:
    """A picture of the page region of one finding, with the passage marked."""

    finding_id: str
    png: bytes
    width_px: int
    height_px: int
    region: Box  # what part of the page it shows, in PDF points


@dataclass(frozen=True, slots=True)
class EvidencePlace:
    """Where a piece of evidence stands that is no finding, for a picture of it."""

    finding_id: str  # of the evidence: a reading
    page_number: int | None
    boxes: tuple[Box, ...]


Evidence = Finding | EvidencePlace  # whatever a picture can be made of


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One decision that waits for a person."""

    company_id: str
    company_name: str
    reporting_year: int
    indicator_id: str
    reason: str  # needs_review or conflict, in words
    finding_ids: tuple[str, ...]
    reason_nl: str = ""  # the same in Dutch

    @property
    def told(self) -> Wording:
        """The reason in both languages; English alone where no Dutch was made."""
        return Wording(self.reason, self.reason_nl or self.reason)


@dataclass(frozen=True, slots=True)
class RunFacts:
    """How a release was made."""

    started_at: str  # ISO 8601, UTC
    seconds: float
    instrument_version: str
    codebook_version: str
    reader_version: str
    package_version: str
    vintage: str  # year-month-day of the run, part of every row
    reports_found: int
    reports_new: int  # read in this run
    reports_reused: int  # taken from the store
    has_ocr: bool
    size_test: str = ""  # by which companies were left out: "and", "or", "staff"; "" for none
    companies_too_small: int = 0  # left out by it
    companies_of_unknown_size: int = 0  # kept, since the list does not say


@dataclass(frozen=True, slots=True)
class MeasuredFigure:
    """How well a part of the instrument did on labelled texts."""

    name: str  # such as "standard_recall"
    value: float
    n: int  # labelled rows
    data: str  # which texts


@dataclass(frozen=True, slots=True)
class InstrumentPart:
    """One active artefact of the instrument, for the method page."""

    task: str
    version: str
    languages: tuple[str, ...] = ()
    thresholds: tuple[tuple[str, float], ...] = ()
    scores_are: str = ""  # what its scores mean, such as "priors set by hand"; "" when not said
    measured: tuple[MeasuredFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportEndorsement:
    """The decisions over one report by itself, for a corpus without a company list."""

    report_id: str
    oecd: Endorsement
    ungp: Endorsement
    conduct: Conduct | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """Everything a release folder is written from."""

    run: RunFacts
    companies: tuple[Company, ...]  # empty when no list was given
    reports: tuple[ScoredReport, ...]  # one per distinct file content, failures included
    matches: tuple[ReportMatch, ...]  # one per file
    company_years: tuple[CompanyYear, ...]
    national: tuple[NationalPoint, ...]  # empty without a company list
    review: tuple[ReviewItem, ...]
    report_endorsements: tuple[ReportEndorsement, ...] = ()
    coverage: tuple[CoveragePoint, ...] = ()  # COV-03, one per year; empty without a company list
    sectors: tuple[SectorPoint, ...] = ()  # empty where the company list names no sector
    changes: tuple[ChangePoint, ...] = ()  # END-12; empty for a single year
    panel: tuple[PanelPoint, ...] = ()  # the balanced panel; empty without a company list
    published: tuple[NationalPoint, ...] = ()  # every vintage of the series, this one included
    conduct: tuple[ConductPoint, ...] = ()  # due diligence and SDGs per sector and for all
    instrument: tuple[InstrumentPart, ...] = ()  # the active artefacts, for the method page

    def readings(self) -> tuple[PassageReading, ...]:
        """Return every reading of every report, in the order of the reports."""
        return tuple(r for report in self.reports for r in report.readings)

    def findings(self) -> tuple[Finding, ...]:
        """Return every finding of every report, in the order of the reports."""
        return tuple(f for report in self.reports for f in report.findings)

"""What classification yields: predictions on a text, findings in a report, a scored report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from report_mining.records.documents import BlockKind, Box, ExtractionFailure
from report_mining.records.due_diligence import PassageReading
from report_mining.taxonomies.codes import Framework, Lookalike, Stance


class Actor(StrEnum):
    """Whose stance a mention states (DOMAIN 3.3)."""

    SELF = "self"
    GROUP = "group"
    PARENT = "parent"
    SUBSIDIARY = "subsidiary"
    SUPPLIER = "supplier"
    INVESTEE = "investee"
    GOVERNMENT = "government"
    ASSOCIATION = "association"
    NGO = "ngo"
    OTHER = "other"


class Scope(StrEnum):
    """How much of the company or of the framework a statement covers."""

    WHOLE = "whole"
    CHAPTER = "chapter"
    SITE = "site"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class TextInContext:
    """A text to classify, with what stands around it."""

    text: str
    language: str | None = None  # ISO 639-1; None: to be identified
    section: tuple[str, ...] = ()  # headings from the outermost to the nearest
    before: str = ""  # the text before it in the same section, may be empty
    after: str = ""
    kind: BlockKind = BlockKind.PARAGRAPH
    lead_in: str = ""  # the sentence that governs a list item
    # Title, front page and running titles of the report, to recognise its own name.
    own_names_text: str = ""
    row_header: str = ""  # of a table row: what names it
    column_headers: tuple[str, ...] = ()  # of a table row: what stands over each of its cells


@dataclass(frozen=True, slots=True)
class StanceMention:
    """One framework mention in a text with the stance taken on it (machine prediction)."""

    framework: Framework
    start: int  # code points in the input text, inclusive
    end: int  # exclusive
    stance: Stance
    score: float  # 0 to 1, confidence that the stance is right
    actor: Actor
    own_assertion: bool | None  # defined for REGULATORY only
    lookalike: Lookalike | None  # set when the stance is NOT_FRAMEWORK
    scope: Scope
    rule: str  # which rule decided, such as "R5-strong"
    sentence_start: int  # the clause or sentence that was judged, in the input text
    sentence_end: int
    standard_score: float | None = None  # probability of ENDORSE or ANCHOR; None: rules alone


@dataclass(frozen=True, slots=True)
class Finding:
    """An accepted prediction with its place in a report."""

    finding_id: str  # content hash
    report_id: str
    code: Framework
    stance: Stance
    score: float
    actor: Actor
    own_assertion: bool | None
    lookalike: Lookalike | None
    scope: Scope
    rule: str
    page_number: int | None
    page_label: str | None
    locator: str | None
    language: str
    section_path: tuple[str, ...]
    quote: str  # the sentence that was judged, as it stands in the repaired page text
    mention: str  # the name of the framework as it stands in the quote
    char_start: int  # of the quote in the page text
    char_end: int
    boxes: tuple[Box, ...]  # of the quote, one per printed line; empty without pages
    passage_id: str
    standard_score: float | None = None  # probability of ENDORSE or ANCHOR; None: rules alone


class ReportStatus(StrEnum):
    """What became of a report (DESIGN 10)."""

    SCORED = "scored"
    PARTIAL = "partial"
    NOT_COVERED = "not_covered"
    NO_TEXT = "no_text"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class IdentityClues:
    """What a report says about whose it is and which year it covers."""

    kvk: tuple[str, ...]  # Chamber of Commerce numbers found in the text, most frequent first
    lei: tuple[str, ...]  # LEIs with valid check digits
    front_text: str  # text of the first pages, for matching names
    title: str  # from the file's metadata
    name_counts_text: str  # running headers and footers, for matching names
    reporting_year: int | None
    reporting_year_basis: str  # how the year was found, such as "text: boekjaar 2022"


@dataclass(frozen=True, slots=True)
class ScoredReport:
    """Everything that one report contributes to the figures."""

    report_id: str  # sha256; "" when the file could not be opened at all
    file_name: str
    path: str  # as given, for rendering crops
    status: ReportStatus
    reason: str | None  # for failed: the FailureReason; else None
    detail: str | None  # a sentence for people
    pages: int
    pages_scored: int
    pages_not_looked: tuple[tuple[str, int], ...]  # (NotLookedReason, count)
    pages_ocr: int
    languages: tuple[tuple[str, int], ...]  # (language, passages), most frequent first
    passages: int
    findings: tuple[Finding, ...]
    clues: IdentityClues | None
    instrument_version: str
    reader_version: str
    seconds: float  # wall-clock time of reading and scoring
    readings: tuple[PassageReading, ...] = ()  # passages on due diligence, themes, SDGs, partners

    @property
    def has_readable_text(self) -> bool:
        """Whether at least one page gave text in a covered language."""
        return self.status in (ReportStatus.SCORED, ReportStatus.PARTIAL)

    @property
    def is_fully_looked(self) -> bool:
        """Whether every page was read, so that "not found" may be said."""
        return self.status is ReportStatus.SCORED and not self.pages_not_looked


def failed_report(
    failure: ExtractionFailure, path: str, instrument_version: str, reader_version: str
) -> ScoredReport:
    """Return the record that counts a file that could not be read."""
    return ScoredReport(
        report_id=failure.report_id or "",
        file_name=failure.file_name,
        path=path,
        status=ReportStatus.FAILED,
        reason=failure.reason.value,
        detail=failure.detail,
        pages=0,
        pages_scored=0,
        pages_not_looked=(),
        pages_ocr=0,
        languages=(),
        passages=0,
        findings=(),
        clues=None,
        instrument_version=instrument_version,
        reader_version=reader_version,
        seconds=0.0,
    )


@dataclass(frozen=True, slots=True)
class GoldStance:
    """A human label: which stance a passage takes on the framework named at ``match``."""

    gold_id: str
    framework: Framework  # for a look-alike: the family that it resembles
    match: str  # the name as it stands in the passage; "" where the label gives none
    passage: str
    stance: Stance | None  # None where the annotators disagreed
    own_assertion: bool | None = None  # defined for REGULATORY only
    lookalike: Lookalike | None = None
    language: str | None = None  # ISO 639-1, None where the label gives none
    document: str = ""
    alternatives: tuple[Stance, ...] = ()  # what the annotators said where they disagreed
    context: TextInContext | None = None  # None: the passage is all there is
    start: int | None = None  # where the match stands in the passage; None: look for it

"""What a person is asked in the review application, what the machine said, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from report_mining.records.indicators import Series, Strictness, ValueStatus
from report_mining.records.wording import Wording
from report_mining.taxonomies.codes import Framework, Stance

DECISION_SCHEMA = 1  # of the lines of decisions.jsonl; raise it when a field changes its meaning


class ReviewVerdict(StrEnum):
    """What a reviewer said of the machine's reading."""

    ACCEPT = "accept"
    CORRECT = "correct"  # the right stance is another one, or the document is not this company's
    UNSURE = "unsure"  # changes no figure
    WITHDRAWN = "withdrawn"  # undoes the decision that it supersedes


class ItemKind(StrEnum):
    """Why a question stands in the queue."""

    REOPENED = "reopened"  # decided before, but evidence or reading changed since
    DISAGREEMENT = "disagreement"  # reviewers differ
    CONFLICT = "conflict"
    NEEDS_REVIEW = "needs_review"
    MATCH = "match"  # is this document of this company?
    DECIDED = "decided"  # a person's decision stands
    SETTLED = "settled"  # the machine is sure; a person may still look


@dataclass(frozen=True, slots=True)
class EvidenceRef:
    """One piece of evidence that a decision rests on."""

    finding_id: str  # "" where the evidence is a whole document
    passage_id: str
    report_id: str
    page_number: int | None
    quote_sha256: str  # of the words, so that layout makes no difference


@dataclass(frozen=True, slots=True)
class MachineAnswer:
    """The machine's answer at one strictness."""

    strictness: Strictness
    value: int | None
    status: ValueStatus


@dataclass(frozen=True, slots=True)
class MachineReading:
    """What the machine made of one framework family in one company-year, and on what it rests."""

    stance: Stance | None
    answers: tuple[MachineAnswer, ...]  # strict, standard, lenient; empty for a match
    evidence: tuple[EvidenceRef, ...]
    evidence_hash: str


@dataclass(frozen=True, slots=True)
class ReviewDecision:
    """One line of ``review/decisions.jsonl``; lines are only ever added."""

    schema_version: int
    decision_id: str
    item_id: str
    company_id: str
    company_name: str
    reporting_year: int
    framework: Framework | None  # None: the question is whose a document is
    indicator_id: str
    machine: MachineReading  # as it stood when the reviewer looked
    instrument_version: str
    reader_version: str
    codebook_version: str
    verdict: ReviewVerdict
    stance: Stance | None  # the company's stance by the reviewer; None: none, or not decided
    own_assertion: bool | None  # given exactly when the stance is REGULATORY
    finding_id: str | None  # the evidence that shows the stance
    looked_everywhere: bool  # the reviewer read the pages that the machine could not read
    reason: str
    reviewer: str
    decided_at: str  # ISO 8601, UTC
    supersedes: str | None  # the decision_id that this one replaces


@dataclass(frozen=True, slots=True)
class HumanStance:
    """The part of a reviewer's decision that counts for the indicators."""

    stance: Stance | None
    own_assertion: bool | None
    looked_everywhere: bool
    finding_id: str | None
    decided_on: str  # year-month-day


@dataclass(frozen=True, slots=True)
class FigureEffect:
    """Which published figures an answer can change, each by one company of the population."""

    n_population: int
    figures: tuple[tuple[Series, Strictness], ...]  # the most prominent first

    @property
    def points(self) -> float:
        """What one company is worth, in percentage points."""
        return 100.0 / self.n_population if self.n_population else 0.0


@dataclass(frozen=True, slots=True)
class ReviewQuestion:
    """One question of the review application: a company, a year, and a family or a document."""

    item_id: str
    kind: ItemKind
    company_id: str
    company_name: str
    reporting_year: int
    framework: Framework | None  # None: whose is the document?
    indicator_id: str
    why: str  # the machine's sentence
    machine: MachineReading
    finding_ids: tuple[str, ...]  # what the answer rests on, strongest first
    report_ids: tuple[str, ...]
    probability: float | None
    is_fully_looked: bool  # every page of every document was read
    why_nl: str = ""  # ``why`` in Dutch

    @property
    def told(self) -> Wording:
        """The sentence in both languages; English alone where no Dutch was made."""
        return Wording(self.why, self.why_nl or self.why)

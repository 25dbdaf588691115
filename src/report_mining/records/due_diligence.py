"""What classification says of due diligence in a passage, and how it ties it to the SDGs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from report_mining.records.documents import Box


class ChainDepth(StrEnum):
    """How far along the value chain a passage looks (DD-09), from near to far."""

    OWN = "own"
    TIER1 = "tier1"
    TIER2 = "tier2"
    RAW_MATERIAL = "raw_material"
    DOWNSTREAM = "downstream"


class LinkDirection(StrEnum):
    """Whether a link speaks of harm avoided, of good done, or of both (DOMAIN 4.3)."""

    DO_NO_HARM = "do_no_harm"
    DO_GOOD = "do_good"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class StepReading:
    """One due diligence step that a passage describes, and how specifically (DOMAIN 2.3)."""

    step: str  # "1" to "6", or "X" for stakeholder engagement
    specificity: int  # 1 generic claim, 2 process, 3 process with outcome; 0 never stands here
    score: float  # calibrated probability that the passage shows the step, 0 to 1
    start: int  # code points of the sentence that shows it best, in the input text
    end: int  # exclusive


@dataclass(frozen=True, slots=True)
class NamedIssue:
    """A salient risk that a passage names, such as child labour in cocoa from Ghana."""

    name: str  # as it stands in the text
    country: str | None
    commodity: str | None
    right: str | None  # an ILO right or a theme, such as child_labour; None: neither
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DueDiligencePrediction:
    """What one text says of due diligence; every list may be empty."""

    steps: tuple[StepReading, ...]
    themes: tuple[str, ...]  # codes of taxonomies/data/themes_2020.yaml
    oecd_chapters: tuple[str, ...]
    ungp: tuple[str, ...]  # principles 11 to 24
    ilo_rights: tuple[str, ...]
    chain_depth: ChainDepth | None
    issues: tuple[NamedIssue, ...]
    false_friend: str | None  # why the words are no due diligence, such as kyc


@dataclass(frozen=True, slots=True)
class MeasuredKpi:
    """A figure with its year that measures an effect on people or environment."""

    quote: str
    value: float
    unit: str  # such as %, as it stands in the text; "" where none stands
    year: int | None
    is_goal: bool  # a value that is aimed at rather than reached


@dataclass(frozen=True, slots=True)
class LinkPrediction:
    """How a text ties responsible business conduct to the SDGs (DOMAIN 4.3)."""

    level: int  # 0 to 5; level 1 is given to reports, never to a single text
    score: float  # calibrated probability that the level is 3 or higher, 0 to 1
    direction: LinkDirection | None  # None below level 3
    goals: tuple[int, ...]
    targets: tuple[str, ...]
    rbc_span: tuple[int, int] | None  # the RBC element, code points in the input text
    sdg_span: tuple[int, int] | None
    relation_span: tuple[int, int] | None  # the relation word; None for tables and below level 3
    kpi: MeasuredKpi | None  # level 5 only
    has_trade_off: bool
    rule: str  # which rule or model decided


@dataclass(frozen=True, slots=True)
class OwnSdgClaim:
    """A goal or target that a passage names, with the role it plays there (DOMAIN 4.2)."""

    goal: int
    target: str | None
    role: str  # priority, contribution, risk, reference, third_party, own_goal
    form: str  # number, name, code, tag, icon, index_row
    start: int
    end: int


class PartyKind(StrEnum):
    """What a named party or initiative is (PAR-01 to PAR-03)."""

    COVENANT = "covenant"  # a sector agreement on international responsible business conduct
    PARTNER = "partner"  # somebody that the company works with
    FRAMEWORK = "framework"  # another framework, such as the Equator Principles


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A covenant, partner or other framework that a passage names."""

    kind: PartyKind
    code: str  # of the list of names, such as dutch_textile_agreement
    group: str  # of a partner: union, ngo, government, sector, knowledge; else ""
    is_own: bool  # whether the sentence says that the company takes part
    start: int  # code points in the input text
    end: int  # exclusive


@dataclass(frozen=True, slots=True)
class PassageReading:
    """A passage of a report with something to say on due diligence, themes or SDGs."""

    reading_id: str  # content hash
    report_id: str
    passage_id: str
    page_number: int | None
    page_label: str | None
    locator: str | None
    language: str
    section_path: tuple[str, ...]
    quote: str  # the passage, as it stands in the repaired page text
    char_start: int  # of the quote in the page text
    char_end: int
    boxes: tuple[Box, ...]
    due_diligence: DueDiligencePrediction
    link: LinkPrediction
    sdg_mentions: tuple[OwnSdgClaim, ...]
    sdg_goals: tuple[tuple[int, float], ...]  # goals that the model selected, with their score
    parties: tuple[NamedParty, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldDueDiligence:
    """Human labels of one text for the tasks due-diligence and linkage."""

    gold_id: str
    text: str
    language: str | None
    document: str  # the company, for splits and intervals
    section: tuple[str, ...]
    # Parts that a label file does not judge are None.
    steps: tuple[tuple[str, int], ...] | None  # (step, specificity)
    themes: frozenset[str] | None = None
    oecd_chapters: frozenset[str] | None = None
    ungp: frozenset[str] | None = None
    ilo_rights: frozenset[str] | None = None
    chain_depth: ChainDepth | None = None
    link_level: int | None = None
    link_direction: LinkDirection | None = None
    link_goals: frozenset[int] | None = None
    link_targets: frozenset[str] | None = None
    judged_steps: tuple[str, ...] | None = None  # None: all; else the only steps that were judged

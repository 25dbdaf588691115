"""What the pages of the review application show, arranged for the templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from report_mining.pipeline.review_answers import allows_accept
from report_mining.pipeline.reviewing import EvidencePiece, ReviewDesk
from report_mining.publishing.evidence import QuotePart, crop_href, split_quote
from report_mining.publishing.neutralising import clean_text
from report_mining.records import Finding, NationalPoint, Series, Strictness
from report_mining.records.review import (
    FigureEffect,
    ItemKind,
    ReviewDecision,
    ReviewQuestion,
    ReviewVerdict,
)
from report_mining.review import OPEN_KINDS

MAX_SHOWN_CHARS = 6_000  # of a passage; the rest is one click away in the report
CONTEXT_CHARS = 600
SHOWN_PIECES = 12  # with passage and picture; further evidence is listed
PAGE_SIZE = 100
OPEN, ALL, SECOND = "open", "all", "second"
_KINDS = (OPEN, *(kind.value for kind in ItemKind), SECOND, ALL)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which questions are shown."""

    kind: str = OPEN
    year: int | None = None
    company: str = ""  # part of a name or an id, any case

    @property
    def query(self) -> str:
        """The filters as the end of an address; "" for the plain queue."""
        given = {"kind": self.kind if self.kind != OPEN else "", "year": self.year or ""}
        return urlencode({k: v for k, v in {**given, "company": self.company}.items() if v})


def read_filters(params: Mapping[str, str]) -> Filters:
    """Return the filters that an address asks for; what is not understood is left out."""
    kind, year = params.get("kind", OPEN), params.get("year", "")
    return Filters(
        kind=kind if kind in _KINDS else OPEN,
        year=int(year) if year.isdecimal() and len(year) <= 4 else None,
        company=params.get("company", "").strip()[:100],
    )


def chosen_questions(
    desk: ReviewDesk, filters: Filters, reviewer: str
) -> tuple[ReviewQuestion, ...]:
    """Return the questions that the filters let through; those I was unsure of come last."""
    unsure = {d.item_id for d in desk.current_of(reviewer) if d.verdict is ReviewVerdict.UNSURE}
    found = [q for q in desk.questions if _is_chosen(desk, q, filters, reviewer)]
    if filters.kind == OPEN:
        found.sort(key=lambda q: q.item_id in unsure)
    return tuple(found)


def _is_chosen(desk: ReviewDesk, q: ReviewQuestion, filters: Filters, reviewer: str) -> bool:
    if filters.year is not None and q.reporting_year != filters.year:
        return False
    wanted = filters.company.casefold()
    if wanted and wanted not in f"{q.company_name}\n{q.company_id}".casefold():
        return False
    if filters.kind == ALL:
        return True
    if filters.kind == OPEN:
        return q.kind in OPEN_KINDS
    if filters.kind == SECOND:  # one person decided, and it was not me
        by = {d.reviewer for d in desk.decided.deciding(q.item_id)}
        return len(by) == 1 and reviewer not in by
    return q.kind.value == filters.kind


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure before and after a decision; both alike where none was taken."""

    before: NationalPoint
    after: NationalPoint

    @property
    def is_changed(self) -> bool:
        """Whether the decision changed it."""
        return self.before != self.after


def headline_figures(
    before: Sequence[NationalPoint], after: Sequence[NationalPoint]
) -> tuple[Figure, ...]:
    """Return the standard figures of both series first, then whatever else changed."""
    pairs = [Figure(a, b) for a, b in zip(before, after, strict=True)]
    standard = [f for f in pairs if f.after.strictness is Strictness.STANDARD]
    others = [f for f in pairs if f.after.strictness is not Strictness.STANDARD and f.is_changed]
    return (*sorted(standard, key=lambda f: f.after.series is not Series.OECD_ONLY), *others)


@dataclass(frozen=True, slots=True)
class PieceView:
    """One piece of evidence as the page shows it."""

    number: int
    finding: Finding
    file_name: str
    is_deciding: bool
    before: str
    parts: tuple[QuotePart, ...]
    rest_before: str  # of the passage, in front of the quote
    rest_after: str
    after: str
    cut_chars: int  # characters of the passage that are not shown
    picture: str | None  # address of the crop


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with everything that a person needs to answer it."""

    question: ReviewQuestion
    effect: FigureEffect
    pieces: tuple[PieceView, ...]
    more: tuple[Finding, ...]  # further evidence of the same company and year
    documents: tuple[tuple[str, str], ...]  # report id, file name
    allows_accept: bool
    mine: ReviewDecision | None
    stale: ReviewDecision | None  # mine, on evidence that changed
    others_count: int  # people besides me who decided
    others: tuple[
        ReviewDecision, ...
    ]  # shown only once I have decided: two looks, not one and a half


def view_question(desk: ReviewDesk, question: ReviewQuestion, reviewer: str) -> QuestionView:
    """Return one question with its evidence and decisions."""
    findings = desk.findings_of(question)
    current = desk.decided.of(question.item_id)
    mine = next((d for d in current if d.reviewer == reviewer), None)
    others = tuple(d for d in desk.decided.deciding(question.item_id) if d.reviewer != reviewer)
    stale = desk.decided.reopened.get(question.item_id, ())
    return QuestionView(
        question=question,
        effect=desk.effect_of(question),
        pieces=tuple(
            _piece_view(desk, number, desk.piece(f), f.finding_id in question.finding_ids)
            for number, f in enumerate(findings[:SHOWN_PIECES], start=1)
        ),
        more=findings[SHOWN_PIECES:],
        documents=tuple((r, desk.file_name(r)) for r in question.report_ids),
        allows_accept=allows_accept(question),
        mine=mine,
        stale=next((d for d in stale if d.reviewer == reviewer), stale[0] if stale else None),
        others_count=len(others),
        others=others if mine is not None else (),
    )


def _piece_view(
    desk: ReviewDesk, number: int, piece: EvidencePiece, is_deciding: bool
) -> PieceView:
    finding = piece.finding
    quote, head, tail = finding.quote, "", ""
    place = piece.passage.find(quote) if quote else -1
    if place >= 0:
        head, tail = piece.passage[:place], piece.passage[place + len(quote) :]
    shown_head, shown_tail = head[-CONTEXT_CHARS:], tail[:CONTEXT_CHARS]
    shown_quote = quote[:MAX_SHOWN_CHARS]
    cut = len(head) + len(tail) + len(quote)
    cut -= len(shown_head) + len(shown_tail) + len(shown_quote)
    has_picture = (desk.out / crop_href(finding.finding_id)).is_file()
    return PieceView(
        number=number,
        finding=finding,
        file_name=piece.file_name,
        is_deciding=is_deciding,
        before=piece.before[-CONTEXT_CHARS:],
        parts=split_quote(shown_quote, [finding.mention]),
        rest_before=shown_head,
        rest_after=shown_tail,
        after=piece.after[:CONTEXT_CHARS],
        cut_chars=cut,
        picture=f"/{crop_href(finding.finding_id)}" if has_picture else None,
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the queue is: questions decided by anybody over those and the open ones."""

    done: int
    total: int
    mine: int


def progress_of(desk: ReviewDesk, reviewer: str) -> Progress:
    """Return how many questions are decided, and how many by this reviewer."""
    waiting = sum(q.kind in OPEN_KINDS for q in desk.questions)
    done = sum(q.kind is ItemKind.DECIDED for q in desk.questions)
    mine = sum(d.verdict is not ReviewVerdict.UNSURE for d in desk.current_of(reviewer))
    return Progress(done, done + waiting, mine)


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One line of the log as the page of decisions shows it."""

    decision: ReviewDecision
    state: str  # stands, open_again, replaced, withdrawn
    is_hidden: bool  # of somebody else, on a question that I have not decided yet
    can_undo: bool


def decision_rows(desk: ReviewDesk, reviewer: str) -> tuple[DecisionRow, ...]:
    """Return every decision ever taken, the latest first."""
    stands = {d.decision_id for found in desk.decided.standing.values() for d in found}
    again = {d.decision_id for found in desk.decided.reopened.values() for d in found}
    mine = {d.item_id for d in desk.current_of(reviewer)}
    rows = []
    for decision in reversed(desk.all_decisions):
        is_mine = decision.reviewer == reviewer
        is_current = decision.decision_id in stands | again
        rows.append(
            DecisionRow(
                decision=decision,
                state=_state(decision, stands, again),
                is_hidden=not is_mine and decision.item_id not in mine,
                can_undo=is_mine and is_current,
            )
        )
    return tuple(rows)


def _state(decision: ReviewDecision, stands: set[str], again: set[str]) -> str:
    if decision.verdict is ReviewVerdict.WITHDRAWN:
        return "withdrawal"
    if decision.decision_id in stands:
        return "stands"
    return "open_again" if decision.decision_id in again else "replaced"


def shown_text(value: object) -> object:
    """Return what a template prints: texts cleaned of control and reordering characters."""
    return clean_text(value) if isinstance(value, str) and not hasattr(value, "__html__") else value

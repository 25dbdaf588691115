"""Hands questions and decisions to annotation tools, and takes decisions back from them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from report_mining.annotation.stance_items import MentionRow, StanceItemRow
from report_mining.pipeline.review_answers import Answer, DecisionRefusedError
from report_mining.pipeline.reviewing import ReviewDesk
from report_mining.records import Finding
from report_mining.records.review import ItemKind, ReviewDecision, ReviewQuestion, ReviewVerdict
from report_mining.review import ExchangeFormat, ExchangeItem, GivenDecision, Refused
from report_mining.review.exchange import dump_items
from report_mining.review.exchange_reading import read_exchange
from report_mining.taxonomies.codes import Lookalike, Stance

_IMPORTED = "taken in from a file"  # the reason where a tool gives none
_STYLE = "reviewed_report"  # the register of annotation items that come from reports


@dataclass(frozen=True, slots=True)
class Exported:
    """The content of a file, with how much is in it and what is not."""

    content: str
    count: int
    left_out: tuple[tuple[str, int], ...]  # (why, how many)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the decisions of a file."""

    added: int
    unchanged: int  # the same stands already
    undecided: int
    refused: tuple[Refused, ...]


def export_review(desk: ReviewDesk, wanted: ExchangeFormat) -> Exported:
    """Return the open and the decided questions, or the confirmed decisions as annotation items."""
    if wanted is ExchangeFormat.STANCE_ITEMS:
        return _stance_items(desk)
    asked = [q for q in desk.questions if q.kind is not ItemKind.SETTLED]
    items = [item for item in (_item(desk, q) for q in asked) if item is not None]
    left_out = (("questions about whole documents", len(asked) - len(items)),)
    return Exported(dump_items(items, wanted), len(items), _present(left_out))


def import_review(desk: ReviewDesk, text: str, importer: str) -> Imported:
    """Add the decisions of a file that say something new; those of changed evidence are refused.

    Raises:
        ValueError: the file is no JSON.
        StorageError: the decisions cannot be kept.
    """
    read = read_exchange(text, importer)
    refused = list(read.refused)
    added = unchanged = 0
    for given in read.given:
        try:
            is_new = _take_in(desk, given)
        except DecisionRefusedError as error:
            refused.append(Refused(given.place, str(error)))
            continue
        added += is_new
        unchanged += not is_new
    return Imported(added, unchanged, read.undecided, tuple(refused))


def _item(desk: ReviewDesk, question: ReviewQuestion) -> ExchangeItem | None:
    if question.framework is None:
        return None
    findings = desk.findings_of(question)
    first = next((f for f in findings if f.code is question.framework), None)
    if first is None:
        return None
    piece = desk.piece(first)
    return ExchangeItem(
        question=question,
        finding=first,
        text=piece.passage,
        before=piece.before,
        after=piece.after,
        file_name=piece.file_name,
        instrument_version=desk.record.run.instrument_version,
        decisions=desk.decided.of(question.item_id),
    )


def _take_in(desk: ReviewDesk, given: GivenDecision) -> bool:
    """Keep a decision; return False where it stands already."""
    question = desk.question(given.item_id)
    if question is None:
        raise DecisionRefusedError("unknown", f"{given.item_id}: no such question in this run")
    answer = _answer(question, given)
    stands = {d.reviewer: d for d in desk.decided.of(given.item_id)}.get(given.reviewer.strip())
    if stands is not None and _says_the_same(stands, answer):
        return False
    if stands is not None and given.decided_at and given.decided_at <= stands.decided_at:
        raise DecisionRefusedError(
            "older",
            f"{given.reviewer} decided otherwise later, on {stands.decided_at}; that stands",
        )
    desk.decide(given.item_id, answer, given.reviewer, given.decided_at or None)
    return True


def _answer(question: ReviewQuestion, given: GivenDecision) -> Answer:
    verdict = given.verdict
    if verdict is None:
        is_same = given.stance is not None and given.stance is question.machine.stance
        verdict = ReviewVerdict.ACCEPT if is_same else ReviewVerdict.CORRECT
    own = given.own_assertion
    if given.stance is Stance.REGULATORY and own is None:
        own = False  # a tool that cannot ask leaves the lesser claim
    is_correction = verdict is ReviewVerdict.CORRECT
    return Answer(
        verdict=verdict,
        stance=given.stance if is_correction else None,
        own_assertion=own if is_correction else None,
        finding_id=given.finding_id,
        looked_everywhere=given.looked_everywhere,
        reason=given.reason or (_IMPORTED if is_correction else ""),
        evidence_hash=given.evidence_hash,
    )


def _says_the_same(stands: ReviewDecision, answer: Answer) -> bool:
    is_accepted = answer.verdict is ReviewVerdict.ACCEPT
    return (
        stands.verdict is answer.verdict
        and (is_accepted or stands.stance is answer.stance)
        and (is_accepted or stands.own_assertion is answer.own_assertion)
        and stands.looked_everywhere is answer.looked_everywhere
        and stands.reason == answer.reason.strip()
    )


def _stance_items(desk: ReviewDesk) -> Exported:
    """Return confirmed decisions as items of ``annotations/stance``, and count those that are none."""
    left_out: Counter[str] = Counter()
    rows = []
    for question in desk.questions:
        agreed = _agreed(desk, question)
        if agreed is None:
            continue
        try:
            rows.append(_stance_item(desk, question, agreed))
        except _NotAnItemError as error:
            left_out[str(error)] += 1
    lines = (row.model_dump(mode="json", by_alias=True, exclude_none=True) for row in rows)
    content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return Exported(content, len(rows), tuple(sorted(left_out.items())))


class _NotAnItemError(Exception):
    """Says why a decision makes no annotation item."""


def _agreed(desk: ReviewDesk, question: ReviewQuestion) -> ReviewDecision | None:
    """Return the decision on a question on which everybody who decided agrees."""
    said = desk.decided.deciding(question.item_id)
    same = {(d.stance, d.own_assertion) for d in said}
    if question.framework is None or len(same) != 1 or said[0].stance is None:
        return None
    return said[0]


def _stance_item(
    desk: ReviewDesk, question: ReviewQuestion, decision: ReviewDecision
) -> StanceItemRow:
    found = {f.finding_id: f for f in desk.findings_of(question)}.get(decision.finding_id or "")
    if found is None:
        raise _NotAnItemError("decisions without a piece of evidence")
    piece = desk.piece(found)
    head, _, tail = piece.passage.partition(found.quote)
    try:
        return StanceItemRow(
            company=question.company_name,
            sector=desk.sector_of(question.company_id) or "unknown",
            language=found.language,  # type: ignore[arg-type]  # checked by the model
            document=piece.file_name,
            register=_STYLE,
            section=" > ".join(found.section_path) or None,
            before=head.strip() or piece.before or None,
            text=found.quote,
            after=tail.strip() or piece.after or None,
            mentions=tuple(_mentions(desk, question, decision, found)),
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise _NotAnItemError(f"not an item of the annotation format ({first['msg']})") from error


def _mentions(
    desk: ReviewDesk, question: ReviewQuestion, decision: ReviewDecision, found: Finding
) -> Iterator[MentionRow]:
    """Yield every mention in the quoted sentence with the stance that the reviewer gave.

    Names that the machine gave another stance in the same sentence were not decided about.
    """
    place = (found.report_id, found.page_number, found.char_start, found.quote)
    beside = [
        f
        for f in desk.findings_of(question)
        if (f.report_id, f.page_number, f.char_start, f.quote) == place
    ]
    if any(f.stance is not found.stance for f in beside):
        raise _NotAnItemError("sentences with another name whose stance nobody decided")
    seen: Counter[str] = Counter()
    for finding in beside:
        seen[finding.mention] += 1
        yield _mention(finding, decision, seen[finding.mention])


def _mention(finding: Finding, decision: ReviewDecision, occurrence: int) -> MentionRow:
    stance = decision.stance
    assert stance is not None
    lookalike = finding.lookalike or Lookalike.OTHER
    return MentionRow(
        match=finding.mention,
        framework=finding.code,
        stance=stance,
        own_assertion=decision.own_assertion,
        lookalike=lookalike if stance is Stance.NOT_FRAMEWORK else None,
        occurrence=occurrence,
    )


def _present(counts: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    return tuple((why, count) for why, count in counts if count)

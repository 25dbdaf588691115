"""Questions and decisions in the files of annotation tools: Label Studio, spaCy and Prodigy."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from report_mining.records import Finding
from report_mining.records.review import ReviewDecision, ReviewQuestion, ReviewVerdict
from report_mining.taxonomies.codes import Stance

META = "report_mining"  # the key under which every format carries what it has no field for


class ExchangeFormat(StrEnum):
    """What ``review --export`` writes."""

    LABEL_STUDIO = "label-studio"
    SPACY = "spacy-jsonl"
    PRODIGY = "prodigy-jsonl"
    STANCE_ITEMS = "stance-items"  # for annotations/stance; see the pipeline


@dataclass(frozen=True, slots=True)
class ExchangeItem:
    """A question with its leading piece of evidence and the decisions that stand on it."""

    question: ReviewQuestion
    finding: Finding
    text: str  # the passage
    before: str
    after: str
    file_name: str
    instrument_version: str
    decisions: tuple[ReviewDecision, ...]


@dataclass(frozen=True, slots=True)
class GivenDecision:
    """What a file says of one question, before it is checked."""

    place: str  # where it stands, such as "line 3"
    item_id: str
    evidence_hash: str
    verdict: ReviewVerdict | None  # None: follows from the stance
    stance: Stance | None
    own_assertion: bool | None
    looked_everywhere: bool
    finding_id: str | None
    reason: str
    reviewer: str
    decided_at: str


def dump_items(items: Sequence[ExchangeItem], wanted: ExchangeFormat) -> str:
    """Return the content of a file in the format of a tool.

    Label Studio gets one task per question with all decisions; the others get a line per decision,
    or one without an answer where nobody decided.

    Raises:
        ValueError: for a format that is not about questions.
    """
    if wanted is ExchangeFormat.LABEL_STUDIO:
        return json.dumps([_task(item) for item in items], ensure_ascii=True, indent=1) + "\n"
    if wanted is ExchangeFormat.SPACY:
        return _lines(_spacy_row(item, d) for item in items for d in item.decisions or (None,))
    if wanted is ExchangeFormat.PRODIGY:
        return _lines(_prodigy_row(item, d) for item in items for d in item.decisions or (None,))
    raise ValueError(f"{wanted.value} is no format of questions")


def _lines(rows: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=True) + "\n" for row in rows)


def _facts(item: ExchangeItem) -> dict[str, Any]:
    """Return what says which question it is; people may read it, tools pass it on."""
    q, found = item.question, item.finding
    return {
        "item_id": q.item_id,
        "evidence_hash": q.machine.evidence_hash,
        "finding_id": found.finding_id,
        "company_id": q.company_id,
        "company": q.company_name,
        "reporting_year": q.reporting_year,
        "framework": q.framework.value if q.framework else None,
        "indicator": q.indicator_id,
        "file": item.file_name,
        "page": found.page_number,
        "section": " > ".join(found.section_path),
        "language": found.language,
        "instrument_version": item.instrument_version,
    }


def _given(decision: ReviewDecision) -> dict[str, Any]:
    return {
        "verdict": decision.verdict.value,
        "stance": decision.stance.value if decision.stance else None,
        "own_assertion": decision.own_assertion,
        "looked_everywhere": decision.looked_everywhere,
        "finding_id": decision.finding_id,
        "reason": decision.reason,
        "reviewer": decision.reviewer,
        "decided_at": decision.decided_at,
    }


def _task(item: ExchangeItem) -> dict[str, Any]:
    stance = item.question.machine.stance
    guess = {
        "model_version": item.instrument_version,
        "score": item.question.probability or 0.0,
        "result": [_choice("stance", stance.value)] if stance else [],
    }
    return {
        "data": {"text": item.text, "before": item.before, "after": item.after, **_facts(item)},
        "predictions": [guess],
        "annotations": [_annotation(decision) for decision in item.decisions],
    }


def _annotation(decision: ReviewDecision) -> dict[str, Any]:
    result = [_typed("reviewer", decision.reviewer)]
    if decision.stance is not None:
        result.append(_choice("stance", decision.stance.value))
    if decision.reason:
        result.append(_typed("reason", decision.reason))
    return {
        "result": result,
        "was_cancelled": decision.verdict is ReviewVerdict.UNSURE,
        "ground_truth": False,
        "created_at": decision.decided_at,
        "meta": {META: _given(decision)},
    }


def _choice(name: str, value: str) -> dict[str, Any]:
    return {"from_name": name, "to_name": "text", "type": "choices", "value": {"choices": [value]}}


def _typed(name: str, text: str) -> dict[str, Any]:
    return {"from_name": name, "to_name": "text", "type": "textarea", "value": {"text": [text]}}


def _spacy_row(item: ExchangeItem, decision: ReviewDecision | None) -> dict[str, Any]:
    row: dict[str, Any] = {"text": item.text, "meta": _facts(item)}
    if decision is None:
        return row
    row["meta"] = {**_facts(item), META: _given(decision)}
    if decision.stance is not None:
        row["cats"] = {stance.value: float(stance is decision.stance) for stance in Stance}
    return row


def _prodigy_row(item: ExchangeItem, decision: ReviewDecision | None) -> dict[str, Any]:
    start = item.text.find(item.finding.mention) if item.finding.mention else -1
    span = {"start": start, "end": start + len(item.finding.mention), "label": item.finding.code}
    row: dict[str, Any] = {
        "text": item.text,
        "spans": [span] if start >= 0 else [],
        "options": [{"id": stance.value, "text": stance.value} for stance in Stance],
        "config": {"choice_style": "single"},
        "meta": _facts(item),
    }
    if decision is None:
        return row
    moment = datetime.datetime.fromisoformat(decision.decided_at)
    return row | {
        "meta": {**_facts(item), META: _given(decision)},
        "accept": [decision.stance.value] if decision.stance else [],
        "answer": "ignore" if decision.verdict is ReviewVerdict.UNSURE else "accept",
        "_view_id": "choice",
        "_annotator_id": decision.reviewer,
        "_timestamp": int(moment.timestamp()),
    }

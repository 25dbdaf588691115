"""Reads decisions back from the files of annotation tools; what is wrong is named, never guessed."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from report_mining.records.review import ReviewVerdict
from report_mining.review.exchange import META, GivenDecision
from report_mining.taxonomies.codes import Stance

_NOT_OURS = "expected a file that report-mining review --export wrote, with or without answers"


@dataclass(frozen=True, slots=True)
class Refused:
    """A row of a file that could not be taken in."""

    place: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadExchange:
    """What a file holds."""

    given: tuple[GivenDecision, ...]
    undecided: int  # rows without an answer
    refused: tuple[Refused, ...]


def read_exchange(text: str, importer: str) -> ReadExchange:
    """Return the decisions in the content of a Label Studio, spaCy or Prodigy file.

    Args:
        text: The file: a JSON array of tasks, or JSON Lines.
        importer: Who is named as reviewer where the file names nobody.

    Raises:
        ValueError: it is no JSON of either form; the message says where and what.
    """
    given: list[GivenDecision] = []
    refused: list[Refused] = []
    undecided = 0
    for place, row in _rows(text):
        try:
            found = list(_decisions_of(row, place, importer))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            refused.append(Refused(place, f"{_in_words(error)}; {_NOT_OURS}"))
            continue
        given.extend(found)
        undecided += not found
    return ReadExchange(tuple(given), undecided, tuple(refused))


def _rows(text: str) -> Iterator[tuple[str, Any]]:
    if text.lstrip("\ufeff \t\r\n").startswith("["):
        for number, row in enumerate(json.loads(text.lstrip("\ufeff")), start=1):
            yield f"task {number}", row
        return
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ValueError(f"line {number}: {error}; {_NOT_OURS}") from error
        yield f"line {number}", row


def _decisions_of(row: Mapping[str, Any], place: str, importer: str) -> Iterator[GivenDecision]:
    if "data" in row:
        for number, annotation in enumerate(row.get("annotations") or (), start=1):
            yield _from_task(row["data"], annotation, f"{place}, annotation {number}", importer)
    elif "answer" in row:
        yield _from_prodigy(row, place, importer)
    elif "cats" in row or META in row["meta"]:
        yield _from_spacy(row, place, importer)
    elif "item_id" not in row["meta"]:
        raise KeyError("item_id")


def _from_task(
    facts: Mapping[str, Any], annotation: Mapping[str, Any], place: str, importer: str
) -> GivenDecision:
    results = {r["from_name"]: r["value"] for r in annotation.get("result") or ()}
    choices = results.get("stance", {}).get("choices") or ()
    typed = {
        name: " ".join(results[name].get("text") or ())
        for name in ("reason", "reviewer")
        if name in results
    }
    annotator = annotation.get("completed_by")
    if isinstance(annotator, Mapping):
        annotator = annotator.get("email") or annotator.get("id")
    named = typed.get("reviewer") or (f"Label Studio {annotator}" if annotator else importer)
    return _combined(
        place,
        facts,
        (annotation.get("meta") or {}).get(META) or {},
        stances=choices,
        is_unsure=bool(annotation.get("was_cancelled")),
        reviewer=named,
        reason=typed.get("reason", ""),
        decided_at=annotation.get("created_at"),
    )


def _from_prodigy(row: Mapping[str, Any], place: str, importer: str) -> GivenDecision:
    answer = row["answer"]
    if answer not in ("accept", "ignore", "reject"):
        raise ValueError(f"answer {answer!r}")
    moment = row.get("_timestamp")
    when = None
    if moment is not None:
        when = datetime.datetime.fromtimestamp(moment, datetime.UTC).isoformat()
    return _combined(
        place,
        row["meta"],
        row["meta"].get(META) or {},
        stances=row.get("accept") or (),
        is_unsure=answer != "accept",
        reviewer=str(row.get("_annotator_id") or importer),
        reason="",
        decided_at=when,
    )


def _from_spacy(row: Mapping[str, Any], place: str, importer: str) -> GivenDecision:
    chosen = [label for label, weight in (row.get("cats") or {}).items() if weight >= 0.5]
    before = row["meta"].get(META) or {}
    return _combined(
        place,
        row["meta"],
        before,
        stances=chosen,
        is_unsure=not chosen and before.get("verdict") == ReviewVerdict.UNSURE.value,
        reviewer=str(before.get("reviewer") or importer),
        reason="",
        decided_at=None,
    )


def _combined(
    place: str,
    facts: Mapping[str, Any],
    before: Mapping[str, Any],
    *,
    stances: Sequence[str],
    is_unsure: bool,
    reviewer: str,
    reason: str,
    decided_at: object,
) -> GivenDecision:
    """Return what the tool says, with what it passed on unchanged (``before``) filled in."""
    if len(stances) > 1:
        raise ValueError(f"{len(stances)} stances chosen ({', '.join(stances)}), expected one")
    stance = Stance(stances[0]) if stances and not is_unsure else None
    same = _is_unchanged(before, stance, is_unsure, reviewer)
    verdict = ReviewVerdict(before["verdict"]) if same else None
    if is_unsure:
        verdict = ReviewVerdict.UNSURE
    own = before.get("own_assertion") if same else None
    when = before.get("decided_at") if same else decided_at
    return GivenDecision(
        place=place,
        item_id=str(facts["item_id"]),
        evidence_hash=str(facts["evidence_hash"]),
        verdict=verdict,
        stance=stance,
        own_assertion=own if own is None else bool(own),
        looked_everywhere=bool(before.get("looked_everywhere")) if same else False,
        finding_id=(before.get("finding_id") if same else None) or facts.get("finding_id"),
        reason=str(reason or (before.get("reason") if same else "") or ""),
        reviewer=reviewer,
        decided_at=_moment(when),
    )


def _is_unchanged(
    before: Mapping[str, Any], stance: Stance | None, is_unsure: bool, reviewer: str
) -> bool:
    """Whether the tool passed on a decision of ours as it was."""
    if not before or before.get("reviewer") != reviewer:
        return False
    was_unsure = before.get("verdict") == ReviewVerdict.UNSURE.value
    return was_unsure == is_unsure and before.get("stance") == (stance.value if stance else None)


def _moment(given: object) -> str:
    """Return a time in UTC; "" where the file gives none."""
    if given is None or given == "":
        return ""
    moment = datetime.datetime.fromisoformat(str(given))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return moment.astimezone(datetime.UTC).isoformat(timespec="milliseconds")


def _in_words(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)

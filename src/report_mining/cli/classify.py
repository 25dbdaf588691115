"""``report-mining classify``: one prediction line out for each text line in."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from report_mining.errors import (
    EXIT_DONE,
    EXIT_NOTHING_SCORED,
    InputError,
    StorageError,
    UsageError,
)

if TYPE_CHECKING:
    from report_mining.records import StanceMention, TextInContext


STANCE = "stance"
LINKAGE = "linkage"
DUE_DILIGENCE = "due-diligence"
HELD_BACK = "held_back"  # the key of a line that the screen did not let in
SDG_TASKS = ("sdg-goals", "sdg-targets")
# Half of a UTF-16 pair, or a byte that is not UTF-8 as it was read: no text, and not writable.
_BROKEN_TEXT = re.compile(r"[\ud800-\udfff]")


class LineError(ValueError):
    """A line that cannot be classified; becomes ``{"id", "error"}``."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a line asks."""

    context: TextInContext
    candidate: str | None = None  # the targets asked about, for sdg-targets


@dataclass(frozen=True, slots=True)
class Answerer:
    """How the lines of one task are read and answered."""

    predict: Callable[[Sequence[Question]], Sequence[dict[str, object]]]  # one answer each
    batch_lines: int = 1  # how many lines are read before they are answered together
    asks_targets: bool = False  # whether a line may ask about ``candidate_target``


def run_classify(
    task: str,
    texts: Path | None,
    out: Path | None,
    models: Path | None,
    encoder: str | None = None,
    screens: bool = False,
) -> int:
    """Classify the lines of a file or of standard input."""
    answerer = _answerer(task, models, encoder, screens)
    counts = {"done": 0, "error": 0, HELD_BACK: 0}
    with ExitStack() as stack:
        lines = open_input(texts, stack)
        write = _open_output(out, stack)
        for row in classify_lines(lines, answerer):
            counts["error" if "error" in row else "done"] += 1
            counts[HELD_BACK] += HELD_BACK in row
            write(json.dumps(row, ensure_ascii=False) + "\n")
    if screens:
        told = f"{counts[HELD_BACK]} of {counts['done']} lines held back by the screen"
        print(f"report-mining: {told}", file=sys.stderr)
    if counts["error"]:
        print(f"report-mining: {counts['error']} lines could not be classified", file=sys.stderr)
    return EXIT_NOTHING_SCORED if counts["error"] and not counts["done"] else EXIT_DONE


def _answerer(task: str, models: Path | None, encoder: str | None, screens: bool) -> Answerer:
    if screens and task not in SDG_TASKS:
        raise UsageError(f"--screen: {task} has none; leave it out")
    if task == LINKAGE:
        from report_mining.cli.link_lines import load_link_answerer

        refuse_encoder(task, encoder)
        return load_link_answerer(models)
    if task == DUE_DILIGENCE:
        from report_mining.cli.due_diligence_lines import load_due_diligence_answerer

        refuse_encoder(task, encoder)
        return load_due_diligence_answerer(models)
    if task != STANCE:
        from report_mining.cli.sdg_lines import load_sdg_answerer

        return load_sdg_answerer(task, models, encoder, screens=screens)
    refuse_encoder(task, encoder)
    from report_mining.pipeline.instrument import load_instrument

    return stance_answerer(load_instrument(models).stance.read)


def refuse_encoder(task: str, encoder: str | None) -> None:
    """Raise a UsageError where an encoder is named for a task that has none to choose."""
    if encoder is not None:
        raise UsageError(f"--encoder {encoder}: {task} takes no other encoder; leave it out")


def stance_answerer(read: Callable[[TextInContext], tuple[StanceMention, ...]]) -> Answerer:
    """Return what answers the lines of ``stance`` with a reader."""
    return Answerer(
        lambda asked: [{"mentions": [mention_row(m) for m in read(q.context)]} for q in asked]
    )


def open_input(texts: Path | None, stack: ExitStack) -> Iterable[str]:
    """Return the lines of a file or of standard input."""
    if texts is None:
        if sys.stdin is None:
            raise InputError("standard input is closed; name a file with texts, or pipe texts in")
        return io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="surrogateescape")
    try:
        return stack.enter_context(texts.open(encoding="utf-8", errors="surrogateescape"))
    except OSError as error:
        raise InputError(f"{texts} cannot be opened: {error.strerror}") from error


def _open_output(out: Path | None, stack: ExitStack) -> Callable[[str], int]:
    if out is None:
        return sys.stdout.write
    try:
        return stack.enter_context(out.open("w", encoding="utf-8")).write
    except OSError as error:
        raise StorageError(f"{out} cannot be written: {error.strerror}") from error


def classify_lines(lines: Iterable[str], answerer: Answerer) -> Iterator[dict[str, object]]:
    """Yield a prediction or an error per line, in order; empty lines are errors too."""
    numbered = iter(enumerate(lines, start=1))
    while batch := list(islice(numbered, answerer.batch_lines)):
        asked = [_read_line(line, number, answerer) for number, line in batch]
        questions = [question for _, question in asked if isinstance(question, Question)]
        answers = iter(answerer.predict(questions) if questions else ())
        for row_id, question in asked:
            is_error = isinstance(question, LineError)
            yield {"id": row_id} | ({"error": str(question)} if is_error else next(answers))


def _read_line(line: str, number: int, answerer: Answerer) -> tuple[object, Question | LineError]:
    """Return the id of a line, None without one, and what it asks or what is wrong with it."""
    row_id: object = None
    try:
        row = _parse(line, number)
        row_id = row["id"]
        candidate = _candidate(row, number) if answerer.asks_targets else None
        return row_id, Question(_context(row, number), candidate)
    except LineError as error:
        return row_id, error


def _parse(line: str, number: int) -> dict[str, object]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise LineError(f"line {number} is not JSON: {error.msg}") from error
    if _BROKEN_TEXT.search(json.dumps(row, ensure_ascii=False)):
        raise LineError(f"line {number} holds text that is not UTF-8; save the file as UTF-8")
    if not isinstance(row, dict) or "id" not in row:
        raise LineError(f'line {number} has no \'id\'; expected {{"id": ..., "text": ...}}')
    return row


def _context(row: dict[str, object], number: int) -> TextInContext:
    from report_mining.records import TextInContext

    text = row.get("text")
    if not isinstance(text, str):
        raise LineError(f"line {number}: 'text' is {text!r}, expected a string")
    return TextInContext(
        text=text,
        language=_optional(row, "language", number),
        section=_section(row, number),
        before=_optional(row, "before", number) or "",
        after=_optional(row, "after", number) or "",
    )


def _candidate(row: dict[str, object], number: int) -> str | None:
    from report_mining.taxonomies.sdg_candidates import candidate_codes

    candidate = _optional(row, "candidate_target", number)
    if candidate is not None:
        try:
            candidate_codes(candidate)
        except ValueError as error:
            raise LineError(f"line {number}: 'candidate_target': {error}") from error
    return candidate


def _optional(row: dict[str, object], key: str, number: int) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise LineError(f"line {number}: {key!r} is {value!r}, expected a string or null")
    return value


def _section(row: dict[str, object], number: int) -> tuple[str, ...]:
    value = row.get("section")
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,) if value else ()
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    raise LineError(f"line {number}: 'section' is {value!r}, expected a string or a list of them")


def mention_row(mention: StanceMention) -> dict[str, object]:
    """Return a mention in the shape of DESIGN 10."""
    return {
        "framework": mention.framework.value,
        "start": mention.start,
        "end": mention.end,
        "stance": mention.stance.value,
        "score": round(mention.score, 4),
        "own_assertion": mention.own_assertion,
        "actor": mention.actor.value,
        "lookalike": mention.lookalike.value if mention.lookalike else None,
        "scope": mention.scope.value,
        "rule": mention.rule,
    }

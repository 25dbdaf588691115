"""``report-mining classify``: one prediction line out for each text line in."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from report_mining.errors import EXIT_DONE, EXIT_NOTHING_SCORED, InputError, StorageError

if TYPE_CHECKING:
    from report_mining.records import StanceMention, TextInContext


# Half of a UTF-16 pair, or a byte that is not UTF-8 as it was read: no text, and not writable.
_BROKEN_TEXT = re.compile(r"[\ud800-\udfff]")


class LineError(ValueError):
    """A line that cannot be classified; becomes ``{"id", "error"}``."""


def run_classify(task: str, texts: Path | None, out: Path | None, models: Path | None) -> int:
    """Classify the lines of a file or of standard input."""
    assert task == "stance"
    from report_mining.pipeline.instrument import load_instrument

    reader = load_instrument(models).stance
    counts = {"done": 0, "error": 0}
    with ExitStack() as stack:
        lines = open_input(texts, stack)
        write = _open_output(out, stack)
        for row in classify_lines(lines, reader.read):
            counts["error" if "error" in row else "done"] += 1
            write(json.dumps(row, ensure_ascii=False) + "\n")
    if counts["error"]:
        print(f"report-mining: {counts['error']} lines could not be classified", file=sys.stderr)
    return EXIT_NOTHING_SCORED if counts["error"] and not counts["done"] else EXIT_DONE


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


def classify_lines(
    lines: Iterable[str], read: Callable[[TextInContext], tuple[StanceMention, ...]]
) -> Iterator[dict[str, object]]:
    """Yield a prediction or an error per line, in order; empty lines are errors too."""
    for number, line in enumerate(lines, start=1):
        row_id: object = None
        try:
            row = _parse(line, number)
            row_id = row["id"]
            yield {"id": row_id, "mentions": [mention_row(m) for m in read(_context(row, number))]}
        except LineError as error:
            yield {"id": row_id, "error": str(error)}


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

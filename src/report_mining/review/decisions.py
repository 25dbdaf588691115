"""The log of decisions: JSON Lines that are only ever added to, each on disk before it counts."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

from report_mining.errors import StorageError
from report_mining.records.review import DECISION_SCHEMA, ReviewDecision, ReviewVerdict

if TYPE_CHECKING:
    from pydantic import TypeAdapter

REVIEW_FOLDER = "review"
DECISIONS_NAME = "decisions.jsonl"

_BLOCK_BYTES = 1 << 16

_ItemReviewer = tuple[str, str]


class DecisionLog:
    """The decisions under one output folder; several processes may add to them at the same time."""

    def __init__(self, out: Path) -> None:
        self.path = out / REVIEW_FOLDER / DECISIONS_NAME

    def read(self) -> tuple[ReviewDecision, ...]:
        """Return every decision ever taken, oldest first; nothing where there is no log yet.

        Raises:
            StorageError: it cannot be read, or a line is no decision; the line is named.
        """
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise StorageError(f"cannot read {self.path}: {error.strerror or error}") from error
        finished = lines[:-1]  # what follows the last end of line was never confirmed to anybody
        return tuple(
            self._parse(number, line)
            for number, line in enumerate(finished, start=1)
            if line.strip()
        )

    def stamp(self) -> tuple[int, int]:
        """Return what changes when anybody adds a decision: size in bytes and time in ns."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return 0, 0
        return found.st_size, found.st_mtime_ns

    def append(self, decisions: Sequence[ReviewDecision]) -> None:
        """Add decisions; they are on disk when this returns, all or none of them.

        Raises:
            StorageError: the log cannot be written.
            ValueError: a decision could not be read back; none is kept.
        """
        lines = [dump_decision(d) for d in decisions]
        for line in lines:  # a line that cannot be read would close the whole log
            parse_decision(line)
        text = b"".join(line + b"\n" for line in lines)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a+b") as stream, _locked(stream.fileno()):
                stream.truncate(_end_of_last_line(stream))
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise StorageError(
                f"the decision was not kept: cannot write {self.path} "
                f"({error.strerror or error}); make room or check your rights, and decide again"
            ) from error

    def _parse(self, number: int, line: bytes) -> ReviewDecision:
        try:
            return parse_decision(line)
        except ValueError as error:
            what = str(error).splitlines()[0]
            raise StorageError(
                f"{self.path}, line {number}: no decision of ours ({what}); expected one written "
                f"by report-mining review with schema_version {DECISION_SCHEMA}. Lines are never "
                "changed: put the file back from a copy, or move the line to another file"
            ) from error


def dump_decision(decision: ReviewDecision) -> bytes:
    """Return a decision as one line of JSON, ASCII only, without the end of line."""
    fields = _adapter().dump_python(decision, mode="json")
    return json.dumps(fields, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def parse_decision(line: bytes) -> ReviewDecision:
    """Return the decision that one line holds.

    Raises:
        ValueError: when it holds none, or one of another schema.
    """
    fields = json.loads(line)
    version = fields.get("schema_version") if isinstance(fields, dict) else None
    if version != DECISION_SCHEMA:
        raise ValueError(f"schema_version {version!r}")
    return _adapter().validate_python(fields)


def identified(decision: ReviewDecision) -> ReviewDecision:
    """Return the decision with the id that follows from its content."""
    bare = replace(decision, decision_id="")
    return replace(decision, decision_id=hashlib.sha256(dump_decision(bare)).hexdigest()[:24])


def current_decisions(
    decisions: Iterable[ReviewDecision],
) -> Mapping[_ItemReviewer, ReviewDecision]:
    """Return the last decision of each reviewer on each item; withdrawn ones are left out."""
    last: dict[_ItemReviewer, ReviewDecision] = {}
    for decision in decisions:
        last[decision.item_id, decision.reviewer] = decision
    return {key: d for key, d in last.items() if d.verdict is not ReviewVerdict.WITHDRAWN}


@cache
def _adapter() -> TypeAdapter[ReviewDecision]:
    from pydantic import TypeAdapter

    return TypeAdapter(ReviewDecision)


@contextmanager
def _locked(descriptor: int) -> Iterator[None]:
    """Hold the file for this process; the system lets go when the process ends."""
    if sys.platform == "win32":  # one append of one write is as good as it gets there
        yield
        return
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _end_of_last_line(stream: IO[bytes]) -> int:
    """Return where the last complete line ends; more is left by a machine that stopped writing."""
    size = stream.seek(0, os.SEEK_END)
    start = size
    while start > 0:
        start = max(0, start - _BLOCK_BYTES)
        stream.seek(start)
        place = stream.read(_BLOCK_BYTES).rfind(b"\n", 0, size - start)
        if place >= 0:
            return start + place + 1
    return 0

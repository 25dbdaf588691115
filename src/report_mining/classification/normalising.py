"""Text made even before names are looked for, with the way back to the original characters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import Protocol

_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_SINGLE = {ord(c): "-" for c in _HYPHENS}
_SINGLE |= {ord(c): "'" for c in "\u2018\u2019\u201b\u02bc\u00b4`\u2032"}
_SINGLE |= {ord(c): '"' for c in "\u201c\u201d\u201e\u201f\u00ab\u00bb"}
_SINGLE |= {ord(c): " " for c in "\t\n\r\f\v\u00a0\u2002\u2003\u2007\u2009\u202f\u2028\u2029"}

# A hyphen at a line end: "richt- lijnen" loses it, "OESO- richtlijnen" keeps it, and
# "OESO- en VN-richtlijnen" is a coordination and stays as it is.
_JOINED_WORD = r"(?<=[a-z\u00e0-\u00ff])- +(?=[a-z\u00e0-\u00ff])(?!(?:en|of|and|or|tot|als|und)\b)"
_SPLIT_COMPOUND = r"(?<=[A-Z0-9])- +(?=[A-Za-z])(?!(?:en|of|and|or|tot|als)\b)"
_CHANGES = re.compile(
    rf"(?P<drop>\u00ad ?|[\u200b-\u200f\u2060\ufeff])|(?P<space>  +)"
    rf"|(?P<joined>{_JOINED_WORD})|(?P<compound>{_SPLIT_COMPOUND})|(?P<other>[^\x00-\u024f\u2026]+)"
)


class TracedText(Protocol):
    """A changed text that leads back to the characters it was made from."""

    @property
    def text(self) -> str:
        """The changed text."""

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return ``start`` and ``end`` (exclusive, not empty) as offsets in the input."""


@dataclass(frozen=True, slots=True)
class NormalText:
    """A normalised text; ``original_span`` leads every stretch of it back to the input."""

    text: str
    normal_starts: tuple[int, ...]  # where a run of unchanged characters begins, ascending
    original_starts: tuple[int, ...]  # the same places in the input
    original_length: int

    def original_offset(self, offset: int) -> int:
        """Return the offset in the input of the normalised offset ``offset``."""
        if offset >= len(self.text):
            return self.original_length
        run = bisect_right(self.normal_starts, offset) - 1
        original = self.original_starts[run] + offset - self.normal_starts[run]
        limit = (
            self.original_starts[run + 1]
            if run + 1 < len(self.original_starts)
            else self.original_length
        )
        return min(original, max(limit - 1, 0))

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return ``start`` and ``end`` (exclusive, not empty) as offsets in the input."""
        return self.original_offset(start), self.original_offset(end - 1) + 1


def normalise(text: str) -> NormalText:
    """Return ``text`` with one kind of space, hyphen and apostrophe, and line-end hyphens joined."""
    even = text.translate(_SINGLE)
    pieces: list[str] = []
    normal_starts: list[int] = [0]
    original_starts: list[int] = [0]
    length = last = 0
    for change in _CHANGES.finditer(even):
        kept = even[last : change.start()]
        replacement = _replacement(change)
        pieces += (kept, replacement)
        normal_starts += (length + len(kept), length + len(kept) + len(replacement))
        original_starts += (change.start(), change.end())
        length += len(kept) + len(replacement)
        last = change.end()
    pieces.append(even[last:])
    return NormalText("".join(pieces), tuple(normal_starts), tuple(original_starts), len(text))


def _replacement(change: re.Match[str]) -> str:
    """Return what stands in the normalised text for one stretch that changes length."""
    match change.lastgroup:
        case "space":
            return " "
        case "compound":
            return "-"
        case "other":
            return unicodedata.normalize("NFKC", change.group())
        case _:
            return ""

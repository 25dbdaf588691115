"""The lexicon's notation, compiled to spaCy token patterns with gaps between them.

A gap such as ``*12`` is not given to spaCy as twelve optional tokens: its matcher follows every way
to fill them, which takes seconds for one sentence. The parts around a gap are matched by
themselves and joined here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from report_mining.errors import ArtefactError

MENTION_MARK = "@"  # stands for a framework name in a pattern
MENTION_TYPE = "FRAMEWORK"  # the entity type that marks it

Spans = Mapping[str, Sequence[tuple[int, int]]]  # token spans (start, end) by part key


@dataclass(frozen=True, slots=True)
class GappedPattern:
    """One line of the lexicon: parts that must follow each other within so many tokens."""

    label: str
    parts: tuple[tuple[dict[str, Any], ...], ...]  # spaCy token specifications
    gaps: tuple[int, ...]  # most tokens between part i and part i + 1
    tail: int = 0  # how many tokens after the last part still belong to a match

    def keys(self, number: int) -> tuple[str, ...]:
        """Return the matcher keys of the parts; ``number`` tells lines apart."""
        return tuple(f"{number}/{part}" for part in range(len(self.parts)))

    def join(self, number: int, spans: Spans, token_count: int) -> set[tuple[int, int]]:
        """Return the token spans (start, end) of the whole pattern."""
        first, *others = self.keys(number)
        found = set(spans.get(first, ()))
        for gap, key in zip(self.gaps, others, strict=True):
            pairs = product(found, spans.get(key, ()))
            found = {(a, d) for (a, b), (c, d) in pairs if 0 <= c - b <= gap}
            if not found:
                return found
        return {(start, min(end + self.tail, token_count)) for start, end in found}


def compile_lines(label: str, lines: object) -> list[GappedPattern]:
    """Return the patterns of the lines under one label.

    Raises:
        ArtefactError: A line is empty, starts with a gap, or has a malformed word.
    """
    if not isinstance(lines, list):
        raise ArtefactError(
            f"lexicon: {label} is {type(lines).__name__}, expected a list of patterns"
        )
    return [_compile_line(label, str(line)) for line in lines]


def _compile_line(label: str, line: str) -> GappedPattern:
    parts: list[list[dict[str, Any]]] = [[]]
    gaps: list[int] = []
    for word in line.split():
        if word.startswith("*"):
            gaps.append(_gap(label, line, word))
            parts.append([])
        else:
            parts[-1].append(_compile_word(word))
    tail = gaps.pop() if gaps and not parts[-1] else 0
    filled = [tuple(part) for part in parts if part]
    if len(filled) != len(gaps) + 1 or not all(_is_required(part) for part in filled):
        raise ArtefactError(
            f"lexicon: {label}: {line!r} has nothing before or between its gaps; "
            "expected a required word on both sides of '*3'"
        )
    return GappedPattern(label, tuple(filled), tuple(gaps), tail)


def _is_required(part: tuple[dict[str, Any], ...]) -> bool:
    return any("OP" not in word for word in part)


def _gap(label: str, line: str, word: str) -> int:
    if not word[1:].isdigit():
        raise ArtefactError(f"lexicon: {label}: {word!r} in {line!r}; expected '*3'")
    return int(word[1:])


def _compile_word(word: str) -> dict[str, Any]:
    """Return the token specification that one word of the notation stands for."""
    is_optional = word.startswith("?") and len(word) > 1
    specification = _word_specification(word[1:] if is_optional else word)
    return specification | {"OP": "?"} if is_optional else specification


def _word_specification(word: str) -> dict[str, Any]:
    """Return the specification of one required word."""
    if word.startswith("/") and word.endswith("/") and len(word) > 2:
        return {"LOWER": {"REGEX": f"^(?:{word[1:-1]})$"}}
    choices = word.split("|")
    if choices == [MENTION_MARK]:
        return {"ENT_TYPE": MENTION_TYPE}
    plain = [c for c in choices if "~" not in c and c != MENTION_MARK]
    affixes = [re.escape(c.strip("~")) for c in choices if "~" in c]
    if not affixes and MENTION_MARK not in choices:
        return {"LOWER": {"IN": plain}}
    alternatives = [re.escape(c) for c in plain]
    for choice in choices:
        if "~" in choice:
            body = re.escape(choice.strip("~"))
            head, tail = choice.startswith("~"), choice.endswith("~")
            alternatives.append(f"{'.*' if head else ''}{body}{'.*' if tail else ''}")
    if MENTION_MARK in choices:
        alternatives.append(".*(?:oeso|oecd|ungp|guid(?:ing|eline)|beginsel|richtlijn).*")
    return {"LOWER": {"REGEX": f"^(?:{'|'.join(alternatives)})$"}}

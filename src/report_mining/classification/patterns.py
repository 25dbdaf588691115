"""The lexicon's notation: lines of words with gaps, compiled to tests that a token must pass.

spaCy's matcher evaluates every list of words anew for every token and every way to fill optional
words, which took 20 ms a sentence. Here each distinct word is put to the tests once, ever, and only
lines whose first word occurs are followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from report_mining.errors import ArtefactError

MENTION_MARK = "@"  # stands for a framework name in a pattern
_NAME_LIKE = re.compile(r"oeso|oecd|ungp|guid(?:ing|eline)|beginsel|richtlijn")


@dataclass(frozen=True, slots=True)
class WordTest:
    """What one word of a line asks of a token."""

    words: frozenset[str]  # any of these, in lower case
    pattern: str | None  # or a regular expression that the whole lower-case token matches
    is_mention: bool  # or a framework name
    is_name_like: bool  # or, among other choices, a word that looks like one

    def accepts(self, lowered: str) -> bool:
        """Return whether a token that is no merged name passes, given in lower case."""
        if lowered in self.words:
            return True
        if self.pattern is not None and re.fullmatch(self.pattern, lowered) is not None:
            return True
        return self.is_name_like and _NAME_LIKE.search(lowered) is not None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the lexicon: parts that must follow each other within so many tokens."""

    label: str
    parts: tuple[tuple[tuple[WordTest, ...], ...], ...]  # per part every way to fill it
    gaps: tuple[int, ...]  # most tokens between part i and part i + 1
    tail: int = 0  # how many tokens after the last part still belong to a match


def join_parts(
    line: Line, spans: Sequence[Sequence[tuple[int, int]]], token_count: int
) -> set[tuple[int, int]]:
    """Return the token spans (start, end) of a whole line, from those of its parts in order."""
    found = set(spans[0])
    for gap, following in zip(line.gaps, spans[1:], strict=True):
        pairs = product(found, following)
        found = {(a, d) for (a, b), (c, d) in pairs if 0 <= c - b <= gap}
    return {(start, min(end + line.tail, token_count)) for start, end in found}


def compile_lines(label: str, lines: object) -> list[Line]:
    """Return the lines under one label, compiled.

    Raises:
        ArtefactError: A line is empty, starts with a gap, or has a malformed word.
    """
    if not isinstance(lines, list):
        raise ArtefactError(
            f"lexicon: {label} is {type(lines).__name__}, expected a list of patterns"
        )
    return [_compile_line(label, str(line)) for line in lines]


def _compile_line(label: str, line: str) -> Line:
    parts: list[list[str]] = [[]]
    gaps: list[int] = []
    for word in line.split():
        if word.startswith("*"):
            gaps.append(_gap(label, line, word))
            parts.append([])
        else:
            parts[-1].append(word)
    tail = gaps.pop() if gaps and not parts[-1] else 0
    filled = [tuple(_ways(part)) for part in parts if part]
    if len(filled) != len(gaps) + 1 or not all(all(ways) for ways in filled):
        raise ArtefactError(
            f"lexicon: {label}: {line!r} has nothing before or between its gaps; "
            "expected a required word on both sides of '*3'"
        )
    return Line(label, tuple(filled), tuple(gaps), tail)


def _ways(words: Sequence[str]) -> Iterator[tuple[WordTest, ...]]:
    """Yield every way to fill a part: with and without each of its optional words."""
    choices = [
        ((), (_compile_word(word[1:]),)) if _is_optional(word) else ((_compile_word(word),),)
        for word in words
    ]
    for way in product(*choices):
        yield tuple(test for chosen in way for test in chosen)


def _is_optional(word: str) -> bool:
    return word.startswith("?") and len(word) > 1


def _gap(label: str, line: str, word: str) -> int:
    if not word[1:].isdigit():
        raise ArtefactError(f"lexicon: {label}: {word!r} in {line!r}; expected '*3'")
    return int(word[1:])


def _compile_word(word: str) -> WordTest:
    """Return the test that one word of the notation stands for."""
    if word.startswith("/") and word.endswith("/") and len(word) > 2:
        return WordTest(frozenset(), word[1:-1], is_mention=False, is_name_like=False)
    choices = word.split("|")
    plain = frozenset(c for c in choices if "~" not in c and c != MENTION_MARK)
    affixes = [_affix_pattern(c) for c in choices if "~" in c]
    is_mention = MENTION_MARK in choices
    return WordTest(
        plain, "|".join(affixes) or None, is_mention, is_name_like=is_mention and len(choices) > 1
    )


def _affix_pattern(choice: str) -> str:
    """Return the expression of "x~" (begins so), "~x" (ends so) or "~x~" (holds)."""
    head, tail = choice.startswith("~"), choice.endswith("~")
    return f"{'.*' if head else ''}{re.escape(choice.strip('~'))}{'.*' if tail else ''}"

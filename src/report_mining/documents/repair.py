"""Repairs the text of printed lines: ligatures, odd spaces, letter-spacing, hyphens at line ends."""

# ruff: noqa: SIM905  (word lists read better as text)

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from report_mining.documents.raw_pages import FOOTNOTE_MARK

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_SYMBOL_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf06e": "■"}
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\v\f"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
SOFT_HYPHEN = "\u00ad"
_LINE_END_MARKS = "\ufffe\x02"  # PDFium's marks for a hyphen at a line end
_CONTROLS = "".join(map(chr, [*range(9), *range(14, 32), 127, *range(0x80, 0xA0)])).replace(
    "\x02", ""
)
_TABLE = str.maketrans(
    _LIGATURES
    | _SYMBOL_BULLETS
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_INVISIBLE + _CONTROLS, "")
    | dict.fromkeys("\u2010\u2011", "-")
    | {SOFT_HYPHEN: ""}
)
_DROPPED = re.compile("[" + re.escape(_INVISIBLE + _CONTROLS) + "]")
_NEEDS_TABLE = re.compile(
    "["
    + re.escape(
        "".join([*_LIGATURES, *_SYMBOL_BULLETS])
        + _SPACES
        + _INVISIBLE
        + _CONTROLS
        + "\u2010\u2011"
        + SOFT_HYPHEN
    )
    + "]"
)
# Of what the table replaces, the only marks that Python counts as printable.
_PRINTABLE_IN_TABLE = re.compile("[" + "".join(_LIGATURES) + "\u2010\u2011]")
_SINGLE_LETTERS = re.compile(r" [^\W\d_] [^\W\d_] ")  # within every letter-spaced word
_WIDE_SPACE = re.compile(" {2,}")
_LETTER_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){4,}[^\W\d_](?!\S)")
_HYPHEN_END = re.compile(f"[^\\W_][-{_LINE_END_MARKS}]+$")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LAST_PART = re.compile(r"([^\W_]+)-?$")
_FIRST_WORD = re.compile(r"[^\W_]+")
_CHUNK_LINES = 2_000  # looked through at once, so that a long report needs no second copy
_REMEMBERED_LINES = 1_024  # cells of a table are asked about several times
_COORDINATORS = frozenset({"en", "of", "and", "or", "als", "noch", "to", "tot", "und", "oder"})
_ENGLISH_PREFIXES = frozenset(
    "non self long short well high low full part risk cross mid multi post pre third zero net co ex"
    " all on off in day year work life end first second medium large small real fossil data".split()
)
_ENGLISH_SECONDS = frozenset(
    "based related only free term wide led driven oriented specific level quality making owned"
    " linked friendly neutral efficient scale range income depth going down up off party effective"
    " chain looking year round site border functional listed traded generation".split()
)


class RepairedLine(NamedTuple):
    """The repaired text of one printed line and what was dropped from it, in characters."""

    text: str
    is_soft_end: bool  # the line ends in a hyphen that is only there because the line ends
    white_space: int = 0
    control_characters: int = 0
    soft_hyphens: int = 0
    footnote_marks: int = 0

    @property
    def has_losses(self) -> bool:
        """Whether anything was dropped."""
        return self[2:] != _NO_LOSSES


_NO_LOSSES = (0, 0, 0, 0)


@lru_cache(maxsize=_REMEMBERED_LINES)
def repair_line(raw: str) -> RepairedLine:
    """Return the text of a line with ligatures resolved and invisible characters dropped.

    A hyphen at the end stays as "-"; `join_lines` decides about it. Idempotent.
    """
    if raw.isprintable() and (raw.isascii() or not _PRINTABLE_IN_TABLE.search(raw)):
        text, white_space = _close_spaces(raw)
        return RepairedLine(text, False, white_space)
    is_soft = raw.rstrip().endswith(SOFT_HYPHEN)
    text = raw
    soft = controls = 0
    if _NEEDS_TABLE.search(raw):
        soft = raw.count(SOFT_HYPHEN)
        text = raw.translate(_TABLE)
        controls = len(_DROPPED.findall(raw))
    marks = text.count(FOOTNOTE_MARK)
    if marks:
        text = text.replace(FOOTNOTE_MARK, "")
    for mark in _LINE_END_MARKS:
        text = text.replace(mark, "-")
    if is_soft:
        text = text.rstrip() + "-"
        soft -= 1
    text, white_space = _close_spaces(text)
    return RepairedLine(text, is_soft, white_space, controls, soft, marks)


def _close_spaces(text: str) -> tuple[str, int]:
    """Return a text without spaces that do not part words, and how many were dropped."""
    closed = text.strip()
    if "  " in text or _SINGLE_LETTERS.search(text):
        closed = _WIDE_SPACE.sub(" ", _close_letter_spacing(text)).strip()
    if len(closed) == len(text):
        return text, 0
    return closed, text.count(" ") - closed.count(" ")


def _close_letter_spacing(text: str) -> str:
    if len(text) < 9:
        return text
    return _LETTER_SPACED.sub(lambda m: m.group().replace(" ", ""), text)


class Vocabulary:
    """The words a document writes inside its lines, by which line-end hyphens are judged."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self._words: set[str] = set()
        self.learn(lines)

    def learn(self, lines: Iterable[str]) -> None:
        """Take in the words of some lines."""
        remaining = iter(lines)
        while chunk := "\n".join(islice(remaining, _CHUNK_LINES)):
            # What is a word already need not be searched for words.
            unknown = set(chunk.casefold().split()).difference(self._words)
            self._words.update(_WORD.findall("\n".join(unknown)))

    def __contains__(self, word: str) -> bool:
        return word.casefold() in self._words


def join_lines(
    left: str, right: str, vocabulary: Vocabulary, is_soft: bool = False
) -> tuple[int, str]:
    """Return how many characters to cut off the end of ``left``, and what to put before ``right``.

    ``left`` and ``right`` are repaired lines that follow each other in one paragraph.
    """
    if is_soft:
        return (1 if left.endswith("-") else 0), ""
    if not left.endswith("-") or not _HYPHEN_END.search(left):
        return 0, " "
    first = _FIRST_WORD.match(right)
    if first is None or first.group().casefold() in _COORDINATORS:
        return 0, " "
    word = first.group()
    part = _LAST_PART.search(left[:-1])
    if part is None or _keeps_hyphen(left, part.group(1), word, vocabulary):
        return 0, ""
    return 1, ""


def _keeps_hyphen(left: str, part: str, word: str, vocabulary: Vocabulary) -> bool:
    """Whether the hyphen between ``part`` and ``word`` belongs to the spelling."""
    if not word[0].islower() or part[-1].isdigit():
        return True
    if len(part) >= 2 and part.isupper():
        return True
    if (part + word) in vocabulary:
        return False
    compound = left.rsplit(maxsplit=1)[-1].lstrip("(\"'“‘") + word
    if compound in vocabulary or f"{part}-{word}" in vocabulary:
        return True
    is_usual = part.casefold() in _ENGLISH_PREFIXES or word in _ENGLISH_SECONDS
    return is_usual and part in vocabulary and word in vocabulary

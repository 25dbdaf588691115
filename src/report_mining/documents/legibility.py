"""Judges whether the words of a page are spelled like words, so that wrong glyph maps are seen."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import log

from report_mining.documents.raw_pages import Segment

_WORD = re.compile(r"[^\W\d_]{4,}")  # shorter words tell little
_PLAIN_LETTER = re.compile("[a-z]+")
_EDGE = "^", "$"
_MIN_WORDS = 10  # a page with fewer cannot be judged
# Mean log probability of a letter after the one before it. Real words of Dutch, English, German and
# Italian reports lie around -2.5, words whose letters were replaced around -4.8.
_STRANGE = -3.8
# Share of strange words. Of 729 real pages the worst, a list of companies, has 0.11; pages
# with a wrong glyph map have 0.93 and more.
_GARBLED_SHARE = 0.4
_MIN_GARBLED_RUN = 15  # words in lines that hold nothing but strange words: a paragraph is lost
_REMEMBERED_WORDS = 20_000  # that many words of one document are judged once
_LETTERS = 27  # what may follow a letter: 26 letters and the end


@dataclass(frozen=True, slots=True)
class Legibility:
    """How a page reads."""

    readable_share: float | None  # of the words of 4 letters or more; None where there are too few
    is_garbled: bool


@dataclass(slots=True)
class LegibilityJudge:
    """Judges pages; remembers the words it has seen, so use one per document."""

    _known: dict[str, bool] = field(default_factory=dict)

    def judge(self, segments: Sequence[Segment]) -> Legibility:
        """Return how the text of one page reads."""
        words = strange = run = 0
        known = self._known
        if len(known) > _REMEMBERED_WORDS:
            known.clear()
        for segment in segments:
            found = _WORD.findall(segment.text)
            for word in found:
                if word not in known:
                    known[word] = spelling_score(word) < _STRANGE
            odd = sum(map(known.__getitem__, found))
            words += len(found)
            strange += odd
            if odd == len(found) >= 2:
                run += odd
        if words < _MIN_WORDS:
            return Legibility(None, is_garbled=False)
        is_garbled = strange > _GARBLED_SHARE * words or run >= _MIN_GARBLED_RUN
        return Legibility(round(1 - strange / words, 3), is_garbled)


def letter_pairs(word: str) -> list[str]:
    """Return the pairs of neighbouring letters of a word, accents dropped, its ends marked."""
    plain = word.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFD", plain)
    letters = "".join((_EDGE[0], *_PLAIN_LETTER.findall(plain), _EDGE[1]))
    return list(map("".join, pairwise(letters)))


def spelling_score(word: str) -> float:
    """Return the mean log probability of the letters of ``word``; 0 for another alphabet."""
    pairs = letter_pairs(word)
    if len(pairs) < 4:
        return 0.0
    return sum(map(_pair_score, pairs)) / len(pairs)


@cache
def _pair_score(pair: str) -> float:
    """Return the log probability of the second of two letters after the first."""
    counts, totals = _letter_statistics()
    return log((counts.get(pair, 0) + 1) / (totals.get(pair[0], 0) + _LETTERS))


@cache
def _letter_statistics() -> tuple[dict[str, int], dict[str, int]]:
    """Return counts of letter pairs, and of first letters, of our own Dutch and English texts."""
    source = files("report_mining.documents") / "data" / "letter_pairs.json"
    counts: dict[str, int] = json.loads(source.read_text(encoding="utf-8"))
    totals: dict[str, int] = {}
    for pair, count in counts.items():
        totals[pair[0]] = totals.get(pair[0], 0) + count
    return counts, totals

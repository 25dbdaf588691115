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
_EDGE = "^", "$"
_MIN_WORDS = 10  # a page with fewer cannot be judged
# Mean log probability of a letter after the one before it. Real words of Dutch, English, German and
# Italian reports lie around -2.5, words whose letters were replaced around -4.8.
_STRANGE = -3.8
# Share of strange words. Of 729 real pages the worst, a list of companies, has 0.11; pages
# with a wrong glyph map have 0.93 and more.
_GARBLED_SHARE = 0.4
_MIN_GARBLED_RUN = 15  # words in lines that hold nothing but strange words: a paragraph is lost
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
        for segment in segments:
            found = _WORD.findall(segment.text)
            odd = sum(map(self._is_strange, found))
            words += len(found)
            strange += odd
            if odd == len(found) >= 2:
                run += odd
        if words < _MIN_WORDS:
            return Legibility(None, is_garbled=False)
        is_garbled = strange > _GARBLED_SHARE * words or run >= _MIN_GARBLED_RUN
        return Legibility(round(1 - strange / words, 3), is_garbled)

    def _is_strange(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = spelling_score(word) < _STRANGE
        return known


def letter_pairs(word: str) -> list[str]:
    """Return the pairs of neighbouring letters of a word, accents dropped, its ends marked."""
    plain = unicodedata.normalize("NFD", word.casefold())
    letters = [_EDGE[0], *(c for c in plain if "a" <= c <= "z"), _EDGE[1]]
    return [a + b for a, b in pairwise(letters)]


def spelling_score(word: str) -> float:
    """Return the mean log probability of the letters of ``word``; 0 for another alphabet."""
    pairs = letter_pairs(word)
    if len(pairs) < 4:
        return 0.0
    counts, totals = _letter_statistics()
    scores = (log((counts.get(p, 0) + 1) / (totals.get(p[0], 0) + _LETTERS)) for p in pairs)
    return sum(scores) / len(pairs)


@cache
def _letter_statistics() -> tuple[dict[str, int], dict[str, int]]:
    """Return counts of letter pairs, and of first letters, of our own Dutch and English texts."""
    source = files("report_mining.documents") / "data" / "letter_pairs.json"
    counts: dict[str, int] = json.loads(source.read_text(encoding="utf-8"))
    totals: dict[str, int] = {}
    for pair, count in counts.items():
        totals[pair[0]] = totals.get(pair[0], 0) + count
    return counts, totals

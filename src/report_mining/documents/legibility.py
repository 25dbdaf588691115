"""Judges whether the words of a page are spelled like words, so that wrong glyph maps are seen."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import log
from operator import add
from string import ascii_lowercase
from typing import TYPE_CHECKING

from report_mining.documents.raw_pages import Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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
_REMEMBERED_TOKENS = 20_000  # that many words of one document are judged once
_MIN_PAIRS = 4  # a word with fewer cannot be judged
_LETTERS = 27  # what may follow a letter: 26 letters and the end


@dataclass(frozen=True, slots=True)
class Legibility:
    """How a page reads."""

    readable_share: float | None  # of the words of 4 letters or more; None where there are too few
    is_garbled: bool


@dataclass(slots=True)
class LegibilityJudge:
    """Judges pages; remembers the words it has seen, so use one per document."""

    _counts: dict[str, int] = field(default_factory=dict)  # of words in what stands between blanks
    _strange: dict[str, list[str]] = field(default_factory=dict)  # those of them that are strange

    def judge(self, segments: Sequence[Segment]) -> Legibility:
        """Return how the text of one page reads."""
        tokens = "\n".join([segment.text for segment in segments]).split()
        if len(self._counts) > _REMEMBERED_TOKENS:
            self._counts.clear()
            self._strange.clear()
        self._learn(set(tokens).difference(self._counts))
        words = sum(map(self._counts.__getitem__, tokens))
        if words < _MIN_WORDS:
            return Legibility(None, is_garbled=False)
        strange = sum([len(self._strange[token]) for token in tokens if token in self._strange])
        is_garbled = strange > _GARBLED_SHARE * words or (
            strange >= _MIN_GARBLED_RUN and self._count_lost(segments) >= _MIN_GARBLED_RUN
        )
        return Legibility(round(1 - strange / words, 3), is_garbled)

    def _learn(self, tokens: Iterable[str]) -> None:
        words_of = {token: _WORD.findall(token) for token in tokens}
        words = list({word for found in words_of.values() for word in found})
        scores = spelling_scores(words)
        odd = {word for word, score in zip(words, scores, strict=True) if score < _STRANGE}
        for token, found in words_of.items():
            self._counts[token] = len(found)
            if odd and not odd.isdisjoint(found):
                self._strange[token] = [word for word in found if word in odd]

    def _count_lost(self, segments: Sequence[Segment]) -> int:
        """Return the number of words in lines that hold nothing but strange words, two or more."""
        lost = 0
        for segment in segments:
            tokens = segment.text.split()
            words = sum(map(self._counts.__getitem__, tokens))
            strange = sum(len(self._strange.get(token, ())) for token in tokens)
            lost += words if words == strange >= 2 else 0
        return lost


def letter_pairs(word: str) -> list[str]:
    """Return the pairs of neighbouring letters of a word, accents dropped, its ends marked."""
    letters = _plain_letters(word)
    return list(map(add, letters, letters[1:]))


def _plain_letters(word: str) -> str:
    plain = word.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFD", plain)
    if not (plain.isascii() and plain.isalpha()):
        plain = "".join(_PLAIN_LETTER.findall(plain))
    return f"{_EDGE[0]}{plain}{_EDGE[1]}"


def spelling_scores(words: Sequence[str]) -> list[float]:
    """Return the mean log probability of the letters of each word; 0 for another alphabet."""
    import numpy as np

    if not words:
        return []
    marked = list(map(_plain_letters, words))
    codes = np.frombuffer("".join(marked).encode("ascii"), dtype=np.uint8)
    starts = np.flatnonzero(codes == ord(_EDGE[0]))
    pairs = np.diff(starts, append=len(codes)) - 1
    scores = np.append(_pair_scores()[codes[:-1], codes[1:]], 0.0)
    means = np.add.reduceat(scores, starts) / pairs
    found: list[float] = np.where(pairs < _MIN_PAIRS, 0.0, means).tolist()
    return found


@cache
def _pair_scores() -> NDArray[np.float64]:
    """Return the log probability of each letter (its code) after each other, shape (128, 128).

    Between two words it is 0.
    """
    import numpy as np

    letters = (*_EDGE, *ascii_lowercase)
    scores = np.zeros((128, 128))
    for first in letters:
        for second in letters:
            if first != _EDGE[1]:
                scores[ord(first), ord(second)] = _pair_score(first + second)
    return scores


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

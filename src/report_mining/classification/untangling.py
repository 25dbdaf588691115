"""Setting apart two columns whose printed lines an extraction has read as one text."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from report_mining.classification.checked_artefacts import CheckedArtefact, mapping_of
from report_mining.classification.encoding import Floats
from report_mining.classification.normalising import NormalText
from report_mining.errors import ArtefactError

WEIGHTS_FILE, VOCABULARY_FILE = "adjacency.npz", "words.txt"
REACH = 3  # words on either side of a joint that the model looks at
_MOST_ODDS = 6.0  # no single joint outweighs this
_FEWEST_WORDS = 16
_MOST_CHARS, _FEWEST_CHARS = 105, 18  # of a printed line in a column
_CASES = 5
_RAGGED = 10  # characters by which lines of one column differ for free
PUNCTUATION = ".,;:()'\"\u201c\u201d\u2019\u2018[]!?\u2022-\u2013"
_BETWEEN_COLUMNS = " \u2022 "  # ends a sentence
_CELL_BORDER, _MANY_CELLS = "|", 3
NO_LETTERS = "\u2205"  # stands in the vocabulary for a word of punctuation alone
UNTANGLING_TASK = "untangling"


@dataclass(frozen=True, slots=True)
class Untangled:
    """A text with its columns one after the other."""

    text: str
    starts: tuple[int, ...]  # where each piece begins in ``text``, ascending
    sources: tuple[int, ...]  # where the same piece begins in the tangled text
    lengths: tuple[int, ...]  # characters of each piece

    def source_offset(self, offset: int) -> int:
        """Return the place in the tangled text of the character at ``offset``.

        What joins two pieces stands nowhere: it leads to the last character of the piece before it.
        """
        piece = bisect_right(self.starts, offset) - 1
        within = min(offset - self.starts[piece], self.lengths[piece] - 1)
        return self.sources[piece] + within


@dataclass(frozen=True, slots=True)
class TextApart:
    """A normalised text with its columns apart, and the way back to the input."""

    apart: Untangled
    normal: NormalText

    @property
    def text(self) -> str:
        """The columns, one after the other."""
        return self.apart.text

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the input that holds the first and the last character.

        Lines of the other column between them are part of it: so it stands on the page.
        """
        first, last = (
            self.normal.original_offset(self.apart.source_offset(offset))
            for offset in (start, end - 1)
        )
        return min(first, last), max(first, last) + 1


@dataclass(frozen=True)
class AdjacencyModel:
    """Log odds that a word continues another, from three words on either side of the joint."""

    vocabulary: dict[str, int]
    arrays: dict[str, Floats]

    @cached_property
    def _suffixes(self) -> int:
        return len(self.arrays["suffix"])

    def sides(self, words: Sequence[str]) -> tuple[Floats, Floats]:
        """Return what the words up to each word say of a joint behind it, and from it on, of one before.

        Shapes (n_words, hidden) both.
        """
        a = self.arrays
        places = np.array([table_rows(word, self.vocabulary, self._suffixes) for word in words])
        vectors = np.hstack(
            [a["word"][places[:, 0]] + a["suffix"][places[:, 1]], a["form"][places[:, 2]]]
        )
        blank = np.hstack([a["word"][0] + a["suffix"][0], a["form"][-1]])
        padded = np.vstack([[blank] * (REACH - 1), vectors, [blank] * (REACH - 1)])
        count = len(words)
        ahead = np.hstack([padded[i : i + count] for i in range(REACH)])
        behind = np.hstack([padded[REACH - 1 + i : REACH - 1 + i + count] for i in range(REACH)])
        return ahead @ a["left"] + a["left_constant"], behind @ a["right"]

    def odds(self, left: Floats, right: Floats) -> Floats:
        """Return the log odds of joints between rows of ``left`` and ``right``."""
        raw = np.maximum(left + right, 0) @ self.arrays["out"] + self.arrays["out_constant"][0]
        return np.asarray(np.clip(raw, -_MOST_ODDS, _MOST_ODDS), np.float32)


def table_rows(word: str, vocabulary: Mapping[str, int], suffixes: int) -> tuple[int, int, int]:
    """Return the rows of a word in the tables: itself, its ending, its punctuation and case."""
    core = word.lower().strip(PUNCTUATION)
    form = _ending(word) * _CASES + _case(word)
    if any(char.isdigit() for char in core):
        return 0, 0, form
    suffix = 1 + zlib.crc32(core[-4:].encode()) % (suffixes - 1)
    return vocabulary.get(core, 0), suffix, form


def _ending(word: str) -> int:
    groups = (".!?", ",;:", ')]"\u201d')
    return next((place for place, group in enumerate(groups, 1) if word[-1] in group), 0)


def _case(word: str) -> int:
    if word.isupper() and len(word) > 1:
        return 3
    if word[0].isupper():
        return 1
    if word[0].isdigit():
        return 2
    return 0 if word[0].isalnum() else 4


class _Way(NamedTuple):
    """The best way to read a text up to a cut."""

    gain: float  # log odds
    length: float  # characters of the line two before the cut; nan where it is no line
    back: int | None  # first word of the line before that


@dataclass(frozen=True)
class Untangler:
    """Finds the cuts between the lines of two columns that best explain a text.

    A text of two columns read line by line jumps at every line end to the other column and, a line
    later, back. The sum of the log odds over all joints, with a cost per cut and for lines of
    unlike length in one column, is maximised by dynamic programming over pairs of cuts.
    """

    model: AdjacencyModel
    cut_cost: float
    ragged_cost: float  # per character
    least_evidence: Mapping[str, float]  # by language

    def untangle(self, text: str, language: str) -> Untangled | None:
        """Return ``text`` with its columns apart, or None where too little says it has two.

        Rows of tables stay as they are: cells jump as columns do.
        """
        spans = word_spans(text)
        if len(spans) < _FEWEST_WORDS or text.count(_CELL_BORDER) >= _MANY_CELLS:
            return None
        evidence, cuts = self.best_cuts([text[s:e] for s, e in spans], spans)
        if evidence < self.least_evidence[language]:
            return None
        return _columns(text, spans, cuts)

    def best_cuts(
        self, words: Sequence[str], spans: Sequence[tuple[int, int]]
    ) -> tuple[float, list[int]]:
        """Return the evidence for two columns and the words that begin a line of either."""
        count = len(words)
        left, right = self.model.sides(words)
        leaving = np.zeros(count + 1)
        leaving[1:count] = -self.model.odds(left[:-1], right[1:]) - self.cut_cost
        starts = np.array([start for start, _ in spans] + [spans[-1][1] + 1])
        # Per first word of a line: first word of the line before it -> the best way there.
        ways: list[dict[int, _Way]] = [{} for _ in range(count + 1)]
        best, state = 0.0, None
        for begin in range(1, count):
            ways[begin][0] = _Way(float(leaving[begin]), np.nan, None)
            for previous, way in ways[begin].items():
                if way.back is not None and way.gain > best:
                    best, state = way.gain, (previous, begin)
            ends = np.arange(*_line_ends(starts, begin, count))
            if len(ends):
                gains = self.model.odds(left[begin - 1], right[ends]) + leaving[ends]
                self._go_on(ways, begin, ends, gains, starts)
        return best, _walk_back(ways, state)

    def _go_on(
        self,
        ways: Sequence[dict[int, _Way]],
        begin: int,
        ends: np.typing.NDArray[np.int64],
        gains: np.typing.NDArray[np.float64],
        starts: np.typing.NDArray[np.int64],
    ) -> None:
        """Add, for every word that can begin the next line, the best way over a line from ``begin``."""
        known = list(ways[begin].items())
        lengths = starts[ends] - starts[begin] - 1
        values = np.array([way.gain for _, way in known])
        before = np.array([way.length for _, way in known])
        uneven = np.abs(lengths[None, :] - before[:, None]) - _RAGGED
        cost = self.ragged_cost * np.nan_to_num(np.maximum(uneven, 0), nan=0.0)
        sums = values[:, None] + gains[None, :] - cost
        for place, (end, chosen) in enumerate(zip(ends, sums.argmax(axis=0), strict=True)):
            previous = known[int(chosen)][0]
            length = float(starts[begin] - starts[previous] - 1)
            is_line = previous > 0 or length <= _MOST_CHARS
            gain = float(sums[chosen, place])
            ways[end][begin] = _Way(gain, length if is_line else np.nan, previous)


def _line_ends(starts: np.typing.NDArray[np.int64], begin: int, count: int) -> tuple[int, int]:
    """Return the range of words that can begin the next line after a line from ``begin``."""
    first = int(np.searchsorted(starts, starts[begin] + _FEWEST_CHARS + 1))
    last = int(np.searchsorted(starts, starts[begin] + _MOST_CHARS + 2))
    return max(first, begin + 1), min(last, count)


def _walk_back(ways: Sequence[dict[int, _Way]], state: tuple[int, int] | None) -> list[int]:
    cuts: list[int] = []
    while state is not None:
        previous, begin = state
        cuts.append(begin)
        back = ways[begin][previous].back
        state = None if back is None else (back, previous)
    return cuts[::-1]


def _columns(text: str, spans: Sequence[tuple[int, int]], cuts: Sequence[int]) -> Untangled:
    """Return the lines of the first column, then those of the second."""
    edges = [0, *cuts, len(spans)]
    lines = [(spans[start][0], spans[end - 1][1]) for start, end in pairwise(edges)]
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    order = [*lines[0::2], *lines[1::2]]
    second = len(lines[0::2])
    for index, (start, end) in enumerate(order):
        if index and index != second and _is_hyphenated(pieces[-1], text[start]):
            pieces[-1] = pieces[-1][:-1]  # "multi-" and "national"
            length -= 1
        elif index:
            joint = _BETWEEN_COLUMNS if index == second else " "
            pieces.append(joint)
            length += len(joint)
        starts.append(length)
        pieces.append(text[start:end])
        length += end - start
    lengths = tuple(end - start for start, end in order)
    return Untangled("".join(pieces), tuple(starts), tuple(s for s, _ in order), lengths)


def _is_hyphenated(line: str, begins: str) -> bool:
    """Return whether a word is cut at the end of a line."""
    return line[-1] == "-" and line[-2:-1].islower() and begins.islower()


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return where every word of ``text`` begins and ends."""
    spans: list[tuple[int, int]] = []
    end = 0
    for word in text.split():
        start = text.index(word, end)
        end = start + len(word)
        spans.append((start, end))
    return spans


def load_adjacency(artefact: CheckedArtefact) -> AdjacencyModel:
    """Return the model of an artefact.

    Raises:
        ArtefactError: words and weights do not belong together.
    """
    words = artefact.path(VOCABULARY_FILE).read_text(encoding="utf-8").splitlines()
    with np.load(artefact.path(WEIGHTS_FILE)) as kept:
        arrays = {name: kept[name].astype(np.float32) for name in kept.files}
    if len(arrays["word"]) != len(words) + 1:
        raise ArtefactError(
            f"{artefact.folder.name}: {VOCABULARY_FILE} has {len(words)} words, {WEIGHTS_FILE} "
            f"{len(arrays['word'])} rows; expected one row more than words. Install it again"
        )
    places = {"" if word == NO_LETTERS else word: place for place, word in enumerate(words, 1)}
    return AdjacencyModel(places, arrays)


def load_untangler(artefact: CheckedArtefact) -> Untangler:
    """Return the untangler of an artefact.

    Raises:
        ArtefactError: words and weights do not belong together, or a figure is missing.
    """
    least = mapping_of(artefact, "least_evidence")
    return Untangler(
        model=load_adjacency(artefact),
        cut_cost=_figure(artefact, "costs", "cut"),
        ragged_cost=_figure(artefact, "costs", "ragged_per_character"),
        least_evidence={
            language: _figure(artefact, "least_evidence", language) for language in least
        },
    )


def _figure(artefact: CheckedArtefact, key: str, name: str) -> float:
    found = mapping_of(artefact, key).get(name)
    if not isinstance(found, int | float):
        raise ArtefactError(
            f"{artefact.folder.name}: manifest.json: {key}.{name} is {found!r}, expected a number"
        )
    return float(found)

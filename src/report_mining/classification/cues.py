"""Cutting sentences into tokens with spaCy and finding the cues of the lexicon in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from report_mining.classification.patterns import WordTest, compile_lines, join_parts
from report_mining.classification.spacy_import import import_spacy
from report_mining.errors import ArtefactError

if TYPE_CHECKING:
    from spacy.language import Language


_MOST_WORDS_KEPT = 50_000  # distinct words whose tests are remembered
_INFIX = re.compile(r"(?<=[a-z])[.,:;](?=[A-Za-z])|\.\.+|\u2026|--|[()\[\]|]")


class CueKind(StrEnum):
    """What a cue means to the rules; the keys of the lexicon files."""

    BOUNDARY = "boundary"
    CONCESSION = "concession"
    SUBJECT_SELF = "subject_self"
    POSSESSIVE_OWN = "possessive_own"
    SUBJECT_DOC = "subject_doc"
    SUBJECT_SUPPLIER = "subject_supplier"
    SUBJECT_INVESTEE = "subject_investee"
    SUBJECT_GOVERNMENT = "subject_government"
    SUBJECT_NGO = "subject_ngo"
    SUBJECT_RATER = "subject_rater"
    SUBJECT_ASSOCIATION = "subject_association"
    SUBJECT_PARENT = "subject_parent"
    COVERS_SUBSIDIARIES = "covers_subsidiaries"
    SUBJECT_LAW = "subject_law"
    SUBJECT_STANDARD = "subject_standard"
    STRONG = "strong"
    STRONG_AFTER = "strong_after"
    ANCHOR = "anchor"
    LINE = "line"
    LAID_DOWN = "laid_down"
    WEAK = "weak"
    INTENTION = "intention"
    FUTURE = "future"
    HEDGE = "hedge"
    PARTIAL = "partial"
    PARTIAL_SITE = "partial_site"
    ACTIVITY = "activity"
    METHOD = "method"
    REQUIRE = "require"
    ASK = "ask"
    OPINE = "opine"
    REFERENCE = "reference"
    REGULATORY = "regulatory"
    INCIDENT = "incident"
    DATAPOINT = "datapoint"
    DEFINITION_LAW = "definition_law"
    NEGATOR = "negator"
    NOT_NEGATION = "not_negation"
    TAKEN_UP = "taken_up"
    VIOLATE = "violate"
    CONTRARY = "contrary"
    SPEECH = "speech"
    CLAIM = "claim"
    SOURCE = "source"
    WHETHER = "whether"
    SUBORDINATE = "subordinate"
    RESTART = "restart"
    DECLARATION = "declaration"
    ACT = "act"
    BEGIN = "begin"
    METRIC = "metric"
    QUESTION = "question"
    YES = "yes_answer"
    NO_ANSWER = "no_answer"
    ASSERT = "assert"
    HEADING_OWN = "heading_own"
    HEADING_REFERENCE = "heading_reference"
    HEADING_REQUIRE = "heading_require"
    HEADING_REGULATORY = "heading_regulatory"


@dataclass(frozen=True, slots=True)
class Cue:
    """A run of tokens that matched a pattern of the lexicon."""

    kind: CueKind
    start: int  # token index, inclusive
    end: int  # exclusive


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as tokens, each framework name one token, with its cues."""

    words: tuple[str, ...]
    offsets: tuple[int, ...]  # where each token starts, in the normalised text
    mentions: tuple[int, ...]  # token index of each name, in the order they were given
    cues: tuple[Cue, ...]  # by place

    def of(self, *kinds: CueKind) -> list[Cue]:
        """Return the cues of these kinds, by place."""
        return [cue for cue in self.cues if cue.kind in kinds]


Span = tuple[int, int]


class CueFinder:
    """Tokenises sentences of one language and finds the cues of its lexicon."""

    def __init__(self, lexicon: Mapping[str, object]) -> None:
        self.language = str(lexicon.get("language"))
        self._nlp: Language = import_spacy().blank(self.language)
        # A hyphen holds a word together here: "non-respect", "niet-naleving", "taxonomy-aligned".
        self._nlp.tokenizer.infix_finditer = _INFIX.finditer
        self._lines = [
            (_kind(key, self.language), line)
            for key, lines in lexicon.items()
            if key != "language"
            for line in compile_lines(key, lines)
        ]
        self._tests: dict[WordTest, int] = {}
        # By the number of its first test: (line, part, the numbers of the tests behind it).
        self._openings: dict[int, list[tuple[int, int, tuple[int, ...]]]] = defaultdict(list)
        self._index_lines()
        self._passed: dict[str, frozenset[int]] = {}  # the tests that a lower-case word passes

    def read(self, text: str, names: Sequence[Span], offset: int = 0) -> Sentence:
        """Return ``text`` as a sentence; ``names`` are spans in it, ``offset`` is where it begins."""
        tokens = [(token.idx, token.text) for token in self._nlp.make_doc(text)]
        tokens, mentions = _merge(text, tokens, names)
        tests = [
            self._tests_of(word.lower(), is_name=i in mentions)
            for i, (_, word) in enumerate(tokens)
        ]
        found = _longest_per_kind(
            c for c in self._find(tests) if not _swallows(c, mentions, tokens[c.start][1])
        )
        return Sentence(
            tuple(word for _, word in tokens),
            tuple(start + offset for start, _ in tokens),
            mentions,
            tuple(sorted(found, key=lambda c: (c.start, c.end, c.kind))),
        )

    def _index_lines(self) -> None:
        """Number the tests and note under the first of each way where it leads."""
        for number, (_, line) in enumerate(self._lines):
            for part, ways in enumerate(line.parts):
                for way in ways:
                    first, *rest = (self._tests.setdefault(t, len(self._tests)) for t in way)
                    self._openings[first].append((number, part, tuple(rest)))

    def _tests_of(self, lowered: str, *, is_name: bool) -> frozenset[int]:
        """Return the numbers of the tests that a token passes."""
        passed = self._passed.get(lowered)
        if passed is None:
            passed = frozenset(n for test, n in self._tests.items() if test.accepts(lowered))
            if len(self._passed) < _MOST_WORDS_KEPT:
                self._passed[lowered] = passed
        if is_name:
            return passed | {n for test, n in self._tests.items() if test.is_mention}
        return passed

    def _find(self, tests: Sequence[frozenset[int]]) -> set[Cue]:
        """Return every cue of a sentence, overlapping ones included."""
        spans: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
        for start, passed in enumerate(tests):
            for first in passed:
                for number, part, rest in self._openings.get(first, ()):
                    end = start + 1 + len(rest)
                    if end <= len(tests) and all(
                        test in tests[start + 1 + i] for i, test in enumerate(rest)
                    ):
                        spans[number][part].append((start, end))
        cues: set[Cue] = set()
        for number, by_part in spans.items():
            kind, line = self._lines[number]
            if len(by_part) == len(line.parts):
                parts = [by_part[part] for part in range(len(line.parts))]
                cues.update(Cue(kind, s, e) for s, e in join_parts(line, parts, len(tests)))
        return cues


def _kind(key: str, language: str) -> CueKind:
    """Return the cue kind that a lexicon key names."""
    try:
        return CueKind(key)
    except ValueError:
        known = ", ".join(kind.value for kind in CueKind)
        raise ArtefactError(
            f"lexicon_{language}.yaml: {key!r} is not a kind of cue; expected one of {known}"
        ) from None


def _merge(
    text: str, tokens: Sequence[tuple[int, str]], names: Sequence[Span]
) -> tuple[list[tuple[int, str]], tuple[int, ...]]:
    """Make one token of every name; return the tokens and where each name is among them."""
    merged: list[tuple[int, str]] = []
    until = 0  # where the name that is being swallowed ends
    wanted = sorted(names)
    for start, word in tokens:
        end = start + len(word)
        inside = [n for n in wanted if n[0] < end and start < n[1]]
        if merged and start < until and inside:
            until = max(until, end, inside[0][1])
            merged[-1] = (merged[-1][0], text[merged[-1][0] : until])
        else:
            merged.append((start, word))
            until = max([end, *(n[1] for n in inside)]) if inside else end
    return merged, tuple(_token_at(merged, start) for start, _ in names)


def _token_at(tokens: Sequence[tuple[int, str]], offset: int) -> int:
    """Return the index of the token that holds the character at ``offset``."""
    starts = [start for start, _ in tokens]
    return max(0, bisect_right(starts, offset) - 1)


def _swallows(cue: Cue, mentions: Sequence[int], first: str) -> bool:
    """Return whether a gap made a document out of a name and what follows: "the X, our policy"."""
    is_article = first.lower() in ("the", "this", "these", "de", "het", "dit", "deze")
    inside = any(cue.start <= m < cue.end for m in mentions)
    return cue.kind is CueKind.SUBJECT_DOC and is_article and inside


def _longest_per_kind(cues: Iterable[Cue]) -> list[Cue]:
    """Return the cues without those inside a longer one of the same kind."""
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda c: (c.start - c.end, c.start)):
        if not any(k.kind is cue.kind and k.start <= cue.start and cue.end <= k.end for k in kept):
            kept.append(cue)
    return kept

"""Compiling the lexicon's token patterns and finding their cues in a sentence with spaCy."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from report_mining.classification.patterns import MENTION_TYPE, compile_lines
from report_mining.classification.spacy_import import import_spacy
from report_mining.errors import ArtefactError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


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
    DETAIL = "detail"
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
    SIGNATURE = "signature"
    QUESTION = "question"
    YES = "yes_answer"
    NO_ANSWER = "no_answer"
    ASSERT = "assert"
    HEADING_OWN = "heading_own"
    HEADING_REFERENCE = "heading_reference"
    HEADING_REQUIRE = "heading_require"
    HEADING_REGULATORY = "heading_regulatory"
    DISTRIBUTE = "distribute"


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


class CueFinder:
    """Tokenises sentences of one language and finds the cues of its lexicon."""

    def __init__(self, lexicon: Mapping[str, object]) -> None:
        spacy = import_spacy()
        self.language = str(lexicon.get("language"))
        self._nlp: Language = spacy.blank(self.language)
        # A hyphen holds a word together here: "non-respect", "niet-naleving", "taxonomy-aligned".
        self._nlp.tokenizer.infix_finditer = _INFIX.finditer
        self._matcher = spacy.matcher.Matcher(self._nlp.vocab)
        self._patterns = [
            (_kind(key, self.language), pattern)
            for key, lines in lexicon.items()
            if key != "language"
            for pattern in compile_lines(key, lines)
        ]
        for number, (_, pattern) in enumerate(self._patterns):
            for key, part in zip(pattern.keys(number), pattern.parts, strict=True):
                self._matcher.add(key, [list(part)])

    def read(self, text: str, names: Sequence[tuple[int, int]], offset: int = 0) -> Sentence:
        """Return ``text`` as a sentence; ``names`` are spans in it, ``offset`` is where it begins."""
        doc = self._nlp.make_doc(text)
        merged = _merge(doc, names)
        cues = self._find(doc)
        return Sentence(
            tuple(token.text for token in doc),
            tuple(token.idx + offset for token in doc),
            tuple(merged),
            tuple(sorted(_longest_per_kind(cues), key=lambda c: (c.start, c.end, c.kind))),
        )

    def _find(self, doc: Doc) -> set[Cue]:
        """Return every cue of a sentence, overlapping ones included."""
        strings = self._nlp.vocab.strings
        spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for key, start, end in self._matcher(doc):
            spans[strings[key]].append((start, end))
        return {
            Cue(kind, start, end)
            for number, (kind, pattern) in enumerate(self._patterns)
            for start, end in pattern.join(number, spans, len(doc))
        }


def _kind(key: str, language: str) -> CueKind:
    """Return the cue kind that a lexicon key names."""
    try:
        return CueKind(key)
    except ValueError:
        known = ", ".join(kind.value for kind in CueKind)
        raise ArtefactError(
            f"lexicon_{language}.yaml: {key!r} is not a kind of cue; expected one of {known}"
        ) from None


def _merge(doc: Doc, names: Sequence[tuple[int, int]]) -> list[int]:
    """Make one token of every name in ``doc`` and return their token indices."""
    spans = [doc.char_span(start, end, alignment_mode="expand") for start, end in names]
    taken = 0
    with doc.retokenize() as retokenizer:
        for span in sorted((s for s in spans if s is not None), key=lambda s: s.start):
            if span.start >= taken:
                retokenizer.merge(span, attrs={"ENT_TYPE": MENTION_TYPE})
                taken = span.end
    return [_token_at(doc, start) for start, _ in names]


def _token_at(doc: Doc, offset: int) -> int:
    """Return the index of the token that holds the character at ``offset``."""
    for token in reversed(list(doc)):
        if token.idx <= offset:
            return token.i
    return 0


def _longest_per_kind(cues: Iterable[Cue]) -> list[Cue]:
    """Return the cues without those inside a longer one of the same kind."""
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda c: (c.start - c.end, c.start)):
        if not any(k.kind is cue.kind and k.start <= cue.start and cue.end <= k.end for k in kept):
            kept.append(cue)
    return kept

"""The columns from which the due diligence models judge a passage: lexicon, words and meaning."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from report_mining.classification.due_diligence_evidence import DueDiligenceEvidence
from report_mining.classification.due_diligence_rules import STEPS, DueDiligenceRules, step_sums
from report_mining.classification.encoding import Floats

# How much each kind of column weighs under one penalty; chosen by cross-fitting over companies.
LEXICON_SCALE, WORD_SCALE, VECTOR_SCALE = 0.7, 5.0, 6.0
_SHORT_WORDS = 20
_FEW_TEXTS, _FEW_COMPANIES = 3, 2  # a word rarer than this in training says nothing
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words and pairs of words that training texts of several companies have."""

    places: Mapping[str, int]
    rarity: Floats  # inverse document frequency, shape (n_words,)

    def row(self, text: str) -> Floats:
        """Return the words of ``text`` as a row of length ``WORD_SCALE``, or zeros."""
        row = np.zeros(len(self.places), np.float32)
        places, values = self.found(text)
        row[places] = values
        return row

    def found(self, text: str) -> tuple[list[int], Floats]:
        """Return where the row of ``text`` is not zero, and its values there."""
        counts = {
            self.places[word]: count
            for word, count in Counter(terms(text)).items()
            if word in self.places
        }
        places = list(counts)
        values = (1 + np.log(np.array(list(counts.values()), np.float32))) * self.rarity[places]
        length = float(np.linalg.norm(values))
        return places, np.asarray(values * (WORD_SCALE / length) if places else values, np.float32)


def terms(text: str) -> list[str]:
    """Return the words of ``text`` in lower case, and each pair of neighbours."""
    words = _WORD.findall(text.lower())
    return words + [" ".join(pair) for pair in pairwise(words)]


def make_vocabulary(texts: Sequence[str], companies: Sequence[str]) -> Vocabulary:
    """Return the words that are common enough, with how rare they are."""
    owners: dict[str, set[str]] = {}
    counts: Counter[str] = Counter()
    for text, company in zip(texts, companies, strict=True):
        for word in set(terms(text)):
            counts[word] += 1
            owners.setdefault(word, set()).add(company)
    kept = sorted(
        word
        for word, count in counts.items()
        if count >= _FEW_TEXTS and len(owners[word]) >= _FEW_COMPANIES
    )
    rarity = [math.log((1 + len(texts)) / (1 + counts[word])) + 1 for word in kept]
    return vocabulary_of(kept, np.array(rarity, np.float32))


def vocabulary_of(words: Iterable[str], rarity: Floats) -> Vocabulary:
    """Return a vocabulary from its words in order."""
    return Vocabulary({word: place for place, word in enumerate(words)}, rarity)


def lexicon_row(
    evidence: DueDiligenceEvidence, concepts: Sequence[str], rules: DueDiligenceRules
) -> Floats:
    """Return what the lexicon found, and how long and how full of figures the passage is."""
    sums = step_sums(evidence, rules)
    values = [
        *(math.log1p(evidence.concepts.get(concept, 0)) for concept in concepts),
        *(math.log1p(sums[step]) for step in STEPS),
        *(concept in evidence.heading for concept in ("subject.rights", "chain.any")),
        math.log1p(evidence.numbers),
        math.log1p(evidence.number_words),
        math.log1p(evidence.percentages),
        math.log1p(evidence.words) / 3,
        evidence.words < _SHORT_WORDS,
        evidence.language == "nl",
    ]
    return np.array(values, np.float32) * np.float32(LEXICON_SCALE)


def vector_row(vector: Floats, centre: Floats) -> Floats:
    """Return a vector of the encoder less ``centre``, of length ``VECTOR_SCALE``."""
    moved = vector - centre
    length = max(float(np.linalg.norm(moved)), 1e-6)
    return np.asarray(moved * (VECTOR_SCALE / length), np.float32)

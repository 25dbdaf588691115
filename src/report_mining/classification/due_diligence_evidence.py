"""What the lexicon finds in a passage, sentence by sentence: the ground that rules and models share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from report_mining.classification.due_diligence_lexicon import LANGUAGES, DueDiligenceLexicon
from report_mining.classification.normalising import NormalText, normalise
from report_mining.classification.reading import guess_language
from report_mining.classification.sentences import sentence_spans
from report_mining.records import TextInContext

_NUMBER = re.compile(r"(?<![\w.,])(?:[€$£]\s?)?\d[\d.,]*(?:\s?%)?(?![\w])")
_YEAR = re.compile(r"(?:19|20)\d\d\.?")
_PERCENT = re.compile(r"\d\s?(?:%|per ?cent\b|procent\b)")
_NUMBER_WORD = re.compile(
    r"(?i)\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|sixteen|"
    r"eighteen|twenty|thirty|forty|fifty|hundred|half|quarter of|third of|dozen|"
    r"twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|"
    r"achttien|twintig|dertig|veertig|vijftig|honderd|helft|kwart|derde van)\b"
)


@dataclass(frozen=True, slots=True)
class SentenceEvidence:
    """One sentence: where it stands in the normalised text and what was found in it."""

    start: int
    end: int
    concepts: Mapping[str, int]  # how many distinct places show each


@dataclass(frozen=True, slots=True)
class DueDiligenceEvidence:
    """What was found in a passage and in the headings above it."""

    language: str
    normal: NormalText
    sentences: tuple[SentenceEvidence, ...]
    concepts: Mapping[str, int]  # of all sentences
    heading: frozenset[str]  # concepts of the headings
    numbers: int  # figures that are no year
    number_words: int
    percentages: int
    words: int

    def count(self, prefix: str) -> int:
        """Return how often concepts that begin with ``prefix`` were found in the passage."""
        return sum(n for concept, n in self.concepts.items() if concept.startswith(prefix))


def gather_evidence(context: TextInContext, lexicon: DueDiligenceLexicon) -> DueDiligenceEvidence:
    """Return what ``lexicon`` finds in a passage."""
    language = context.language if context.language in LANGUAGES else guess_language(context.text)
    normal = normalise(context.text)
    spans = sentence_spans(normal.text) or [(0, len(normal.text))]
    sentences = tuple(
        SentenceEvidence(start, end, _found(normal.text[start:end], language, lexicon))
        for start, end in spans
    )
    totals: Counter[str] = Counter()
    for sentence in sentences:
        totals.update(sentence.concepts)
    numbers = [n for n in _NUMBER.findall(normal.text) if not _YEAR.fullmatch(n)]
    return DueDiligenceEvidence(
        language=language,
        normal=normal,
        sentences=sentences,
        concepts=totals,
        heading=frozenset(_found(". ".join(context.section), language, lexicon)),
        numbers=len(numbers),
        number_words=len(_NUMBER_WORD.findall(normal.text)),
        percentages=len(_PERCENT.findall(normal.text)),
        words=len(normal.text.split()),
    )


def _found(text: str, language: str, lexicon: DueDiligenceLexicon) -> Counter[str]:
    """Return how many places show each concept; terms that overlap count once."""
    counts: Counter[str] = Counter()
    ends: dict[str, int] = {}
    for match in lexicon.find(text, language):
        if match.start >= ends.get(match.value, 0):
            counts[match.value] += 1
        ends[match.value] = max(ends.get(match.value, 0), match.end)
    return counts

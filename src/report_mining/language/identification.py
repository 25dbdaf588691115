"""Which language a text is in, for report text mostly in Dutch or English."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Protocol

UNDETERMINED = "und"
COVERED_LANGUAGES = frozenset({"nl", "en"})
# The languages that European and Asian company reports come in; fewer means fewer confusions.
# fmt: off
_CANDIDATES = [
    "nl", "en", "de", "fr", "af", "da", "it", "es", "pt", "sv", "no", "fi", "pl",
    "el", "ru", "zh", "ja", "ko", "ar",
]
# fmt: on
_MERGED = {"af": "nl", "nb": "no", "nn": "no"}  # Dutch headings are often taken for Afrikaans
_MIN_LETTERS = 20  # below this an identification is a guess
_MIN_WORDS = 4
_DOUBTFUL_PROBABILITY = 0.90  # below this the fallback, where given, is the better guess
_REMEMBERED = 1_024  # texts; a sample of pages is identified before the pages themselves
_LETTER_RUN = re.compile(r"[^\W\d_]+")
_MAX_CHARACTERS = 2_000  # more does not change the outcome


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]:
        """Return the language and its probability."""


@cache
def _load_identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE

    from report_mining.language.word_walk import WordWalkIdentifier

    identifier = WordWalkIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_CANDIDATES)
    loaded: _Identifier = identifier
    return loaded


@lru_cache(maxsize=_REMEMBERED)
def _classify(text: str) -> tuple[str, float]:
    """Return what the identifier says; the same page is asked about for itself and its document."""
    return _load_identifier().classify(text)


def identify_language(text: str, fallback: str | None = None) -> str:
    """Return the ISO 639-1 code of the language of ``text``, or "und".

    A text too short to tell, or a doubtful one, gets ``fallback``; without one a short text is
    "und" and a doubtful one gets the best guess. The identifier is loaded once per process.
    """
    words = _LETTER_RUN.findall(text[:_MAX_CHARACTERS])
    letters = sum(map(len, words))
    if letters < _MIN_LETTERS or (len(words) < _MIN_WORDS and fallback is not None):
        return fallback or UNDETERMINED
    language, probability = _classify(" ".join(words))
    if fallback is not None and probability < _DOUBTFUL_PROBABILITY:
        return fallback
    return _MERGED.get(language, language)

"""The screen of the SDG cascade: which passages are worth the encoder, by their words alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from report_mining.classification.checked_artefacts import (
    mapping_of,
    number_of,
    open_active,
    packaged_models,
    text_of,
)
from report_mining.classification.encoding import Floats
from report_mining.classification.reading import guess_language
from report_mining.classification.sdg_features import GOALS
from report_mining.classification.sdg_lexicon import SdgLexicon, load_sdg_lexicon, scores
from report_mining.classification.sdg_reading import LANGUAGES, SDG_TASK
from report_mining.errors import ArtefactError
from report_mining.records import TextInContext

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SCREEN_TASK = "sdg-screen"
SCREEN_FILE = "weights.npz"
LEXICON_COLUMNS = len(GOALS) + 3  # the scores of the goals, the best two, and how many there are
_LEXICON_SCALE = 0.5  # beside hashed rows of length 1
_WORD = re.compile(r"[a-z\u00df-\u024f]+|\d+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_STEM = 6  # letters; the first of a long word stand for its forms and for compounds
_LENGTHS = (3, 6, 10, 16, 25, 40, 70, 120)  # words; short passages say less


@dataclass(frozen=True, slots=True)
class ScreenWeights:
    """The fitted numbers of the screen: a linear head per goal."""

    hashed: Floats  # over hashed terms, shape (17, 2 ** bits)
    lexicon: Floats  # over what the lexicon says, shape (17, LEXICON_COLUMNS)
    constants: Floats  # shape (17,)


class SdgScreen:
    """Says which passages the SDG reader should read; what it holds back counts as no goal."""

    def __init__(
        self, fitted: ScreenWeights, thresholds: Mapping[str, float], lexicon: SdgLexicon
    ) -> None:
        self._fitted = fitted
        self._thresholds = thresholds
        self._lexicon = lexicon

    def passes(self, contexts: Sequence[TextInContext]) -> list[bool]:
        """Return whether each passage is to be read, in order."""
        if not contexts:
            return []
        languages = [language_of(context) for context in contexts]
        found = self.scores([context.text for context in contexts], languages)
        limits = [self._thresholds[language] for language in languages]
        return [bool(score >= limit) for score, limit in zip(found, limits, strict=True)]

    def scores(self, texts: Sequence[str], languages: Sequence[str]) -> Floats:
        """Return the highest score over the goals of each text, shape (n_texts,)."""
        hashed = hashed_terms(texts, self._fitted.hashed.shape[1])
        said = lexicon_rows(texts, languages, self._lexicon)
        return np.asarray(head_scores(self._fitted, hashed, said).max(axis=1), np.float32)


def head_scores(fitted: ScreenWeights, hashed: csr_matrix, said: Floats) -> Floats:
    """Return the score of each text and goal, shape (n_texts, 17)."""
    found = hashed @ fitted.hashed.T + said @ fitted.lexicon.T + fitted.constants
    return np.asarray(found, np.float32)


def hashed_terms(texts: Sequence[str], columns: int) -> csr_matrix:
    """Return the terms of each text, hashed, shape (n_texts, columns), rows of length 1."""
    from sklearn.feature_extraction.text import HashingVectorizer

    return HashingVectorizer(
        analyzer=terms, n_features=columns, alternate_sign=False, dtype=np.float32
    ).transform(texts)


def terms(text: str) -> list[str]:
    """Return the words of a text, pairs of neighbours, beginnings of long words, and its length.

    Figures are one and the same word; a word broken by a soft hyphen is whole again.
    """
    words = [
        "0" if word.isdigit() else word for word in _WORD.findall(_INVISIBLE.sub("", text).lower())
    ]
    found = words + [f"{first} {second}" for first, second in pairwise(words)]
    found += [f"{word[:_STEM]}*" for word in words if len(word) > _STEM]
    found.append(f"#{sum(len(words) > length for length in _LENGTHS)}")
    return found


def lexicon_rows(texts: Sequence[str], languages: Sequence[str], lexicon: SdgLexicon) -> Floats:
    """Return what the lexicon says of each text, shape (n_texts, LEXICON_COLUMNS)."""
    rows = np.zeros((len(texts), LEXICON_COLUMNS), np.float32)
    for row, text, language in zip(rows, texts, languages, strict=True):
        said = scores(lexicon.read(text, language)).goals
        for goal, score in said.items():
            row[int(goal.value) - 1] = score
        best = sorted(said.values(), reverse=True)[:2]
        row[len(GOALS) : len(GOALS) + len(best)] = best
        row[-1] = len(said) / 3
    return rows * _LEXICON_SCALE


def language_of(context: TextInContext) -> str:
    """Return the language of a passage, guessed where it is neither Dutch nor English by name."""
    known = context.language if context.language in LANGUAGES else None
    return known or guess_language(context.text)


def load_sdg_screen(models_dir: Path | None = None) -> SdgScreen:
    """Return the active screen.

    Raises:
        ArtefactError: the artefact is missing, does not match its manifest, or imitates another
            version of the SDG reader than the active one.
    """
    folder = models_dir or packaged_models()
    artefact = open_active(folder, SCREEN_TASK)
    wanted = open_active(folder, SDG_TASK).version
    imitated = text_of(artefact, "imitates")
    if imitated != wanted:
        raise ArtefactError(
            f"{artefact.version}: imitates {imitated}, but {wanted} is active; make it anew "
            "(python -m report_mining.flows.train_screen) or classify without --screen"
        )
    found = {key: float(str(value)) for key, value in mapping_of(artefact, "thresholds").items()}
    missing = sorted(set(LANGUAGES) - set(found))
    if missing:
        raise ArtefactError(
            f"{artefact.version}: manifest.json: thresholds has no {', '.join(missing)}; add them"
        )
    weights = load_screen_weights(artefact.path(SCREEN_FILE))
    if weights.hashed.shape != (len(GOALS), number_of(artefact, "hashed_terms")):
        raise ArtefactError(
            f"{artefact.version}: {SCREEN_FILE} holds weights of shape {weights.hashed.shape}, "
            "the manifest says otherwise; restore the file"
        )
    return SdgScreen(weights, found, load_sdg_lexicon(models_dir))


def load_screen_weights(path: Path) -> ScreenWeights:
    """Return the numbers in ``path``; stored with 16 bits, used with 32."""
    with np.load(path, allow_pickle=False) as stored:
        return ScreenWeights(
            **{name: stored[name].astype(np.float32) for name in ScreenWeights.__dataclass_fields__}
        )


def save_screen_weights(fitted: ScreenWeights, path: Path) -> None:
    """Write the numbers with 16 bits; the passages near a threshold are few."""
    parts = {name: getattr(fitted, name) for name in ScreenWeights.__dataclass_fields__}
    np.savez_compressed(path, **{name: part.astype(np.float16) for name, part in parts.items()})

"""The identifier of py3langid, walking words that it has met before in one step."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from py3langid.langid import LanguageIdentifier

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_REMEMBERED = 60_000  # words in the context before them; about 20 MB
_SPACE = b" "


class WordWalkIdentifier(LanguageIdentifier):  # type: ignore[misc]  # the library has no types
    """Counts the same features in the same order as its parent, so the outcome is the same.

    The parent walks an automaton byte by byte. Where that leads depends on the state it is in and
    on the word, and reports repeat their words.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._walks: dict[tuple[int, bytes], tuple[list[int], int]] = {}

    def _raw_score(self, text: bytes) -> NDArray[np.float32]:
        walks = self._walks
        if len(walks) > _REMEMBERED:
            walks.clear()
        features: list[int] = []
        state = 0
        *words, last = text.split(_SPACE)
        for word in words:
            walk = walks.get((state, word))
            if walk is None:
                walk = walks[state, word] = self._walk(state, word + _SPACE)
            met, state = walk
            features += met
        features += self._walk(state, last)[0]
        scores: NDArray[np.float32] = (
            self._sparse_score(Counter(features), self.nb_ptc)
            if features
            else super()._raw_score(text)
        )
        return scores

    def _walk(self, state: int, text: bytes) -> tuple[list[int], int]:
        """Return the features met from ``state`` along ``text``, and the state at its end."""
        moves, rows, output = self.tk_nextmove, self._rowbase, self.tk_output
        met = []
        for letter in text:
            state = moves[rows[state] + letter]
            feature = output[state]
            if feature >= 0:
                met.append(feature)
        return met, state

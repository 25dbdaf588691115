"""A text in both languages of the interface."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """One phrase or sentence in English and in Dutch."""

    en: str
    nl: str

    def in_language(self, language: str) -> str:
        """Return the text in ``nl`` or, for every other language, in English."""
        return self.nl if language == "nl" else self.en

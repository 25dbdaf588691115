"""A text in both languages of the interface."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """One phrase or sentence in English and in Dutch."""

    en: str
    nl: str

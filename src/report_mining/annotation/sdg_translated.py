"""Our own translated pairs: each invented passage in Dutch and in English, held out from training."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from report_mining.annotation.items import PlacedRow, read_rows
from report_mining.annotation.sdg_items import Goal
from report_mining.annotation.separation import AnnotatedText
from report_mining.errors import InputError
from report_mining.records.sdg import GoldSdg

TRANSLATED_FILE = "translated/pairs.jsonl"  # under annotations/sdg
_LANGUAGES = ("nl", "en")


class TranslatedRow(BaseModel):
    """One passage in two languages; its goals hold for both."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pair: str = Field(min_length=1)
    company: str = Field(min_length=1)
    sector: str
    style: str = Field(alias="register")
    goals: tuple[Goal, ...]
    nl: str = Field(min_length=1)
    en: str = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class TranslatedPair:
    """An invented passage in Dutch and in English."""

    pair_id: str
    company: str
    goals: frozenset[int]
    dutch: str
    english: str

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """The two texts, each with its language."""
        return tuple(zip(_LANGUAGES, (self.dutch, self.english), strict=True))


def read_translated_pairs(path: Path) -> tuple[TranslatedPair, ...]:
    """Return the pairs of a JSON Lines file, in order.

    Raises:
        InputError: the file cannot be read, or an id stands twice.
        GoldFileError: lines have defects; all are listed.
    """
    pairs: dict[str, TranslatedPair] = {}
    for placed in read_rows([path], TranslatedRow):
        if placed.row.pair in pairs:
            raise InputError(
                f"{placed.file} line {placed.line}: pair {placed.row.pair} stands twice; give each"
                " pair an id of its own"
            )
        pairs[placed.row.pair] = _pair(placed)
    return tuple(pairs.values())


def translated_gold_rows(pairs: Sequence[TranslatedPair]) -> tuple[GoldSdg, ...]:
    """Return two gold rows per pair, Dutch first; ``pair`` ties them together."""
    return tuple(
        GoldSdg(
            gold_id=f"{pair.pair_id}-{language}",
            text=text,
            goals=pair.goals,
            language=language,
            document=pair.company,
            pair=pair.pair_id,
        )
        for pair in pairs
        for language, text in pair.texts
    )


def translated_texts(pairs: Iterable[TranslatedPair]) -> list[AnnotatedText]:
    """Return what the checks on shared wording need."""
    return [
        AnnotatedText(f"{pair.pair_id}-{language}", pair.company, text)
        for pair in pairs
        for language, text in pair.texts
    ]


def _pair(placed: PlacedRow[TranslatedRow]) -> TranslatedPair:
    row = placed.row
    return TranslatedPair(row.pair, row.company, frozenset(row.goals), row.nl, row.en)

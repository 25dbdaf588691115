"""Weighs where company names stand in a report, and says who is named best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from report_mining.records import IdentityClues
from report_mining.register.clues import COVER_CHARACTERS, PAGE_BREAK
from report_mining.register.name_words import FILE_NAME_WORDS, LEGAL_FORMS
from report_mining.register.names import (
    MISSPELT,
    NameIndex,
    Occurrence,
    find_misspelt,
    find_names,
    tokenise,
)

# What a name weighs in each place: the first time, every further time, and at most.
_TITLE = (2.0, 0.0, 2.0)
_COVER = (3.0, 0.5, 4.0)
_RUNNING = (3.0, 0.5, 4.0)
_FRONT = (0.4, 0.4, 2.0)
_FULL_WEIGHT = 12.0
MIN_WEIGHT = 1.6  # a cover, header or title once, or the front pages four times
# A company is about as good as the best one from this share of its weight.
TIE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class NameVerdict:
    """Who is named best: nobody, one company, or several about equally well."""

    tied: tuple[str, ...]  # company ids, best first
    score: float  # 0 to 1, of the best one
    note: str = ""


def judge_names(clues: IdentityClues, index: NameIndex) -> NameVerdict:
    """Return who is named best in title, front pages and running headers."""
    cover, front = _split_front(clues.front_text)
    weights: dict[str, float] = defaultdict(float)
    qualities: dict[str, float] = defaultdict(float)
    texts = ((clues.title, _TITLE), (cover, _COVER), (clues.name_counts_text, _RUNNING))
    for text, scale in (*texts, (front, _FRONT)):
        _add(weights, qualities, find_names(tokenise(text), index), scale)
    note = ""
    if not weights:
        for text, scale in texts[:2]:
            _add(weights, qualities, find_misspelt(tokenise(text), index), scale)
        note = "the name is spelt differently in the text" if weights else ""
    return _verdict(weights, qualities, note)


def judge_file_name(stem: str, index: NameIndex) -> tuple[str, ...]:
    """Return the companies that a file name names, with only report words and years behind it."""
    tokens = tokenise(stem.upper())
    found = [
        o
        for o in find_names(tokens, index)
        if all(
            token.key.isdigit() or token.key in FILE_NAME_WORDS or token.key in LEGAL_FORMS
            for token in tokens[o.last + 1 :]
        )
    ]
    return tuple(dict.fromkeys(o.company_id for o in found))


def _split_front(front_text: str) -> tuple[str, str]:
    """Return the cover and the text after it."""
    first, _, rest = front_text.partition(PAGE_BREAK)
    return first[:COVER_CHARACTERS], first[COVER_CHARACTERS:] + PAGE_BREAK + rest


def _add(
    weights: dict[str, float],
    qualities: dict[str, float],
    occurrences: Sequence[Occurrence],
    scale: tuple[float, float, float],
) -> None:
    """Add what the names in one place weigh."""
    first, further, most = scale
    by_company: dict[str, list[float]] = defaultdict(list)
    for occurrence in occurrences:
        by_company[occurrence.company_id].append(occurrence.quality)
    for company_id, found in by_company.items():
        best = max(found)
        weights[company_id] += best * min(most, first + further * (len(found) - 1))
        qualities[company_id] = max(qualities[company_id], best)


def _verdict(weights: dict[str, float], qualities: dict[str, float], note: str) -> NameVerdict:
    ranked = sorted(weights, key=lambda company_id: (-weights[company_id], company_id))
    if not ranked or weights[ranked[0]] < MIN_WEIGHT * MISSPELT:
        return NameVerdict((), 0.0)
    best = weights[ranked[0]]
    tied = tuple(i for i in ranked if weights[i] >= TIE_SHARE * best)
    rival = weights[ranked[1]] / best if len(ranked) > 1 else 0.0
    certainty = 0.6 + 0.4 * min(1.0, best / _FULL_WEIGHT)
    return NameVerdict(tied, qualities[ranked[0]] * certainty * (1.0 - 0.5 * rival), note)

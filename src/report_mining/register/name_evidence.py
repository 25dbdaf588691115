"""Weighs where company names stand in a report, and says who is named best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from report_mining.records import IdentityClues
from report_mining.register.clues import COVER_CHARACTERS, PAGE_BREAK
from report_mining.register.name_words import FILE_NAME_WORDS, LEGAL_FORMS
from report_mining.register.names import (
    NameIndex,
    Occurrence,
    Token,
    find_misspelt,
    find_names,
    is_in_report_name,
    tokenise,
)


@dataclass(frozen=True, slots=True)
class _Scale:
    """What a name weighs in one place: the first time, every further time, and at most."""

    first: float
    further: float
    most: float
    is_display: bool  # a place where a report says whose it is


_TITLE = _Scale(2.0, 0.0, 2.0, is_display=True)
_COVER = _Scale(3.0, 0.5, 4.0, is_display=True)
_RUNNING = _Scale(3.0, 0.5, 4.0, is_display=True)
_OPENING = _Scale(1.0, 0.4, 2.0, is_display=False)  # a first page that is no cover but full of text
_FRONT = _Scale(0.4, 0.4, 2.0, is_display=False)
_FULL_WEIGHT = 12.0
MIN_WEIGHT = 0.9  # a cover, header or title once, or the front pages three times
# A company is about as good as the best one from this share of its weight.
TIE_SHARE = 0.6
# A report says "Noord" for "Noord Zuivel" often, but seldom the other way round.
TIE_SHARE_OF_LONGER_NAME = 0.2
# From this share of a company's weight its name is mostly part of the name of something else.
_OTHER_ENTITY_SHARE = 0.5
_OTHER_ENTITY_SHARE_IN_PROSE = 0.35
_ANOTHER_ENTITY = "the name occurs mostly as part of the name of another entity"


@dataclass(frozen=True, slots=True)
class NameVerdict:
    """Who is named best: nobody, one company, or several about equally well."""

    tied: tuple[str, ...]  # company ids, best first
    score: float  # 0 to 1, of the best one
    note: str = ""
    inside_text: tuple[str, ...] = ()  # named often, but nowhere as the one whose report it is


def judge_names(clues: IdentityClues, index: NameIndex) -> NameVerdict:
    """Return who is named best in title, front pages and running headers."""
    ledger = _Ledger()
    places = _places(clues)
    for text, scale in places:
        tokens = tokenise(text)
        ledger.add(tokens, find_names(tokens, index), scale)
    note = ""
    if not ledger.weights and not ledger.as_other_entity:
        for text, scale in places:
            if scale.is_display:
                tokens = tokenise(text[:COVER_CHARACTERS])
                ledger.add(tokens, find_misspelt(tokens, index), scale)
        note = "the name is spelt differently in the text" if ledger.weights else ""
    return _verdict(ledger, index, note)


def judge_file_name(stem: str, index: NameIndex) -> tuple[str, ...]:
    """Return the companies that a file name names, with only report words and years behind it."""
    tokens = tokenise(stem.upper())
    found = [
        o
        for o in find_names(tokens, index, is_file_name=True)
        if not o.is_other_entity
        and all(
            token.key.isdigit() or token.key in FILE_NAME_WORDS or token.key in LEGAL_FORMS
            for token in tokens[o.last + 1 :]
        )
    ]
    return tuple(dict.fromkeys(o.company_id for o in found))


def _places(clues: IdentityClues) -> tuple[tuple[str, _Scale], ...]:
    """Return the texts in which names count, each with what a name weighs there."""
    first, _, rest = clues.front_text.partition(PAGE_BREAK)
    is_cover = len(first) <= COVER_CHARACTERS
    return (
        (clues.title, _TITLE),
        (first[:COVER_CHARACTERS], _COVER if is_cover else _OPENING),
        (clues.name_counts_text.replace("\n", "\n\n"), _RUNNING),  # each line on its own
        (first[COVER_CHARACTERS:] + PAGE_BREAK + rest, _FRONT),
    )


class _Ledger:
    """Adds up, per company, what its names weigh over all places."""

    def __init__(self) -> None:
        self.weights: dict[str, float] = defaultdict(float)
        self.as_other_entity: dict[str, float] = defaultdict(float)
        self.qualities: dict[str, float] = defaultdict(float)
        self.displayed: set[str] = set()  # where a report says whose it is
        self.opening: set[str] = set()  # on the first page

    def add(
        self, tokens: Sequence[Token], occurrences: Sequence[Occurrence], scale: _Scale
    ) -> None:
        """Add what the names in one place weigh."""
        self.displayed.update(
            o.company_id
            for o in occurrences
            if not o.is_other_entity
            and (scale.is_display or is_in_report_name(tokens, o.first, o.last))
        )
        if scale is _OPENING:
            self.opening.update(o.company_id for o in occurrences if not o.is_other_entity)
        for is_other, weights in ((False, self.weights), (True, self.as_other_entity)):
            by_company: dict[str, list[float]] = defaultdict(list)
            for occurrence in occurrences:
                if occurrence.is_other_entity is is_other:
                    by_company[occurrence.company_id].append(occurrence.quality)
            for company_id, found in by_company.items():
                weight = min(scale.most, scale.first + scale.further * (len(found) - 1))
                weights[company_id] += max(found) * weight
                if not is_other:
                    self.qualities[company_id] = max(self.qualities[company_id], *found)

    def is_mostly_another(self, company_id: str) -> bool:
        """Whether the name is mostly part of the name of a fund, subsidiary or other entity."""
        is_shown = company_id in self.displayed
        share = _OTHER_ENTITY_SHARE if is_shown else _OTHER_ENTITY_SHARE_IN_PROSE
        return self.as_other_entity[company_id] >= share * self.weights[company_id]


def _needed_share(best_id: str, company_id: str, index: NameIndex) -> float:
    """Return the share of the best weight that makes a company about as good."""
    is_longer = company_id != best_id and index.is_part_of(best_id, company_id)
    return TIE_SHARE_OF_LONGER_NAME if is_longer else TIE_SHARE


def _verdict(ledger: _Ledger, index: NameIndex, note: str) -> NameVerdict:
    """Return the best company, or all that are about equally good.

    Of two equal names of which one is part of the other, the longer is meant; where the longer is
    weaker, nobody can say.
    """
    weights = ledger.weights
    ranked = sorted(weights, key=lambda company_id: (-weights[company_id], company_id))
    if not ranked or weights[ranked[0]] < MIN_WEIGHT:
        is_another = any(w >= MIN_WEIGHT for w in ledger.as_other_entity.values())
        return NameVerdict((), 0.0, _ANOTHER_ENTITY if is_another else "")
    best = weights[ranked[0]]
    level = [i for i in ranked if weights[i] >= _needed_share(ranked[0], i, index) * best]
    equal = [i for i in level if weights[i] >= TIE_SHARE * best]
    tied = [i for i in level if not any(index.is_part_of(i, o) for o in equal if o != i)]
    tied = [i for i in tied if not ledger.is_mostly_another(i)]
    if not tied:
        return NameVerdict((), 0.0, _ANOTHER_ENTITY)
    if not ledger.displayed.intersection(tied) and not ledger.opening.intersection(tied):
        note = "a listed name occurs only inside the text"
        return NameVerdict((), 0.0, note, inside_text=tuple(tied))
    others = [weights[i] for i in ranked if i != tied[0] and i not in level]
    rival = max(others, default=0.0) / best
    certainty = 0.6 + 0.4 * min(1.0, weights[tied[0]] / _FULL_WEIGHT)
    return NameVerdict(tuple(tied), ledger.qualities[tied[0]] * certainty * (1 - 0.5 * rival), note)

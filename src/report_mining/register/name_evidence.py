"""Weighs where company names stand in a report, and says who is named best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from report_mining.records import IdentityClues
from report_mining.records.wording import Wording
from report_mining.register import match_notes
from report_mining.register.clues import COVER_CHARACTERS, PAGE_BREAK
from report_mining.register.name_context import (
    is_at_service,
    is_in_report_name,
    is_report_word,
    names_stranger,
)
from report_mining.register.name_tokens import Token, tokenise
from report_mining.register.name_words import (
    CONNECTIVES,
    ENTITY_WORDS,
    FILE_NAME_WORDS,
    GROUP_WORDS,
    HONORIFICS,
    JOINT_WORDS,
    LEADING_WORDS,
    LEGAL_FORMS,
    PREPOSITIONS,
)
from report_mining.register.names import (
    NameIndex,
    Occurrence,
    find_misspelt,
    find_names,
    item_before,
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
_BASE_CERTAINTY = 0.74  # of a name on a cover and nowhere else, with no rival
_MISSPELT_MOST = 0.65  # a name spelt otherwise always goes to a person
_DOUBTFUL_MOST = 0.65  # where the display speaks against it, a person decides
_ONE_PLACE = 3.4  # weight of a name in one display place and at most once in the text
_SHOWN_RIVAL = 0.5  # what a rival takes off, by its share of the best one's weight
_UNSHOWN_RIVAL = 0.2  # a rival in running text only: a partner or customer
_OVERSHADOWED = 0.8  # a bare word in one place, while the running headers name somebody unknown
MIN_WEIGHT = 0.9  # a cover, header or title once, or the front pages three times
# A company is about as good as the best one from this share of its weight.
TIE_SHARE = 0.6
# A report says "Noord" for "Noord Zuivel" often, but seldom the other way round.
TIE_SHARE_OF_LONGER_NAME = 0.2
# From this share of a company's weight its name is mostly part of the name of something else.
_OTHER_ENTITY_SHARE = 0.5
_OTHER_ENTITY_SHARE_IN_PROSE = 0.35


Relation = Callable[[str, str], bool]


def unrelated(one_id: str, other_id: str) -> bool:  # noqa: ARG001
    """Say that no company is above another, for a list without parents."""
    return False


@dataclass(frozen=True, slots=True)
class NameVerdict:
    """Who is named best: nobody, one company, or several about equally well."""

    tied: tuple[str, ...]  # company ids, best first
    score: float  # 0 to 1, of the best one
    note: Wording = match_notes.NO_NOTE
    inside_text: tuple[str, ...] = ()  # named often, but nowhere as the one whose report it is
    joint: tuple[str, ...] = ()  # displayed together as those whose report it is
    in_role: tuple[str, ...] = ()  # displayed as partner, owner or maker only


def judge_names(
    clues: IdentityClues, index: NameIndex, is_ancestor: Relation = unrelated
) -> NameVerdict:
    """Return who is named best in title, front pages and running headers.

    ``is_ancestor(one, other)`` says whether one company is above the other in its group.
    """
    ledger = _Ledger()
    places = _places(clues)
    read = [(tokenise(text), scale) for text, scale in places]
    common = {key for tokens, _ in read for key in _common_words(tokens)}
    for tokens, scale in read:
        named = find_names(tokens, index, is_display=scale.is_display)
        own = [o for o in named if o.is_full or tokens[o.first].key not in common]
        ledger.add(tokens, own, scale)
    if ledger.weights or ledger.as_other_entity:
        ledger.forget_slogans(index)
        verdict = _verdict(ledger, index, is_ancestor)
        is_weak = bool(verdict.tied) and ledger.is_bare_in_one_place(verdict.tied[0])
        if is_weak and unlisted_words(clues.name_counts_text, verdict.tied[0], index):
            verdict = replace(verdict, score=verdict.score * _OVERSHADOWED)
        return verdict
    for text, scale in places:
        if scale.is_display:
            tokens = tokenise(text[:COVER_CHARACTERS])
            ledger.add(tokens, find_misspelt(tokens, index), scale)
    verdict = _verdict(ledger, index, is_ancestor)
    note = match_notes.MISSPELT if ledger.weights else verdict.note
    return replace(verdict, score=min(verdict.score, _MISSPELT_MOST), note=note)


def _common_words(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the words that a sentence uses in small letters: "op de balans" is no company."""
    for before, token in pairwise(tokens):
        is_in_sentence = not (token.is_after_break or token.is_after_newline)
        if is_in_sentence and token.text.islower() and before.text.islower():
            yield token.key


def unlisted_words(text: str, company_id: str, index: NameIndex) -> tuple[str, ...]:
    """Return the capitalised words that are neither about reports nor in a name of the company.

    A text that names the company without a word that tells it from its relatives, such as its
    country, lacks that word: it is returned too.
    """
    tokens = [t for t in tokenise(text) if t.text[0].isupper() and len(t.text) > 1]
    no_name = LEADING_WORDS | PREPOSITIONS | HONORIFICS | CONNECTIVES | LEGAL_FORMS
    own = {key for keys in index.spellings[company_id] for key in keys}
    words = [t.key for t in tokens if not is_report_word(t) and t.key not in no_name]
    unknown = [word for word in words if word not in own]
    is_named = own.intersection(words)
    lacking = [word for word in sorted(own & (ENTITY_WORDS | GROUP_WORDS)) if word not in words]
    return (*unknown, *(lacking if is_named else ()))


def display_text(clues: IdentityClues) -> str | None:
    """Return cover and running headers, None where the report has no cover."""
    first, _, _ = clues.front_text.partition(PAGE_BREAK)
    if len(first) > COVER_CHARACTERS:
        return None
    return f"{first}\n\n{clues.name_counts_text}"


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
        self.full: set[str] = set()  # displayed with more than one bare word
        self.display_places: dict[str, int] = defaultdict(int)
        self.in_role: set[str] = set()  # displayed as partner, owner or maker
        self.joint: set[str] = set()  # displayed in one list with another company
        self.longest: dict[str, int] = defaultdict(int)  # words of the longest form displayed
        self.foreign_form: set[str] = set()  # displayed with a legal form that is not its own
        self.own_form: set[str] = set()  # displayed with its own
        self.has_stranger = False  # somebody is displayed as a company or body who is not listed

    def add(
        self, tokens: Sequence[Token], occurrences: Sequence[Occurrence], scale: _Scale
    ) -> None:
        """Add what the names in one place weigh; in a role a name weighs as in running text."""
        if scale.is_display:
            listed = {at for o in occurrences for at in range(o.first, o.last + 1)}
            self.has_stranger = self.has_stranger or names_stranger(tokens, listed)
            in_role = [o for o in occurrences if o.is_role]
            owners = (o for o in in_role if not is_at_service(tokens, o.first))
            self.in_role.update(o.company_id for o in owners)
            self._weigh(in_role, _FRONT)
            occurrences = [o for o in occurrences if not o.is_role]
            self._note_display(tokens, [o for o in occurrences if not o.is_other_entity])
        else:
            in_name = (o for o in occurrences if not o.is_other_entity)
            named = {o.company_id for o in in_name if is_in_report_name(tokens, o.first, o.last)}
            self.displayed.update(named)
        if scale is _OPENING:
            self.opening.update(o.company_id for o in occurrences if not o.is_other_entity)
        self._weigh(occurrences, scale)

    def _note_display(self, tokens: Sequence[Token], own: Sequence[Occurrence]) -> None:
        """Remember who is displayed, how fully, and together with whom."""
        self.displayed.update(o.company_id for o in own)
        self.full.update(o.company_id for o in own if o.is_full)
        for company_id in {o.company_id for o in own}:
            self.display_places[company_id] += 1
        for o in own:
            self.longest[o.company_id] = max(self.longest[o.company_id], o.last - o.first + 1)
            if o.form:
                (self.foreign_form if o.is_foreign_form else self.own_form).add(o.company_id)
        is_joint = any(token.key in JOINT_WORDS for token in tokens)
        for at, occurrence in enumerate(own):
            before = item_before(tokens, occurrence, own[:at])
            if before is not None and before.company_id != occurrence.company_id:
                between = tokens[before.last : occurrence.first]
                is_linked = any(token.key == "&" for token in between)
                is_report = is_in_report_name(tokens, before.first, occurrence.last)
                if (is_linked and is_report) or is_joint:
                    self.joint.update((before.company_id, occurrence.company_id))
        if is_joint and len({o.company_id for o in own}) > 1:
            self.joint.update(o.company_id for o in own)

    def _weigh(self, occurrences: Sequence[Occurrence], scale: _Scale) -> None:
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

    def is_bare_in_one_place(self, company_id: str) -> bool:
        """Whether a name is one bare word in a single display place, as a theme may be."""
        is_single = self.display_places[company_id] <= 1 and company_id not in self.full
        return is_single and self.weights[company_id] <= _ONE_PLACE

    def forget_slogans(self, index: NameIndex) -> None:
        """Leave out bare words in one place where somebody else is displayed in several."""
        better = {i for i in self.displayed if self.display_places[i] > 1}
        for company_id in list(self.weights):
            if self.is_bare_in_one_place(company_id) and any(
                not index.is_part_of(company_id, other) and other != company_id for other in better
            ):
                del self.weights[company_id]

    def is_mostly_another(self, company_id: str) -> bool:
        """Whether the name is mostly part of the name of a fund, subsidiary or other entity."""
        is_shown = company_id in self.displayed
        share = _OTHER_ENTITY_SHARE if is_shown else _OTHER_ENTITY_SHARE_IN_PROSE
        return self.as_other_entity[company_id] >= share * self.weights[company_id]


def _needed_share(best_id: str, company_id: str, index: NameIndex) -> float:
    """Return the share of the best weight that makes a company about as good."""
    is_longer = company_id != best_id and index.is_part_of(best_id, company_id)
    return TIE_SHARE_OF_LONGER_NAME if is_longer else TIE_SHARE


def _is_outgrown(company_id: str, other_id: str, ledger: _Ledger, index: NameIndex) -> bool:
    """Whether the name is part of another one that is displayed in more words than it."""
    is_part = company_id != other_id and index.is_part_of(company_id, other_id)
    return is_part and ledger.longest[other_id] > ledger.longest[company_id]


def _with_doubts(score: float, company_id: str, ledger: _Ledger) -> tuple[float, Wording]:
    """Return a score that sends a match to a person where cover or headers speak against it."""
    if company_id in ledger.foreign_form - ledger.own_form:
        return min(score, _DOUBTFUL_MOST), match_notes.FOREIGN_FORM
    if ledger.has_stranger:
        return min(score, _DOUBTFUL_MOST), match_notes.STRANGER
    return score, match_notes.NO_NOTE


def _verdict(ledger: _Ledger, index: NameIndex, is_ancestor: Relation) -> NameVerdict:
    """Return the best company, or all that are about equally good.

    Of two equal names of which one is part of the other, the longer is meant; where the longer is
    weaker, nobody can say.
    """
    weights = ledger.weights
    ranked = sorted(weights, key=lambda company_id: (-weights[company_id], company_id))
    if not ranked or weights[ranked[0]] < MIN_WEIGHT:
        is_another = any(w >= MIN_WEIGHT for w in ledger.as_other_entity.values())
        return NameVerdict(
            (), 0.0, match_notes.ANOTHER_ENTITY if is_another else match_notes.NO_NOTE
        )
    best = weights[ranked[0]]
    needed = {i: _needed_share(ranked[0], i, index) for i in ranked}
    level = [i for i in ranked if weights[i] >= needed[i] * best]
    equal = [i for i in level if weights[i] >= TIE_SHARE * best]
    tied = [i for i in level if not any(_is_outgrown(i, o, ledger, index) for o in equal)]
    tied = [i for i in tied if not ledger.is_mostly_another(i)]
    if not tied:
        return NameVerdict((), 0.0, match_notes.ANOTHER_ENTITY)
    if not ledger.displayed.intersection(tied) and not ledger.opening.intersection(tied):
        note = match_notes.ONLY_INSIDE
        return NameVerdict((), 0.0, note, inside_text=tuple(tied))
    rivals = [
        weights[i] / best * (_SHOWN_RIVAL if i in ledger.displayed else _UNSHOWN_RIVAL)
        for i in ranked
        if i != tied[0] and i not in level and not is_ancestor(tied[0], i)
    ]
    share = min(1.0, weights[tied[0]] / _FULL_WEIGHT)
    certainty = _BASE_CERTAINTY + (1 - _BASE_CERTAINTY) * share
    score = ledger.qualities[tied[0]] * certainty * (1 - max(rivals, default=0.0))
    score, note = _with_doubts(score, tied[0], ledger)
    is_joint = ranked[0] in ledger.joint
    joint = tuple(i for i in ranked if i in ledger.joint and not ledger.is_mostly_another(i))
    return NameVerdict(
        tuple(tied),
        score,
        note,
        joint=joint if is_joint and len(joint) > 1 else (),
        in_role=tuple(sorted(ledger.in_role - ledger.displayed)),
    )

"""Weighs where company names stand in a report, and says who is named best."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from report_mining.records import IdentityClues
from report_mining.records.wording import Wording
from report_mining.register import match_notes
from report_mining.register.clues import COVER_CHARACTERS, PAGE_BREAK
from report_mining.register.name_context import is_report_word
from report_mining.register.name_index import NameIndex
from report_mining.register.name_ledger import COVER, Ledger, Scale, read_places
from report_mining.register.name_tokens import Token, tokenise
from report_mining.register.name_words import (
    CONNECTIVES,
    ENTITY_WORDS,
    FILE_NAME_WORDS,
    GROUP_WORDS,
    HOME_COUNTRY,
    HONORIFICS,
    LEADING_WORDS,
    LEGAL_FORMS,
    PREPOSITIONS,
    REPORT_ADJECTIVES,
)
from report_mining.register.names import find_misspelt, find_names, places_of
from report_mining.register.report_titles import opening_names, set_titles_apart, title_lines

_FULL_WEIGHT = 12.0
_BASE_CERTAINTY = 0.74  # of a name on a cover and nowhere else, with no rival
_MISSPELT_MOST = 0.65  # a name spelt otherwise always goes to a person
DOUBTFUL_MOST = 0.65  # where the display speaks against it, a person decides
_SHOWN_RIVAL = 0.5  # what a rival takes off, by its share of the best one's weight
_UNSHOWN_RIVAL = 0.2  # a rival in running text only: a partner or customer
_OVERSHADOWED = 0.8  # a bare word in one place, while the running headers name somebody unknown
MIN_WEIGHT = 0.9  # a cover, header or title once, or the front pages three times
# A company is about as good as the best one from this share of its weight.
TIE_SHARE = 0.6
# A report says "Noord" for "Noord Zuivel" often, but seldom the other way round.
TIE_SHARE_OF_LONGER_NAME = 0.2


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
    doubts: Mapping[str, Wording] = field(default_factory=dict)  # what speaks against one of them
    in_role: tuple[str, ...] = ()  # displayed as partner, owner or maker only
    displayed: tuple[str, ...] = ()  # everybody whom a title, cover or header names as itself
    places: int = 0  # title, cover and headers that name the best one


def judge_names(
    clues: IdentityClues, index: NameIndex, is_ancestor: Relation = unrelated
) -> NameVerdict:
    """Return who is named best in title, front pages and running headers.

    ``is_ancestor(one, other)`` says whether one company is above the other in its group.
    """
    ledger = Ledger()
    places = read_places(clues)
    read = _read(places, index)
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
        return _beside_unknown_name(verdict, clues, index)
    for text, scale in places:
        if scale.is_display:
            tokens = tokenise(text[:COVER_CHARACTERS])
            ledger.add(tokens, find_misspelt(tokens, index), scale)
    verdict = _verdict(ledger, index, is_ancestor)
    note = match_notes.MISSPELT if ledger.weights else verdict.note
    return replace(verdict, score=min(verdict.score, _MISSPELT_MOST), note=note)


def _beside_unknown_name(
    verdict: NameVerdict, clues: IdentityClues, index: NameIndex
) -> NameVerdict:
    """Return the verdict, doubtful where cover and headers begin with a name that is not listed.

    Who stands in one place only is then a theme, a client or a partner of whoever stands in both.
    """
    cover, _, _ = clues.front_text.partition(PAGE_BREAK)
    header, _, _ = clues.name_counts_text.partition("\n")  # the most frequent one
    if len(verdict.tied) != 1 or verdict.places != 1 or len(cover) > COVER_CHARACTERS:
        return verdict
    running = tuple(token.key for token in tokenise(header))
    unknown = set(unlisted_words(cover, verdict.tied[0], index))
    tokens = tokenise(cover)
    openings = opening_names(tokens, _listed(tokens, index))
    if any(running[: len(n)] == n and unknown.issuperset(n) for n in openings):
        return replace(verdict, score=min(verdict.score, DOUBTFUL_MOST), note=match_notes.STRANGER)
    return verdict


def _read(
    places: Sequence[tuple[str, Scale]], index: NameIndex
) -> list[tuple[Sequence[Token], Scale]]:
    """Return the words of every place, the titles that stand on the cover set apart in the others."""
    read = [(tokenise(text), scale) for text, scale in places]
    titles = [
        line
        for tokens, scale in read
        if scale is COVER
        for line in title_lines(tokens, _listed(tokens, index))
    ]
    return [
        (tokens if scale is COVER or not titles else set_titles_apart(tokens, titles), scale)
        for tokens, scale in read
    ]


def _listed(tokens: Sequence[Token], index: NameIndex) -> frozenset[int]:
    """Return the places of all words that may be part of a listed name, whatever stands around them."""
    return places_of(find_names(tokens, index, is_file_name=True))


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
    no_name = (
        REPORT_ADJECTIVES | LEADING_WORDS | PREPOSITIONS | HONORIFICS | CONNECTIVES | LEGAL_FORMS
    )
    own = {key for keys in index.spellings[company_id] for key in keys}
    words = [t.key for t in tokens if not is_report_word(t) and t.key not in no_name]
    unknown = [word for word in words if word not in own]
    is_named = own.intersection(words)
    is_country_said = bool(HOME_COUNTRY.intersection(words))  # in either language
    telling = own & (ENTITY_WORDS | GROUP_WORDS)
    telling -= HOME_COUNTRY if is_country_said else frozenset()
    lacking = [word for word in sorted(telling) if word not in words]
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


def _needed_share(best_id: str, company_id: str, index: NameIndex) -> float:
    """Return the share of the best weight that makes a company about as good."""
    is_longer = company_id != best_id and index.is_part_of(best_id, company_id)
    return TIE_SHARE_OF_LONGER_NAME if is_longer else TIE_SHARE


def _is_outgrown(company_id: str, other_id: str, ledger: Ledger, index: NameIndex) -> bool:
    """Whether the name is part of another one that is displayed in more words than it."""
    is_part = company_id != other_id and index.is_part_of(company_id, other_id)
    return is_part and ledger.longest[other_id] > ledger.longest[company_id]


def _with_doubts(score: float, company_id: str, ledger: Ledger) -> tuple[float, Wording]:
    """Return a score that sends a match to a person where cover or headers speak against it."""
    if company_id in ledger.foreign_form - ledger.own_form:
        return min(score, DOUBTFUL_MOST), match_notes.FOREIGN_FORM
    if company_id in ledger.in_phrase - ledger.full:
        return min(score, DOUBTFUL_MOST), match_notes.LONGER_NAME
    if company_id in ledger.cut - ledger.uncut:
        return min(score, DOUBTFUL_MOST), match_notes.SHORTENED
    if ledger.has_stranger:
        return min(score, DOUBTFUL_MOST), match_notes.STRANGER
    return score, match_notes.NO_NOTE


def _verdict(ledger: Ledger, index: NameIndex, is_ancestor: Relation) -> NameVerdict:
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
    doubts = {i: _with_doubts(score, i, ledger)[1] for i in joint}
    return NameVerdict(
        tuple(tied),
        score,
        note,
        doubts={i: doubt for i, doubt in doubts.items() if doubt.en},
        joint=joint if is_joint and len(joint) > 1 else (),
        in_role=tuple(sorted(ledger.in_role - ledger.displayed)),
        displayed=tuple(sorted(ledger.displayed)),
        places=ledger.display_places[tied[0]],
    )

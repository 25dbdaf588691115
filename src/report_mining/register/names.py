"""Finds company names in a text as whole words, told apart from the funds that carry them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from report_mining.records import Company
from report_mining.register.name_words import (
    CONNECTIVES,
    ENTITY_WORDS,
    FUND_WORDS_BEFORE,
    GROUP_WORDS,
    HONORIFICS,
    LEADING_WORDS,
    LEGAL_FORMS,
    REPORT_NOUNS,
    REPORT_WORDS,
)

EXACT = 1.0
SPACED_DIFFERENTLY = 0.95  # "AkzoNobel" for "Akzo Nobel"
WITHOUT_GROUP_WORD = 0.9  # "Philips" for "Koninklijke Philips", "DBS" for "DBS Group"
MISSPELT = 0.8
_MIN_FUZZY_RATIO = 90.0  # of 100: one wrong letter in ten
_MIN_FUZZY_LENGTH = 8  # letters; shorter names differ from other words by too little
_MAX_NAME_TOKENS = 10
_LOOK_AHEAD = 4  # tokens: "X Integrated Commercial Trust" is not X
_ACRONYM_LENGTH = 4

_TOKEN = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\b\.?|\b[AS]/[SA]\b|[^\W_]+|&")
_JOINING_GAP = re.compile(r"[\s_'’-]*")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text; ``key`` is what is compared."""

    key: str
    text: str
    is_after_break: bool  # punctuation or a new paragraph stands before it
    is_after_newline: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A company name in a text."""

    company_id: str
    first: int  # index of its first token
    last: int  # index of its last token
    quality: float  # 0 to 1, how exactly the name is written
    is_other_entity: bool = False  # the words around it make it somebody else's name


@dataclass(frozen=True, slots=True)
class _Variant:
    company_id: str
    token_count: int
    quality: float
    is_acronym: bool


@dataclass(frozen=True, slots=True)
class NameIndex:
    """All names of all companies, by their letters without spaces."""

    variants: Mapping[str, tuple[_Variant, ...]]
    spellings: Mapping[str, tuple[tuple[str, ...], ...]]  # company id -> words of its names

    def is_part_of(self, company_id: str, other_id: str) -> bool:
        """Whether a name of the company stands inside a longer name of the other."""
        return any(
            len(short) < len(long) and _contains(long, short)
            for short in self.spellings[company_id]
            for long in self.spellings[other_id]
        )


def tokenise(text: str) -> tuple[Token, ...]:
    """Return the words of a text without accents, case, or the dots of initials."""
    tokens: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        gap = text[end : match.start()]
        is_break = "\n\n" in gap or "\f" in gap or _JOINING_GAP.fullmatch(gap) is None
        word = match.group()
        tokens.append(Token(_key(word), word, is_break and bool(tokens), "\n" in gap))
        end = match.end()
    return tuple(tokens)


def index_names(companies: Iterable[Company]) -> NameIndex:
    """Return the index over names and aliases, legal forms taken off."""
    found: dict[str, dict[str, _Variant]] = defaultdict(dict)
    spellings: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for company in companies:
        for name in (company.name, *company.aliases):
            for keys, quality in _spellings(name):
                joined = "".join(keys)
                spellings[company.company_id].append(keys)
                is_acronym = len(joined) <= _ACRONYM_LENGTH
                variant = _Variant(company.company_id, len(keys), quality, is_acronym)
                known = found[joined].get(company.company_id)
                if known is None or known.quality < quality:
                    found[joined][company.company_id] = variant
    return NameIndex(
        {joined: tuple(by_id.values()) for joined, by_id in found.items()},
        {company_id: tuple(keys) for company_id, keys in spellings.items()},
    )


def find_names(
    tokens: Sequence[Token], index: NameIndex, is_file_name: bool = False
) -> tuple[Occurrence, ...]:
    """Return the names in a text; of overlapping ones only the longest.

    In a file name every word may stand before or after a name.

    A name that goes on as the name of a fund, a subsidiary or another legal entity is marked.
    """
    found = [
        Occurrence(
            company_id=variant.company_id,
            first=first,
            last=last,
            quality=_quality(variant, last - first + 1),
            is_other_entity=is_other_entity(tokens, first, last),
        )
        for first in range(len(tokens))
        for last, joined in _windows(tokens, first)
        for variant in index.variants.get(joined, ())
        if _is_written_as_name(tokens[first : last + 1], variant)
        and (is_file_name or first < last or not _is_in_phrase(tokens, first))
    ]
    return tuple(o for o in found if not any(_is_inside(o, other) for other in found))


def find_misspelt(tokens: Sequence[Token], index: NameIndex) -> tuple[Occurrence, ...]:
    """Return names that differ by a letter or so, for covers that were recognised from an image."""
    choices = [joined for joined in index.variants if len(joined) >= _MIN_FUZZY_LENGTH]
    found = []
    for first in range(len(tokens)):
        for last, joined in _windows(tokens, first):
            if len(joined) < _MIN_FUZZY_LENGTH or is_other_entity(tokens, first, last):
                continue
            best = process.extractOne(
                joined, choices, scorer=fuzz.ratio, score_cutoff=_MIN_FUZZY_RATIO
            )
            for variant in index.variants[best[0]] if best else ():
                if variant.token_count == last - first + 1:
                    found.append(Occurrence(variant.company_id, first, last, MISSPELT))
    return tuple(found)


def is_in_report_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a name stands in the name of a report: "X Annual Report 2022", "jaarverslag X"."""
    around = [*tokens[max(0, first - 2) : first], *tokens[last + 1 : last + 1 + _LOOK_AHEAD]]
    return any(token.key in REPORT_NOUNS for token in around)


def is_other_entity(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words around a name make it the name of something else.

    "Stichting Philips Pensioenfonds", "Aegon Asset Management", "X Lighting N.V."
    """
    is_led = first > 0 and not tokens[first].is_after_break
    if is_led and tokens[first - 1].key in FUND_WORDS_BEFORE:
        return True
    following = _following(tokens, last)
    for token in following:
        if token.key in ENTITY_WORDS:
            return True
    return bool(following[1:]) and any(_is_legal_form(token) for token in following[1:])


def _is_in_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Whether a one-word name is part of a phrase in capitals: "Climate Action Plan" is not Action.

    The name of a fund or subsidiary is told apart elsewhere; this only finds words of no weight.
    """
    return _ends_a_phrase(tokens, at) or _begins_a_phrase(tokens, at)


def _begins_a_phrase(tokens: Sequence[Token], at: int) -> bool:
    following = _following(tokens, at)
    if not following or tokens[at + 1].is_after_newline or is_other_entity(tokens, at, at):
        return False
    goes_with_any_name = GROUP_WORDS | LEGAL_FORMS | {"integrated"}
    return following[0].key not in goes_with_any_name and not following[0].text[0].isdigit()


def _ends_a_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word before has the capital of a phrase, "Climate Action", and leads up to no name."""
    if at == 0 or tokens[at].is_after_break:
        return False
    before = tokens[at - 1]
    leads_up = REPORT_WORDS | HONORIFICS | CONNECTIVES | LEADING_WORDS | LEGAL_FORMS
    is_capitalised = before.text[0].isupper() and len(before.text) > 3
    return is_capitalised and before.key not in leads_up | FUND_WORDS_BEFORE


def _following(tokens: Sequence[Token], last: int) -> list[Token]:
    """Return the capitalised words that go on after a name, up to a legal form or a report word."""
    following: list[Token] = []
    for token in tokens[last + 1 : last + 1 + _LOOK_AHEAD]:
        is_name_like = token.text[0].isupper() or token.key in LEGAL_FORMS
        if token.is_after_break or not is_name_like or token.key in REPORT_WORDS | CONNECTIVES:
            break
        following.append(token)
        if _is_legal_form(token):
            break
    return following


def _is_legal_form(token: Token) -> bool:
    return token.key in LEGAL_FORMS and (token.text[0].isupper() or token.key in {"plc", "gmbh"})


def strip_legal_forms(keys: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a name without the legal forms at its end."""
    end = len(keys)
    while end > 1 and (keys[end - 1] in LEGAL_FORMS or keys[end - 1] in CONNECTIVES):
        end -= 1
    return tuple(keys[:end])


def _spellings(name: str) -> list[tuple[tuple[str, ...], float]]:
    """Return the ways in which a name is written, each with its quality."""
    keys = strip_legal_forms([token.key for token in tokenise(name)])
    if not keys:
        return []
    spellings = [(keys, EXACT)]
    core = strip_legal_forms(keys[1:]) if keys[0] in HONORIFICS and len(keys) > 1 else keys
    while len(core) > 1 and core[-1] in GROUP_WORDS:
        core = core[:-1]
    if core != keys:
        spellings.append((core, WITHOUT_GROUP_WORD))
    return spellings


def _windows(tokens: Sequence[Token], first: int) -> Iterable[tuple[int, str]]:
    """Yield the last index and the joined letters of every run of words that starts here."""
    joined = ""
    for last in range(first, min(first + _MAX_NAME_TOKENS, len(tokens))):
        joined += tokens[last].key
        yield last, joined


def _quality(variant: _Variant, token_count: int) -> float:
    is_same_spacing = token_count == variant.token_count
    return variant.quality * (EXACT if is_same_spacing else SPACED_DIFFERENTLY)


def _is_written_as_name(tokens: Sequence[Token], variant: _Variant) -> bool:
    """Whether the words have the capitals of a name: "ing." and "action" are no companies."""
    if len(tokens) > 1:
        return any(token.text[0].isupper() for token in tokens)
    text = tokens[0].text
    if variant.is_acronym:
        return text.isupper() or (text[0].isupper() and not text.islower() and len(text) > 3)
    return text[0].isupper() or text[0].isdigit() or any(c.isupper() for c in text)


def _contains(long: Sequence[str], short: Sequence[str]) -> bool:
    size = len(short)
    return any(tuple(long[i : i + size]) == tuple(short) for i in range(len(long) - size + 1))


def _is_inside(inner: Occurrence, outer: Occurrence) -> bool:
    spans_more = outer.last - outer.first > inner.last - inner.first
    return spans_more and outer.first <= inner.first and inner.last <= outer.last


def _key(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", re.sub(r"[./]", "", text))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return "&" if letters in CONNECTIVES else letters

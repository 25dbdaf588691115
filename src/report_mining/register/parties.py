"""Says whether the holder of a number is a party that the text names: its bank, manager, or customer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from report_mining.register.name_index import NameIndex
from report_mining.register.name_spellings import strip_legal_forms
from report_mining.register.name_tokens import tokenise
from report_mining.register.name_words import CONNECTIVES, ENTITY_WORDS, GROUP_WORDS, PREPOSITIONS
from report_mining.register.names import find_names
from report_mining.register.role_words import is_at_work

_SENTENCE_END = re.compile(r"(?<![A-Z])[.;!?]\s|\n\n|\f")  # "N.V. is" goes on
_LIKE = (
    75.0  # of 100: words that a reader could take for each other, as in "Dorsveld" and "Dorsvelt"
)
_THE_COMPANY = frozenset({"vennootschap", "company", "rechtspersoon", "entity", "onderneming"})
_SHORT = 3  # letters: initials and small words tell nobody apart


def is_party(company_id: str, named_id: str, text: str, index: NameIndex) -> bool:
    """Whether a text names a company in a role of its own, and no name of it is like the other's.

    Args:
        company_id: The holder of a number that stands in the report.
        named_id: Who is named in cover and headers.
        text: The first pages.
        index: The names of all companies.
    """
    if _are_alike(company_id, named_id, index):
        return False
    return any(_is_at_work_in(sentence, company_id, index) for sentence in _sentences(text))


def is_called_the_company(company_id: str, text: str, index: NameIndex) -> bool:
    """Whether a text says of a company that it is the one that reports: "De vennootschap, X B.V.,"."""
    tokens = tokenise(text)
    return any(
        o.company_id == company_id
        and o.first > 0
        and tokens[o.first].is_after_break
        and not (tokens[o.first].is_after_stop or tokens[o.first].is_after_newline)
        and tokens[o.first - 1].key in _THE_COMPANY
        for o in find_names(tokens, index)
    )


def _sentences(text: str) -> Iterator[str]:
    yield from (sentence for sentence in _SENTENCE_END.split(text) if sentence.strip())


def _is_at_work_in(sentence: str, company_id: str, index: NameIndex) -> bool:
    """Whether a sentence names the company in full, and has a word for a role outside all names."""
    tokens = tokenise(sentence)
    named = [o for o in find_names(tokens, index) if not o.is_other_entity]
    if not any(o.company_id == company_id and o.is_full for o in named):
        return False
    in_names = {at for o in named for at in range(o.first, o.last + 1)}
    return any(is_at_work(t.key) for at, t in enumerate(tokens) if at not in in_names)


def _are_alike(one_id: str, other_id: str, index: NameIndex) -> bool:
    """Whether the companies share a telling word, or have two that differ by little."""
    return any(
        one == other or fuzz.ratio(one, other) >= _LIKE
        for one in _telling_words(one_id, index)
        for other in _telling_words(other_id, index)
    )


def _telling_words(company_id: str, index: NameIndex) -> set[str]:
    """Return the words of all names of a company without forms, small words and words for a trade."""
    said_of_many = CONNECTIVES | PREPOSITIONS | ENTITY_WORDS | GROUP_WORDS | {"stichting"}
    return {
        key
        for keys in index.spellings[company_id]
        for key in strip_legal_forms(keys)
        if key not in said_of_many and len(key) > _SHORT
    }

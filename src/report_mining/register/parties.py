"""Says whether the holder of a number is a party that the text names: its bank, manager, or customer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from rapidfuzz import fuzz

from report_mining.register.name_context import is_legal_form, is_report_noun, legal_form_after
from report_mining.register.name_index import NameIndex
from report_mining.register.name_roles import is_labelled
from report_mining.register.name_spellings import strip_legal_forms
from report_mining.register.name_tokens import Token
from report_mining.register.name_words import (
    CONNECTIVES,
    ENTITY_WORDS,
    GROUP_WORDS,
    HONORIFICS,
    PREPOSITIONS,
)
from report_mining.register.names import Occurrence
from report_mining.register.role_words import ROLE_OF_ONE

# Of 100: words that a reader could take for each other, as in "Dorsveld" and "Dorsvelt".
_LIKE = 75.0
_THE_COMPANY = frozenset({"vennootschap", "company", "rechtspersoon", "entity", "onderneming"})
_ASIDE = 5  # words: "(hereinafter referred to as the company"
_LEADS_ASIDE = frozenset(
    {"de", "het", "the", "hierna", "verder", "hereinafter", "hereafter", "te", "noemen"}
)
_HEREAFTER = frozenset({"hierna", "hereinafter", "hereafter"})
_WE = frozenset({"wij", "we"})
_ARE = frozenset({"zijn", "heten", "are"})
_IS = frozenset({"is", "was", "zijn", "are", "blijft", "remains"})
_OUR = frozenset({"onze", "ons", "our"})
_ARTICLES = frozenset({"de", "het", "the"})
# "The agent is X" leaves no doubt; "de bank is X" may be what X says of itself.
_ENTRUSTED_ROLES = frozenset(
    {"agent", "arranger", "trustee", "custodian", "depositary", "bewaarder"}
)
_ENTRUSTED_WORK = frozenset(
    {"administratie", "pensioenadministratie", "uitvoering", "pensioenuitvoering", "bewaring"}
)
_ENTRUSTED_TO = frozenset({"bij", "aan", "door"})
_PUBLISHED = frozenset(
    {"uitgave", "uitgever", "uitgegeven", "publicatie", "publication", "publisher"}
)
_ROLE_WITH_ARTICLE = (2, 3)  # words: "our customer", "our largest customer"
_REACH = 6  # words between a name and the word for its role, at most
_SHORT = 3  # letters: initials and small words tell nobody apart


def is_party(
    company_id: str,
    named_id: str,
    tokens: Sequence[Token],
    names: Sequence[Occurrence],
    index: NameIndex,
) -> bool:
    """Whether a text gives a company a role of its own, and nothing says that the report may be its.

    Args:
        company_id: The holder of a number that stands in the report.
        named_id: Who is named in cover and headers; nobody with a name like the holder's.
        tokens: The words of the first pages.
        names: The names in them.
        index: The names of all companies.
    """
    if _are_alike(company_id, named_id, index):
        return False
    mentions = [o for o in names if o.company_id == company_id]
    if any(_may_report(tokens, o) for o in mentions):
        return False
    return any(o.is_full and not o.is_other_entity and _has_role(tokens, o) for o in mentions)


def is_called_the_company(
    company_id: str, tokens: Sequence[Token], names: Sequence[Occurrence]
) -> bool:
    """Whether a text, by its words and the names in it, says of a company that it is the one that reports.

    "De vennootschap, X B.V.,", "X B.V. (de vennootschap)", "Wij zijn X".
    """
    return any(o.company_id == company_id and _is_the_company(tokens, o) for o in names)


def _is_the_company(tokens: Sequence[Token], name: Occurrence) -> bool:
    first, behind = name.first, _behind(tokens, name)
    if first and _is_after_comma(tokens[first]) and tokens[first - 1].key in _THE_COMPANY:
        return True
    if behind < len(tokens) and _is_after_comma(tokens[behind]):
        aside = tokens[behind : behind + _ASIDE]
        leads = [token.key for token in takewhile(lambda t: t.key in _LEADS_ASIDE, aside)]
        if any(token.key in _THE_COMPANY for token in aside[len(leads) : len(leads) + 1]):
            return True
    at = first - 1
    while at > 0 and tokens[at].key in HONORIFICS:
        at -= 1
    return at > 0 and tokens[at].key in _ARE and tokens[at - 1].key in _WE


def _may_report(tokens: Sequence[Token], name: Occurrence) -> bool:
    """Whether a mention leaves open that the report is the company's own.

    Its sentence is about a report, or gives it the name by which the text goes on: "X (hierna: ...".
    """
    behind = _behind(tokens, name)
    is_defined = behind < len(tokens) and tokens[behind].key in _HEREAFTER
    sentence = (*_sentence_before(tokens, name.first), *_sentence_behind(tokens, behind))
    is_about_report = any(t.key in _PUBLISHED or is_report_noun(t) for t in sentence)
    return is_defined or is_about_report or _is_the_company(tokens, name)


def _has_role(tokens: Sequence[Token], name: Occurrence) -> bool:
    """Whether a word for a role is tied to a name: "Agent: X", "onze bank is X", "X is the agent"."""
    first, behind = name.first, _behind(tokens, name)
    before = [token.key for token in _sentence_before(tokens, first)][-_REACH:]
    if _is_label(tokens, first, behind) or _ends_entrusted(before):
        return True
    if tokens[first].is_after_newline and before[-1:] and before[-1] not in _IS:
        return False
    if _ends_in_role(before[:-1] if before[-1:] and before[-1] in _IS else before):
        return True
    after = [token.key for token in _sentence_behind(tokens, behind)][:_REACH]
    is_led = bool(before) and before[-1] in PREPOSITIONS
    return not is_led and after[:1] == ["is"] and any(_ends_in_role(after[1:n]) for n in (3, 4))


def _is_label(tokens: Sequence[Token], first: int, behind: int) -> bool:
    """Whether a role and a colon stand before a name that no sentence goes on with: "Agent: X"."""
    is_role = is_labelled(tokens, first) and tokens[first - 1].key in ROLE_OF_ONE
    is_role = is_role and tokens[first].is_after_stop  # a heading above a name is no label
    after = tokens[behind] if behind < len(tokens) else None
    is_end = after is None or after.is_after_break or after.is_after_newline
    return is_role and (is_end or (after is not None and not after.text.islower()))


def _ends_in_role(words: Sequence[str]) -> bool:
    """Whether words end in "onze bank", "our largest customer", or "the agent".

    Behind a preposition they are no statement: "voor onze bank is X ...".
    """
    at = max((n for n, word in enumerate(words) if word in _OUR | _ARTICLES), default=-1)
    if at < 0 or len(words) - at not in _ROLE_WITH_ARTICLE or words[-1] not in ROLE_OF_ONE:
        return False
    if at and words[at - 1] in PREPOSITIONS:
        return False
    return words[at] in _OUR or words[-1] in _ENTRUSTED_ROLES


def _ends_entrusted(words: Sequence[str]) -> bool:
    """Whether words end as "de administratie ligt bij" does."""
    if not words or words[-1] not in _ENTRUSTED_TO:
        return False
    return any(
        word in _ENTRUSTED_WORK and before in _OUR | _ARTICLES for before, word in pairwise(words)
    )


def _behind(tokens: Sequence[Token], name: Occurrence) -> int:
    """Return the place behind a name and its legal form."""
    return name.last + (2 if legal_form_after(tokens, name.last) else 1)


def _is_after_comma(token: Token) -> bool:
    """Whether a comma or bracket stands before a word, no full stop and no new line."""
    return token.is_after_break and not (token.is_after_stop or token.is_after_newline)


def _sentence_before(tokens: Sequence[Token], first: int) -> list[Token]:
    """Return the words of a sentence before a name."""
    at = first
    while at > 0 and not _begins_sentence(tokens, at):
        at -= 1
    return list(tokens[at:first])


def _sentence_behind(tokens: Sequence[Token], behind: int) -> list[Token]:
    """Return the words of a sentence behind a name."""
    ends = (at for at in range(behind, len(tokens)) if _begins_sentence(tokens, at))
    return list(tokens[behind : next(ends, len(tokens))])


def _begins_sentence(tokens: Sequence[Token], at: int) -> bool:
    """Whether a sentence begins here; "N.V. Onze klanten" has no other sign of it than the capital."""
    token = tokens[at]
    if token.is_after_stop or (token.is_after_break and token.is_after_newline):
        return True
    return at > 0 and is_legal_form(tokens[at - 1]) and token.text[0].isupper()


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

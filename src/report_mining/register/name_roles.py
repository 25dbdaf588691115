"""Says in which role a company is named: as partner, maker or bank, by a former name, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from report_mining.register.name_context import is_report_word, led_by, legal_form_after
from report_mining.register.name_tokens import Token
from report_mining.register.name_words import (
    FORMER_WORDS,
    GROUP_WORDS,
    HONORIFICS,
    PREPOSITIONS,
    SERVICE_WORDS,
)
from report_mining.register.role_words import ROLE_LABELS, ROLE_NOUNS

_ARTICLES = HONORIFICS | GROUP_WORDS  # "lid van de groep X"


def is_in_role(tokens: Sequence[Token], first: int) -> bool:
    """Whether a name stands behind what somebody else is to it: "partner van X", "prepared by X".

    "Jaarverslag van X" and "Annual Report 2022 of X" name whose report it is.
    """
    return is_labelled(tokens, first) or is_behind_preposition(tokens, first)


def is_behind_preposition(tokens: Sequence[Token], first: int) -> bool:
    """Whether a name stands in a role that a preposition gives it: "partner van X"."""
    at = _preposition_before(tokens, first)
    if at is None:
        return False
    before = tokens[at - 1] if at and not tokens[at].is_after_break else None
    return before is None or not (is_report_word(before) or before.key.isdigit())


def is_at_service(tokens: Sequence[Token], first: int) -> bool:
    """Whether the role of a name is a service, "beheerd door X", or told in so many words, "Bank: X".

    An owner or partner without such a word may be the one whose report it is.
    """
    if is_labelled(tokens, first):
        return True
    at = _preposition_before(tokens, first)
    return bool(at) and at is not None and tokens[at - 1].key in SERVICE_WORDS


def is_labelled(tokens: Sequence[Token], first: int) -> bool:
    """Whether the word for a role stands before a name, on its line or above: "Beheerder: X"."""
    at = first - 1
    if at < 0 or tokens[at].key not in ROLE_LABELS or not tokens[at].text[0].isupper():
        return False
    if tokens[first].is_after_stop:
        return True
    is_alone = at == 0 or tokens[at].is_after_newline or tokens[at].is_after_break
    return is_alone and tokens[first].is_after_newline


def is_mere_role(
    tokens: Sequence[Token], first: int, last: int, *, is_display: bool = False
) -> bool:
    """Whether a listed name is only the word for a role: "de Beheerder" is not De Beheerder N.V.

    Where a report says whose it is, the bare word may be a name, but not before a colon, "Bank: X",
    or behind a preposition, "verslag van de Beheerder".
    """
    is_noun = tokens[last].key in ROLE_NOUNS
    if not is_noun or any(token.key not in _ARTICLES for token in tokens[first:last]):
        return False
    if legal_form_after(tokens, last):
        return False
    is_label = last + 1 < len(tokens) and tokens[last + 1].is_after_stop
    return not is_display or is_label or _preposition_before(tokens, first) is not None


def _preposition_before(tokens: Sequence[Token], first: int) -> int | None:
    """Return the place of the preposition that leads to a name, over articles; None for none."""
    at = first - 1
    while at >= 0 and not tokens[at + 1].is_after_break and tokens[at].key in _ARTICLES:
        at -= 1
    if at < 0 or tokens[at + 1].is_after_break or tokens[at].key not in PREPOSITIONS:
        return None
    return at


def is_former(tokens: Sequence[Token], first: int) -> bool:
    """Whether a name is called a former one: "voorheen X", "formerly known as X"."""
    return any(token.key in FORMER_WORDS for token in led_by(tokens, first, 3))

"""Finds companies and public bodies in a text that are not on the list."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from report_mining.register.name_context import is_legal_form, is_report_word
from report_mining.register.name_roles import is_behind_preposition, is_former
from report_mining.register.name_tokens import Token
from report_mining.register.name_words import (
    BODIES_AFTER,
    BODIES_BEFORE,
    CERTAIN_LEGAL_FORMS,
    CONNECTIVES,
)


def names_stranger(tokens: Sequence[Token], is_listed: Container[int]) -> bool:
    """Whether a place names an organisation, as one, that is not on the list.

    Its legal form tells a company ("Kwekerij X B.V."), a word for a body the others ("Gemeente X"). Who
    stands in a role behind a preposition does not count.

    Args:
        tokens: The words of the place.
        is_listed: The indexes of the words that are part of a listed name.
    """
    return any(
        not any(at in is_listed for at in range(first, last + 1))
        and not is_behind_preposition(tokens, first)
        and not is_former(tokens, first)
        for first, last in _bodies(tokens)
    )


def _bodies(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the first and last word of everything that is named as a company or public body."""
    for at, token in enumerate(tokens):
        is_company = is_legal_form(token) and token.key in CERTAIN_LEGAL_FORMS
        if is_company or (token.key in BODIES_AFTER and token.text[0].isupper()):
            first = _start_of_name(tokens, at)
            if first < at:
                yield first, at
        elif (
            token.key in BODIES_BEFORE and token.text[0].isupper() and _is_named_behind(tokens, at)
        ):
            yield at, at + 1


def _start_of_name(tokens: Sequence[Token], at: int) -> int:
    """Return the first of the capitalised words right before a word, on one line; itself for none."""
    first = at
    while first > 0 and not (tokens[first].is_after_break or tokens[first].is_after_newline):
        before = tokens[first - 1]
        is_joint = before.key in CONNECTIVES and first < at
        if not (before.text[0].isupper() or is_joint) or is_report_word(before):
            break
        first -= 1
    return first


def _is_named_behind(tokens: Sequence[Token], at: int) -> bool:
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.is_after_break or after.is_after_newline:
        return False
    return after.text[0].isupper() and not is_report_word(after)

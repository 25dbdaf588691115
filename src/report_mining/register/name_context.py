"""Judges a company name by the words around it: its own, somebody else's, a role, or a slogan."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from report_mining.register.name_tokens import Token
from report_mining.register.name_words import (
    BODIES_AFTER,
    BODIES_BEFORE,
    CERTAIN_LEGAL_FORMS,
    CONNECTIVES,
    ENTITY_WORDS,
    FORMER_WORDS,
    FUND_WORDS_BEFORE,
    GROUP_WORDS,
    HONORIFICS,
    LEADING_WORDS,
    LEGAL_FORMS,
    OFFICE_WORDS,
    PREPOSITIONS,
    REGIONS,
    REPORT_NOUNS,
    REPORT_WORDS,
    SERVICE_WORDS,
)

_LOOK_AHEAD = 4  # tokens: "X Integrated Commercial Trust" is not X
_LOOK_BACK = 5  # tokens: "Stichting Vrienden van de X"
_CAPITAL_ARTICLES = frozenset({"de", "het", "the"})
_ARTICLES = HONORIFICS | GROUP_WORDS  # "lid van de groep X"
_REPORT_ENDINGS = ("verslag", "rapport", "beleid", "report", "rekening", "bericht", "code")


def is_report_word(token: Token) -> bool:
    """Whether a word belongs to the name of a report, not to a company."""
    return token.key in REPORT_WORDS or token.key.endswith(_REPORT_ENDINGS)


def is_in_report_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a name stands in the name of a report: "X Annual Report 2022", "jaarverslag X"."""
    around = [*tokens[max(0, first - 3) : first], *tokens[last + 1 : last + 1 + _LOOK_AHEAD]]
    return any(t.key in REPORT_NOUNS or t.key.endswith(_REPORT_ENDINGS) for t in around)


def is_other_entity(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words around a name make it the name of something else.

    "Stichting Philips Pensioenfonds", "Aegon Asset Management", "X Lighting N.V."
    """
    is_fund_itself = tokens[first].key in FUND_WORDS_BEFORE
    if not is_fund_itself and _is_led_by_fund(tokens, first):
        return True
    following = _following(tokens, last)
    if any(token.key in ENTITY_WORDS for token in following) or _is_of_region(tokens, last):
        return True
    before_form = [token for token in following if not is_legal_form(token)]
    is_entity = len(before_form) < len(following) and bool(before_form)
    if is_entity and not all(token.key in GROUP_WORDS for token in before_form):
        return True
    return first < last and (_goes_on(tokens, last) or _begins_before(tokens, first))


def is_in_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Whether a one-word name is part of a phrase in capitals: "Climate Action Plan" is not Action.

    The name of a fund or subsidiary is told apart elsewhere; this only finds words of no weight.
    """
    if _is_led_by_fund(tokens, at):
        return False
    return _begins_before(tokens, at) or (
        _goes_on(tokens, at) and not is_other_entity(tokens, at, at)
    )


def is_in_slogan(tokens: Sequence[Token], at: int) -> bool:
    """Whether a one-word name goes on in small letters on its line: "Samen sterker"."""
    if at + 1 >= len(tokens):
        return False
    after = tokens[at + 1]
    if after.is_after_break or after.is_after_newline or not after.text[0].isalpha():
        return False
    is_part_of_name = after.key in LEGAL_FORMS | CONNECTIVES | GROUP_WORDS | PREPOSITIONS | {"s"}
    return not after.text[0].isupper() and not is_report_word(after) and not is_part_of_name


def is_in_role(tokens: Sequence[Token], first: int) -> bool:
    """Whether a name stands behind what somebody else is to it: "partner van X", "prepared by X".

    "Jaarverslag van X" and "Annual Report 2022 of X" name whose report it is.
    """
    at = _preposition_before(tokens, first)
    if at is None:
        return False
    before = tokens[at - 1] if at and not tokens[at].is_after_break else None
    return before is None or not (is_report_word(before) or before.key.isdigit())


def is_at_service(tokens: Sequence[Token], first: int) -> bool:
    """Whether the role of a name is a service: "verified by X", "beheerd door X"; no owner has it."""
    at = _preposition_before(tokens, first)
    return bool(at) and at is not None and tokens[at - 1].key in SERVICE_WORDS


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
    return any(token.key in FORMER_WORDS for token in _led_by(tokens, first, 3))


def legal_form_after(tokens: Sequence[Token], last: int) -> str:
    """Return the legal form right behind a name, "" for none."""
    if last + 1 < len(tokens) and not tokens[last + 1].is_after_break:
        after = tokens[last + 1]
        return after.key if is_legal_form(after) else ""
    return ""


def is_full(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a name is more than one bare word: several words, a legal form, a word for a group."""
    if first < last or legal_form_after(tokens, last):
        return True
    has_before = first > 0 and not tokens[first].is_after_break
    is_honoured = has_before and tokens[first - 1].key in HONORIFICS - {"de", "het", "the"}
    has_after = last + 1 < len(tokens) and not tokens[last + 1].is_after_break
    return is_honoured or (has_after and tokens[last + 1].key in GROUP_WORDS)


def is_legal_form(token: Token) -> bool:
    """Whether a word is a legal form in the way one is written."""
    return token.key in LEGAL_FORMS and (token.text[0].isupper() or token.key in {"plc", "gmbh"})


def _is_led_by_fund(tokens: Sequence[Token], first: int) -> bool:
    """Whether a fund or association is named right before, on one line or the line above."""
    return any(token.key in FUND_WORDS_BEFORE for token in _led_by(tokens, first, _LOOK_BACK))


def _led_by(tokens: Sequence[Token], first: int, most: int) -> list[Token]:
    """Return the words that lead up to a name: capitalised, prepositions or articles, nearest first."""
    leading: list[Token] = []
    for at in range(first - 1, max(-1, first - 1 - most), -1):
        if tokens[at + 1].is_after_break:
            break
        token = tokens[at]
        goes_along = token.key in PREPOSITIONS | HONORIFICS | FORMER_WORDS | FUND_WORDS_BEFORE
        if not (goes_along or token.text[0].isupper()):
            break
        leading.append(token)
    return leading


def _goes_on(tokens: Sequence[Token], last: int) -> bool:
    """Whether a name goes on with a capital on the same line: "Rijnhorst Metaal Vastgoed"."""
    if _is_numbered(tokens, last):
        return True
    following = _following(tokens, last)
    if not following or tokens[last + 1].is_after_newline:
        return False
    goes_with_any_name = GROUP_WORDS | LEGAL_FORMS | OFFICE_WORDS | {"integrated"}
    after = following[0]
    return after.key not in goes_with_any_name and not after.text[0].isdigit()


def _is_of_region(tokens: Sequence[Token], last: int) -> bool:
    """Whether a country stands right behind a name on its line, also in brackets: "X (Belgium)"."""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    is_apart = after is None or after.is_after_newline or after.is_after_stop
    return not is_apart and after is not None and after.key in REGIONS and after.text[0].isupper()


def _is_numbered(tokens: Sequence[Token], last: int) -> bool:
    """Whether a short number that is no year stands right behind a name: "HSC '22", "X Funding 2"."""
    if last + 1 >= len(tokens):
        return False
    after = tokens[last + 1]
    is_apart = after.is_after_break or after.is_after_newline
    return not is_apart and after.text.isdigit() and len(after.text) <= 2


def _begins_before(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word before has the capital of a phrase, "Climate Action", and leads up to no name.

    An article in capitals belongs to the name: what counts is the word before "De" in "Camping De X".
    """
    while at > 0 and tokens[at - 1].key in _CAPITAL_ARTICLES and tokens[at - 1].text[0].isupper():
        if tokens[at].is_after_break or tokens[at].is_after_newline:
            return False
        at -= 1
    if at == 0 or tokens[at].is_after_break or tokens[at].is_after_newline:
        return False
    before = tokens[at - 1]
    forms = LEGAL_FORMS - {"company", "co"}
    leads_up = HONORIFICS | CONNECTIVES | (LEADING_WORDS - {"company"}) | forms | FUND_WORDS_BEFORE
    is_capitalised = before.text[0].isupper() and len(before.text) > 3
    are_initials = len(before.text) > 1 and before.text.isupper() and not tokens[at].text.isupper()
    is_capitalised = is_capitalised or are_initials
    return is_capitalised and before.key not in leads_up and not is_report_word(before)


def _following(tokens: Sequence[Token], last: int) -> list[Token]:
    """Return the capitalised words that go on after a name, up to a legal form or a report word."""
    following: list[Token] = []
    for token in tokens[last + 1 : last + 1 + _LOOK_AHEAD]:
        is_name_like = token.text[0].isupper() or token.key in LEGAL_FORMS
        is_end = token.is_after_break or is_report_word(token) or token.key in CONNECTIVES
        if is_end or not is_name_like:
            break
        following.append(token)
        if is_legal_form(token):
            break
    return following


def names_stranger(tokens: Sequence[Token], is_listed: Container[int]) -> bool:
    """Whether a place names an organisation, as one, that is not on the list.

    Its legal form tells a company ("Kwekerij X B.V."), a word for a body the others ("Gemeente X"). Who
    stands in a role does not count.

    Args:
        tokens: The words of the place.
        is_listed: The indexes of the words that are part of a listed name.
    """
    return any(
        not any(at in is_listed for at in range(first, last + 1))
        and not is_in_role(tokens, first)
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

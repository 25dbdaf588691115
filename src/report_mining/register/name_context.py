"""Judges a company name by the words around it: its own, somebody else's, or a slogan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from report_mining.register.name_tokens import Token
from report_mining.register.name_words import (
    CONNECTIVES,
    ENTITY_WORDS,
    FORMER_WORDS,
    FUND_ENDINGS,
    FUND_WORDS_BEFORE,
    GROUP_WORDS,
    HONORIFICS,
    LEADING_WORDS,
    LEGAL_FORMS,
    OFFICE_WORDS,
    PREPOSITIONS,
    REGIONS,
    REPORT_ADJECTIVES,
    REPORT_NOUNS,
    REPORT_WORDS,
    SAME_TRADES,
    SHOP_WORDS,
    SHORT_WORDS,
)

_LOOK_AHEAD = 4  # tokens: "X Integrated Commercial Trust" is not X
_LOOK_BACK = 5  # tokens: "Stichting Vrienden van de X"
_SHORT = 3  # letters: "Jan X", "Bar X"
_CAPITAL_ARTICLES = frozenset({"de", "het", "the"})
_REPORT_ENDINGS = (
    *("verslag", "rapport", "beleid", "report", "rekening", "bericht", "code"),
    *("verantwoording", "document", "overzicht"),
)


def is_report_word(token: Token) -> bool:
    """Whether a word belongs to the name of a report, not to a company."""
    return token.key in REPORT_WORDS or token.key.endswith(_REPORT_ENDINGS)


def _begins_report_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether the name of a report begins here: "Report", "Universal Registration Document"."""
    while at + 1 < len(tokens) and tokens[at].key in REPORT_ADJECTIVES:
        at += 1
    return is_report_word(tokens[at])


def is_in_report_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a name stands in the name of a report: "X Annual Report 2022", "jaarverslag X"."""
    around = [*tokens[max(0, first - 3) : first], *tokens[last + 1 : last + 1 + _LOOK_AHEAD]]
    return any(is_report_noun(token) for token in around)


def is_report_noun(token: Token) -> bool:
    """Whether a word stands for a report: "jaarverslag"."""
    return token.key in REPORT_NOUNS or token.key.endswith(_REPORT_ENDINGS)


def is_other_entity(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words around a name make it the name of something else.

    "Stichting Philips Pensioenfonds", "Aegon Asset Management", "X Lighting N.V."
    """
    if _is_led_by_fund(tokens, first):
        return True
    following = following_words(tokens, last)
    if any(token.key in ENTITY_WORDS for token in following) or _is_of_region(tokens, last):
        return True
    before_form = [token for token in following if not is_legal_form(token)]
    is_entity = len(before_form) < len(following) and bool(before_form)
    if is_entity and not all(token.key in GROUP_WORDS for token in before_form):
        return True
    return first < last and (_goes_on(tokens, last) or _begins_before(tokens, first))


def goes_on_in_own_trade(
    tokens: Sequence[Token], first: int, last: int, own: Iterable[str], forms: Sequence[str]
) -> bool:
    """Whether a name only goes on with the trade that its full name has: "X Verzekeringen".

    Args:
        tokens: The words of the place.
        first: The index of the first word of the name.
        last: The index of its last word.
        own: The words of all names of the company, such as "verzekeringsmaatschappij".
        forms: Its legal forms; behind another one the name is that of another company.
    """
    following = following_words(tokens, last)
    form = [token.key for token in following if is_legal_form(token)]
    trades = [token.key for token in following if not is_legal_form(token)]
    if any(_is_fund_word(trade) for trade in trades):
        return False
    if not trades or _is_led_by_fund(tokens, first) or not set(form) <= set(forms):
        return False
    is_more = _is_joined_to_capital(tokens, last + len(following))
    is_more = is_more or _begins_before(tokens, first)
    return not is_more and all(any(_is_same_trade(trade, word) for word in own) for trade in trades)


def _is_joined_to_capital(tokens: Sequence[Token], last: int) -> bool:
    """Whether "en" and a further word of a name stand behind: "X Verzekeringen en Advies"."""
    pair = tokens[last + 1 : last + 3]
    is_apart = any(token.is_after_break or token.is_after_newline for token in pair)
    is_pair = len(pair) > 1 and pair[0].key in CONNECTIVES and pair[1].text[0].isupper()
    return is_pair and not is_apart and not is_report_word(pair[1])


def _is_same_trade(one: str, other: str) -> bool:
    """Whether two words are one, or stand for one trade; alike is not enough: "verzekeringsadvies"."""
    return one == other or any({one, other} <= trade for trade in SAME_TRADES)


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


def is_in_name_of_another(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a word beside a name on a cover or in a header makes it another's: "Jan X", "X verhuur".

    Only for such places: elsewhere short words in capitals begin sentences.
    """
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and after.key in SHOP_WORDS:
        return not (after.is_after_break or after.is_after_newline)
    if first == 0 or tokens[first].is_after_break or tokens[first].is_after_newline:
        return False
    before = tokens[first - 1]
    known = HONORIFICS | CONNECTIVES | LEADING_WORDS | PREPOSITIONS | LEGAL_FORMS | SHORT_WORDS
    is_short = 1 < len(before.text) <= _SHORT and before.text.isalpha()
    return (
        is_short
        and before.text[0].isupper()
        and before.key not in known
        and not is_report_word(before)
    )


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
    """Whether a fund or association is named right before, on one line or the line above.

    Before a name that is a fund's itself, "Stichting" leads to no other: "Stichting Pensioenfonds X".
    """
    leading = [token.key for token in led_by(tokens, first, _LOOK_BACK)]
    if _is_fund_word(tokens[first].key):
        return any(_is_fund_word(key) and key != "stichting" for key in leading)
    return any(_is_fund_word(key) for key in leading)


def _is_fund_word(key: str) -> bool:
    return key in FUND_WORDS_BEFORE or key.endswith(FUND_ENDINGS)


def led_by(tokens: Sequence[Token], first: int, most: int) -> list[Token]:
    """Return the words that lead up to a name: capitalised, prepositions or articles, nearest first."""
    leading: list[Token] = []
    for at in range(first - 1, max(-1, first - 1 - most), -1):
        if tokens[at + 1].is_after_break:
            break
        token = tokens[at]
        goes_along = token.key in PREPOSITIONS | HONORIFICS | FORMER_WORDS | FUND_WORDS_BEFORE
        if is_legal_form(token) or not (goes_along or token.text[0].isupper()):
            break
        leading.append(token)
    return leading


def _goes_on(tokens: Sequence[Token], last: int) -> bool:
    """Whether a name goes on with a capital on the same line: "Rijnhorst Metaal Vastgoed"."""
    if _is_numbered(tokens, last):
        return True
    following = following_words(tokens, last)
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
    is_capitalised = before.text[0].isupper() and len(before.text) > _SHORT
    are_initials = len(before.text) > 1 and before.text.isupper() and not tokens[at].text.isupper()
    is_capitalised = is_capitalised or are_initials
    return is_capitalised and before.key not in leads_up and not is_report_word(before)


def following_words(tokens: Sequence[Token], last: int) -> list[Token]:
    """Return the capitalised words that go on after a name, up to a legal form or a report word."""
    following: list[Token] = []
    for at, token in enumerate(tokens[last + 1 : last + 1 + _LOOK_AHEAD], last + 1):
        is_name_like = token.text[0].isupper() or token.key in LEGAL_FORMS
        is_end = token.is_after_break or token.key in CONNECTIVES or _begins_report_name(tokens, at)
        if is_end or not is_name_like:
            break
        following.append(token)
        if is_legal_form(token):
            break
    return following

"""Finds company names in a text as whole words, told apart from the funds that carry them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from report_mining.register.name_context import (
    goes_on_in_own_trade,
    is_full,
    is_in_name_of_another,
    is_in_phrase,
    is_in_slogan,
    is_other_entity,
    legal_form_after,
)
from report_mining.register.name_index import MIN_FUZZY_LENGTH, NameIndex, Variant
from report_mining.register.name_roles import is_at_service, is_former, is_in_role, is_mere_role
from report_mining.register.name_spellings import EXACT
from report_mining.register.name_tokens import Token
from report_mining.register.name_words import (
    CONNECTIVES,
    CONVERTIBLE_FORMS,
    LEGAL_FORMS,
)

SPACED_DIFFERENTLY = 0.98  # "AkzoNobel" for "Akzo Nobel"
OTHER_LEGAL_FORM = 0.8  # "X plc" for "X N.V." is often a sister abroad
MISSPELT = 0.8
_MIN_FUZZY_RATIO = 90.0  # of 100: one wrong letter in ten
_MAX_NAME_TOKENS = 10


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A company name in a text."""

    company_id: str
    first: int  # index of its first token
    last: int  # index of its last token
    quality: float  # 0 to 1, how exactly the name is written
    is_other_entity: bool = False  # the words around it make it somebody else's name
    is_role: bool = False  # it is named as a partner, maker or owner
    is_at_service: bool = False  # that role is told in so many words or owns nothing
    is_full: bool = False  # more than one bare word
    form: str = ""  # the legal form that stands behind it
    is_foreign_form: bool = False  # and which the listed name does not have
    is_cut: bool = False  # without the second half of the listed name
    is_in_phrase: bool = False  # one word of a phrase in capitals: of no weight


def find_names(
    tokens: Sequence[Token],
    index: NameIndex,
    *,
    is_file_name: bool = False,
    is_display: bool = False,
) -> tuple[Occurrence, ...]:
    """Return the names in a text; of overlapping ones only the longest.

    In a file name every word may stand before or after a name. In a place that displays whose the
    report is, a word that begins a slogan is no name, and one in a phrase in capitals is marked.

    A name that goes on as the name of a fund, a subsidiary or another legal entity is marked, and
    so is one in a role; a name that the company had before is left out.
    """
    found = [
        _occurrence(tokens, first, last, variant, index, is_file_name)
        for first in range(len(tokens))
        for last, joined in _windows(tokens, first)
        if joined in index.variants
        for variant in _of_this_form(index.variants[joined], legal_form_after(tokens, last))
        if _is_written_as_name(tokens[first : last + 1], variant)
        and (is_file_name or not is_former(tokens, first))
        and not (is_display and first == last and _is_in_slogan(tokens, first))
        and (is_file_name or not is_mere_role(tokens, first, last, is_display=is_display))
    ]
    longest = tuple(o for o in found if not any(_is_inside(o, other) for other in found))
    if is_display:
        longest = tuple(_as_displayed(tokens, o) for o in longest)
    else:
        longest = tuple(o for o in longest if not o.is_in_phrase)
    if not is_file_name:
        longest = tuple(o for o in longest if not _is_half_of_double_name(tokens, o, longest))
    return _with_roles(tokens, longest)


def _is_in_slogan(tokens: Sequence[Token], at: int) -> bool:
    return is_in_slogan(tokens, at) and not is_in_name_of_another(tokens, at, at)


def _as_displayed(tokens: Sequence[Token], occurrence: Occurrence) -> Occurrence:
    """Return a name on a cover or in a header, marked where a word beside it makes it another's."""
    if not is_in_name_of_another(tokens, occurrence.first, occurrence.last):
        return occurrence
    return replace(occurrence, is_other_entity=True, is_in_phrase=False)


def _is_half_of_double_name(
    tokens: Sequence[Token], occurrence: Occurrence, others: Sequence[Occurrence]
) -> bool:
    """Whether a bare word is joined by "&" or "en" to a word in capitals that is no listed name."""
    if occurrence.first < occurrence.last:
        return False
    names = {o.first for o in others} | {o.last for o in others}
    for joint, beyond in (
        (occurrence.last + 1, occurrence.last + 2),
        (occurrence.first - 1, occurrence.first - 2),
    ):
        if min(joint, beyond) < 0 or max(joint, beyond) >= len(tokens):
            continue
        word, right = tokens[beyond], max(joint, beyond)
        is_parted = tokens[right].is_after_break or tokens[right - 1].is_after_break
        is_name = beyond in names or word.key in LEGAL_FORMS
        if tokens[joint].key == "&" and not is_parted and not is_name and word.text[0].isupper():
            return True
    return False


def _occurrence(
    tokens: Sequence[Token],
    first: int,
    last: int,
    variant: Variant,
    index: NameIndex,
    is_file_name: bool,
) -> Occurrence:
    form = legal_form_after(tokens, last)
    is_other_form = bool(form and variant.legal_forms) and form not in variant.legal_forms
    is_converted = CONVERTIBLE_FORMS.issuperset((form, *variant.legal_forms[:1]))
    quality = _quality(variant, last - first + 1)
    own = {key for keys in index.spellings[variant.company_id] for key in keys}
    is_own = goes_on_in_own_trade(tokens, first, last, own, variant.legal_forms)
    is_cut_company = variant.is_cut and bool(form)  # "X Bouw B.V." is not X Bouw en Ontwikkeling
    is_bare = first == last and not is_file_name
    return Occurrence(
        company_id=variant.company_id,
        first=first,
        last=last,
        quality=quality * OTHER_LEGAL_FORM if is_other_form else quality,
        is_other_entity=is_cut_company or (not is_own and is_other_entity(tokens, first, last)),
        is_full=is_full(tokens, first, last),
        form=form,
        is_foreign_form=is_other_form and not is_converted,
        is_cut=variant.is_cut,
        is_in_phrase=is_bare and not is_own and is_in_phrase(tokens, first),
    )


def _of_this_form(variants: Sequence[Variant], form: str) -> Sequence[Variant]:
    """Return the namesakes with the legal form that stands in the text, or all of them.

    Of those, "X N.V." is the one that is called so and not "X Holding N.V.".
    """
    same = [variant for variant in variants if form in variant.legal_forms]
    if not form or not same:
        return variants
    exact = [variant for variant in same if variant.quality == EXACT]
    return exact or same


def _with_roles(
    tokens: Sequence[Token], occurrences: Sequence[Occurrence]
) -> tuple[Occurrence, ...]:
    """Return the occurrences with their roles; a role holds for a whole list of names."""
    marked: list[Occurrence] = []
    for occurrence in sorted(occurrences, key=lambda o: (o.first, o.last)):
        before = item_before(tokens, occurrence, marked)
        is_role = is_in_role(tokens, occurrence.first) or (before is not None and before.is_role)
        is_other = occurrence.is_other_entity or _goes_with_other(tokens, before, occurrence)
        serves = is_at_service(tokens, occurrence.first) or (
            before is not None and before.is_at_service
        )
        marked.append(
            replace(occurrence, is_role=is_role, is_other_entity=is_other, is_at_service=serves)
        )
    return tuple(marked)


def _goes_with_other(
    tokens: Sequence[Token], before: Occurrence | None, occurrence: Occurrence
) -> bool:
    """Whether a name is the second half of a body of two: "Commissie X en Y"."""
    is_half = before is not None and (before.is_other_entity or before.is_in_phrase)
    if before is None or not is_half or legal_form_after(tokens, before.last):
        return False
    between = tokens[before.last + 1 : occurrence.first]
    is_one_line = not any(t.is_after_break or t.is_after_newline for t in between)
    return is_one_line and any(token.key in CONNECTIVES for token in between)


def places_of(names: Iterable[Occurrence]) -> frozenset[int]:
    """Return the places of all words that are part of one of the names."""
    return frozenset(at for o in names for at in range(o.first, o.last + 1))


def item_before(
    tokens: Sequence[Token], occurrence: Occurrence, earlier: Iterable[Occurrence]
) -> Occurrence | None:
    """Return the name right before this one in a list such as "X N.V., Y en Z"; None for none."""
    at = occurrence.first - 1
    while at >= 0 and tokens[at].key in LEGAL_FORMS | CONNECTIVES:
        at -= 1
    is_listed = at < occurrence.first - 1 or tokens[occurrence.first].is_after_break
    return next((o for o in earlier if o.last == at and is_listed), None)


def find_misspelt(tokens: Sequence[Token], index: NameIndex) -> tuple[Occurrence, ...]:
    """Return names that differ by a letter or so, for covers that were recognised from an image."""
    found = []
    for first in range(len(tokens)):
        for last, joined in _windows(tokens, first):
            if len(joined) < MIN_FUZZY_LENGTH or is_other_entity(tokens, first, last):
                continue
            best = process.extractOne(
                joined, index.alike(joined), scorer=fuzz.ratio, score_cutoff=_MIN_FUZZY_RATIO
            )
            for variant in index.variants[best[0]] if best else ():
                if variant.token_count == last - first + 1:
                    found.append(Occurrence(variant.company_id, first, last, MISSPELT))
    return tuple(found)


def _windows(tokens: Sequence[Token], first: int) -> Iterable[tuple[int, str]]:
    """Yield the last index and the joined letters of every run of words that starts here."""
    joined = ""
    for last in range(first, min(first + _MAX_NAME_TOKENS, len(tokens))):
        if last > first and tokens[last].is_after_stop:
            return
        joined += tokens[last].key
        yield last, joined


def _quality(variant: Variant, token_count: int) -> float:
    is_same_spacing = token_count == variant.token_count
    return variant.quality * (EXACT if is_same_spacing else SPACED_DIFFERENTLY)


def _is_written_as_name(tokens: Sequence[Token], variant: Variant) -> bool:
    """Whether the words have the capitals of a name: "ing." and "action" are no companies."""
    if len(tokens) > 1:
        return any(token.text[0].isupper() for token in tokens)
    text = tokens[0].text
    if variant.is_acronym:
        return text.isupper() or (text[0].isupper() and not text.islower() and len(text) > 3)
    return text[0].isupper() or text[0].isdigit() or any(c.isupper() for c in text)


def _is_inside(inner: Occurrence, outer: Occurrence) -> bool:
    spans_more = outer.last - outer.first > inner.last - inner.first
    return spans_more and outer.first <= inner.first and inner.last <= outer.last

"""The ways in which the name of a company is written, and its legal forms."""

from __future__ import annotations

from collections.abc import Sequence

from report_mining.register.name_tokens import tokenise
from report_mining.register.name_words import (
    CONNECTIVES,
    GROUP_WORDS,
    HOME_COUNTRY,
    HONORIFICS,
    LEGAL_FORMS,
)

EXACT = 1.0
WITHOUT_GROUP_WORDS = 0.98  # several words are left: "Noord Zuivel" for "Coöperatie Noord Zuivel"
WITHOUT_GROUP_WORD = 0.93  # one is left: "Philips" for "Koninklijke Philips", "DBS" for "DBS Group"
CUT = 0.75  # alone for a person to judge; with the full name in the text it is enough

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ß": "ss"}
)


def legal_forms(name: str) -> tuple[str, ...]:
    """Return the legal forms at the end of a name, the last first: "Brewing Company B.V." has two."""
    keys = [token.key for token in tokenise(name)]
    forms: list[str] = []
    while len(keys) > 1 and keys[-1] in LEGAL_FORMS:
        forms.append(keys.pop())
    written = {"co": "company", "company": "co"}
    return tuple(dict.fromkeys([*forms, *(written[form] for form in forms if form in written)]))


def strip_legal_forms(keys: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a name without the legal forms at its end."""
    end = len(keys)
    while end > 1 and (keys[end - 1] in LEGAL_FORMS or keys[end - 1] in CONNECTIVES):
        end -= 1
    return tuple(keys[:end])


def spellings_of(name: str) -> list[tuple[tuple[str, ...], float]]:
    """Return the ways in which a name is written, each with its quality."""
    written = _spellings_as_written(name)
    if name.casefold() != (spelt := name.casefold().translate(_UMLAUTS)):
        written += _spellings_as_written(spelt)
    return written + [
        (tuple(country if key in HOME_COUNTRY else key for key in keys), quality)
        for keys, quality in written
        for country in sorted(HOME_COUNTRY)
        if HOME_COUNTRY.intersection(keys) and country not in keys
    ]


def cut_at_connective(name: str) -> tuple[str, ...] | None:
    """Return the words before the last "en" or "&", None where fewer than two would be left."""
    keys = strip_legal_forms([token.key for token in tokenise(name)])
    joints = [at for at, key in enumerate(keys) if key in CONNECTIVES]
    if not joints or joints[-1] < 2 or joints[-1] + 2 != len(keys):
        return None
    return keys[: joints[-1]]


def _spellings_as_written(name: str) -> list[tuple[tuple[str, ...], float]]:
    keys = strip_legal_forms([token.key for token in tokenise(name)])
    if not keys:
        return []
    core = keys
    is_body = len(keys) > 2 and keys[0] == "stichting"  # two words or more are left
    if is_body or (keys[0] in HONORIFICS and len(keys) > 1):
        core = strip_legal_forms(keys[1:])
    while len(core) > 1 and core[-1] in GROUP_WORDS:
        core = core[:-1]
    if core == keys:
        return [(keys, EXACT)]
    return [(keys, EXACT), (core, WITHOUT_GROUP_WORDS if len(core) > 1 else WITHOUT_GROUP_WORD)]

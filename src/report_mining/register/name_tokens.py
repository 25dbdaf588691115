"""Cuts a text into the words by which company names are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from report_mining.register.name_words import ABBREVIATIONS, COMMON_ABBREVIATIONS, CONNECTIVES

_TOKEN = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\b\.?|\b[AS]/[SA]\b|[^\W_]+|&")
_JOINING_GAP = re.compile(r"[\s_'’-]*")
_OLD_SPELLING = re.compile(
    r"(?<=\w{4}[^i])sche$"
)  # "Hollandsche" is "Hollandse"; "chemische" stays
_STOP = re.compile(r"[.!?;:|•/]")  # behind a short word a full stop is an abbreviation
# Legal forms written out, with their letters.
_FULL_FORMS = MappingProxyType(
    {
        "public limited company": "plc",
        "naamloze vennootschap": "N.V.",
        "besloten vennootschap": "B.V.",
        "societas europaea": "SE",
    }
)
_FULL_FORM = re.compile(rf"\b(?:{'|'.join(_FULL_FORMS)})\b", re.IGNORECASE)
# "W A A L S T R O O M": capitals set apart from each other, with more than a space between words.
_SPACED_LETTERS = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text; ``key`` is what is compared."""

    key: str
    text: str
    is_after_break: bool  # punctuation or a new paragraph stands before it
    is_after_newline: bool = False
    is_after_stop: bool = False  # a full stop, bar or colon stands before it


def tokenise(text: str) -> tuple[Token, ...]:
    """Return the words of a text without accents, case, or the dots of initials."""
    tokens: list[Token] = []
    end = 0
    text = _FULL_FORM.sub(lambda found: _FULL_FORMS[found.group().casefold()], text)
    text = _SPACED_LETTERS.sub(lambda found: found.group().replace(" ", ""), text)
    for match in _TOKEN.finditer(text):
        gap = text[end : match.start()]
        word = match.group()
        end = match.end()
        if gap == " ":  # by far the most frequent
            tokens.append(Token(_key(word), word, is_after_break=False))
            continue
        is_short = bool(tokens) and gap == ". " and _is_abbreviated(tokens[-1].text)
        is_stop = _STOP.search(gap) is not None and (not tokens or len(tokens[-1].text) > 3)
        is_stop = is_stop and not is_short
        is_break = bool(tokens) and not is_short and _is_break(gap)
        tokens.append(Token(_key(word), word, is_break, "\n" in gap, is_stop))
    return tuple(tokens)


def _is_break(gap: str) -> bool:
    """Whether punctuation, a free dash or a new paragraph parts two words."""
    is_dash = gap.strip() == "-" and gap[0].isspace() and gap[-1].isspace()  # not in "Touw- en"
    return is_dash or "\n\n" in gap or "\f" in gap or _JOINING_GAP.fullmatch(gap) is None


@lru_cache(maxsize=65_536)  # the words of a few hundred reports
def _key(text: str) -> str:
    spelt = text.replace("ÿ", "ij").replace("Ÿ", "IJ").replace("ø", "o").replace("Ø", "O")
    decomposed = unicodedata.normalize("NFKD", spelt.replace(".", "").replace("/", ""))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    if letters in CONNECTIVES:
        return "&"
    letters = _OLD_SPELLING.sub("se", letters)
    is_common = letters in COMMON_ABBREVIATIONS and text[0].islower()
    return letters if is_common else ABBREVIATIONS.get(letters, letters)


def _is_abbreviated(text: str) -> bool:
    return text.casefold() in ABBREVIATIONS

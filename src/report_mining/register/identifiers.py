"""Finds and checks the numbers that name a legal entity: KvK numbers and LEIs."""

from __future__ import annotations

import re
from collections import Counter

_KVK = re.compile(r"\d{8}")
_LEI = re.compile(r"[A-Z0-9]{18}\d{2}")

# A number of the Dutch trade register stands close behind one of these names.
_KVK_CUE = re.compile(
    r"\bK\.?\s?v\.?\s?K\b\.?|\bKamers?\s+van\s+Koophandel\b|\bChambers?\s+of\s+Commerce\b"
    r"|\bHandelsregister\b|\b(?:Trade|Commercial|Company)\s+Register\b|\bCoC\b",
    re.IGNORECASE,
)
_KVK_WINDOW = (
    90  # characters: "registered with the Chamber of Commerce in Rotterdam under number ..."
)
_EIGHT_DIGITS = re.compile(
    r"(?<![\d.,-])(\d{8}|\d{2}[ .]\d{3}[ .]\d{3}|\d{2}(?:[ .]\d{2}){3})(?![\d-])"
)
# In a sentence with one of these, a number is somebody else's: the auditor's, the bank's, the parent's.
_THIRD_PARTY = re.compile(
    r"\b(?:accountants?|auditors?|controleverklaring|huisbank(?:ier)?|bankier|advocaten|adviseurs?"
    r"|(?:enig |meerderheids|groot)?aandeelhouders?|(?:majority |sole )?shareholders?|owned by"
    r"|moeder(?:maatschappij|bedrijf)?|(?:ultimate )?parent|(?:a )?subsidiary of|onderdeel van|part of"
    r"|onderneming van|dochter(?:maatschappij|onderneming)? van|guaranteed by|holds all shares"
    r"|(?:ver)?huurders?|landlords?|lessors?|leveranciers?|suppliers?|afnemers?|klanten|customers?"
    r"|eisers?|wederpartij|claimants?|defendants?|plaintiffs?|verzekeraars?|insurers?|lenders?|geldgevers?"
    r"|tenants?|vennoten|partners|peers|charterers?|joint venture of|associates?)\b",
    re.IGNORECASE,
)
_SENTENCE_LOOK_BACK = 200  # characters before a number in which its sentence is read
_SENTENCE_END = re.compile(r"(?<![A-Z])[.;]\s|\n\n|\f")
_LEI_IN_TEXT = re.compile(r"(?<![A-Za-z0-9])[A-Z0-9]{18}\d{2}(?![A-Za-z0-9])")


def is_kvk(text: str) -> bool:
    """Whether the text has the form of a KvK number: eight digits."""
    return _KVK.fullmatch(text) is not None and text.isascii()


def is_lei(text: str) -> bool:
    """Whether the text is an LEI with valid check digits (ISO 17442, mod 97 as in ISO 7064)."""
    if _LEI.fullmatch(text) is None or not text.isascii():
        return False
    return int("".join(str(int(character, 36)) for character in text)) % 97 == 1


def find_kvk(text: str) -> tuple[str, ...]:
    """Return the KvK numbers that stand near the name of the register, most frequent first."""
    found: dict[int, str] = {}  # by position, so that two cues near one number count it once
    for cue in _KVK_CUE.finditer(text):
        window_end = cue.end() + _KVK_WINDOW
        number = _EIGHT_DIGITS.search(text, cue.end(), min(window_end, len(text)))
        if number is not None and not _is_third_party(text, number.start()):
            found[number.start()] = re.sub(r"\D", "", number.group())
    return _most_frequent_first(Counter(found.values()))


def find_lei(text: str) -> tuple[str, ...]:
    """Return the LEIs with valid check digits, most frequent first."""
    return _most_frequent_first(
        Counter(
            m.group()
            for m in _LEI_IN_TEXT.finditer(text)
            if is_lei(m.group()) and not _is_third_party(text, m.start())
        )
    )


def _is_third_party(text: str, at: int) -> bool:
    """Whether the sentence up to a number says that it is the number of somebody else."""
    before = text[max(0, at - _SENTENCE_LOOK_BACK) : at]
    sentence = _SENTENCE_END.split(before)[-1]
    return _THIRD_PARTY.search(sentence) is not None


def _most_frequent_first(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))

"""Whether a capitalised subject is the reporting company, as its report calls itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from report_mining.classification.verdicts import Verdict

UNKNOWN_NAME = "-unknown-name"  # behind the rule whose subject the report does not go by
# Rules that take a capitalised name for the company itself.
_NAMED_RULES = frozenset({"R5-strong-named", "R5-weak-taken-up", "R4-own-assertion"})
_WORD = re.compile(r"[a-z0-9]+")
# Legal forms and words that many companies have in their name tell none of them apart.
_COMMON = frozenset(
    """
    nv bv plc ltd inc sa se ag gmbh llc co corp n v b s a p l c group groep holding holdings
    company international nederland netherlands royal koninklijke the de het van of and en
    """.split()  # noqa: SIM905 - a list of words, one a line, is no easier to read
)


def weigh_name(verdict: Verdict, named_subject: Sequence[str], own_names_text: str) -> Verdict:
    """Return the verdict, marked when its named subject does not occur in ``own_names_text``.

    Without such a text, or for a name of common words only, nothing changes.
    """
    if not own_names_text or not named_subject or verdict.rule not in _NAMED_RULES:
        return verdict
    name = set(_WORD.findall(_folded(" ".join(named_subject)))) - _COMMON
    if not name or name & _words_of(own_names_text):
        return verdict
    return replace(verdict, rule=verdict.rule + UNKNOWN_NAME)


@lru_cache(maxsize=8)
def _words_of(text: str) -> frozenset[str]:
    """Return the words of a text, folded; a report gives the same text for all its passages."""
    return frozenset(_WORD.findall(_folded(text)))


def _folded(text: str) -> str:
    """Return a text in lower case without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))

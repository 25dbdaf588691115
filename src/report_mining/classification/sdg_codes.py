"""Codes such as "8.7" that stand alone, where an SDG word in the sentence or heading governs them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from report_mining.classification.sdg_cue_words import speaks_of_sdgs
from report_mining.classification.sdg_numbers import NumberedGoal, number_at
from report_mining.taxonomies.codes import SdgGoal

_CODE = re.compile(r"(?<![\w.,/#])(?:1[0-7]|[1-9])\.(?:1[0-9]|[1-9]|[a-d])(?![\w])")
_NOT_BEFORE = re.compile(
    r"(?i)(?:\b(?:paragra(?:af|fen|phs?)|sections?|sectie|chapters?|hoofdstuk(?:ken)?|artikel(?:en)?|"
    r"articles?|pages?|pagina|pp?\.?|blz\.?|tables?|tabel(?:len)?|figures?|figuur|fig\.?|notes?|noot|"
    r"annex|appendix|bijlage|versions?|versie|v\.?|gri|esrs|iso|nen|ifrs|scope|level|step|stap|art\.?|"
    r"clause|principles?|principe|beginsel|approximately|circa|ca\.?|about|ongeveer|by|from|of|at|met|"
    r"van|naar|tot|op|than|dan|was|is|score|cijfer|gemiddeld|average|eur|usd|usd|deel|part|"
    r"par\.?|\u00a7|nr\.?|onderdeel|see|zie|only|just|slechts)\s*\(?|[\u20ac$\u00a3<>\u2265\u2264=+~]\s?)$"
)
_CONTENTS = re.compile(r"\.{5,}|(?:\. ){5,}")  # a line of a table of contents
_CLOSED = re.compile(r"\s*(?:[)\],;:/|]|\.(?![0-9])|$|-\s|(?:and|en|or|of)\b)")
_OPENED = re.compile(
    r"(?i)(?:[(\[|,;/]\s*|\b(?:and|en|or|of|&)\s+|^\s*|\b(?:targets?|subdoel\w*)\b[^:.;]{0,30}:\s*)$"
)


class BareCodes:
    """Finds codes without a word before them."""

    def find(
        self,
        text: str,
        taken: Sequence[tuple[int, int, SdgGoal]],
        sentence_at: Callable[[int], tuple[int, int]],
        *,
        is_governed: bool,
    ) -> Iterator[NumberedGoal]:
        """Yield the codes of ``text`` that are no section, version or measure.

        ``taken``: the places of what was read already, with its goal. ``is_governed``: whether a
        heading or lead-in speaks of the SDGs.
        """
        for match in _CODE.finditer(text):
            if any(start <= match.start() < end for start, end, _ in taken):
                continue
            found = number_at(text, match.start())
            if found is None or found.target is None or _NOT_BEFORE.search(text[: match.start()]):
                continue
            if _CONTENTS.search(text):
                continue
            start, end = sentence_at(match.start())
            if not (is_governed or speaks_of_sdgs(text[start:end])):
                continue
            same_goal = any(start <= s < end and goal == found.goal for s, _, goal in taken)
            if _stands_apart(text, found, same_goal=same_goal):
                yield found


def _stands_apart(text: str, found: NumberedGoal, *, same_goal: bool) -> bool:
    """Return whether a code stands in brackets, a list or a cell, or follows its goal."""
    is_closed = _CLOSED.match(text, found.end) is not None
    is_lettered = text[found.end - 1].isalpha()
    is_opened = _OPENED.search(text[: found.start]) is not None
    return (is_closed and (is_opened or same_goal)) or (is_lettered and same_goal)

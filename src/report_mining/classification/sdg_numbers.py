"""Numbers of goals and targets: which stand in a text at a place, and which only look like them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from report_mining.taxonomies.codes import SdgGoal, SdgTarget
from report_mining.taxonomies.shapes import expected_targets


@dataclass(frozen=True, slots=True)
class NumberedGoal:
    """One goal or target number at its place; the numbers of a range share one place."""

    goal: SdgGoal
    target: SdgTarget | None
    start: int  # offset in the normalised text, inclusive
    end: int  # exclusive


_ITEM = re.compile(
    r"0?(1[0-7]|[1-9])(?:\.(1[0-9]|[1-9]|[a-dA-D](?![A-Za-z])))?(?![0-9])(?!\.[0-9])"
)
_NAMED = r"(?:\s*\([^()]{3,70}\))?"  # "SDG 3 (good health), 8 and 12"
_LABELLED = r"\s*[-:]\s*[A-Za-z][A-Za-z ,&'-]{3,60}?"  # "SDG 7 - Clean energy, 8 - Decent work"
_NEXT_LABEL = r"(?=(?:1[0-7]|[1-9])\s*[-:]\s*[A-Z])"
_GLUE = r"(?:\s*[,;]\s*(?:and|en|or|of|&)?|\s*[/&+]|\s+(?:and|en|or|of|plus|alsmede|as well as|evenals))"
_AGAIN = r"(?:also |ook |number |nummer |nr\.? |no\.? )?"
_SEPARATOR = re.compile(
    rf"(?:{_NAMED}{_GLUE}\s*{_AGAIN}|{_LABELLED}{_GLUE}\s*{_NEXT_LABEL})(?=[0-9])", re.I
)
_RANGE = re.compile(
    r"\s*(?:-|tot en met|t/m|tot|to|through|thru|until)\s*(?:goal |subdoel )?(?=[0-9])", re.I
)
_UNIT = re.compile(
    r"\s?(?:%|\u2030|\u00b0|\u20ac|\$|\u00a3)|,[0-9]+\s?(?:%|mi|ml|pro)|\s?(?:x|ha|km|kg|kt|mt|gw|mw|tj|pp|bn|mln)\b|[\s-](?:procent\w*|percent\w*|pct|per"
    r" cent|miljoen|miljard|million|billion|thousand|hundred|duizend|honderd|mld|mrd|mio|m|euros?|eur|"
    r"usd|dollars?|tons?|tonnes?|[kmgt]w(?:h|p)?|[kmgt]wh|m2|m3|hectares?|litres?|liters?|kilo\w*|"
    r"uur|uren|hours?|dag(?:en)?|days?|jaar|jaren|years?|maand(?:en)?|months?|wek?en|week|weeks|"
    r"keer|times|fte|basis ?points?|punten|points?|graden|degrees?|uit|out of|op (?:een )?schaal)\b",
    re.I,
)
_COUNTED = re.compile(
    r"\s(?:(?:of our|van onze|other|andere|new|nieuwe|large|grote|different|verschillende|key|main)\s)?"
    r"(?:\w*(?:companies|countries|suppliers|projects|people|employees|sites|indicators|customers|"
    r"persons|women|men|children|farmers|households|schools|partners|members|factories|investments|"
    r"bedrijven|landen|leveranciers|projecten|mensen|medewerkers|locaties|indicatoren|klanten|"
    r"personen|vrouwen|mannen|kinderen|boeren|huishoudens|scholen|leden|fabrieken|investeringen|"
    r"goals|doelen|doelstellingen|targets|subdoelen|themes|thema's|pages|pagina's|topics))\b",
    re.I,
)


@cache
def known_targets() -> frozenset[str]:
    """Return the 169 codes."""
    return frozenset(expected_targets())


def read_numbers(text: str, start: int, *, may_count: bool) -> tuple[NumberedGoal, ...]:
    """Return the goals and targets of the list or range that begins at ``start``, none if none does.

    ``may_count``: whether the first number may also count things ("the SDGs 12 companies chose").
    """
    first = _item(text, start, may_count=may_count)
    if first is None:
        return ()
    found = [first]
    while True:
        following = _following(text, found[-1])
        if not following:
            return tuple(found)
        found += following


def number_at(text: str, start: int) -> NumberedGoal | None:
    """Return the one number at ``start`` if it is a goal's or a target's and no measure."""
    return _item(text, start, may_count=False)


def _following(text: str, last: NumberedGoal) -> list[NumberedGoal]:
    """Return what a list or range goes on with behind ``last``."""
    ranged = _RANGE.match(text, last.end)
    if ranged is not None:
        end = _item(text, ranged.end(), may_count=True)
        return list(_expanded(last, end)) if end is not None else []
    separator = _SEPARATOR.match(text, last.end)
    if separator is None:
        return []
    item = _item(text, separator.end(), may_count=True)
    return [item] if item is not None else []


def _expanded(first: NumberedGoal, last: NumberedGoal) -> Iterator[NumberedGoal]:
    """Yield what a range adds to its first number; a range that does not rise adds nothing."""
    if first.target is None and last.target is None:
        for number in range(int(first.goal.value) + 1, int(last.goal.value) + 1):
            yield NumberedGoal(SdgGoal(str(number)), None, first.start, last.end)
    elif first.target is not None and last.target is not None and first.goal == last.goal:
        ends = (first.target.value.split(".")[1], last.target.value.split(".")[1])
        if all(end.isdigit() for end in ends):
            for part in range(int(ends[0]) + 1, int(ends[1]) + 1):
                target = SdgTarget(f"{first.goal}.{part}")
                yield NumberedGoal(first.goal, target, first.start, last.end)


def _item(text: str, start: int, *, may_count: bool) -> NumberedGoal | None:
    """Return the number at ``start``, unless it is a measure, a count or no code at all."""
    found = _ITEM.match(text, start)
    if found is None or _UNIT.match(text, found.end()):
        return None
    goal, part = found.groups()
    if part is None:
        if may_count and _COUNTED.match(text, found.end()):
            return None
        return NumberedGoal(SdgGoal(goal), None, found.start(), found.end())
    code = f"{goal}.{part.lower()}"
    if code not in known_targets():
        return None
    return NumberedGoal(SdgGoal(goal), SdgTarget(code), found.start(), found.end())

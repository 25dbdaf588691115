"""Figures that measure an effect: value, unit, year, and whether they are reached or aimed at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from report_mining.records.due_diligence import MeasuredKpi

_NUMBER = r"(?:\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,]\d{1,2})?"
_UNIT = (
    r"%|procent|per ?cent|percent|euro|eur|usd|hectares?|ha|kilo(?:gram)?|ton(?:nes?)?|kt|km|mg|"
    r"milligram|days?|dagen|hours?|uur|people|workers|mensen|farms|families|gezinnen|children|kinderen|"
    r"fishers|women|vrouwen|households|cases|gevallen|factories|fabrieken|suppliers|leveranciers"
)
_VALUE = re.compile(rf"(?i)(?<![\w.,/-])({_NUMBER})(?![\d/-])\s?({_UNIT})?(?!\w)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_AIMED = re.compile(
    r"(?i)\b(?:target (?:for|of|is)|goal for|by (?:the end of )?20\d\d|aim\w*|ambition|uiterlijk|streef\w*|"
    r"doel (?:voor |is |20)|in 20[3-9]\d|moet(?:en)? .{0,30}20\d\d)"
)
_MOVED = re.compile(
    r"(?i)\b(?:rose|risen|fell|fallen|dropped|increas\w+|decreas\w+|reduc\w+|declin\w+|improv\w+|"
    r"came down|from .{1,40} to|against|compared|versus|up from|down from|was still|stood at|gedaald|daalde|"
    r"steeg|gestegen|nam (?:toe|af)|van .{1,40} naar|tegen|ten opzichte|was dat|waren het|uitkwam|kwam uit|"
    r"now|inmiddels|nulmeting|baseline)\b|\((?:19|20)\d\d:"
)
_CODE_BEFORE = re.compile(
    r"(?i)(?:sdg'?s?|targets?|goals?|subdoel\w*|doel)[\s:(]*(?:[\d., ]|and|en)*$"
)
_CODE = re.compile(r"(?:1[0-7]|[1-9])\.(?:1\d|[1-9a-d])")


def find_kpi(sentences: Sequence[str]) -> MeasuredKpi | None:
    """Return the first figure of ``sentences`` that tells how far something is, None without one.

    A percentage goes before other figures; years, codes of targets and numbers of goals are none.
    """
    found = [(figure, text) for text in sentences for figure in _figures(text)]
    if not found:
        return None
    figure, text = min(found, key=lambda one: not _is_share(one[0]))
    return MeasuredKpi(
        quote=text.strip(),
        value=_number(figure.group(1)),
        unit=figure.group(2) or "",
        year=_year(text, figure),
        is_goal=_is_aimed(text, figure),
    )


def has_movement(text: str) -> bool:
    """Return whether ``text`` tells a figure that changed, or one beside an earlier one."""
    return _MOVED.search(text) is not None


def _figures(text: str) -> Iterator[re.Match[str]]:
    for found in _VALUE.finditer(text):
        number, unit = found.group(1), found.group(2)
        is_year = unit is None and re.fullmatch(r"(?:19|20)\d\d", number)
        is_code = unit is None and (
            _CODE_BEFORE.search(text[: found.start()][-40:]) or _CODE.fullmatch(number)
        )
        if not is_year and not is_code:
            yield found


def _is_share(figure: re.Match[str]) -> bool:
    return (figure.group(2) or "").lower() in ("%", "procent", "percent", "per cent")


def _number(text: str) -> float:
    """Return the value of a number in Dutch or English notation; the last mark decides."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
        return float(re.sub(r"[.,]", "", text))
    whole, mark, part = re.match(r"(.*?)(?:([.,])(\d{1,2}))?$", text).groups()  # type: ignore[union-attr]
    digits = re.sub(r"[.,]", "", whole)
    return float(f"{digits}.{part}" if mark else digits)


def _year(text: str, figure: re.Match[str]) -> int | None:
    """Return the year nearest to a figure in its sentence, the one behind it of two as near."""
    years = list(_YEAR.finditer(text))
    if not years:
        return None
    nearest = min(
        years, key=lambda y: min(abs(y.start() - figure.end()), abs(figure.start() - y.end()))
    )
    return int(nearest.group(1))


def _is_aimed(text: str, figure: re.Match[str]) -> bool:
    around = text[max(0, figure.start() - 45) : figure.end() + 25]
    return _AIMED.search(around) is not None

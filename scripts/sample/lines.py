"""Breaks text into printed lines: widths, hyphens at line ends, raised digits, ligatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth

_MAY = "{-}"
_MUST = "{!}"
_RAISED = re.compile(r"\{\^(\d+)\}")
_RAISED_SCALE = 0.62
_SYLLABLE = re.compile(r"(?<=[aeiou][bdfgklmnprst])(?=[bdfgklmnprstvwz][aeiou])")
_LONG_WORD = 10
_SQUEEZES = tuple(1 - step / 200 for step in range(36))  # down to 82% of the width


@dataclass(frozen=True, slots=True)
class Face:
    """A font at a size."""

    font: str
    size_pt: float

    def width(self, text: str) -> float:
        """Return the printed width of ``text`` in points, raised digits included."""
        plain = stringWidth(_RAISED.sub("", text), self.font, self.size_pt)
        raised = "".join(_RAISED.findall(text))
        return float(plain + stringWidth(raised, self.font, self.size_pt * _RAISED_SCALE))


@dataclass(frozen=True, slots=True)
class Breaking:
    """How lines of one report may be broken."""

    hyphen: str = "-"
    is_hyphenated: bool = False
    has_ligatures: bool = False


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the stretches of a line with whether each is raised."""
    for index, stretch in enumerate(_RAISED.split(text)):
        if stretch:
            yield stretch, index % 2 == 1


def set_ligatures(text: str) -> str:
    """Return ``text`` with fi and fl as single characters, as typesetting programs write them."""
    return text.replace("fi", "\ufb01").replace("fl", "\ufb02")


def break_lines(text: str, face: Face, width_pt: float, how: Breaking) -> list[str]:
    """Return the lines of ``text`` at most ``width_pt`` wide.

    Where the text says that a line must end inside a word, the width is reduced little by little
    until it does; where that does not help the line is cut short.
    """
    for squeeze in _SQUEEZES:
        lines, met = _fill(text, face, width_pt * squeeze, how)
        if met == text.count(_MUST):
            return [set_ligatures(line) for line in lines] if how.has_ligatures else lines
    head, tail = text.split(_MUST, 1)
    return break_lines(head + how.hyphen, face, width_pt, how) + break_lines(
        tail, face, width_pt, how
    )


def _fill(text: str, face: Face, width_pt: float, how: Breaking) -> tuple[list[str], int]:
    lines: list[str] = []
    line, met = "", 0
    for word in text.split():
        candidate = f"{line} {word}".strip()
        if face.width(_plain(candidate)) <= width_pt:
            line = candidate
            continue
        head, tail, is_must = _split_word(word, line, face, width_pt, how)
        met += is_must
        if head:
            lines.append(_plain(f"{line} {head}".strip() + how.hyphen))
        elif line:
            lines.append(_plain(line))
        line = tail
    return [*lines, _plain(line)] if line else lines, met


def _split_word(
    word: str, line: str, face: Face, width_pt: float, how: Breaking
) -> tuple[str, str, bool]:
    """Return what of ``word`` still fits on ``line``, the rest, and whether a must was met."""
    for cut, mark in _cuts(word, how):
        head = word[:cut]
        if line and face.width(_plain(f"{line} {head}") + how.hyphen) <= width_pt:
            return head, word[cut + len(mark) :], mark == _MUST
    return "", word, False


def _cuts(word: str, how: Breaking) -> list[tuple[int, str]]:
    """Return the places where ``word`` may be cut, the last first."""
    marked = [(m.start(), m.group()) for m in re.finditer(r"\{[-!]\}", word)]
    if not marked and how.is_hyphenated and len(word) >= _LONG_WORD and "-" not in word:
        places = [m.start() for m in _SYLLABLE.finditer(word)]
        marked = [(p, "") for p in places if 3 <= p <= len(word) - 4]
    return marked[::-1]


def _plain(text: str) -> str:
    return text.replace(_MAY, "").replace(_MUST, "")

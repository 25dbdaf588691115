"""What steps, themes, chapters, goals and risks are called, from the taxonomies, in both languages."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from report_mining.publishing.wording import Wording, load_wordings
from report_mining.records import AspectKind
from report_mining.taxonomies import load_taxonomy

_TAXONOMIES = MappingProxyType(
    {
        AspectKind.STEP: "due_diligence_steps",
        AspectKind.THEME: "themes",
        AspectKind.CHAPTER: "oecd_chapters",
        AspectKind.GOAL: "sdg_goals",
        AspectKind.TARGET: "sdg_targets",
    }
)


@cache
def _labels(kind: AspectKind) -> MappingProxyType[str, Wording]:
    categories = load_taxonomy(_TAXONOMIES[kind])
    return MappingProxyType({c.code.value: Wording(c.label_en, c.label_nl) for c in categories})


def name_aspect(kind: AspectKind, code: str) -> Wording:
    """Return what a code is called; a risk in words of the report is called by those words."""
    if kind in _TAXONOMIES:
        return _labels(kind).get(code, Wording(code, code))
    if kind is AspectKind.ISSUE:
        found = load_wordings().get(("right", code)) or _labels(AspectKind.THEME).get(code)
        return found or Wording(code, code)
    return load_wordings().get((kind.value, code), Wording(code, code))


def goals() -> tuple[str, ...]:
    """Return the numbers of the 17 goals."""
    return tuple(_labels(AspectKind.GOAL))


def steps() -> tuple[str, ...]:
    """Return the codes of the steps, stakeholder engagement last."""
    return tuple(_labels(AspectKind.STEP))


def chapters() -> tuple[str, ...]:
    """Return the chapters of the OECD Guidelines, in their order."""
    return tuple(_labels(AspectKind.CHAPTER))

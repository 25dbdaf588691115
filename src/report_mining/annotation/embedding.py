"""Setting our short stance items into the kind of text that surrounds a mention in a real report."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

from report_mining.annotation.stance_items import StanceItem
from report_mining.records import TextInContext
from report_mining.records.documents import BlockKind

_SEED = 20261122
_WORDS_AHEAD, _WORDS_BEHIND = 75, 50
_GLUED_HEADING, _LOST_HEADING, _KEPT_BARE = 0.25, 0.45, 0.15  # shares of the items


def embed(items: Sequence[StanceItem], fillers: Sequence[tuple[str, str]]) -> list[StanceItem]:
    """Return the items with report prose before and behind them, cut as a page cuts it.

    Labels and places of the mentions stay. What decides a label (a list's lead-in, the neighbouring
    sentences that the writer gave) stays next to the text. The same input gives the same output.

    Args:
        items: Items to embed.
        fillers: (language, text) of report prose that names no framework.
    """
    by_language = prose_by_language(fillers)
    return [
        _embedded(item, by_language[item.context.language or "en"], draw_for(item))
        for item in items
    ]


def draw_for(item: StanceItem) -> random.Random:
    """Return the draws of one item, the same whatever other items there are."""
    return random.Random(f"{_SEED}|{item.item_id}")


def prose_by_language(fillers: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the texts of (language, text) pairs under their language."""
    by_language: dict[str, list[str]] = {}
    for language, text in fillers:
        by_language.setdefault(language, []).append(text)
    return by_language


def _embedded(item: StanceItem, fillers: Sequence[str], draw: random.Random) -> StanceItem:
    context = item.context
    if context.kind is not BlockKind.PARAGRAPH or draw.random() < _KEPT_BARE:
        return item
    ahead = _prose(fillers, draw)[-draw.randint(10, _WORDS_AHEAD) :]
    behind = _prose(fillers, draw)[: draw.randint(5, _WORDS_BEHIND)]
    heading = " ".join(context.section)
    section = context.section if draw.random() >= _LOST_HEADING else ()
    if heading and draw.random() < _GLUED_HEADING:
        ahead.append(heading)
        section = ()
    placed: TextInContext = replace(
        context,
        section=section,
        before=" ".join([*ahead, context.before]).strip(),
        after=" ".join([context.after, *behind]).strip(),
    )
    return replace(item, context=placed)


def _prose(fillers: Sequence[str], draw: random.Random) -> list[str]:
    """Return the words of two passages, one after the other."""
    return " ".join(draw.choice(fillers) for _ in range(2)).split()

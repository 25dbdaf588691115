"""Long texts made of two labelled passages: a real passage often speaks to more than one thing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from report_mining.annotation.sdg_items import SdgItem

SEED = 20261122
_MOST_WORDS = 110  # of a joined text; the reader cuts longer ones


def join_passages(items: Sequence[SdgItem], count: int) -> list[SdgItem]:
    """Return up to ``count`` texts of two passages each, with the labels of both.

    Both are of one language and of different companies; a passage without a goal may be one of
    them, so that long texts are not always full of goals. The same input gives the same output.
    """
    draw = random.Random(SEED)
    joined: list[SdgItem] = []
    for _ in range(count):
        first, second = draw.choice(items), draw.choice(items)
        text = f"{first.context.text} {second.context.text}"
        if (
            first.context.language == second.context.language
            and first.company != second.company
            and len(text.split()) <= _MOST_WORDS
        ):
            joined.append(_joined(first, second, text))
    return joined


def _joined(first: SdgItem, second: SdgItem, text: str) -> SdgItem:
    return replace(
        first,
        item_id=f"{first.item_id}+{second.item_id}",
        context=replace(first.context, text=text),
        goals=first.goals | second.goals,
        targets=first.targets | second.targets,
        pair=None,
        noise=None,
    )

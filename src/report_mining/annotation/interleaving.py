"""Setting our stance items between the lines of a second column, as a careless extraction does."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from report_mining.annotation.embedding import draw_for, prose_by_language
from report_mining.annotation.stance_items import LabelledMention, StanceItem

_NARROW, _WIDE = 38, 72  # characters of a printed line in a column
_FIRST_START, _FIRST_END = 0xE000, 0xE100  # private-use marks around the mentions


def interleave(items: Sequence[StanceItem], fillers: Sequence[tuple[str, str]]) -> list[StanceItem]:
    """Return the items with every printed line followed by a line of another text.

    Neighbouring sentences, lead-in and heading become part of the text: nothing tells them apart
    any more. A name that two lines share keeps its longer part as the mention. The same input gives
    the same output.

    Args:
        items: Items to set.
        fillers: (language, text) of report prose that names no framework.
    """
    by_language = prose_by_language(fillers)
    return [
        _interleaved(item, by_language[item.context.language or "en"], draw_for(item))
        for item in items
    ]


def _interleaved(item: StanceItem, fillers: Sequence[str], draw: random.Random) -> StanceItem:
    context = item.context
    parts = (*context.section, context.lead_in, context.before, _marked(item), context.after)
    own = textwrap.wrap(" ".join(filter(None, parts)), draw.randint(_NARROW, _WIDE))
    other = textwrap.wrap(
        " ".join(draw.choice(fillers) for _ in range(3)), draw.randint(_NARROW, _WIDE)
    )
    skipped = draw.randint(0, max(0, len(other) - len(own)))
    other = other[skipped : skipped + len(own) + draw.randint(-1, 2)]
    columns = (own, other) if draw.random() < 0.5 else (other, own)
    lines = chain.from_iterable(zip_longest(*columns, fillvalue=""))
    text, mentions = _without_marks(" ".join(filter(None, lines)), item.mentions, own)
    bare = replace(context, text=text, section=(), lead_in="", before="", after="")
    return replace(item, context=bare, mentions=mentions)


def _marked(item: StanceItem) -> str:
    """Return the text with a mark before and behind every mention."""
    text = item.context.text
    for index, mention in sorted(enumerate(item.mentions), key=lambda pair: -pair[1].start):
        text = (
            text[: mention.start]
            + chr(_FIRST_START + index)
            + text[mention.start : mention.end]
            + chr(_FIRST_END + index)
            + text[mention.end :]
        )
    return text


def _without_marks(
    text: str, mentions: Sequence[LabelledMention], own: Sequence[str]
) -> tuple[str, tuple[LabelledMention, ...]]:
    """Return the text without marks and the mentions at their new places."""
    places = [_longest_part(text, index, own) for index in range(len(mentions))]
    clean = "".join(c for c in text if not _is_mark(c))
    moved = tuple(
        replace(mention, start=_clean_length(text[:start]), end=_clean_length(text[:end]))
        for mention, (start, end) in zip(mentions, places, strict=True)
    )
    return clean, moved


def _longest_part(text: str, index: int, own: Sequence[str]) -> tuple[int, int]:
    """Return where the longest part of a mention that stands on one line begins and ends."""
    opening, closing = chr(_FIRST_START + index), chr(_FIRST_END + index)
    parts: list[str] = []
    inside = False
    for line in own:
        start = line.find(opening) if not inside else 0
        inside = inside or start >= 0
        if not inside:
            continue
        end = line.find(closing)
        parts.append(line[start : end if end >= 0 else len(line)])
        if end >= 0:
            break
    part = max(parts, key=_clean_length)
    start = text.index(part, text.index(opening))
    return start, start + len(part)


def _clean_length(text: str) -> int:
    return sum(not _is_mark(char) for char in text)


def _is_mark(char: str) -> bool:
    return _FIRST_START <= ord(char) < _FIRST_END + (_FIRST_END - _FIRST_START)

"""Links that a table makes: a column of risks or topics beside a column of goals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from report_mining.classification.link_lexicon import WEAK, LinkLexicon
from report_mining.classification.sdg_mentions import SdgMention

_ROW_END = re.compile(r"\n|\|\|")
_CELLS = " | "


@dataclass(frozen=True, slots=True)
class TableEvidence:
    """What the columns and rows of a table say."""

    names_risks: bool  # a column of salient risks beside a column of goals
    names_topics: bool  # a column of topics beside one of goals
    is_index: bool  # a column that only says where something stands
    risks: tuple[tuple[int, int], ...]  # the rows with a harm or right, and a goal
    harms: tuple[tuple[int, int], ...]  # of these the rows that say that it is a harm
    has_goals: bool


def is_table(text: str) -> bool:
    """Return whether ``text`` is a table written in one line, or several."""
    return text.count("|") > 1 or (text.count("|") == 1 and "\n" in text)


def read_table(
    text: str, headers: Sequence[str], mentions: Sequence[SdgMention], lexicon: LinkLexicon
) -> TableEvidence:
    """Return what a table says; without ``headers`` its first row is taken for them."""
    rows = _rows(text)
    if headers:
        header, body = _CELLS.join(headers), rows
    else:
        header, body = (text[slice(*rows[0])], rows[1:]) if rows else ("", [])
    cells = [cell.strip() for cell in header.split("|")]
    has_goals = any(_is_goal_column(cell, lexicon) for cell in cells)
    named = [span for span in body if any(span[0] <= m.start < span[1] for m in mentions)]
    risks = [span for span in named if _tells_risk(text[slice(*span)], lexicon)]
    others = [cell for cell in cells if not _is_goal_column(cell, lexicon)]
    return TableEvidence(
        names_risks=has_goals and any(lexicon.contexts.has("column_risk", cell) for cell in others),
        names_topics=has_goals and any(lexicon.contexts.has("column_topic", c) for c in others),
        is_index=any(lexicon.contexts.has("index", cell) for cell in cells)
        or lexicon.contexts.has("index_block", text),
        risks=tuple(risks),
        harms=tuple(
            span for span in risks if lexicon.contexts.has("column_risk", text[slice(*span)])
        ),
        has_goals=bool(named),
    )


def _tells_risk(row: str, lexicon: LinkLexicon) -> bool:
    has_weak = any(lexicon.elements.has(kind, row) for kind in (*WEAK, "harm"))
    return has_weak or bool(lexicon.strong(row))


def _rows(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for end in _ROW_END.finditer(text):
        spans.append((start, end.start()))
        start = end.end()
    spans.append((start, len(text)))
    return [span for span in spans if text[slice(*span)].strip()]


def _is_goal_column(cell: str, lexicon: LinkLexicon) -> bool:
    return lexicon.contexts.has("column_sdg", cell)

"""Joins what one sentence runs through: paragraphs cut by the end of a column, and of a page."""

# ruff: noqa: SIM905  (word lists read better as text)

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from report_mining.documents.drafting import Draft
from report_mining.documents.raw_pages import Segment
from report_mining.records import Block, BlockKind, Page

_CARRIERS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_BETWEEN = (BlockKind.FOOTNOTE, BlockKind.CAPTION, BlockKind.TABLE_ROW)
_RUNNING = (BlockKind.RUNNING_HEADER, BlockKind.RUNNING_FOOTER)
_MAX_BETWEEN = 8  # blocks (a table, a quote set large) between the two parts
_MIN_WORDS = 5  # of the first part; labels and addresses have fewer
_MIN_WORDS_AFTER = 2
_SURE_WORDS = 12  # of a first part that may go on with a capital
_SAME_SIZE = 0.06
_SAME_WEIGHT = 100
_FULL_LINE = 0.2  # of the column width may stay free at the end of a line that is cut
_CLOSERS = "\"'”’)]» "
_OPENERS = "\"'“‘(["
_FINAL = ".!?…:;"
# Words after which no sentence ends.
_OPEN_WORDS = frozenset(
    "a an and are as at be but by for from in into is its of on or our that the their this to was we"
    " were which who with under between per aan als bij de dat deze die dit door een en haar het hun"
    " in is met naar of om ons onze op over te tot tussen uit van voor volgens waar waarin wij wordt"
    " worden zijn zoals".split()
)


def join_continued(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of one page with the parts of a paragraph that runs on put together.

    The joined draft stands where its first part stood and says at which segments a column began.
    """
    right_edges = _right_edges(drafts)
    joined: list[Draft] = []
    taken: set[int] = set()
    for position, draft in enumerate(drafts):
        if position in taken:
            continue
        current = draft
        last = position
        while (following := _continuation(drafts, last, current, taken, right_edges)) is not None:
            taken.add(following)
            current = _join(current, drafts[following])
            last = following
        joined.append(current)
    return joined


def _right_edges(drafts: Iterable[Draft]) -> dict[int, float]:
    edges: dict[int, float] = {}
    for draft in drafts:
        if not draft.cells:
            right = max(s.x1 for s in draft.segments)
            edges[draft.column] = max(edges.get(draft.column, right), right)
    return edges


def _continuation(
    drafts: Sequence[Draft],
    position: int,
    current: Draft,
    taken: set[int],
    right_edges: dict[int, float],
) -> int | None:
    """Return the position of the draft in which ``current``, which ends at ``position``, goes on."""
    if current.kind not in _CARRIERS or not _is_open(current, right_edges):
        return None
    for step, other in enumerate(range(position + 1, len(drafts))):
        if other in taken:
            continue
        candidate = drafts[other]
        if candidate.kind is BlockKind.PARAGRAPH and is_same_style(
            current.segments[-1], candidate.segments[0]
        ):
            return other if _goes_on(current, candidate, is_next=step == 0) else None
        if step >= _MAX_BETWEEN or not _may_interrupt(current, candidate):
            return None
    return None


def _may_interrupt(current: Draft, candidate: Draft) -> bool:
    """Whether a block may stand between two parts of a paragraph: a note, a table, a large quote."""
    if candidate.kind in _BETWEEN:
        return True
    size, usual = candidate.segments[0].size_pt, current.segments[-1].size_pt
    return candidate.kind is not BlockKind.LIST_ITEM and abs(size - usual) > 0.15 * usual


def _is_open(draft: Draft, right_edges: dict[int, float]) -> bool:
    """Whether the last line of a draft is full and ends inside a sentence."""
    last = draft.segments[-1]
    text = _tail(draft)
    if not is_unfinished(text) or _word_count(draft) < _MIN_WORDS or last.is_rotated:
        return False
    right = right_edges.get(draft.end_column, last.x1)
    left = min(s.x0 for s in draft.segments if s.x0 <= last.x0 + 1)
    return last.x1 >= right - _FULL_LINE * (right - left) or _last_word(text) in _OPEN_WORDS


def _goes_on(current: Draft, candidate: Draft, is_next: bool) -> bool:
    text = candidate.segments[0].text
    if candidate.segments[0].is_rotated or _word_count(candidate) < _MIN_WORDS_AFTER:
        return False
    if starts_inside_sentence(text):
        return True
    if not is_next or candidate.column == current.end_column:
        return False
    if _last_word(_tail(current)) in _OPEN_WORDS:
        return True
    is_running_text = current.kind is BlockKind.PARAGRAPH and len(current.segments) >= 2
    return is_running_text and _word_count(current) >= _SURE_WORDS and _word_count(candidate) >= 4


def _join(current: Draft, candidate: Draft) -> Draft:
    breaks = current.column_breaks
    if candidate.column != current.end_column:
        breaks = (*breaks, len(current.segments))
    return replace(
        current,
        segments=(*current.segments, *candidate.segments),
        last_column=candidate.column,
        column_breaks=breaks,
    )


def is_same_style(left: Segment, right: Segment) -> bool:
    """Whether two lines are set in one typeface, size and weight."""
    return (
        abs(left.size_pt - right.size_pt) <= _SAME_SIZE * left.size_pt
        and abs(left.weight - right.weight) < _SAME_WEIGHT
        and (left.face == right.face or not left.face or not right.face)
    )


def is_unfinished(text: str) -> bool:
    """Whether a stretch of running text ends inside a sentence."""
    end = text.rstrip(_CLOSERS)[-1:]
    return bool(end) and end not in _FINAL and (end.isalnum() or end in ",-–—\ufffe\x02\u00ad&/(’")


def starts_inside_sentence(text: str) -> bool:
    """Whether a stretch of running text begins with a lower-case letter."""
    return text.lstrip(_OPENERS + " ")[:1].islower()


def _tail(draft: Draft) -> str:
    return draft.segments[-1].text.rstrip()


def _last_word(text: str) -> str:
    words = text.rsplit(maxsplit=1)
    return words[-1].casefold() if words else ""


def _word_count(draft: Draft) -> int:
    return sum(s.text.count(" ") + 1 for s in draft.segments)


def open_end(page: Page, following: Page) -> int | None:
    """Return the offset at which a sentence of ``page`` is cut by the page's end, or None."""
    last = _last_carrier(page)
    first = next((b for b in following.blocks if b.kind not in _RUNNING), None)
    if last is None or first is None or first.kind is not BlockKind.PARAGRAPH:
        return None
    text = page.text[last.char_start : last.char_end]
    start = following.text[first.char_start : first.char_end]
    is_cut = is_unfinished(text) and text.count(" ") >= _MIN_WORDS - 1
    return last.char_end if is_cut and starts_inside_sentence(start) else None


def _last_carrier(page: Page) -> Block | None:
    for block in reversed(page.blocks):
        if block.kind in _CARRIERS:
            return block
        if block.kind not in (*_RUNNING, BlockKind.FOOTNOTE, BlockKind.CAPTION):
            return None
    return None

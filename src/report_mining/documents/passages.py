"""Cuts pages into passages: runs of sentences of one section, table rows, groups of list items."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from report_mining.documents.assembly import AssembledPage
from report_mining.documents.page_language import speaks
from report_mining.language import identify_language, split_sentences
from report_mining.records import Block, BlockKind, Box, Page, Passage, TextLine

MIN_WORDS = 40
MAX_WORDS = 200
_RUNNING = (BlockKind.RUNNING_HEADER, BlockKind.RUNNING_FOOTER)
_ALONE = (BlockKind.TABLE_ROW, BlockKind.HEADING)
_CHAR_END = attrgetter("char_end")
_NO_BOX = Box(0, 0, 0, 0)
_SURE_WORDS = 12  # a shorter passage in another language than its page is probably a name or a code


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of a page that becomes a passage."""

    start: int
    end: int
    block: Block


@dataclass(frozen=True, slots=True)
class _TextPlace:
    """The page that passages are cut from."""

    page: Page
    report_id: str
    column_breaks: tuple[int, ...]
    open_end: int | None


def cut_passages(
    assembled: AssembledPage,
    report_id: str,
    fallback: str | None,
    open_end: int | None = None,
) -> list[Passage]:
    """Return the passages of a page in reading order.

    Running headers and footers are left out. ``fallback`` is the language of passages that are
    too short to tell; ``open_end`` is the offset of a sentence that goes on overleaf.
    ``page.text[p.char_start : p.char_end] == p.text`` for every passage.
    """
    page = assembled.page
    place = _TextPlace(page, report_id, assembled.column_breaks, open_end)
    return [
        _make_passage(place, span, fallback)
        for group in _groups(assembled)
        for span in _spans(page.text, group)
    ]


def _groups(assembled: AssembledPage) -> Iterator[list[Block]]:
    """Yield runs of blocks that may share a passage."""
    group: list[Block] = []
    group_column = -1
    for block, (first, last) in zip(assembled.page.blocks, assembled.columns, strict=True):
        if block.kind in _RUNNING:
            continue
        if group and (first != group_column or not _belongs_together(group[-1], block)):
            yield group
            group = []
        group.append(block)
        group_column = last
    if group:
        yield group


def _belongs_together(last: Block, block: Block) -> bool:
    return (
        last.kind is block.kind
        and block.kind not in _ALONE
        and last.section_path == block.section_path
        and last.lead_in == block.lead_in
    )


def _spans(text: str, blocks: list[Block]) -> Iterator[_Span]:
    """Yield spans of 40 to 200 words, cut at the ends of sentences."""
    start = end = -1
    words = 0
    for block in blocks:
        for left, right in _pieces(text, block):
            count = text.count(" ", left, right) + 1
            if start >= 0 and words + count > MAX_WORDS:
                yield _Span(start, end, block)
                start, words = -1, 0
            if start < 0:
                start = left
            end = right
            words += count
        if words >= MIN_WORDS:
            yield _Span(start, end, block)
            start, words = -1, 0
    if start >= 0:
        yield _Span(start, end, blocks[-1])


def _pieces(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a block; one that is too long for a passage is cut between words."""
    for left, right in split_sentences(text[block.char_start : block.char_end]):
        yield from _cut_long(text, block.char_start + left, block.char_start + right)


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while text.count(" ", start, end) >= MAX_WORDS:
        cut = start
        for _ in range(MAX_WORDS - 1):
            cut = text.index(" ", cut + 1, end)
        yield start, cut
        start = cut + 1
    if start < end:
        yield start, end


def _make_passage(place: _TextPlace, span: _Span, fallback: str | None) -> Passage:
    page = place.page
    text = page.text[span.start : span.end]
    return Passage(
        passage_id=_passage_id(place.report_id, page.page_number, span, text),
        report_id=place.report_id,
        page_number=page.page_number,
        page_label=page.page_label,
        locator=None if page.page_number else f"block {span.block.reading_order + 1}",
        language=_passage_language(text, fallback),
        section_path=span.block.section_path,
        text=text,
        char_start=span.start,
        char_end=span.end,
        boxes=boxes_of_span(page.lines, span.start, span.end) if page.width_pt else (),
        kind=span.block.kind,
        lead_in=span.block.lead_in,
        spans_columns=any(span.start < at < span.end for at in place.column_breaks),
        runs_on=span.end == place.open_end,
        row_header=span.block.row_header,
        column_headers=span.block.column_headers,
    )


def _passage_language(text: str, fallback: str | None) -> str:
    if fallback is not None and (text.count(" ") < _SURE_WORDS or speaks(text, fallback)):
        return fallback
    return identify_language(text, fallback)


def _passage_id(report_id: str, page_number: int | None, span: _Span, text: str) -> str:
    key = f"{report_id}|{page_number}|{span.start}|{span.end}|{text}"
    return hashlib.sha256(key.encode()).hexdigest()[:20]


def boxes_of_span(lines: tuple[TextLine, ...], start: int, end: int) -> tuple[Box, ...]:
    """Return one box per printed line of a span of the page text, clipped by proportion.

    ``lines`` are in the order of the text. Lines of formats without positions have no box.
    """
    boxes = []
    for position in range(bisect_right(lines, start, key=_CHAR_END), len(lines)):
        line = lines[position]
        if line.char_start >= end:
            break
        if line.box != _NO_BOX:
            boxes.append(_clip(line, start, end))
    return tuple(boxes)


def _clip(line: TextLine, start: int, end: int) -> Box:
    if start <= line.char_start and line.char_end <= end:
        return line.box
    length = line.char_end - line.char_start
    width = line.box.x1 - line.box.x0
    left = max(0, start - line.char_start) / length
    right = min(length, end - line.char_start) / length
    return Box(line.box.x0 + left * width, line.box.y0, line.box.x0 + right * width, line.box.y1)

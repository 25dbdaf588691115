"""HTML and inline-XBRL XHTML as text without pages: what a reader of the document sees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from report_mining.documents.drafting import is_list_start
from report_mining.documents.element_kinds import tag_name
from report_mining.documents.flow import FlowBlock, FlowDocument
from report_mining.documents.markup import parse_markup
from report_mining.documents.positioned import find_positioned_pages, lay_out_positioned
from report_mining.documents.repetition import find_repeated
from report_mining.documents.stylesheets import ROOT_SIZE_PT, StyleSheet
from report_mining.documents.text_styles import TextStyle
from report_mining.documents.visible_text import StyledBlock, VisibleText
from report_mining.records import BlockKind

LinkedStyle = Callable[[str], str]  # from the address of a style sheet to its text, "" if unknown
_HEADING_SIZE = 1.12  # over running text
_BOLD_STEP = 150
_BOLD_LEVEL = 6  # bold text of the size of running text
_HEADING_MAX_WORDS = 20
_SPACE = re.compile(r"\s+")


def read_html(content: bytes, linked_style: LinkedStyle = lambda _: "") -> FlowDocument:
    """Return the visible text of an HTML or XHTML document.

    Raises:
        UnreadableFileError: There is no element in it.
    """
    root = parse_markup(content)
    walked = VisibleText(_style_sheet(root, linked_style))
    walked.read(root)
    blocks, dropped = _structure(walked.blocks)
    return FlowDocument(blocks, walked.dropped + dropped, _title(root))


def _style_sheet(root: Any, linked_style: LinkedStyle) -> StyleSheet:
    sheet = StyleSheet()
    for element in root.iter("{*}style", "{*}link"):
        if tag_name(element.tag) == "style":
            sheet.add("".join(element.itertext()))
        elif "stylesheet" in (element.get("rel") or "").casefold():
            sheet.add(linked_style(element.get("href") or ""))
    return sheet


def _title(root: Any) -> str:
    element = next(root.iter("{*}title"), None)
    return "" if element is None else _SPACE.sub(" ", "".join(element.itertext())).strip()


def _structure(blocks: Sequence[StyledBlock]) -> tuple[list[FlowBlock], Counter[str]]:
    """Return the blocks in reading order; pages of lines at fixed places are laid out anew."""
    positioned = find_positioned_pages(blocks)
    if not positioned:
        return _classify_all(blocks), Counter()
    placed, dropped = lay_out_positioned([b for b in blocks if b.page in positioned])
    flowing = iter(_classify_all([b for b in blocks if b.page not in positioned]))
    found: list[FlowBlock] = []
    for page, group in groupby(blocks, key=lambda block: block.page):
        found.extend(placed[page] if page in positioned else (next(flowing) for _ in group))
    return found, dropped


def _classify_all(blocks: Sequence[StyledBlock]) -> list[FlowBlock]:
    body = _measure_body(blocks)
    running = _find_running(blocks)
    return [_classify(block, body, running.get(position)) for position, block in enumerate(blocks)]


def _measure_body(blocks: Iterable[StyledBlock]) -> TextStyle:
    """Return the size and weight that most characters of running text have."""
    counts: Counter[tuple[float, int]] = Counter()
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            counts[block.size_pt, block.weight] += sum(len(line) for c in block.cells for line in c)
    if not counts:
        return TextStyle(ROOT_SIZE_PT, 400)
    return TextStyle(*max(counts, key=lambda key: (counts[key], key)))


def _find_running(blocks: Sequence[StyledBlock]) -> dict[int, BlockKind]:
    """Return which blocks repeat at the ends of the containers that stand for printed pages."""
    pages = [
        list(group)
        for page, group in groupby(range(len(blocks)), key=lambda i: blocks[i].page)
        if page
    ]
    texts = [[_text(blocks[i]) for i in page] for page in pages]
    found: dict[int, BlockKind] = {}
    for page, running in zip(pages, find_repeated(texts), strict=True):
        for position, kind in running.items():
            if blocks[page[position]].kind is not BlockKind.TABLE_ROW:
                found[page[position]] = kind
    return found


def _classify(block: StyledBlock, body: TextStyle, running: BlockKind | None) -> FlowBlock:
    locator = f"page {block.page} {block.path}" if block.page else block.path
    if running is not None:
        return FlowBlock(running, block.cells, locator, column=block.page)
    level = block.level or _styled_level(block, body)
    kind = BlockKind.HEADING if level else block.kind
    if kind is BlockKind.PARAGRAPH and is_list_start(_text(block)):
        kind = BlockKind.LIST_ITEM
    if kind is BlockKind.HEADING and sum(map(str.isalpha, _text(block))) < 2:
        kind, level = BlockKind.PARAGRAPH, 0
    return FlowBlock(kind, block.cells, locator, level, block.page)


def _styled_level(block: StyledBlock, body: TextStyle) -> int:
    """Return the level of a block that only looks like a heading, else 0."""
    if block.kind is not BlockKind.PARAGRAPH or not looks_like_heading(_text(block)):
        return 0
    if block.size_pt >= _HEADING_SIZE * body.size_pt:
        return body.heading_level(block.size_pt)
    is_bold = block.weight >= body.weight + _BOLD_STEP and block.size_pt >= 0.85 * body.size_pt
    return _BOLD_LEVEL if is_bold else 0


def looks_like_heading(text: str) -> bool:
    """Whether the words of a text may be a heading: few, with letters, and no sentence."""
    letters = sum(map(str.isalpha, text))
    return (
        3 <= letters >= 0.5 * (len(text) - text.count(" "))
        and len(text.split()) <= _HEADING_MAX_WORDS
        and not text.endswith((".", ",", ";", ":"))
        and not text[0].islower()
    )


def _text(block: StyledBlock) -> str:
    return " ".join(line for cell in block.cells for line in cell)

"""Pages of XHTML whose lines stand at fixed places: laid out again as the pages of a PDF are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from report_mining.documents.assembly import CELL_SEPARATOR
from report_mining.documents.flow import Cell, FlowBlock
from report_mining.documents.layout import lay_out_pages
from report_mining.documents.places import LINE_HEIGHT, Place
from report_mining.documents.raw_pages import RawPage, Segment
from report_mining.documents.visible_text import StyledBlock
from report_mining.records import Block, Page, TextLine

_LETTER_EM = 0.46  # width of a letter of running text, in font sizes
_PLACED_SHARE = 0.7  # of the characters of a page stand at places of their own
_MIN_PLACES = 5  # different heights on such a page
_MIN_SIZE_PT = 1.0


def find_positioned_pages(blocks: Sequence[StyledBlock]) -> set[int]:
    """Return which page containers hold lines at fixed places, as converters from PDF write them."""
    characters: Counter[int] = Counter()
    placed: Counter[int] = Counter()
    heights: dict[int, set[float]] = defaultdict(set)
    for block in blocks:
        if block.page:
            size = sum(len(line) for cell in block.cells for line in cell)
            characters[block.page] += size
            if block.place is not None and block.place.top < block.place.page_height:
                placed[block.page] += size
                heights[block.page].add(block.place.top)
    return {
        page
        for page, size in characters.items()
        if placed[page] >= _PLACED_SHARE * size and len(heights[page]) >= _MIN_PLACES
    }


def lay_out_positioned(
    blocks: Sequence[StyledBlock],
) -> tuple[dict[int, list[FlowBlock]], Counter[str]]:
    """Return the blocks of each page in reading order, and what could not be kept, by reason."""
    paths: dict[int, dict[int, str]] = {}
    raw_pages = []
    for number, group in groupby(blocks, key=lambda block: block.page):
        raw, paths[number] = _raw_page(number, list(group))
        raw_pages.append(raw)
    found: dict[int, list[FlowBlock]] = {}
    dropped: Counter[str] = Counter()
    for raw, assembled in zip(raw_pages, lay_out_pages(raw_pages), strict=True):
        flow = list(_flow_blocks(raw, assembled.page, paths[raw.page_number]))
        kept = sum(len(line) for block in flow for cell in block.cells for line in cell)
        dropped["control_character"] += sum(len(s.text) for s in raw.segments) - kept
        found[raw.page_number] = flow
    return found, dropped


def _raw_page(number: int, blocks: list[StyledBlock]) -> tuple[RawPage, dict[int, str]]:
    """Return the page as a text engine would give it, and the path of every segment."""
    segments: list[Segment] = []
    paths: dict[int, str] = {}
    page = next(b.place for b in blocks if b.place is not None)
    place, lines_before, offset = page, 0, 0
    for block in blocks:
        if block.place is not None and block.place != place:
            place, lines_before = block.place, 0
        for line in (line for cell in block.cells for line in cell):
            segments.append(_segment(line, offset, block, place, lines_before))
            paths[offset] = block.path
            offset += len(line)
            lines_before += 1
    return RawPage(number, page.page_width, page.page_height, offset, tuple(segments)), paths


def _segment(line: str, offset: int, block: StyledBlock, place: Place, above: int) -> Segment:
    size = max(block.size_pt, _MIN_SIZE_PT)
    top = place.top - above * LINE_HEIGHT * size
    width = _LETTER_EM * size * len(line)
    return Segment(
        raw_start=offset,
        raw_end=offset + len(line),
        text=line,
        x0=place.left,
        y0=top - LINE_HEIGHT * size,
        x1=place.left + (min(width, place.width) if place.width else width),
        y1=top,
        size_pt=size,
        weight=block.weight,
    )


def _flow_blocks(raw: RawPage, page: Page, paths: dict[int, str]) -> Iterator[FlowBlock]:
    """Yield the laid out blocks with the text of the document itself, repaired later."""
    texts = {s.raw_start: s.text for s in raw.segments}
    position = 0
    for block in page.blocks:
        lines = []
        while position < len(page.lines) and page.lines[position].char_start < block.char_end:
            lines.append(page.lines[position])
            position += 1
        yield FlowBlock(
            kind=block.kind,
            cells=tuple(_cells(page, block, lines, texts)),
            locator=f"page {raw.page_number} {paths[lines[0].raw_start]}",
            heading_level=block.heading_level,
            column=raw.page_number,
        )


def _cells(
    page: Page, block: Block, lines: list[TextLine], texts: dict[int, str]
) -> Iterator[Cell]:
    """Yield the lines of each cell; only table rows have more than one."""
    cell: list[str] = []
    end = block.char_start
    for line in lines:
        if cell and CELL_SEPARATOR in page.text[end : line.char_start]:
            yield tuple(cell)
            cell = []
        cell.append(texts[line.raw_start])
        end = line.char_end
    yield tuple(cell)

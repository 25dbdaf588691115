"""Text of formats without pages: blocks with an element path each, put together as one page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from report_mining.documents.assembly import AssembledPage, PageStyle, SectionTracker, assemble_page
from report_mining.documents.drafting import Draft
from report_mining.documents.raw_pages import RawPage, Segment
from report_mining.documents.repair import Vocabulary
from report_mining.records import BlockKind, CharacterBalance, Passage

Cell = tuple[str, ...]  # lines of one cell or paragraph, each without outer white space


@dataclass(frozen=True, slots=True)
class FlowBlock:
    """One block of visible text; only a table row has several cells."""

    kind: BlockKind
    cells: tuple[Cell, ...]
    locator: str  # where it stands, as an element path
    heading_level: int = 0  # 1-based for headings, else 0
    column: int = 0  # passages do not cross from one column (or printed page) to another

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(line for cell in self.cells for line in cell)


@dataclass(slots=True)
class FlowDocument:
    """The visible text of one document, and the characters that are not part of it, by reason."""

    blocks: list[FlowBlock]
    dropped: Counter[str] = field(default_factory=Counter)
    title: str = ""

    @property
    def char_count(self) -> int:
        """Characters of the document's text, shown or not."""
        kept = sum(len(line) for b in self.blocks for cell in b.cells for line in cell)
        return kept + sum(self.dropped.values())


@dataclass(frozen=True, slots=True)
class FlowPage:
    """All of a text without pages, and per block where it stands."""

    assembled: AssembledPage
    locators: tuple[str, ...]


def assemble_flow(documents: Sequence[FlowDocument]) -> FlowPage:
    """Return the documents as one page without a number; headings do not reach into the next."""
    drafts: list[Draft] = []
    locators: list[tuple[int, str]] = []  # (raw offset where the block begins, locator)
    offset = 0
    for number, document in enumerate(documents):
        for block in document.blocks:
            locators.append((offset, block.locator))
            cells, offset = _segments(block, offset)
            drafts.append(_draft(block, cells, number))
    raw = RawPage(
        1, 0.0, 0.0, offset, tuple(s for d in drafts for s in d.segments), has_pages=False
    )
    vocabulary = Vocabulary(_lines_to_learn_from(documents))
    page = assemble_page(raw, drafts, {}, SectionTracker(), PageStyle(400, vocabulary))
    return _locate(_balance(page, documents), locators)


def _segments(block: FlowBlock, offset: int) -> tuple[tuple[tuple[Segment, ...], ...], int]:
    cells = []
    for cell in block.cells:
        segments = []
        for line in cell:
            end = offset + len(line)
            segments.append(Segment(offset, end, line, 0, 0, 0, 0, 10.0, 400))
            offset = end
        cells.append(tuple(segments))
    return tuple(cells), offset


def _draft(block: FlowBlock, cells: tuple[tuple[Segment, ...], ...], document: int) -> Draft:
    return Draft(
        kind=block.kind,
        segments=tuple(s for cell in cells for s in cell),
        column=(document << 20) + block.column,
        cells=cells if block.kind is BlockKind.TABLE_ROW else (),
        heading_level=block.heading_level,
    )


def _lines_to_learn_from(documents: Sequence[FlowDocument]) -> list[str]:
    """Return all lines where some end in a hyphen, whose place in the word must be judged."""
    lines = [line for d in documents for b in d.blocks for cell in b.cells for line in cell]
    return lines if any(line.endswith("-") for line in lines) else []


def _balance(assembled: AssembledPage, documents: Sequence[FlowDocument]) -> AssembledPage:
    """Count what was left out before the text was put together."""
    balance = assembled.page.balance
    dropped = Counter(dict(balance.dropped))
    for document in documents:
        dropped.update(document.dropped)
    total = balance.kept + sum(dropped.values())
    counted = CharacterBalance(
        total, balance.kept, tuple(sorted((r, n) for r, n in dropped.items() if n))
    )
    return replace(assembled, page=replace(assembled.page, balance=counted))


def _locate(assembled: AssembledPage, locators: list[tuple[int, str]]) -> FlowPage:
    """Give every block of the page the locator of the text it begins with."""
    starts = [start for start, _ in locators]
    lines = assembled.page.lines
    begins = [line.char_start for line in lines]
    found = tuple(
        locators[bisect_right(starts, lines[bisect_left(begins, block.char_start)].raw_start) - 1][
            1
        ]
        for block in assembled.page.blocks
    )
    page = replace(assembled.page, lines=())  # without positions they would only look like lines
    return FlowPage(replace(assembled, page=page), found)


def locate_passages(flow: FlowPage, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages of a text without pages, each with the element path it begins at."""
    starts = [block.char_start for block in flow.assembled.page.blocks]
    return tuple(
        replace(p, locator=flow.locators[bisect_right(starts, p.char_start) - 1]) for p in passages
    )

"""Puts a page together: repaired text, lines and blocks with offsets, and the balance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from report_mining.documents.drafting import Draft
from report_mining.documents.raw_pages import RawPage, Segment
from report_mining.documents.repair import RepairedLine, Vocabulary, join_lines, repair_line
from report_mining.documents.running import RunningIndex, printed_label
from report_mining.documents.table_headers import header_texts
from report_mining.language import split_sentences
from report_mining.records import Block, BlockKind, Box, CharacterBalance, Page, TextLine

CELL_SEPARATOR = " | "
_BLOCK_SEPARATOR = "\n\n"
_MAX_LEAD_IN = 400  # characters


@dataclass(slots=True)
class SectionTracker:
    """The headings that are open at a point of the document, from page to page."""

    open: list[tuple[int, str]] = field(default_factory=list)  # (level, text)

    def enter(self, level: int, text: str) -> None:
        """Open a heading and close those of its level and below."""
        while self.open and self.open[-1][0] >= level:
            self.open.pop()
        self.open.append((level, text))

    @property
    def path(self) -> tuple[str, ...]:
        """The open headings, outermost first."""
        return tuple(text for _, text in self.open)


@dataclass(frozen=True, slots=True)
class PageStyle:
    """What the document tells about each of its pages."""

    body_weight: int  # font weight of running text
    vocabulary: Vocabulary


@dataclass(slots=True)
class _PageWriter:
    """Collects the text of a page with its lines, blocks and counts."""

    style: PageStyle
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[TextLine] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    column_breaks: list[int] = field(default_factory=list)  # offsets in the text

    def write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def text_since(self, piece: int) -> str:
        return "".join(self.pieces[piece:])

    def start_block(self) -> int:
        if self.length:
            self.write(_BLOCK_SEPARATOR)
        return self.length

    def write_lines(
        self, segments: Sequence[Segment], running: str = "", breaks: Sequence[int] = ()
    ) -> None:
        """Write the lines of one paragraph or cell, joined as running text."""
        repaired = [repair_line(s.text) for s in segments]
        if len(repaired) == 1:
            self._add_line(segments[0], repaired[0].text)
            self._count(segments[0], repaired[0], 0, running)
            return
        followings = _next_texts(repaired)
        for position, (segment, line) in enumerate(zip(segments, repaired, strict=True)):
            cut, glue = 0, ""
            if position in breaks:
                self.column_breaks.append(self.length)
            following = followings[position]
            text = line.text
            if following and text:
                cut, glue = join_lines(text, following, self.style.vocabulary, line.is_soft_end)
                if cut:
                    text = text[:-cut]
            self._add_line(segment, text)
            self._count(segment, line, cut, running)
            if glue:
                self.write(glue)

    def _add_line(self, segment: Segment, text: str) -> None:
        if not text:
            return
        start = self.length
        self.write(text)
        self.lines.append(
            TextLine(
                char_start=start,
                char_end=self.length,
                raw_start=segment.raw_start,
                raw_end=segment.raw_end,
                box=Box(segment.x0, segment.y0, segment.x1, segment.y1),
                font_size_pt=segment.size_pt,
                is_bold=segment.weight >= self.style.body_weight + 150,
            )
        )

    def _count(self, segment: Segment, line: RepairedLine, hyphen: int, running: str) -> None:
        left = segment.raw_end - segment.raw_start
        if hyphen or line.has_losses:
            left -= self._count_losses(line, hyphen)
        if running:
            self.dropped[running] += left
        else:
            self.kept += left

    def _count_losses(self, line: RepairedLine, hyphen: int) -> int:
        losses = (
            ("white_space", line.white_space),
            ("control_character", line.control_characters),
            ("soft_hyphen", line.soft_hyphens),
            ("footnote_mark", line.footnote_marks),
            ("line_end_hyphen", hyphen),
        )
        for reason, count in losses:
            if count:
                self.dropped[reason] += count
        return sum(count for _, count in losses)

    def add_block(self, draft: Draft, start: int, path: tuple[str, ...], lead_in: str) -> None:
        if self.length == start:
            return
        row_header, column_headers = header_texts(draft, self.style.vocabulary)
        self.blocks.append(
            Block(
                kind=draft.kind,
                reading_order=len(self.blocks),
                char_start=start,
                char_end=self.length,
                box=_block_box(draft),
                heading_level=draft.heading_level,
                section_path=path,
                lead_in=lead_in,
                row_header=row_header,
                column_headers=column_headers,
            )
        )


def _next_texts(repaired: Sequence[RepairedLine]) -> list[str]:
    """Return, for every line, the text of the next one that has any, or ""."""
    following = ""
    texts: list[str] = []
    for line in reversed(repaired):
        texts.append(following)
        following = line.text or following
    return texts[::-1]


def _block_box(draft: Draft) -> Box | None:
    lines = draft.segments
    if len(lines) == 1:
        only = lines[0]
        return Box(only.x0, only.y0, only.x1, only.y1) if only.x1 > only.x0 else None
    box = Box(
        min([s.x0 for s in lines]),
        min([s.y0 for s in lines]),
        max([s.x1 for s in lines]),
        max([s.y1 for s in lines]),
    )
    return box if box.x1 > box.x0 else None


@dataclass(frozen=True, slots=True)
class AssembledPage:
    """A page, and per block the columns in which it begins and ends.

    A passage crosses columns only where one of its sentences does.
    """

    page: Page
    columns: tuple[tuple[int, int], ...]
    column_breaks: tuple[int, ...] = ()  # offsets in the text where a block goes on in a column


def assemble_page(
    raw: RawPage,
    drafts: Sequence[Draft],
    running: RunningIndex,
    sections: SectionTracker,
    style: PageStyle,
) -> AssembledPage:
    """Return the page with its text; ``sections`` moves on with the headings met."""
    writer = _PageWriter(style)
    columns: list[tuple[int, int]] = []
    lead_in = ""
    governed: Draft | None = None  # the block that the next item of a list follows
    ordered = [
        *_running_drafts(raw, running, BlockKind.RUNNING_HEADER),
        *drafts,
        *_running_drafts(raw, running, BlockKind.RUNNING_FOOTER),
    ]
    for draft in ordered:
        start = writer.start_block()
        pieces_before = len(writer.pieces)
        _write_draft(writer, draft)
        text = writer.text_since(pieces_before) if draft.kind in _TEXT_MATTERS else ""
        if draft.kind is BlockKind.HEADING:
            sections.enter(draft.heading_level, text)
        is_item = draft.kind is BlockKind.LIST_ITEM
        if not is_item or governed is None or not _goes_on_in(governed, draft):
            lead_in = "" if is_item else _lead_in(text)
        governed = draft
        path = () if draft.kind in _RUNNING else sections.path
        before = len(writer.blocks)
        writer.add_block(draft, start, path, lead_in if is_item else "")
        if len(writer.blocks) > before:
            columns.append((draft.column, draft.end_column))
    page = _finish(raw, running, writer)
    return AssembledPage(page, tuple(columns), tuple(writer.column_breaks))


_RUNNING = (BlockKind.RUNNING_HEADER, BlockKind.RUNNING_FOOTER)
_TEXT_MATTERS = (BlockKind.HEADING, BlockKind.PARAGRAPH)


def _running_drafts(raw: RawPage, running: RunningIndex, kind: BlockKind) -> list[Draft]:
    return [
        Draft(kind, (raw.segments[position],), column=-1)
        for position, found in running.items()
        if found is kind
    ]


def _write_draft(writer: _PageWriter, draft: Draft) -> None:
    running = draft.kind.value if draft.kind in _RUNNING else ""
    if not draft.cells:
        writer.write_lines(draft.segments, running, draft.column_breaks)
        return
    for number, cell in enumerate(draft.cells):
        if number:
            writer.write(CELL_SEPARATOR)
        writer.write_lines(cell)


def _goes_on_in(before: Draft, item: Draft) -> bool:
    """Whether a list goes on with an item: in its column, or in the next one in the same style."""
    if item.column == before.end_column:
        return True
    last, first = before.segments[-1], item.segments[0]
    return (
        before.kind is BlockKind.LIST_ITEM
        and abs(last.size_pt - first.size_pt) < 0.5
        and _list_mark(before) == _list_mark(item)
    )


def _list_mark(item: Draft) -> str:
    """Return the bullet of a list item, or "" where it is numbered."""
    mark = item.segments[0].text[:1]
    return "" if mark.isalnum() else mark


def _lead_in(text: str) -> str:
    """Return the last sentence of ``text`` when it ends in a colon."""
    if not text.endswith(":"):
        return ""
    start, end = split_sentences(text)[-1]
    return text[start:end][-_MAX_LEAD_IN:]


def _finish(raw: RawPage, running: RunningIndex, writer: _PageWriter) -> Page:
    writer.dropped["outside_page"] += raw.outside_count
    writer.dropped.update(dict(raw.hidden_counts))
    inside = writer.kept + sum(writer.dropped.values())
    writer.dropped["white_space"] += raw.char_count - inside  # between the segments
    dropped = tuple(sorted((reason, n) for reason, n in writer.dropped.items() if n))
    return Page(
        page_number=raw.page_number if raw.has_pages else None,
        text="".join(writer.pieces),
        width_pt=raw.width_pt,
        height_pt=raw.height_pt,
        lines=tuple(writer.lines),
        blocks=tuple(writer.blocks),
        balance=CharacterBalance(raw.char_count, writer.kept, dropped),
        page_label=printed_label(raw, running) or raw.page_label,
        not_looked=raw.not_looked,
        is_ocr=raw.is_ocr,
        readable_share=raw.readable_share,
    )

"""The visible text of an HTML or XHTML document as blocks: headings, paragraphs, lists, rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from report_mining.documents.drafting import is_list_start
from report_mining.documents.element_kinds import (
    HIDDEN_TAGS,
    KIND_BY_TAG,
    LINE_TAGS,
    drops_as,
    is_layout_row,
    is_page_container,
    is_shown_as_block,
    tag_name,
)
from report_mining.documents.places import Place, place_of
from report_mining.documents.stylesheets import (
    ROOT_SIZE_PT,
    Declared,
    StyleSheet,
    font_size_pt,
    font_weight,
)
from report_mining.records import BlockKind

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class StyledBlock:
    """A block as it is met, before it is known what running text looks like."""

    kind: BlockKind
    cells: tuple[tuple[str, ...], ...]
    path: str
    level: int  # of a heading by its tag, else 0
    size_pt: float  # of most of it
    weight: int  # lightest in it; 400 is regular
    page: int  # 1-based container that stands for a printed page, else 0
    place: Place | None = None  # on that page, where the document says it


@dataclass(slots=True)
class _Frame:
    """One open element."""

    tag: str
    step: str  # its part of the path
    size_pt: float
    weight: int
    kind: BlockKind
    level: int
    breaks: bool  # a block, cell or line begins and ends with it
    row: _Row | None  # the table row it is in
    is_apart: bool = False  # stands beside the others in its block, as a column does
    parts_apart: bool = False  # its elements stand beside each other
    is_page: bool = False
    place: Place | None = None
    scale: float = 1.0  # of its text, by transformations
    counts: dict[str, int] | None = None  # of the elements in it, by tag

    def count(self, tag: str) -> int:
        """Return the how manieth element of its tag the next one is, from 1."""
        if self.counts is None:
            self.counts = {}
        self.counts[tag] = number = self.counts.get(tag, 0) + 1
        return number


@dataclass(slots=True)
class _Row:
    """The cells of an open table row."""

    path: str
    cells: list[tuple[str, ...]] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """The text that the next block will be made of."""

    lines: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    frames: tuple[_Frame, ...] | None = None  # where its first text stood
    longest: int = 0  # characters of its longest stretch, whose size it has
    size_pt: float = 0.0
    weight: int = 1000


class VisibleText:
    """Walks a document once and keeps its visible text; ``blocks`` and ``dropped`` hold the result."""

    def __init__(self, sheet: StyleSheet) -> None:
        self.blocks: list[StyledBlock] = []
        self.dropped: Counter[str] = Counter()
        self._sheet = sheet
        self._frames: list[_Frame] = []
        self._open = _Open()
        self._page = 0
        self._pages_open = 0

    def read(self, root: Any) -> None:
        """Read a whole document."""
        waiting: list[tuple[Any, Iterator[Any]]] = []
        if self._enter(root):
            waiting.append((root, iter(root)))
        while waiting:
            element, children = waiting[-1]
            child = next(children, None)
            if child is None:
                waiting.pop()
                self._leave()
                self._take(element.tail if waiting else None)
            elif not isinstance(child.tag, str):
                self.dropped["unresolved_entity"] += len(child.text or "")
                self._take(child.tail)
            elif self._enter(child):
                waiting.append((child, iter(child)))
            else:
                self._take(child.tail)
        self._end_block()

    def _enter(self, element: Any) -> bool:
        """Open an element; False where nothing of it is shown."""
        tag = tag_name(element.tag)
        declared = self._declared(element, tag)
        if tag in HIDDEN_TAGS or declared.is_hidden or element.get("hidden") is not None:
            self.dropped[drops_as(tag)] += sum(map(len, element.itertext()))
            return False
        frame = self._frame(element, tag, declared)
        if frame.breaks:
            self._break(tag)
        elif frame.is_apart:
            self._end_line(in_cell=True)
        self._frames.append(frame)
        if frame.is_page:
            self._pages_open += 1
            self._page += self._pages_open == 1
        if tag == "tr" and not is_layout_row(element):
            frame.row = _Row(self._path(self._frames))
        self._take(element.text)
        return True

    def _declared(self, element: Any, tag: str) -> Declared:
        get = element.get
        return self._sheet.style_of(tag, get("class") or "", get("id") or "", get("style") or "")

    def _frame(self, element: Any, tag: str, declared: Declared) -> _Frame:
        above = self._frames[-1] if self._frames else _root()
        number = above.count(tag)
        kind, level = KIND_BY_TAG.get(tag, (above.kind, above.level))
        is_page = is_page_container(tag, element.get("class") or "")
        size_pt = above.size_pt
        if declared.font_size:
            size_pt = font_size_pt(declared.font_size, size_pt)
        scale = above.scale * declared.scale
        weight = 700 if tag in ("b", "strong", "th") else above.weight
        return _Frame(
            tag=tag,
            step=tag if tag in ("html", "body") else f"{tag}[{number}]",
            size_pt=size_pt,
            weight=font_weight(declared.font_weight, weight),
            kind=kind,
            level=level,
            breaks=is_shown_as_block(tag, declared),
            row=above.row,
            is_apart=above.parts_apart or declared.display == "table-cell",
            parts_apart="flex" in declared.display or "grid" in declared.display,
            is_page=is_page,
            place=place_of(declared, size_pt * scale, above.place, is_page),
            scale=scale,
        )

    def _leave(self) -> None:
        frame = self._frames[-1]
        if frame.breaks and frame.tag not in LINE_TAGS:
            self._break(frame.tag)
        elif frame.is_apart:
            self._end_line(in_cell=True)
        self._frames.pop()
        if frame.is_page:
            self._pages_open -= 1
        if frame.tag == "tr" and frame.row is not None:
            self._end_row(frame.row)

    def _break(self, tag: str) -> None:
        """End a line, a cell or a block, whatever ``tag`` begins or ends."""
        row = self._frames[-1].row if self._frames else None
        if tag in LINE_TAGS or (row is not None and tag not in ("td", "th", "tr")):
            self._end_line(tag in LINE_TAGS and row is None, in_cell=row is not None)
        elif row is not None:
            self._end_cell(row)
        else:
            self._end_block()

    def _take(self, text: str | None) -> None:
        if not text:
            return
        self._open.parts.append(text)
        if self._open.frames is None and not text.isspace():
            self._open.frames = tuple(self._frames)
        if not text.isspace():
            frame = self._frames[-1]
            if len(text) > self._open.longest:
                self._open.longest = len(text)
                self._open.size_pt = round(frame.size_pt * frame.scale, 2)
            self._open.weight = min(self._open.weight, frame.weight)

    def _end_line(self, is_empty_break: bool = False, in_cell: bool = False) -> None:
        """End a line of a paragraph; an empty line, or a bullet on the next, ends the paragraph."""
        raw = "".join(self._open.parts)
        self._open.parts.clear()
        line = _SPACE.sub(" ", raw).strip() if raw and not raw.isspace() else ""
        if len(line) < len(raw):
            self.dropped["white_space"] += len(raw) - len(line)
        if not line:
            if is_empty_break:
                self._end_block()
            return
        if not in_cell and self._open.lines and is_list_start(line):
            self._emit_lines(keep=self._open)
        self._open.lines.append(line)

    def _emit_lines(self, keep: _Open) -> None:
        """Make a block of the lines before a bullet; the bullet's style is that of the block."""
        lines, keep.lines = tuple(keep.lines), []
        self._emit((lines,), keep, None)

    def _end_block(self) -> None:
        self._end_line()
        found, self._open = self._open, _Open()
        if found.lines:
            self._emit((tuple(found.lines),), found, None)

    def _end_cell(self, row: _Row) -> None:
        self._end_line(in_cell=True)
        lines, self._open.lines = tuple(self._open.lines), []
        if lines:
            row.cells.append(lines)

    def _end_row(self, row: _Row) -> None:
        found, self._open = self._open, _Open()
        if not row.cells:
            return
        marker = row.cells[0][0]
        if len(row.cells) == 2 and len(marker) <= 4 and is_list_start(f"{marker} x"):
            self._emit(((*row.cells[0], *row.cells[1]),), found, row)
        else:
            self._emit(tuple(row.cells), found, row)

    def _emit(self, cells: tuple[tuple[str, ...], ...], found: _Open, row: _Row | None) -> None:
        frames = found.frames or ()
        inner = frames[-1] if frames else _root()
        if len(cells) > 1:
            kind, level = BlockKind.TABLE_ROW, 0
        else:
            kind, level = inner.kind, inner.level
        path = row.path if row is not None else self._path(_block_frames(frames))
        self.blocks.append(
            StyledBlock(
                kind=kind,
                cells=cells,
                path=path,
                level=level,
                size_pt=found.size_pt,
                weight=found.weight,
                page=self._page if self._pages_open else 0,
                place=inner.place,
            )
        )

    def _path(self, frames: list[_Frame] | tuple[_Frame, ...]) -> str:
        return "/" + "/".join(frame.step for frame in frames)


def _block_frames(frames: tuple[_Frame, ...]) -> tuple[_Frame, ...]:
    """Return the frames down to the innermost one that is shown as a block."""
    depth = next((i for i in range(len(frames), 0, -1) if frames[i - 1].breaks), len(frames))
    return frames[:depth]


def _root() -> _Frame:
    """Return what stands over the outermost element."""
    return _Frame("", "", ROOT_SIZE_PT, 400, BlockKind.PARAGRAPH, 0, True, None)

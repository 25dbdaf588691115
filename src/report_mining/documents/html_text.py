"""HTML and inline-XBRL as one page without a number: headings, paragraphs, lists, table rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from report_mining.documents.assembly import AssembledPage, PageStyle, SectionTracker, assemble_page
from report_mining.documents.drafting import Draft
from report_mining.documents.raw_pages import RawPage, Segment
from report_mining.documents.repair import Vocabulary
from report_mining.records import BlockKind

_LOOKS_LIKE_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HIDDEN = frozenset(
    {"script", "style", "head", "template", "noscript", "ix:header", "title", "svg"}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "table", "ul"}
    | {"ol", "dl", "dt", "dd", "blockquote", "pre", "figure", "figcaption", "br", "hr", "body"}
    | {"tbody", "thead", "tfoot", "caption", "address", "form", "fieldset"}
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def looks_like_html(text: str) -> bool:
    """Whether ``text`` begins as an HTML or XHTML document."""
    return _LOOKS_LIKE_HTML.search(text[:4096]) is not None


@dataclass(frozen=True, slots=True)
class _Piece:
    """One block of visible text; a table row has several cells."""

    kind: BlockKind
    cells: tuple[str, ...]
    level: int = 0


@dataclass(slots=True)
class _Collector:
    """The visible text of a document as it is met."""

    pieces: list[_Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)

    def end_block(self, kind: BlockKind, level: int = 0) -> None:
        text = _SPACE.sub(" ", "".join(self.words)).strip()
        self.words.clear()
        if text:
            self.pieces.append(_Piece(kind, (text,), level))

    def end_cell(self) -> None:
        text = _SPACE.sub(" ", "".join(self.words)).strip()
        self.words.clear()
        if text:
            self.cells.append(text)

    def end_row(self) -> None:
        self.end_cell()
        if self.cells:
            kind = BlockKind.TABLE_ROW if len(self.cells) > 1 else BlockKind.PARAGRAPH
            self.pieces.append(_Piece(kind, tuple(self.cells)))
        self.cells.clear()


class _VisibleText(HTMLParser):
    """Walks a document and hands its visible text to a collector."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.collector = _Collector()
        self._open: list[tuple[str, bool]] = []  # (tag, whether it hides what is inside)
        self._hidden = 0
        self._rows = 0
        self._kind = BlockKind.PARAGRAPH
        self._level = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag not in _VOID:
            style = next((value or "" for name, value in attrs if name == "style"), "")
            hides = tag in _HIDDEN or _NOT_SHOWN.search(style) is not None
            self._open.append((tag, hides))
            self._hidden += hides
        self._boundary(tag)
        if tag == "tr":
            self._rows += 1
        elif tag in _HEADINGS:
            self._kind, self._level = BlockKind.HEADING, _HEADINGS[tag]
        elif tag == "li":
            self._kind = BlockKind.LIST_ITEM

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Meet an element without content."""
        self._boundary(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those left open inside it."""
        if not any(name == tag for name, _ in self._open):
            return
        self._boundary(tag)
        if tag == "tr":
            self.collector.end_row()
            self._rows = max(0, self._rows - 1)
        if tag in _HEADINGS or tag == "li":
            self._kind, self._level = BlockKind.PARAGRAPH, 0
        while self._open:
            name, hides = self._open.pop()
            self._hidden -= hides
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        """Take visible text."""
        if not self._hidden:
            self.collector.words.append(data)

    def _boundary(self, tag: str) -> None:
        if self._rows:
            if tag in ("td", "th"):
                self.collector.end_cell()
            elif tag in _BLOCKS:
                self.collector.words.append(" ")
        elif tag in _BLOCKS or tag in _HEADINGS or tag in ("li", "tr"):
            self.collector.end_block(self._kind, self._level)

    def finish(self) -> list[_Piece]:
        """Return the pieces of the whole document."""
        self.close()
        self.collector.end_row()
        return self.collector.pieces


def read_html_page(text: str) -> list[AssembledPage]:
    """Return the visible text of an HTML document as one page without a page number."""
    parser = _VisibleText()
    parser.feed(text)
    pieces = parser.finish()
    drafts: list[Draft] = []
    offset = 0
    for piece in pieces:
        segments = []
        for cell in piece.cells:
            segments.append(Segment(offset, offset + len(cell), cell, 0, 0, 0, 0, 10.0, 400))
            offset += len(cell) + 1
        cells = tuple((s,) for s in segments) if len(segments) > 1 else ()
        drafts.append(Draft(piece.kind, tuple(segments), 0, cells, piece.level))
    raw = RawPage(
        1, 0.0, 0.0, offset, tuple(s for d in drafts for s in d.segments), has_pages=False
    )
    vocabulary = Vocabulary(cell for piece in pieces for cell in piece.cells)
    return [assemble_page(raw, drafts, {}, SectionTracker(), PageStyle(400, vocabulary))]

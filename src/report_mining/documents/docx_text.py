"""DOCX as text without pages: headings, paragraphs, lists, tables and notes in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from report_mining.documents.archives import Archive
from report_mining.documents.drafting import is_list_start
from report_mining.documents.flow import FlowBlock, FlowDocument
from report_mining.documents.html_text import looks_like_heading
from report_mining.documents.unreadable import UnreadableFileError
from report_mining.records import BlockKind, FailureReason

DOCUMENT_NAME = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_SPACE = re.compile(r"\s+")
_HEADING_STYLE = re.compile(r"(?:heading|kop|überschrift|titre)\s*(\d)", re.IGNORECASE)
_TITLE_STYLES = frozenset({"title", "titel"})
_OUTLINE_BODY = 9  # the outline level that Word gives to running text
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_MAX_NESTING = 8  # of tables in tables
_FOLLOWED_STYLES = 12  # of styles based on each other


@dataclass(frozen=True, slots=True)
class _ParagraphStyle:
    """What a style makes of its paragraphs."""

    level: int = 0  # 1-based, of a heading
    is_list: bool = False


@dataclass(slots=True)
class _Reading:
    """What was met so far."""

    styles: dict[str, _ParagraphStyle]
    blocks: list[FlowBlock] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    paragraphs: int = 0


def read_docx(archive: Archive) -> FlowDocument:
    """Return the text of a DOCX document; the locator counts its paragraphs, those in tables too.

    Raises:
        UnreadableFileError: Its main part is missing or damaged.
    """
    root = _parse(archive, DOCUMENT_NAME)
    reading = _Reading(_read_styles(archive))
    for body in root.iter(_W + "body"):
        _read_blocks(body, reading, 0)
    for part, tag in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
        if part in archive.names:
            _read_notes(_parse(archive, part), tag, reading)
    return FlowDocument(reading.blocks, reading.dropped, _title(archive))


def _parse(archive: Archive, name: str) -> Any:
    from lxml import etree

    content = archive.read(name).replace(_W_STRICT[1:-1].encode(), _W[1:-1].encode())
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=b"<!" not in content[:4096],
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        detail = f"{name} of the DOCX is damaged ({error}); open it in a word processor and save it"
        raise UnreadableFileError(FailureReason.DAMAGED, detail) from error


def _title(archive: Archive) -> str:
    if "docProps/core.xml" not in archive.names:
        return ""
    root = _parse(archive, "docProps/core.xml")
    element = next(root.iter("{http://purl.org/dc/elements/1.1/}title"), None)
    return "" if element is None else (element.text or "").strip()


def _read_styles(archive: Archive) -> dict[str, _ParagraphStyle]:
    if "word/styles.xml" not in archive.names:
        return {}
    elements = {
        style.get(_W + "styleId", ""): style
        for style in _parse(archive, "word/styles.xml").iter(_W + "style")
    }
    return {style_id: _style(style_id, elements) for style_id in elements}


def _style(style_id: str, elements: dict[str, Any]) -> _ParagraphStyle:
    """Return what a style means, by itself or by the styles that it is based on."""
    is_list = False
    for _ in range(_FOLLOWED_STYLES):
        element = elements.get(style_id)
        if element is None:
            break
        is_list = is_list or element.find(f"{_W}pPr/{_W}numPr") is not None
        level = _named_level(_value(element, "name")) or _outline_level(element.find(_W + "pPr"))
        if level:
            return _ParagraphStyle(level, is_list)
        style_id = _value(element, "basedOn")
    return _ParagraphStyle(0, is_list)


def _named_level(name: str) -> int:
    if name.casefold() in _TITLE_STYLES:
        return 1
    match = _HEADING_STYLE.match(name)
    return int(match.group(1)) if match else 0


def _outline_level(properties: Any) -> int:
    value = "" if properties is None else _value(properties, "outlineLvl")
    return int(value) + 1 if value.isdigit() and int(value) < _OUTLINE_BODY else 0


def _value(element: Any, child: str) -> str:
    found = element.find(_W + child)
    return "" if found is None else found.get(_W + "val", "")


def _read_blocks(parent: Any, reading: _Reading, nesting: int) -> None:
    for element in _content(parent):
        if element.tag == _W + "p":
            _read_paragraph(element, reading)
        elif nesting < _MAX_NESTING:
            _read_table(element, reading, nesting)
        else:
            reading.dropped["nested_too_deep"] += len("".join(element.itertext()))


def _content(parent: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables of a part, also those inside content controls."""
    for element in parent:
        if element.tag in (_W + "p", _W + "tbl"):
            yield element
        elif element.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml"):
            yield from _content(element)


def _read_paragraph(
    element: Any,
    reading: _Reading,
    note: bool = False,
) -> None:
    reading.paragraphs += 1
    lines = _lines(element, reading)
    if not lines:
        return
    properties = element.find(_W + "pPr")
    kind, level = _kind(element, properties, reading, " ".join(lines))
    kind = BlockKind.FOOTNOTE if note else kind
    locator = f"paragraph {reading.paragraphs}"
    reading.blocks.append(FlowBlock(kind, (lines,), locator, 0 if note else level))


def _kind(
    element: Any,
    properties: Any,
    reading: _Reading,
    text: str,
) -> tuple[BlockKind, int]:
    style_id = "" if properties is None else _value(properties, "pStyle")
    style = reading.styles.get(style_id, _ParagraphStyle())
    level = _outline_level(properties) or style.level or _named_level(style_id)
    if level:
        return BlockKind.HEADING, level
    if style_id.casefold() in ("caption", "bijschrift"):
        return BlockKind.CAPTION, 0
    is_numbered = properties is not None and properties.find(_W + "numPr") is not None
    if is_numbered or style.is_list or is_list_start(text):
        return BlockKind.LIST_ITEM, 0
    if looks_like_heading(text) and _is_all_bold(element):
        return BlockKind.HEADING, 6
    return BlockKind.PARAGRAPH, 0


def _is_all_bold(paragraph: Any) -> bool:
    runs = [r for r in paragraph.iter(_W + "r") if "".join(r.itertext()).strip()]
    bold = [r.find(f"{_W}rPr/{_W}b") for r in runs]
    return all(b is not None and b.get(_W + "val") not in ("0", "false") for b in bold)


def _lines(element: Any, reading: _Reading) -> tuple[str, ...]:
    """Return the text of a paragraph, one line per forced line break; what was deleted is gone."""
    raw = "".join(_pieces(element, reading))
    lines = tuple(_SPACE.sub(" ", line).strip() for line in raw.split("\n"))
    kept = tuple(line for line in lines if line)
    reading.dropped["white_space"] += len(raw) - sum(map(len, kept))
    return kept


def _pieces(element: Any, reading: _Reading) -> Iterator[str]:
    """Yield the visible text inside a paragraph, text boxes included, in order."""
    for child in element:
        name = child.tag.removeprefix(_W) if isinstance(child.tag, str) else ""
        if name == "t":
            yield child.text or ""
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name == "p":
            yield "\n"
            yield from _pieces(child, reading)
            yield "\n"
        elif name in ("delText", "instrText"):
            reading.dropped["deleted_or_field"] += len(child.text or "")
        elif name == "r" and child.find(f"{_W}rPr/{_W}vanish") is not None:
            reading.dropped["hidden"] += sum(len(t.text or "") for t in child.iter(_W + "t"))
        elif name != "pPr" and not child.tag.endswith("}Fallback"):
            yield from _pieces(child, reading)


def _read_table(table: Any, reading: _Reading, nesting: int) -> None:
    for row in table.iter(_W + "tr"):
        if next(row.iterancestors(_W + "tbl")) is not table:
            continue
        if next(row.iter(_W + "tbl"), None) is not None:
            for cell in row.iterchildren(_W + "tc"):
                _read_blocks(cell, reading, nesting + 1)
        else:
            _read_row(row, reading)


def _read_row(row: Any, reading: _Reading) -> None:
    first = reading.paragraphs + 1
    cells = []
    for cell in row.iter(_W + "tc"):
        lines: list[str] = []
        for paragraph in cell.iter(_W + "p"):
            reading.paragraphs += 1
            lines.extend(_lines(paragraph, reading))
        if lines:
            cells.append(tuple(lines))
    if cells:
        kind = BlockKind.TABLE_ROW if len(cells) > 1 else BlockKind.PARAGRAPH
        reading.blocks.append(FlowBlock(kind, tuple(cells), f"paragraph {first}"))


def _read_notes(root: Any, tag: str, reading: _Reading) -> None:
    for note in root.iter(_W + tag):
        if note.get(_W + "type") in (None, "normal"):
            for paragraph in note.iter(_W + "p"):
                _read_paragraph(paragraph, reading, note=True)

"""Plain text as pages: a form feed ends a page, an empty line ends a block."""

from __future__ import annotations

import codecs
import re

from report_mining.documents.assembly import AssembledPage, PageStyle, SectionTracker, assemble_page
from report_mining.documents.drafting import Draft, is_list_start
from report_mining.documents.raw_pages import RawPage, Segment
from report_mining.documents.repair import Vocabulary
from report_mining.records import BlockKind, NotLookedReason

_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_BINARY_SHARE = 0.01
_LINE = re.compile(r"[^\n]+")
_CELL_GAP = re.compile(r"\t+| {3,}")
_HEADING_MAX_WORDS = 12


def decode_text(content: bytes) -> str | None:
    """Return ``content`` as text, or None where it is not text."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if len(_BINARY.findall(content[:100_000])) > _MAX_BINARY_SHARE * min(len(content), 100_000):
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read_text_pages(text: str, max_pages: int) -> list[AssembledPage]:
    """Return one page per stretch between form feeds."""
    texts = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    if len(texts) > 1 and not texts[-1].strip():
        texts.pop()
    vocabulary = Vocabulary(texts)
    sections = SectionTracker()
    return [
        _assemble_text(page, number, sections, vocabulary, number > max_pages)
        for number, page in enumerate(texts, start=1)
    ]


def _assemble_text(
    text: str, number: int, sections: SectionTracker, vocabulary: Vocabulary, is_over: bool
) -> AssembledPage:
    segments = () if is_over else tuple(_segments(text))
    raw = RawPage(
        page_number=number,
        width_pt=0.0,
        height_pt=0.0,
        char_count=0 if is_over else len(text),
        segments=segments,
        not_looked=NotLookedReason.OVER_PAGE_LIMIT if is_over else None,
    )
    drafts = _drafts(text, segments)
    return assemble_page(raw, drafts, {}, sections, PageStyle(400, vocabulary))


def _segments(text: str) -> list[Segment]:
    found = []
    for line in _LINE.finditer(text):
        stripped = line.group().strip()
        if stripped:
            start = line.start() + line.group().index(stripped)
            found.append(Segment(start, start + len(stripped), stripped, 0, 0, 0, 0, 10.0, 400))
    return found


def _drafts(text: str, segments: tuple[Segment, ...]) -> list[Draft]:
    """Return the blocks: stretches without an empty line, list items and table rows apart."""
    groups: list[list[Segment]] = []
    for previous, segment in zip((None, *segments), segments, strict=False):
        is_apart = previous is None or text.count("\n", previous.raw_end, segment.raw_start) > 1
        if is_apart or is_list_start(segment.text) or _is_row(segment) or _is_row(groups[-1][-1]):
            groups.append([segment])
        else:
            groups[-1].append(segment)
    return [_draft(group) for group in groups]


def _is_row(segment: Segment) -> bool:
    return len(_CELL_GAP.split(segment.text)) > 1 and not is_list_start(segment.text)


def _draft(group: list[Segment]) -> Draft:
    first = group[0]
    if _is_row(first):
        cells = tuple((cell,) for cell in _cells(first))
        return Draft(BlockKind.TABLE_ROW, tuple(group), 0, cells)
    if is_list_start(first.text):
        return Draft(BlockKind.LIST_ITEM, tuple(group), 0)
    if _is_heading(group):
        return Draft(BlockKind.HEADING, tuple(group), 0, heading_level=1)
    return Draft(BlockKind.PARAGRAPH, tuple(group), 0)


def _cells(segment: Segment) -> list[Segment]:
    cells = []
    start = 0
    for gap in [*_CELL_GAP.finditer(segment.text), None]:
        end = gap.start() if gap else len(segment.text)
        cells.append(
            segment._replace(
                raw_start=segment.raw_start + start,
                raw_end=segment.raw_start + end,
                text=segment.text[start:end],
            )
        )
        start = gap.end() if gap else end
    return cells


def _is_heading(group: list[Segment]) -> bool:
    text = group[0].text
    return (
        len(group) == 1
        and len(text.split()) <= _HEADING_MAX_WORDS
        and text[0].isupper()
        and text[-1].isalnum()
        and sum(c.isalpha() for c in text) >= 4
    )

"""Plain text as pages: a form feed ends a page, an empty line ends a block."""

from __future__ import annotations

import codecs
import re

from report_mining.documents.assembly import AssembledPage, PageStyle, SectionTracker, assemble_page
from report_mining.documents.raw_pages import RawPage, Segment
from report_mining.documents.repair import Vocabulary
from report_mining.documents.repetition import find_repeated
from report_mining.documents.text_blocks import draft_text
from report_mining.records import BlockKind, NotLookedReason

_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_BINARY_SHARE = 0.01
_LINE = re.compile(r"[^\n]+")


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
    """Return one page per stretch between form feeds, running headers and footers set apart."""
    texts = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    if len(texts) > 1 and not texts[-1].strip():
        texts.pop()
    raw_pages = [_raw_page(page, n, n > max_pages) for n, page in enumerate(texts, start=1)]
    repeated = find_repeated([[s.text for s in raw.segments] for raw in raw_pages])
    vocabulary = Vocabulary(texts[:max_pages])
    sections = SectionTracker()
    return [
        _assemble_text(page, raw, running, sections, vocabulary)
        for page, raw, running in zip(texts, raw_pages, repeated, strict=True)
    ]


def _raw_page(text: str, number: int, is_over: bool) -> RawPage:
    return RawPage(
        page_number=number,
        width_pt=0.0,
        height_pt=0.0,
        char_count=0 if is_over else len(text),
        segments=() if is_over else tuple(_segments(text)),
        not_looked=NotLookedReason.OVER_PAGE_LIMIT if is_over else None,
    )


def _assemble_text(
    text: str,
    raw: RawPage,
    running: dict[int, BlockKind],
    sections: SectionTracker,
    vocabulary: Vocabulary,
) -> AssembledPage:
    content = [s for position, s in enumerate(raw.segments) if position not in running]
    drafts = draft_text(text, content, vocabulary)
    return assemble_page(raw, drafts, running, sections, PageStyle(400, vocabulary))


def _segments(text: str) -> list[Segment]:
    found = []
    for line in _LINE.finditer(text):
        stripped = line.group().strip()
        if stripped:
            start = line.start() + line.group().index(stripped)
            found.append(Segment(start, start + len(stripped), stripped, 0, 0, 0, 0, 10.0, 400))
    return found

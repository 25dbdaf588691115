"""Which language a page is in, and whether it is one that is scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from report_mining.documents.assembly import AssembledPage
from report_mining.language import COVERED_LANGUAGES, UNDETERMINED, identify_language
from report_mining.records import BlockKind, NotLookedReason, Page

_MIN_PAGE_WORDS = 40  # a page with fewer follows the document
_SAMPLE_PAGES = 40
_RUNNING = (BlockKind.RUNNING_HEADER, BlockKind.RUNNING_FOOTER)


def document_language(pages: Sequence[AssembledPage]) -> str:
    """Return the language that most words of a sample of the pages are in, or "und"."""
    step = max(1, len(pages) // _SAMPLE_PAGES)
    words: Counter[str] = Counter()
    for assembled in pages[::step]:
        if assembled.page.not_looked is NotLookedReason.GARBLED_TEXT:
            continue
        words[identify_language(_content(assembled.page))] += len(assembled.page.text)
    words.pop(UNDETERMINED, None)
    return max(words, key=lambda language: (words[language], language)) if words else UNDETERMINED


def page_language(page: Page, document: str) -> str:
    """Return the language of a page; a page with few words outside tables has that of the document.

    Tables are left out because lists of companies and places look like other languages.
    """
    text = _content(page, without=(*_RUNNING, BlockKind.TABLE_ROW))
    if text.count(" ") < _MIN_PAGE_WORDS:
        return document
    return identify_language(text, document)


def mark_coverage(page: Page, language: str) -> Page:
    """Return the page marked as not covered when its text is in a language that is not scored."""
    if page.not_looked is not None or language in COVERED_LANGUAGES or language == UNDETERMINED:
        return page
    if not any(character.isalpha() for character in page.text):
        return page
    return replace(page, not_looked=NotLookedReason.LANGUAGE_NOT_COVERED)


def _content(page: Page, without: tuple[BlockKind, ...] = _RUNNING) -> str:
    return " ".join(
        page.text[b.char_start : b.char_end] for b in page.blocks if b.kind not in without
    )

"""Which language a page is in, and whether it is one that is scored."""

# ruff: noqa: SIM905  (word lists read better as text)

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from report_mining.documents.assembly import AssembledPage
from report_mining.language import COVERED_LANGUAGES, UNDETERMINED, identify_language
from report_mining.records import BlockKind, NotLookedReason, Page

_MIN_PAGE_WORDS = 40  # a page with fewer follows the document
_SAMPLE_PAGES = 40
_STRETCH_CHARS = 2_000  # of a text without pages; like a page
_RUNNING = (BlockKind.RUNNING_HEADER, BlockKind.RUNNING_FOOTER)
# Words that are frequent in one of the two languages and no word of the other, nor of German.
_SMALL_WORDS = {
    "nl": frozenset("de het een van voor zijn niet ook deze wij".split()),
    "en": frozenset("the and to for our with by this are from".split()),
}
_SMALL_WORD_SHARE = 0.12
_VARIED_SMALL_WORDS = 2  # different ones in a passage of the language of its page are enough with
_VARIED_SHARE = 0.06  # half that share, as in the rows of tables
_FOREIGN = frozenset("der das und den mit les une est los las que che della och og det".split())
_SURE_SMALL_WORDS = 4  # different ones: "de" and "van" alone are words of other languages
_SURE_CHARS = 2_000  # as many as the identifier looks at


def speaks(text: str, language: str) -> bool:
    """Whether the small words of a text are those of a language; spares the slower identifier."""
    if language not in _SMALL_WORDS:
        return False
    words = text.casefold().split()
    if _speaks(words, language):
        return True
    is_varied = len(_SMALL_WORDS[language].intersection(words)) >= _VARIED_SMALL_WORDS
    is_foreign = not _FOREIGN.isdisjoint(words)
    return is_varied and not is_foreign and _speaks(words, language, _VARIED_SHARE)


def _speaks(words: Sequence[str], language: str, least: float = _SMALL_WORD_SHARE) -> bool:
    own = sum(map(_SMALL_WORDS[language].__contains__, words))
    if own < least * len(words):
        return False
    return _SMALL_WORDS["en" if language == "nl" else "nl"].isdisjoint(words)


def _language_of(text: str, fallback: str | None = None) -> str:
    """Return the language of a page: by its small words where they leave no doubt."""
    words = text[:_SURE_CHARS].casefold().split()
    if len(words) >= _MIN_PAGE_WORDS and _FOREIGN.isdisjoint(words):
        for language, small_words in _SMALL_WORDS.items():
            is_sure = len(small_words.intersection(words)) >= _SURE_SMALL_WORDS
            if is_sure and _speaks(words, language):
                return language
    return identify_language(text, fallback)


def document_language(pages: Sequence[AssembledPage]) -> str:
    """Return the language that most words of a sample of the pages are in, or "und"."""
    step = max(1, len(pages) // _SAMPLE_PAGES)
    words: Counter[str] = Counter()
    for assembled in pages[::step]:
        if assembled.page.not_looked is NotLookedReason.GARBLED_TEXT:
            continue
        for stretch in _stretches(assembled.page):
            words[_language_of(stretch)] += len(stretch)
    words.pop(UNDETERMINED, None)
    return max(words, key=lambda language: (words[language], language)) if words else UNDETERMINED


def _stretches(page: Page) -> list[str]:
    """Return the text of a page; of a whole document without pages, pieces spread over it."""
    text = _content(page)
    if page.page_number is not None or len(text) <= _STRETCH_CHARS:
        return [text]
    step = max(_STRETCH_CHARS, len(text) // _SAMPLE_PAGES)
    return [text[start : start + _STRETCH_CHARS] for start in range(0, len(text), step)]


def page_language(page: Page, document: str) -> str:
    """Return the language of a page; a page with few words outside tables has that of the document.

    Tables are left out because lists of companies and places look like other languages.
    """
    if page.page_number is None:
        return document
    text = _content(page, without=(*_RUNNING, BlockKind.TABLE_ROW))
    if text.count(" ") < _MIN_PAGE_WORDS:
        return document
    return _language_of(text, document)


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

"""Labels stand once in a page, and their Dutch once for all pages."""

from __future__ import annotations

import json

from report_mining.publishing.word_book import WordBook
from report_mining.publishing.wording import Wording


def dutch_of(book: WordBook) -> dict[str, str]:
    text = book.script()
    found: dict[str, str] = json.loads(text[text.index("{") : text.rindex("}") + 1])
    return found


def test_a_label_is_kept_once() -> None:
    book = WordBook()
    assert book.tell(Wording("found", "gevonden"), holds_all=False) == "<t-t>found</t-t>"
    assert dutch_of(book) == {"found": "gevonden"}


def test_english_with_two_dutch_meanings_is_written_in_both_languages() -> None:
    book = WordBook()
    book.tell(Wording("to", "tot"), holds_all=False)
    second = book.tell(Wording("to", "naar"), holds_all=False)
    assert second == "<t-en>to</t-en><t-nl>naar</t-nl>"
    assert dutch_of(book) == {"to": "tot"}


def test_numbers_and_long_texts_stand_where_they_are() -> None:
    book = WordBook()
    long = Wording("a" * 41, "b" * 41)
    assert "<t-nl>66,7%</t-nl>" in book.tell(Wording("66.7%", "66,7%"), holds_all=True)
    assert "<t-nl>" in book.tell(long, holds_all=False)
    assert "<t-nl>" not in book.tell(long, holds_all=True)


def test_what_is_the_same_in_both_languages_is_plain_and_escaped() -> None:
    book = WordBook()
    assert book.tell(Wording("<b>", "<b>"), holds_all=False) == "&lt;b&gt;"
    assert book.tell(Wording("<b>", "<i>"), holds_all=False) == "<t-t>&lt;b&gt;</t-t>"

"""Labels stand once in a page, and their Dutch once for all pages."""

from __future__ import annotations

import json

import pytest

from report_mining.publishing.word_book import LARGEST, WordBook
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


def test_long_texts_stand_where_they_are() -> None:
    book = WordBook()
    long = Wording("a" * 41, "b" * 41)
    assert "<t-nl>" in book.tell(long, holds_all=False)
    assert "<t-nl>" not in book.tell(long, holds_all=True)


def test_a_label_is_kept_once_for_all_its_numbers() -> None:
    book = WordBook()
    for count in ("2 of 1,042", "30 of 1,100"):
        told = Wording(f"{count} pages", f"{count} pagina’s".replace("of", "van").replace(",", "."))
        assert book.tell(told, holds_all=True) == f"<t-t>{count} pages</t-t>"
    assert dutch_of(book) == {"# of #,# pages": "# van #.# pagina’s"}


@pytest.mark.parametrize(("en", "nl"), [("3 of 4", "4 keer 3"), ("#3", "nr. 3"), ("one", "1")])
def test_numbers_that_the_script_could_not_put_back_are_written_twice(en: str, nl: str) -> None:
    assert "<t-nl>" in WordBook().tell(Wording(en, nl), holds_all=True)


def test_a_full_book_takes_no_more_labels() -> None:
    book = WordBook()
    letters = [
        a + b + c for a in "abcdefghijklmn" for b in "abcdefghijklmn" for c in "abcdefghijkl"
    ]
    told = [book.tell(Wording(word, word + "e"), holds_all=True) for word in letters]
    assert len(dutch_of(book)) == LARGEST
    assert "<t-nl>" in told[LARGEST]
    assert book.tell(Wording(letters[0], letters[0] + "e"), holds_all=True) == told[0]


def test_what_is_the_same_in_both_languages_is_plain_and_escaped() -> None:
    book = WordBook()
    assert book.tell(Wording("<b>", "<b>"), holds_all=False) == "&lt;b&gt;"
    assert book.tell(Wording("<b>", "<i>"), holds_all=False) == "<t-t>&lt;b&gt;</t-t>"

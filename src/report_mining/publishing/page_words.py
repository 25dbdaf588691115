"""The words that a page says a hundred times, as functions for its templates: a macro costs far more."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from markupsafe import Markup

from report_mining.publishing.headline import percent, points_of
from report_mining.publishing.verdicts import Verdict
from report_mining.publishing.word_book import WordBook
from report_mining.publishing.wording import Wording, word

Say = Callable[..., Markup]


@lru_cache(maxsize=2)
def page_words(book: WordBook, *, holds_all: bool) -> dict[str, Say]:
    """Return what templates call to say something; all of it is escaped, cleaned and in both languages.

    Args:
        book: where labels get their Dutch.
        holds_all: whether long texts may stand in the book too.
    """

    @cache
    def tell(wording: Wording) -> Markup:
        return book.tell(wording, holds_all=holds_all)

    words: dict[str, Say] = {
        "t": tell,
        "say": cache(lambda en, nl: tell(Wording(en, nl))),
        "n": cache(lambda number: tell(count_words(number))),
        "pct": cache(lambda share: tell(Wording(percent(share, "en"), percent(share, "nl")))),
        "pts": cache(lambda moved: tell(Wording(points_of(moved, "en"), points_of(moved, "nl")))),
    }
    return words | _marked_words(tell)


def _marked_words(tell: Say) -> dict[str, Say]:
    """Return the words that have a look of their own."""

    def marked(kind: str, group: str) -> Callable[[str], Markup]:
        label = Markup('<span class="{} {}">{}</span>')
        return cache(lambda code: label.format(kind, code, tell(word(group, code))))

    badge, brief = marked("badge", "verdict"), marked("brief", "verdict_short")

    def of_verdict(shown: Callable[[str], Markup]) -> Callable[[Verdict], Markup]:
        return lambda verdict: shown(verdict.value)

    return {
        "badge": of_verdict(badge),
        "brief": of_verdict(brief),
        "stance": marked("stance", "stance"),
    }


def count_words(number: int) -> Wording:
    """Return a count with the thousands separator of each language."""
    return Wording(f"{number:,}", f"{number:,}".replace(",", "."))

"""Short Dutch labels kept once for all pages, so that a page does not carry every label twice."""

from __future__ import annotations

import json
import re
from contextvars import ContextVar

from markupsafe import Markup, escape

from report_mining.publishing.neutralising import clean_text
from report_mining.publishing.wording import Wording

LARGEST = 2_000  # labels in a book: every page loads all of it, so rare texts do not crowd in
NUMBER = "#"  # stands for each run of digits in a label; the script puts them back in their order
_DIGITS = re.compile("[0-9]+")
SHORT = 40  # characters; longer texts stand in both languages where they are, but for company pages


class WordBook:
    """The Dutch of every label that the pages of one release show in English.

    The script swaps the labels; without a script the pages are in English, as all other text is.
    """

    def __init__(self) -> None:
        self._dutch: dict[str, str] = {}
        self._told: dict[tuple[Wording, bool], Markup] = {}

    def tell(self, wording: Wording, *, holds_all: bool) -> Markup:
        """Return a wording as markup: once with its Dutch in the book, or in both languages.

        A label is kept once for all its numbers. Written in both languages are texts that are long (unless
        ``holds_all``), texts with other numbers in Dutch, English that already stands for other Dutch,
        and what comes when the book is full.
        """
        key = (wording, holds_all)
        if key not in self._told:
            self._told[key] = self._markup(wording, holds_all)
        return self._told[key]

    def _markup(self, wording: Wording, holds_all: bool) -> Markup:
        english, dutch = clean_text(wording.en), clean_text(wording.nl)
        if english == dutch:
            return escape(english)
        is_label = holds_all or len(english) <= SHORT
        if is_label and self._holds(english, dutch):
            return Markup("<t-t>{}</t-t>").format(english)
        return Markup("<t-en>{}</t-en><t-nl>{}</t-nl>").format(english, dutch)

    def _holds(self, english: str, dutch: str) -> bool:
        """Return whether the book has, or can take, this pair as a label."""
        has_same = _DIGITS.findall(english) == _DIGITS.findall(dutch)
        if not has_same or NUMBER in english + dutch:
            return False
        key, said = _DIGITS.sub(NUMBER, english), _DIGITS.sub(NUMBER, dutch)
        if key not in self._dutch and len(self._dutch) >= LARGEST:
            return False
        return self._dutch.setdefault(key, said) == said

    def script(self) -> str:
        """Return the book as the first line of the script that all pages share."""
        words = json.dumps(dict(sorted(self._dutch.items())), ensure_ascii=False)
        return f"var reportMiningDutch = {words};\n"


CURRENT_BOOK: ContextVar[WordBook] = ContextVar("CURRENT_BOOK")

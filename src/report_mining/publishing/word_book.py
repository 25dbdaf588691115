"""Short Dutch labels kept once for all pages, so that a page does not carry every label twice."""

from __future__ import annotations

import json
from contextvars import ContextVar

from markupsafe import Markup, escape

from report_mining.publishing.neutralising import clean_text
from report_mining.publishing.wording import Wording

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

        Numbers, texts that are long (unless ``holds_all``) and English that already stands for other
        Dutch are written in both languages.
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
        is_number = any(character.isdigit() for character in english)
        if is_label and not is_number and self._dutch.setdefault(english, dutch) == dutch:
            return Markup("<t-t>{}</t-t>").format(english)
        return Markup("<t-en>{}</t-en><t-nl>{}</t-nl>").format(english, dutch)

    def script(self) -> str:
        """Return the book as the first line of the script that all pages share."""
        words = json.dumps(dict(sorted(self._dutch.items())), ensure_ascii=False)
        return f"var reportMiningDutch = {words};\n"


CURRENT_BOOK: ContextVar[WordBook] = ContextVar("CURRENT_BOOK")

"""What the elements of HTML and inline XBRL mean for the text in them."""

# ruff: noqa: SIM905  (tag lists read better as text)

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from report_mining.documents.stylesheets import Declared
from report_mining.records import BlockKind

HIDDEN_TAGS = frozenset(
    "script style template noscript title datalist object audio video canvas map"
    " ix:header ix:hidden ix:references ix:resources"
    " svg:defs svg:desc svg:metadata svg:title svg:style svg:script".split()
)
LINE_TAGS = frozenset({"br"})
KIND_BY_TAG = {
    **{f"h{level}": (BlockKind.HEADING, level) for level in range(1, 7)},
    "li": (BlockKind.LIST_ITEM, 0),
    "caption": (BlockKind.CAPTION, 0),
    "figcaption": (BlockKind.CAPTION, 0),
    "table": (BlockKind.PARAGRAPH, 0),
}
_BLOCK_TAGS = frozenset(
    "p div section article header footer main aside nav table ul ol dl dt dd li blockquote pre"
    " figure figcaption br hr body html tbody thead tfoot tr td th caption address form fieldset"
    " legend details summary h1 h2 h3 h4 h5 h6 center option svg:text".split()
)
_BLOCK_DISPLAYS = frozenset(
    {"block", "flex", "grid", "table", "list-item", "table-row", "flow-root"}
)
_INLINE_DISPLAYS = frozenset({"inline", "inline-block", "contents"})
_FIXED_TAGS = frozenset({"br", "tr", "td", "th", "table", "html", "body"})
_SCRIPTS = frozenset({"script", "style", "svg:style", "svg:script"})
_PAGE_CLASS = re.compile(r"pf|(?:pdf[-_]?)?page\d*|(?:portrait|landscape)[-_]?page", re.IGNORECASE)
_FLOWING_TAGS = ("p", "li", "h1", "h2", "h3", "h4")
_PAGE_TAGS = frozenset({"div", "section", "article"})
_LAYOUT_MIN_CHARS = 600  # in one cell, over several blocks: running text laid out with a table
_LAYOUT_MIN_BLOCKS = 3


@lru_cache(maxsize=4096)
def tag_name(tag: str) -> str:
    """Return the name of an element: plain for HTML, with ``ix:`` or ``svg:`` for those."""
    if tag.startswith("{"):
        namespace, _, local = tag[1:].partition("}")
        if "inlineXBRL" in namespace:
            return "ix:" + local.casefold()
        if namespace.endswith("/svg"):
            return "svg:" + local.casefold()
        return local.casefold() if namespace.endswith("/xhtml") else "other:" + local
    return tag.casefold()


def drops_as(tag: str) -> str:
    """Return the reason under which the text of a hidden element is counted."""
    return "script_or_style" if tag in _SCRIPTS else "hidden"


def is_shown_as_block(tag: str, declared: Declared) -> bool:
    """Whether a line, cell or block begins and ends with this element."""
    if tag in _FIXED_TAGS:
        return True
    if declared.position in ("absolute", "fixed") or declared.display in _BLOCK_DISPLAYS:
        return True
    return tag in _BLOCK_TAGS and declared.display not in _INLINE_DISPLAYS


def is_page_container(tag: str, classes: str) -> bool:
    """Whether an element stands for one printed page, as in reports converted page by page."""
    if not classes or tag not in _PAGE_TAGS:
        return False
    return any(_PAGE_CLASS.fullmatch(name) for name in classes.split())


def is_layout_row(row: Any) -> bool:
    """Whether a table row only places running text or other tables, so that its cells are no cells."""
    prefix = row.tag[: -len("tr")]
    if next(row.iter(prefix + "table"), None) is not None:
        return True
    names = [prefix + name for name in _FLOWING_TAGS]
    if sum(1 for _ in row.iter(*names)) < _LAYOUT_MIN_BLOCKS:
        return False
    return any(
        sum(1 for _ in cell.iter(*names)) >= _LAYOUT_MIN_BLOCKS
        and sum(map(len, cell.itertext())) >= _LAYOUT_MIN_CHARS
        for cell in row.iter(prefix + "td")
    )

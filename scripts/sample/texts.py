"""Reads the text of one sample report: front matter, pages, and a small markup.

A file starts with YAML between two ``---`` lines. A line ``=== layout`` opens a page, a line ``%%``
the next part of it (the right half of a spread, a sidebar). Within a part:

    # heading     ## subheading     ~ letter-spaced heading     - bullet     > pull quote
    | cell | cell    a table row, the first one of a run is the head
    ^ 3 text         a footnote at the foot of the page
    @ a=1; b=2       a bar chart
    ! caption        a picture with its caption
    anything else    a paragraph; an empty line ends it

and within a paragraph ``{^3}`` is a raised digit glued to its word, ``{-}`` a place where a word may
be broken and ``{!}`` a place where the line must end with a hyphen.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path

import yaml


class Kind(StrEnum):
    """What an element of a page is."""

    HEADING = "# "
    SUBHEADING = "## "
    SPACED = "~ "
    BULLET = "- "
    QUOTE = "> "
    ROW = "| "
    FOOTNOTE = "^ "
    BARS = "@ "
    PICTURE = "! "
    PARAGRAPH = ""


@dataclass(frozen=True, slots=True)
class Element:
    """One piece of text with its kind."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One physical page before it is laid out."""

    layout: str  # cover, one, two, sidebar, spread; with "scan-" in front it becomes an image
    parts: tuple[tuple[Element, ...], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """The front matter: how the report looks and what becomes of its file."""

    title: str
    author: str
    header: str = ""
    footer: str = "{page}"
    family: str = "serif"  # serif and sans are standard PDF fonts, vera is embedded
    size_pt: float = 11.5
    accent: str = "#1f4e5f"
    first_page_label: int = 1
    is_justified: bool = False
    has_ligatures: bool = False
    is_hyphenated: bool = False
    hyphen: str = "-"
    spacing: str = "charspace"  # how letter-spaced headings are made: charspace or spaces
    fate: str = "whole"  # whole, locked, truncated, plain (text), picture (PNG)


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one sample report."""

    name: str  # file name without extension
    look: Look
    pages: tuple[SourcePage, ...]


_MARKED = tuple(kind for kind in Kind if kind.value)


def read_source(path: Path) -> Source:
    """Return the report written in ``path``; a defect raises ValueError with the file name."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return Source(path.stem, _read_look(path.name, front), tuple(_read_pages(path.name, body)))


def _read_look(name: str, front: str) -> Look:
    raw = yaml.safe_load(front)
    unknown = set(raw) - {f.name for f in fields(Look)}
    if unknown:
        raise ValueError(f"{name}: unknown front matter {sorted(unknown)}; see Look in texts.py")
    return Look(**raw)


def _read_pages(name: str, body: str) -> list[SourcePage]:
    before, *chunks = body.split("\n=== ") if not body.startswith("=== ") else ("", *_chunks(body))
    if before.strip():
        raise ValueError(f"{name}: text before the first '=== layout' line")
    pages = []
    for chunk in chunks:
        layout, _, text = chunk.partition("\n")
        parts = tuple(tuple(read_elements(part)) for part in text.split("\n%%\n"))
        pages.append(SourcePage(layout.strip(), parts))
    return pages


def _chunks(body: str) -> list[str]:
    return body.removeprefix("=== ").split("\n=== ")


def read_elements(text: str) -> list[Element]:
    """Return the elements of one part, with the lines of a paragraph joined."""
    elements: list[Element] = []
    paragraph: list[str] = []

    def close() -> None:
        if paragraph:
            elements.append(Element(Kind.PARAGRAPH, " ".join(paragraph)))
            paragraph.clear()

    for line in text.splitlines():
        kind = next((k for k in _MARKED if line.startswith(k.value)), None)
        if kind is not None:
            close()
            elements.append(Element(kind, line.removeprefix(kind.value).strip()))
        elif line.strip():
            paragraph.append(line.strip())
        else:
            close()
    close()
    return elements

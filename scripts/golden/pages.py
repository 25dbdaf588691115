"""What a golden page holds, read strictly from its YAML file: drawing and truth in one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

_MARKS = re.compile(r"\{(?:-|!|\^\d+)\}|\*(?=\w)")  # where a word may or must break, raised digits


class ItemKind(StrEnum):
    """What an item of a flow is; the values are the keys in the YAML files."""

    TITLE = "h1"
    HEADING = "h2"
    SUBHEADING = "h3"
    SPACED = "spaced"  # a second-level heading of spaced-out letters
    PARAGRAPH = "p"
    LEAD = "lead"  # a bold line that governs the list below it; no heading
    DROPPED = "drop"  # a paragraph that begins with a drop cap
    BULLET = "li"
    NUMBERED = "num"
    NESTED = "sub"  # a list item under a list item
    TINTED = "tinted"  # a third-level heading told by its colour alone
    QUOTE = "quote"
    CAPTION = "caption"
    NOTE = "note"
    BIG = "big"  # a key figure
    TABLE = "table"
    PICTURE = "picture"


LEVELS = {
    ItemKind.TITLE: 1,
    ItemKind.HEADING: 2,
    ItemKind.SPACED: 2,
    ItemKind.SUBHEADING: 3,
    ItemKind.TINTED: 3,
}
_LISTS = (ItemKind.BULLET, ItemKind.NUMBERED)
_ASIDES = (ItemKind.QUOTE, ItemKind.CAPTION, ItemKind.NOTE, ItemKind.BIG)


class Role(StrEnum):
    """How the place of a flow is judged."""

    MAIN = "main"  # its sentences follow those of the main flow before it
    ASIDE = "aside"  # its sentences keep together; where they stand is free
    LABEL = "label"  # only its words are judged
    HIDDEN = "hidden"  # cannot be seen, must not be read


class Stream(StrEnum):
    """In which order the lines of a page stand in the file."""

    READING = "reading"
    RIGHT_FIRST = "right_first"
    LINE_BY_LINE = "line_by_line"
    BOTTOM_UP = "bottom_up"
    PATCHES = "patches"  # in pieces of a few lines, from here and there
    ASIDES_FIRST = "asides_first"


@dataclass(frozen=True, slots=True)
class Item:
    """One heading, paragraph, list item, table or picture."""

    kind: ItemKind
    texts: tuple[str, ...] = ()  # sentences, with drawing marks
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()  # of the columns of a table, as shares
    has_rules: bool = False
    height_pt: float = 0.0  # of a picture


@dataclass(frozen=True, slots=True)
class Flow:
    """Text that is poured into frames ``(x, top from above, width, height)``, in points."""

    items: tuple[Item, ...]
    frames: tuple[tuple[float, float, float, float], ...]
    role: Role = Role.MAIN
    size: float = 9.5
    leading: float = 1.4
    font: str = "sans"
    color: str = "#1a1a1a"
    accent: str = "#0b4f6c"
    justify: bool = False
    hyphenate: bool = False
    soft: bool = False  # line ends carry soft hyphens
    ligatures: bool = False
    words: bool = False  # every word is drawn by itself
    spacing: str = "spaces"  # of spaced-out headings: real spaces, or "chars"
    bullet: str = "\u2022"
    indent: float = 0.0  # of the first line of a paragraph that follows another
    align: str = "left"  # "center", "right"
    doubled: bool = False  # drawn twice a hair apart, as fake bold
    rotate: int = 0  # degrees, anticlockwise around the frame's corner

    @property
    def hyphen(self) -> str:
        """What ends a line inside a word."""
        return "\u00ad" if self.soft else "-"


@dataclass(frozen=True, slots=True)
class Running:
    """Header, footer and page number; on every page of the file."""

    header: str = ""
    footer: str = ""
    number: int = 0  # 0: none
    edge: str = "outer"  # "outer", "center", "header"


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled rectangle behind the text."""

    box: tuple[float, float, float, float]
    color: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or heading as it must be read."""

    text: str
    paragraph: int  # units of one paragraph follow each other directly
    section: tuple[str, ...]
    lead_in: str = ""  # for list items
    is_heading: bool = False
    is_list_item: bool = False


@dataclass(frozen=True, slots=True)
class GoldenPage:
    """One layout: how it is drawn and how it must be read."""

    name: str
    shows: str
    like: str  # the kind of real page that was redrawn
    language: str
    columns: int
    flows: tuple[Flow, ...]
    size: tuple[float, float] = (595.0, 842.0)
    stream: Stream = Stream.READING
    running: Running = Running()
    shapes: tuple[Shape, ...] = ()
    turned: bool = False  # a wide page stored on its side, as for wide tables

    def chains(self) -> Iterator[list[Unit]]:
        """Yield the units whose order is judged: first the main text, then every aside."""
        yield [unit for units in self._units(Role.MAIN) for unit in units]
        yield from self._asides()

    def _asides(self) -> Iterator[list[Unit]]:
        for flow in self.flows:
            for item in flow.items:
                if flow.role is Role.MAIN and item.kind in _ASIDES:
                    yield [Unit(plain(text), 0, ()) for text in item.texts]
        yield from self._units(Role.ASIDE)

    def _units(self, role: Role) -> Iterator[list[Unit]]:
        path: list[tuple[int, str]] = []
        number = 0
        for flow in self.flows:
            if flow.role is not role:
                continue
            units: list[Unit] = []
            lead = ""
            for item in flow.items:
                number += 1
                if role is Role.MAIN and item.kind in _ASIDES:
                    continue
                if item.kind in LEVELS:
                    path = [(level, t) for level, t in path if level < LEVELS[item.kind]]
                    path.append((LEVELS[item.kind], plain(item.texts[0])))
                is_item = item.kind in _LISTS
                section = tuple(text for _, text in path) if role is Role.MAIN else ()
                for text in item.texts:
                    units.append(
                        Unit(
                            plain(text),
                            number,
                            section,
                            lead if is_item else "",
                            item.kind in LEVELS,
                            is_item,
                        )
                    )
                if not is_item and item.texts and item.kind is not ItemKind.NESTED:
                    last = plain(item.texts[-1])
                    lead = last if last.endswith(":") else ""
            yield units

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the cells of every table row."""
        for flow in self.flows:
            for item in flow.items:
                yield from item.rows

    def labels(self) -> list[str]:
        """Return the texts whose place is not judged."""
        return [
            plain(text)
            for flow in self.flows
            if flow.role is Role.LABEL
            for item in flow.items
            for text in item.texts
        ]


def plain(text: str) -> str:
    """Return the text as it must be read: without drawing marks and raised digits."""
    return _MARKS.sub("", text)


def load_pages(folder: Path) -> list[GoldenPage]:
    """Return the golden pages of a folder, by name."""
    return [load_page(path) for path in sorted(folder.glob("*.yaml"))]


def load_page(path: Path) -> GoldenPage:
    """Return one golden page; unknown keys and doubtful truth are errors."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    _check_keys(raw, GoldenPage, path, extra=set())
    raw["flows"] = tuple(_flow(flow, path) for flow in raw["flows"])
    raw["size"] = tuple(raw.get("size", (595, 842)))
    raw["stream"] = Stream(raw.get("stream", "reading"))
    raw["running"] = Running(**raw.get("running", {}))
    raw["shapes"] = tuple(
        Shape(tuple(shape["box"]), shape["color"]) for shape in raw.get("shapes", [])
    )
    page = GoldenPage(name=path.stem, **raw)
    _check_units(page)
    return page


def _check_keys(raw: Mapping[str, Any], record: type, path: Path, extra: set[str]) -> None:
    known = {f.name for f in fields(record)} | extra
    unknown = set(raw) - known
    if unknown:
        raise ValueError(f"{path.name}: unknown keys {sorted(unknown)}; known are {sorted(known)}")


def _flow(raw: dict[str, Any], path: Path) -> Flow:
    _check_keys(raw, Flow, path, extra=set())
    raw["frames"] = tuple(tuple(frame) for frame in raw["frames"])
    raw["items"] = tuple(_item(item, path) for item in raw["items"])
    raw["role"] = Role(raw.get("role", "main"))
    return Flow(**raw)


def _item(raw: dict[str, Any], path: Path) -> Item:
    if len(raw) != 1:
        raise ValueError(f"{path.name}: an item has one key, got {sorted(raw)}")
    ((key, value),) = raw.items()
    kind = ItemKind(key)
    if kind is ItemKind.PICTURE:
        return Item(kind, height_pt=float(value))
    if kind is ItemKind.TABLE:
        rows = tuple(tuple(str(cell) for cell in row) for row in value["rows"])
        widths = tuple(value["widths"])
        return Item(kind, rows=rows, widths=widths, has_rules=value.get("rules", False))
    return Item(kind, tuple(value) if isinstance(value, list) else (str(value),))


def letters(text: str) -> str:
    """Return only the letters of ``text``, in lower case: what order is judged on."""
    return "".join(c for c in text.casefold() if c.isalpha())


def _check_units(page: GoldenPage) -> None:
    """Refuse a unit whose place would be uncertain, because its letters stand twice on the page."""
    chains = list(page.chains())
    keys = [letters(unit.text) for chain in chains for unit in chain]
    for key in (letters(unit.text) for chain in chains if len(chain) > 1 for unit in chain):
        holders = [other for other in keys if key in other]
        if key and len(holders) != 1:
            raise ValueError(f"{page.name}: {key!r} stands in each of {holders}; word it otherwise")

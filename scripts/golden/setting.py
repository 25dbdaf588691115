"""Sets the items of a flow as printed lines, and pours them into frames."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sample.lines import Breaking, Face, break_lines, runs
from sample.pieces import FONTS

from golden.pages import Flow, Item, ItemKind

_RAISED_SCALE = 0.62
_OWN_HYPHEN = re.compile("-[-\u00ad]$")
_LOOKS = {  # weight of the face, scale of the size, gap before in lines
    ItemKind.TITLE: (1, 2.0, 0.9),
    ItemKind.HEADING: (1, 1.35, 0.9),
    ItemKind.SPACED: (1, 1.25, 1.0),
    ItemKind.SUBHEADING: (1, 1.0, 0.7),
    ItemKind.PARAGRAPH: (0, 1.0, 0.6),
    ItemKind.LEAD: (1, 1.0, 0.7),
    ItemKind.DROPPED: (0, 1.0, 0.6),
    ItemKind.BULLET: (0, 1.0, 0.25),
    ItemKind.NUMBERED: (0, 1.0, 0.25),
    ItemKind.NESTED: (0, 1.0, 0.15),
    ItemKind.TINTED: (0, 1.0, 0.9),
    ItemKind.QUOTE: (2, 1.5, 1.0),
    ItemKind.CAPTION: (2, 0.82, 0.3),
    ItemKind.NOTE: (0, 0.78, 0.2),
    ItemKind.BIG: (1, 2.6, 0.8),
}
_TINTED = (
    ItemKind.TITLE,
    ItemKind.HEADING,
    ItemKind.SUBHEADING,
    ItemKind.SPACED,
    ItemKind.TINTED,
    ItemKind.BIG,
)
BOLD = "*"  # before a word: the word is drawn bold
_LIST_INDENT_PT = 14.0
_DROP_LINES = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """Text drawn at a place: ``x`` from the frame's left, ``down`` from the line's top."""

    text: str
    face: Face
    x: float = 0.0
    down: float = 0.0
    color: str = "#1a1a1a"
    fill_pt: float = 0.0  # justify to this width; 0 for ragged
    char_space: float = 0.0


@dataclass(frozen=True, slots=True)
class Strip:
    """What is placed as one: a printed line, a table row or a picture."""

    height: float
    gap: float
    marks: tuple[Mark, ...]
    picture: float = 0.0  # height of a picture
    rule: bool = False
    keeps_next: bool = False


def pour(flow: Flow) -> Iterator[tuple[int, float, float, float, Strip]]:
    """Yield every strip with the number of its frame, its left, top (from above) and width.

    Frames may differ in width: an item that is cut is broken anew for the next frame.
    """
    number, down = 0, 0.0
    pending = [
        _Job(item, *context) for item, context in zip(flow.items, _contexts(flow), strict=True)
    ]
    while pending:
        job = pending.pop(0)
        x, top, width, height = flow.frames[number]
        strips = list(_strips(job, flow, width))
        for place, strip in enumerate(strips):
            gap = strip.gap if down else 0.0
            need = gap + strip.height + _company(strips, place, pending, flow, width)
            if down + need > height + 0.01:
                number, down, gap = number + 1, 0.0, 0.0
                if number == len(flow.frames):
                    raise ValueError(f"no room for {strip.marks[:1]} and what follows")
                if flow.frames[number][2] != width:
                    pending.insert(0, _rest(job, strips, place))
                    break
                x, top, width, height = flow.frames[number]
            yield number, x, top + down + gap, width, strip
            down += gap + strip.height


@dataclass(frozen=True, slots=True)
class _Job:
    """An item that must be set, or the rest of one."""

    item: Item
    count: int = 0  # of a numbered item
    before: ItemKind | None = None
    rows_done: int = 0
    is_rest: bool = False


def _contexts(flow: Flow) -> Iterator[tuple[int, ItemKind | None]]:
    """Yield the number of every item in its list, and the kind of the item before it."""
    count, before = 0, None
    for item in flow.items:
        count = count + 1 if item.kind is ItemKind.NUMBERED else 0
        yield count, before
        before = item.kind


def _company(
    strips: list[Strip], place: int, pending: list[_Job], flow: Flow, width: float
) -> float:
    """Return the height of what must stand with a heading: the first strip after it."""
    if not strips[place].keeps_next:
        return 0.0
    if place + 1 < len(strips):
        return strips[place + 1].gap + strips[place + 1].height
    if not pending:
        return 0.0
    following = next(iter(_strips(pending[0], flow, width)))
    return following.gap + following.height


def _rest(job: _Job, strips: list[Strip], place: int) -> _Job:
    if job.item.kind is ItemKind.TABLE:
        return replace(job, rows_done=job.rows_done + place)
    if place == 0 or not strips[place].marks:
        return job
    lines = [strip.marks[-1].text for strip in strips[place:]]
    if any(line.endswith(("-", "\u00ad")) for line in lines):
        raise ValueError(f"{lines[0]!r}: hyphens at line ends need frames of one width")
    return replace(job, item=replace(job.item, texts=(" ".join(lines),)), is_rest=True)


def _strips(job: _Job, flow: Flow, width: float) -> Iterator[Strip]:
    item = job.item
    if item.kind is ItemKind.TABLE:
        yield from list(_table(item, flow, width))[job.rows_done :]
    elif item.kind is ItemKind.PICTURE:
        yield Strip(item.height_pt, flow.size * 0.8, (), item.height_pt, keeps_next=True)
    else:
        yield from _text(job, flow, width)


def face_of(flow: Flow, kind: ItemKind) -> Face:
    """Return the face of an item."""
    weight, scale, _ = _LOOKS[kind]
    return Face(FONTS[flow.font][weight], flow.size * scale)


def _text(job: _Job, flow: Flow, width: float) -> Iterator[Strip]:
    item, before = job.item, None if job.is_rest else job.before
    face = face_of(flow, item.kind)
    gap = _LOOKS[item.kind][2] * flow.size
    if item.kind is ItemKind.PARAGRAPH and flow.indent and before is item.kind:
        gap = 0.0
    color = flow.accent if item.kind in _TINTED else flow.color
    lines = list(_lines(item, flow, face, width, before))
    leading = face.size_pt * (flow.leading if item.kind not in _TINTED else 1.25)
    for number, (line, indent) in enumerate(lines):
        is_last = number == len(lines) - 1
        fills = flow.justify and not is_last and item.kind is ItemKind.PARAGRAPH
        left = _left(line, indent, face, flow, width)
        mark = Mark(line, face, left, 0.0, color, width - indent if fills else 0.0)
        marks = [_spaced(mark, flow) if item.kind is ItemKind.SPACED else mark]
        if number == 0 and not job.is_rest:
            marks[:0] = _first_marks(item, flow, face, job.count)
        yield Strip(leading, 0.0 if number else gap, tuple(marks), keeps_next=item.kind in _TINTED)


def _left(line: str, indent: float, face: Face, flow: Flow, width: float) -> float:
    """Return where a line begins, in points from the left of the frame."""
    slack = width - indent - face.width(line.replace(BOLD, ""))
    return indent + {"left": 0.0, "center": slack / 2, "right": slack}[flow.align]


def _lines(
    item: Item, flow: Flow, face: Face, width: float, before: ItemKind | None
) -> Iterator[tuple[str, float]]:
    """Yield the lines of an item with their indents."""
    text = " ".join(item.texts)
    indent = 0.0
    if item.kind in (ItemKind.BULLET, ItemKind.NUMBERED, ItemKind.NESTED):
        indent = _LIST_INDENT_PT * (2 if item.kind is ItemKind.NESTED else 1)
    if item.kind is ItemKind.DROPPED:
        yield from _dropped_lines(text, flow, face, width)
        return
    if item.kind is ItemKind.PARAGRAPH and flow.indent and before is item.kind:
        pad = round(flow.indent / face.width("n"))
        lines = _broken("n" * pad + text, flow, face, width)
        yield lines[0][pad:], flow.indent
        yield from ((line, 0.0) for line in lines[1:])
        return
    yield from ((line, indent) for line in _broken(text, flow, face, width - indent))


def _broken(text: str, flow: Flow, face: Face, width: float) -> list[str]:
    how = Breaking(flow.hyphen, flow.hyphenate, flow.ligatures)
    return [_OWN_HYPHEN.sub("-", line) for line in break_lines(text, face, width, how)]


def _dropped_lines(text: str, flow: Flow, face: Face, width: float) -> Iterator[tuple[str, float]]:
    indent = Face(face.font, face.size_pt * 4).width(text[0]) + 4
    narrow = _broken(text[1:], flow, face, width - indent)
    yield from ((line, indent) for line in narrow[:_DROP_LINES])
    rest = " ".join(narrow[_DROP_LINES:])
    yield from ((line, 0.0) for line in _broken(rest, flow, face, width))


def _first_marks(item: Item, flow: Flow, face: Face, count: int) -> list[Mark]:
    """Return what stands before the first line: a bullet, a number, a drop cap."""
    if item.kind is ItemKind.BULLET:
        return [Mark(flow.bullet, face, 2.0, 0.0, flow.color)]
    if item.kind is ItemKind.NESTED:
        return [Mark("-", face, 2.0 + _LIST_INDENT_PT, 0.0, flow.color)]
    if item.kind is ItemKind.NUMBERED:
        return [Mark(f"{count}.", face, 0.0, 0.0, flow.color)]
    if item.kind is ItemKind.DROPPED:
        large = Face(face.font, face.size_pt * 4)
        down = face.size_pt * flow.leading * (_DROP_LINES - 1)
        return [Mark(item.texts[0][0], large, 0.0, down, flow.accent)]
    return []


def _spaced(mark: Mark, flow: Flow) -> Mark:
    if flow.spacing == "chars":
        return replace(mark, char_space=4.0)
    return replace(mark, text="   ".join(" ".join(word) for word in mark.text.split()))


def _table(item: Item, flow: Flow, width: float) -> Iterator[Strip]:
    for number, row in enumerate(item.rows):
        face = Face(FONTS[flow.font][0 if number else 1], flow.size * 0.86)
        leading = face.size_pt * 1.35
        marks: list[Mark] = []
        left, most = 0.0, 1
        for cell, share in zip(row, item.widths, strict=True):
            lines = _broken(cell, flow, face, width * share - 8)
            most = max(most, len(lines))
            marks += [
                Mark(line, face, left + 3, place * leading, flow.color)
                for place, line in enumerate(lines)
            ]
            left += width * share
        gap = 0.0 if number else flow.size * 0.8
        yield Strip(leading * most + 4, gap, tuple(marks), rule=item.has_rules)


def stretches(mark: Mark) -> Iterator[tuple[str, float, float]]:
    """Yield the stretches of a line with their size and rise in points."""
    for text, is_raised in runs(mark.text):
        scale = _RAISED_SCALE if is_raised else 1.0
        yield text, mark.face.size_pt * scale, mark.face.size_pt * 0.35 if is_raised else 0.0

"""Turns elements into pieces: things with a height that can be drawn at a place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportlab.lib.colors import HexColor, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from sample.lines import Breaking, Face, break_lines, runs
from sample.pictures import paint_hills
from sample.texts import Element, Kind, Look

Draw = Callable[[Canvas, float, float], None]  # canvas, x of the left edge, y of the baseline
_LEADING = 1.45
_INK = "#1a1a1a"
_RAISED_SCALE = 0.62
FONTS = {
    "serif": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "sans": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "vera": ("Vera", "VeraBd", "VeraIt"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Something to place in a column; heights and gaps in points."""

    height_pt: float
    draw: Draw
    gap_before_pt: float = 0.0
    keeps_next: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What every piece of a report shares."""

    look: Look
    size_pt: float

    @property
    def breaking(self) -> Breaking:
        """How lines may be broken."""
        return Breaking(self.look.hyphen, self.look.is_hyphenated, self.look.has_ligatures)

    def face(self, weight: int, scale: float = 1.0) -> Face:
        """Return the regular (0), bold (1) or italic (2) face."""
        return Face(FONTS[self.look.family][weight], self.size_pt * scale)


def make_pieces(elements: Sequence[Element], setting: Setting, width_pt: float) -> Iterator[Piece]:
    """Yield the pieces of ``elements`` for a column of ``width_pt``; footnotes are left out."""
    for is_table, run in groupby(elements, key=lambda e: e.kind is Kind.ROW):
        if is_table:
            yield from _table([e.text for e in run], setting, width_pt)
            continue
        for element in run:
            yield from _untabled(element, setting, width_pt)


def _table(rows: list[str], setting: Setting, width_pt: float) -> Iterator[Piece]:
    shares = _shares(rows)
    for index, row in enumerate(rows):
        yield from _row(row, setting, width_pt, shares, index == 0)


def _untabled(element: Element, setting: Setting, width_pt: float) -> Iterator[Piece]:
    if element.kind is Kind.BARS:
        yield _bars(element.text, setting, width_pt)
    elif element.kind is Kind.PICTURE:
        yield from _picture(element.text, setting, width_pt)
    elif element.kind is Kind.SPACED:
        yield _spaced(element.text, setting)
    elif element.kind is not Kind.FOOTNOTE:
        yield from _text(element, setting, width_pt)


def footnote_pieces(elements: Sequence[Element], setting: Setting, width_pt: float) -> list[Piece]:
    """Return the footnotes of a page."""
    face = setting.face(0, 0.78)
    notes = [e.text for e in elements if e.kind is Kind.FOOTNOTE]
    return [
        Piece(face.size_pt * _LEADING, _line(line, face))
        for note in notes
        for line in break_lines(note, face, width_pt, setting.breaking)
    ]


def _text(element: Element, setting: Setting, width_pt: float) -> Iterator[Piece]:
    weight, scale, gap, indent = {
        Kind.HEADING: (1, 1.7, 0.9, 0.0),
        Kind.SUBHEADING: (1, 1.15, 0.9, 0.0),
        Kind.BULLET: (0, 1.0, 0.25, 12.0),
        Kind.QUOTE: (2, 1.25, 0.9, 14.0),
        Kind.PARAGRAPH: (0, 1.0, 0.55, 0.0),
    }[element.kind]
    face = setting.face(weight, scale)
    lines = break_lines(element.text, face, width_pt - indent, setting.breaking)
    is_heading = element.kind in (Kind.HEADING, Kind.SUBHEADING)
    for index, line in enumerate(lines):
        is_last = index == len(lines) - 1
        fill = width_pt if _may_justify(element, setting, is_last) else None
        draw = _line(
            line, face, setting.look.accent if is_heading else _INK, fill_pt=fill, indent_pt=indent
        )
        if element.kind is Kind.BULLET and index == 0:
            draw = _with_bullet(draw, face)
        yield Piece(
            face.size_pt * _LEADING, draw, gap * setting.size_pt if index == 0 else 0.0, is_heading
        )


def _may_justify(element: Element, setting: Setting, is_last: bool) -> bool:
    return setting.look.is_justified and element.kind is Kind.PARAGRAPH and not is_last


def _line(
    text: str,
    face: Face,
    accent: str = _INK,
    *,
    fill_pt: float | None = None,
    indent_pt: float = 0.0,
) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        out = canvas.beginText(x + indent_pt, y)
        out.setFillColor(HexColor(accent))
        spaces = text.count(" ")
        if fill_pt and spaces:
            slack = fill_pt - face.width(text)
            out.setWordSpace(slack / spaces if slack < 0.25 * fill_pt else 0)
        for stretch, is_raised in runs(text):
            out.setFont(face.font, face.size_pt * (_RAISED_SCALE if is_raised else 1))
            out.setRise(face.size_pt * 0.35 if is_raised else 0)
            out.textOut(stretch)
        out.setWordSpace(0)
        out.setRise(0)
        canvas.drawText(out)

    return draw


def _with_bullet(draw: Draw, face: Face) -> Draw:
    def both(canvas: Canvas, x: float, y: float) -> None:
        canvas.setFont(face.font, face.size_pt)
        canvas.setFillColor(HexColor(_INK))
        canvas.drawString(x + 2, y, "\u2022")
        draw(canvas, x, y)

    return both


def _spaced(text: str, setting: Setting) -> Piece:
    face = setting.face(1, 1.2)
    by_spaces = setting.look.spacing == "spaces"
    printed = "   ".join(" ".join(word) for word in text.split()) if by_spaces else text

    def draw(canvas: Canvas, x: float, y: float) -> None:
        out = canvas.beginText(x, y)
        out.setFont(face.font, face.size_pt)
        out.setFillColor(HexColor(setting.look.accent))
        out.setCharSpace(0 if by_spaces else 4.2)
        out.textOut(printed)
        out.setCharSpace(0)
        canvas.drawText(out)

    return Piece(face.size_pt * 1.6, draw, setting.size_pt, True)


def _shares(rows: Sequence[str]) -> list[float]:
    """Return the share of the width of each column, by its longest cell."""
    columns = zip(*(_cells(row) for row in rows), strict=True)
    longest = [min(max(len(cell) for cell in column), 48) + 6 for column in columns]
    return [length / sum(longest) for length in longest]


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def _row(
    text: str, setting: Setting, width_pt: float, shares: Sequence[float], is_head: bool
) -> Iterator[Piece]:
    cells = _cells(text)
    face = setting.face(1 if is_head else 0, 0.88)
    widths = [width_pt * share for share in shares]
    wrapped = [
        break_lines(cell, face, w - 8, setting.breaking) or [""]
        for cell, w in zip(cells, widths, strict=True)
    ]
    leading = face.size_pt * _LEADING
    height = leading * max(len(lines) for lines in wrapped) + 3

    def draw(canvas: Canvas, x: float, y: float) -> None:
        top = y + leading * 0.78
        if is_head:
            canvas.setFillColor(HexColor(setting.look.accent))
            canvas.rect(x, top - height, width_pt, height, stroke=0, fill=1)
        canvas.setFont(face.font, face.size_pt)
        canvas.setFillColor(white if is_head else HexColor(_INK))
        left = x
        for lines, w in zip(wrapped, widths, strict=True):
            for index, line in enumerate(lines):
                canvas.drawString(left + 4, y - index * leading, line)
            left += w
        canvas.setStrokeColor(HexColor("#b8b8b8"))
        canvas.setLineWidth(0.4)
        canvas.line(x, top - height, x + width_pt, top - height)

    yield Piece(height, draw, setting.size_pt * 0.8 if is_head else 0.0, is_head)


def _picture(caption: str, setting: Setting, width_pt: float) -> Iterator[Piece]:
    picture = paint_hills(setting.look.accent, seed=len(caption))
    height = width_pt * picture.height / picture.width

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.drawImage(ImageReader(picture), x, y - height + 10, width_pt, height)

    yield Piece(height, draw, setting.size_pt * 1.4, True)
    face = setting.face(2, 0.82)
    for line in break_lines(caption, face, width_pt, setting.breaking):
        yield Piece(face.size_pt * _LEADING, _line(line, face, "#555555"))


def _bars(text: str, setting: Setting, width_pt: float) -> Piece:
    pairs = [pair.split("=") for pair in text.split(";")]
    values = [(label.strip(), float(value)) for label, value in pairs]
    face = setting.face(0, 0.8)
    step = face.size_pt * 1.9
    longest = max(value for _, value in values)

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.setFont(face.font, face.size_pt)
        for index, (label, value) in enumerate(values):
            baseline = y - index * step
            canvas.setFillColor(HexColor(_INK))
            canvas.drawString(x, baseline, label)
            canvas.setFillColor(HexColor(setting.look.accent))
            bar = (width_pt * 0.55) * value / longest
            canvas.rect(x + width_pt * 0.32, baseline - 2, bar, face.size_pt, stroke=0, fill=1)
            canvas.setFillColor(HexColor(_INK))
            canvas.drawString(x + width_pt * 0.32 + bar + 4, baseline, f"{value:g}")

    return Piece(step * len(values), draw, setting.size_pt)

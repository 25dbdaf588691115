"""Places pieces in the columns of a page: cover, one, two, sidebar, spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor, white
from reportlab.pdfgen.canvas import Canvas

from sample.lines import break_lines
from sample.pieces import Piece, Setting, footnote_pieces, make_pieces
from sample.texts import Element, Look, SourcePage

A4 = (595.28, 841.89)
_SIDE, _TOP, _BOTTOM, _GUTTER = 56.0, 78.0, 64.0, 20.0
_SMALLEST_PT = 7.6


@dataclass(frozen=True, slots=True)
class Frame:
    """A column: left edge, top edge, width and height in points."""

    x: float
    top: float
    width: float
    height: float


def page_size(page: SourcePage) -> tuple[float, float]:
    """Return width and height of the physical page in points."""
    return (A4[0] * 2, A4[1]) if page.layout.endswith("spread") else A4


def page_labels(pages: Sequence[SourcePage], first: int) -> list[int]:
    """Return the printed number of each page's first half; a spread carries two numbers."""
    labels, label = [], first
    for page in pages:
        labels.append(label)
        label += 2 if page.layout.endswith("spread") else 1
    return labels


def draw_page(canvas: Canvas, page: SourcePage, look: Look, label: int) -> None:
    """Draw one physical page; text that does not fit is set smaller, down to a limit."""
    layout = page.layout.removeprefix("scan-")
    if layout == "cover":
        _draw_cover(canvas, page, look)
        return
    halves = list(page.parts) if layout == "spread" else [()]
    for index in range(len(halves)):
        left = index * A4[0]
        parts = (halves[index],) if layout == "spread" else page.parts
        inner = "two" if layout == "spread" else layout
        _draw_half(canvas, parts, inner, look, left)
        _draw_running(canvas, look, label + index, left)


def _draw_half(
    canvas: Canvas, parts: tuple[tuple[Element, ...], ...], layout: str, look: Look, left: float
) -> None:
    size = look.size_pt
    while size >= _SMALLEST_PT:
        if _try_half(canvas, parts, layout, Setting(look, size), left):
            return
        size -= 0.3
    raise ValueError(f"{look.title}: a page ({layout}) holds too much text; move some to the next")


def _try_half(
    canvas: Canvas,
    parts: tuple[tuple[Element, ...], ...],
    layout: str,
    setting: Setting,
    left: float,
) -> bool:
    width = A4[0] - 2 * _SIDE
    notes = [n for part in parts for n in footnote_pieces(part, setting, width)]
    notes_height = sum(n.height_pt for n in notes) + (10 if notes else 0)
    height = A4[1] - _TOP - _BOTTOM - notes_height
    frames = _frames(layout, left + _SIDE, width, height)
    groups = [
        list(make_pieces(part, setting, f[0].width)) for part, f in zip(parts, frames, strict=True)
    ]
    placed = [_balance(pieces, f) for pieces, f in zip(groups, frames, strict=True)]
    if any(p is None for p in placed):
        return False
    if layout == "sidebar":
        box = frames[1][0]
        canvas.setFillColor(HexColor("#e9efee"))
        canvas.rect(box.x - 8, box.top - box.height, box.width + 16, box.height + 8, 0, 1)
    for spots in placed:
        for piece, x, y in spots or ():
            piece.draw(canvas, x, y)
    _draw_notes(canvas, notes, left + _SIDE, _BOTTOM + notes_height)
    return True


def _frames(layout: str, x: float, width: float, height: float) -> list[list[Frame]]:
    """Return per part of the page the columns it flows through."""
    top = A4[1] - _TOP
    if layout == "two":
        column = (width - _GUTTER) / 2
        return [[Frame(x, top, column, height), Frame(x + column + _GUTTER, top, column, height)]]
    if layout == "sidebar":
        main = width * 0.64
        side = Frame(x + main + 28, top, width - main - 36, height)
        return [[Frame(x, top, main, height)], [side]]
    return [[Frame(x, top, width, height)]]


def _balance(pieces: list[Piece], frames: list[Frame]) -> list[tuple[Piece, float, float]] | None:
    """Return the places of ``pieces`` in columns as equal as possible, None when they do not fit."""
    if len(frames) == 1:
        return _flow(pieces, frames)
    full = frames[0].height
    for height in (full * share / 40 for share in range(10, 41)):
        spots = _flow(pieces, [Frame(f.x, f.top, f.width, height) for f in frames])
        if spots is not None:
            return spots
    return None


def _flow(pieces: list[Piece], frames: list[Frame]) -> list[tuple[Piece, float, float]] | None:
    spots: list[tuple[Piece, float, float]] = []
    index, used = 0, 0.0
    for number, piece in enumerate(pieces):
        gap = piece.gap_before_pt if used else 0.0
        needed = gap + piece.height_pt + _height_of_kept(pieces, number)
        if used + needed > frames[index].height:
            index, used, gap = index + 1, 0.0, 0.0
            if index == len(frames):
                return None
        used += gap + piece.height_pt
        spots.append((piece, frames[index].x, _baseline(frames[index], used, piece)))
    return spots


def _height_of_kept(pieces: list[Piece], number: int) -> float:
    if not pieces[number].keeps_next or number + 1 == len(pieces):
        return 0.0
    following = pieces[number + 1]
    return following.gap_before_pt + 2 * min(following.height_pt, 14.0)


def _baseline(frame: Frame, used: float, piece: Piece) -> float:
    """Return where the first line of a piece stands that ends ``used`` points below the top."""
    return frame.top - (used - piece.height_pt) - min(piece.height_pt, 12.0) * 0.8


def _draw_notes(canvas: Canvas, notes: list[Piece], x: float, top: float) -> None:
    if not notes:
        return
    canvas.setStrokeColor(HexColor("#777777"))
    canvas.line(x, top - 2, x + 120, top - 2)
    y = top - 4
    for note in notes:
        y -= note.height_pt
        note.draw(canvas, x, y + 2)


def _draw_running(canvas: Canvas, look: Look, label: int, left: float) -> None:
    face = Setting(look, 8).face(0)
    canvas.setFont(face.font, face.size_pt)
    canvas.setFillColor(HexColor("#666666"))
    if look.header:
        canvas.drawString(left + _SIDE, A4[1] - 42, look.header)
        canvas.setStrokeColor(HexColor(look.accent))
        canvas.line(left + _SIDE, A4[1] - 48, left + A4[0] - _SIDE, A4[1] - 48)
    canvas.drawRightString(left + A4[0] - _SIDE, 34, look.footer.format(page=label))


def _draw_cover(canvas: Canvas, page: SourcePage, look: Look) -> None:
    width, height = page_size(page)
    canvas.setFillColor(HexColor(look.accent))
    canvas.rect(0, height * 0.52, width, height * 0.48, stroke=0, fill=1)
    big = Setting(look, 30).face(1)
    y = height * 0.76
    for line in break_lines(look.title, big, width - 2 * _SIDE, Setting(look, 30).breaking):
        canvas.setFont(big.font, big.size_pt)
        canvas.setFillColor(white)
        canvas.drawString(_SIDE, y, line)
        y -= 38
    setting = Setting(look, look.size_pt + 1)
    frame = Frame(_SIDE, height * 0.47, width - 2 * _SIDE, height * 0.4)
    pieces = list(make_pieces(page.parts[0], setting, frame.width))
    for piece, x, baseline in _flow(pieces, [frame]) or ():
        piece.draw(canvas, x, baseline)

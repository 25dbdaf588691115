"""Draws a golden page as a PDF of three pages: the page itself between two ordinary ones."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from sample.files import register_fonts
from sample.pictures import paint_hills

from golden.pages import Flow, GoldenPage, Item, ItemKind, Role, Running, Stream
from golden.setting import BOLD, Mark, Strip, pour, stretches

_RUNNING_PT = 7.5
_SIDE_PT = 40.0
_PATCH_PT = 70.0
_FILLERS = {
    "nl": (
        "De volgorde van de hoofdstukken volgt die van het vorige verslag.",
        "Bedragen zijn afgerond op duizend euro, tenzij anders vermeld.",
        "De raad van commissarissen heeft dit hoofdstuk in maart besproken.",
        "Begrippen worden verklaard in de lijst achter in dit verslag.",
        "Vergelijkende cijfers zijn waar nodig aangepast aan de nieuwe indeling.",
        "De grondslagen zijn niet gewijzigd ten opzichte van vorig jaar.",
    ),
    "en": (
        "The order of the chapters follows that of the previous report.",
        "Amounts are rounded to thousands of euros unless stated otherwise.",
        "The supervisory board discussed this chapter in March.",
        "Terms are explained in the list at the end of this report.",
        "Comparative figures were adapted to the new segments where needed.",
        "The accounting policies did not change compared with last year.",
    ),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A strip at its place: frame number over the page, left and top in points from above."""

    flow: Flow
    frame: int
    x: float
    top: float
    width: float
    strip: Strip


def draw_pdf(page: GoldenPage) -> bytes:
    """Return the PDF; the golden page is its second page. The same page gives the same bytes."""
    register_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=page.size, invariant=1)
    for offset in (-1, 0, 1):
        if page.turned:  # the paper stands upright, what is on it lies on its side
            canvas.setPageSize(page.size)  # as displayed; the library turns it for the paper
            canvas.setPageRotation(90)
            canvas.translate(page.size[1], 0)
            canvas.rotate(90)
        if offset:
            _draw_ordinary(canvas, page, offset)
        else:
            _draw_golden(canvas, page)
        _draw_running(canvas, page, offset)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_golden(canvas: Canvas, page: GoldenPage) -> None:
    for shape in page.shapes:
        x, top, width, height = shape.box
        canvas.setFillColor(HexColor(shape.color))
        canvas.rect(x, page.size[1] - top - height, width, height, stroke=0, fill=1)
    for placed in _in_stream(page):
        _draw_strip(canvas, placed, page.size[1])


def _in_stream(page: GoldenPage) -> list[Placed]:
    """Return what is drawn, in the order in which it stands in the file."""
    every = [Placed(flow, frame, *place) for flow in page.flows for frame, *place in pour(flow)]
    if page.stream is Stream.RIGHT_FIRST:
        return sorted(every, key=lambda p: -round(p.x))
    if page.stream is Stream.LINE_BY_LINE:
        return sorted(every, key=lambda p: (round(p.top), p.x))
    if page.stream is Stream.PATCHES:
        return sorted(every, key=lambda p: (int(p.top // _PATCH_PT) * 3 % 7, -round(p.x)))
    if page.stream is Stream.BOTTOM_UP:
        return every[::-1]
    if page.stream is Stream.ASIDES_FIRST:
        return sorted(every, key=lambda p: p.flow.role is Role.MAIN)
    return every


def _draw_strip(canvas: Canvas, placed: Placed, page_height: float) -> None:
    strip, flow = placed.strip, placed.flow
    canvas.saveState()
    if flow.rotate:
        x, top, _, _ = flow.frames[placed.frame]
        canvas.translate(x, page_height - top)
        canvas.rotate(flow.rotate)
        left, up = placed.x - x, top - placed.top
    else:
        left, up = placed.x, page_height - placed.top
    if strip.picture:
        picture = ImageReader(paint_hills(flow.accent, seed=7))
        canvas.drawImage(picture, left, up - strip.picture, placed.width, strip.picture)
    for mark in strip.marks:
        y = up - mark.face.size_pt - mark.down
        _draw_mark(canvas, mark, left + mark.x, y, flow)
        if flow.doubled:
            _draw_mark(canvas, mark, left + mark.x + 0.3, y, flow)
    if strip.rule:
        canvas.setStrokeColor(HexColor("#999999"))
        canvas.setLineWidth(0.5)
        canvas.line(left, up - strip.height + 1, left + placed.width, up - strip.height + 1)
    canvas.restoreState()


def _draw_mark(canvas: Canvas, mark: Mark, x: float, y: float, flow: Flow) -> None:
    if mark.face.size_pt > 30 and len(mark.text) == 1:  # a drop cap hangs from the first line
        y += mark.face.size_pt * 0.73
    canvas.setFillColor(HexColor(mark.color))
    spaces = mark.text.count(" ")
    slack = mark.fill_pt - mark.face.width(mark.text) if mark.fill_pt and spaces else 0.0
    extra = slack / spaces if 0 < slack < 0.25 * mark.fill_pt else 0.0
    if flow.words or BOLD in mark.text:
        _draw_words(canvas, mark, x, y, extra)
        return
    out = canvas.beginText(x, y)
    out.setTextRenderMode(3 if flow.role is Role.HIDDEN else 0)
    out.setWordSpace(extra)
    out.setCharSpace(mark.char_space)
    for text, size, rise in stretches(mark):
        out.setFont(mark.face.font, size)
        out.setRise(rise)
        out.textOut(text)
    out.setWordSpace(0)
    out.setCharSpace(0)
    out.setRise(0)
    canvas.drawText(out)


def _draw_words(canvas: Canvas, mark: Mark, x: float, y: float, extra: float) -> None:
    bold = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Vera": "VeraBd"}
    for word in mark.text.split(" "):
        font = bold[mark.face.font] if word.startswith(BOLD) else mark.face.font
        canvas.setFont(font, mark.face.size_pt)
        shown = word.removeprefix(BOLD)
        canvas.drawString(x, y, shown)
        x += stringWidth(shown, font, mark.face.size_pt)
        x += stringWidth(" ", mark.face.font, mark.face.size_pt) + extra


def _draw_ordinary(canvas: Canvas, page: GoldenPage, offset: int) -> None:
    """Draw a neighbour: running text in the face of the page's largest flow."""
    like = max(page.flows, key=lambda flow: sum(len(t) for i in flow.items for t in i.texts))
    fillers = _FILLERS[page.language]
    turned = fillers[offset:] + fillers[:offset]
    items = tuple(Item(ItemKind.PARAGRAPH, turned[start : start + 3]) for start in (0, 3))
    frame = (_SIDE_PT + 16, 110.0, page.size[0] / (2 if page.size[0] > 1000 else 1) - 120, 400.0)
    flow = Flow(items, (frame,), size=like.size, font=like.font, leading=like.leading)
    for number, *place in pour(flow):
        _draw_strip(canvas, Placed(flow, number, *place), page.size[1])


def _draw_running(canvas: Canvas, page: GoldenPage, offset: int) -> None:
    canvas.setFillColor(HexColor("#555555"))
    canvas.setFont("Helvetica", _RUNNING_PT)
    for text, x, y, is_right in _running_texts(page, page.running, offset):
        (canvas.drawRightString if is_right else canvas.drawString)(x, y, text)


def _running_texts(
    page: GoldenPage, running: Running, offset: int
) -> Iterator[tuple[str, float, float, bool]]:
    width, height = page.size
    right = width - _SIDE_PT
    if running.header:
        yield running.header, _SIDE_PT, height - 32, False
    if running.footer:
        yield running.footer, width * 0.3, 26.0, False
    if not running.number:
        return
    is_spread = width > 1000
    number = running.number + offset * (2 if is_spread else 1)
    if is_spread:
        yield str(number), _SIDE_PT, 26.0, False
        yield str(number + 1), right, 26.0, True
    elif running.edge == "center":
        yield str(number), width / 2, 26.0, False
    else:
        y = height - 32 if running.edge == "header" else 26.0
        is_right = number % 2 == 1
        yield str(number), right if is_right else _SIDE_PT, y, is_right

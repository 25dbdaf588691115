"""Text that nobody sees on a page drawn here is left out and counted; what is seen stays."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from report_mining.documents import read_report
from report_mining.records import Page, ReadingLimits, Report

SEEN = "Wij onderschrijven de richtlijnen en leggen daarover verantwoording af."
UNSEEN = "deze woorden ziet niemand"

Draw = Callable[[Canvas], None]


def read_page(folder: Path, draw: Draw) -> Page:
    path = folder / "page.pdf"
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(60, 740, SEEN)
    draw(canvas)
    canvas.save()
    report = read_report(path, ReadingLimits(ocr=False))
    assert isinstance(report, Report), report
    return report.pages[0]


def invisibly(canvas: Canvas) -> None:
    text = canvas.beginText(60, 600)
    text.setTextRenderMode(3)
    text.textOut(UNSEEN)
    canvas.drawText(text)


def in_white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(60, 600, UNSEEN)


def minutely(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 0.2)
    canvas.drawString(60, 600, UNSEEN)


def twice_further_on(canvas: Canvas) -> None:
    """The seen line once more, a hair lower, after so much else that the engine has forgotten it."""
    for number in range(9):
        canvas.drawString(60, 600 - 20 * number, f"Regel {number} van dit verslag")
    canvas.drawString(60.3, 739, SEEN)


@pytest.mark.parametrize(
    ("draw", "reason", "count"),
    [
        (invisibly, "invisible_text", len(UNSEEN)),
        (in_white, "white_text", len(UNSEEN)),
        (minutely, "minute_text", len(UNSEEN)),
        (twice_further_on, "doubled_text", len(SEEN)),
    ],
)
def test_unseen_text_is_left_out_and_counted(
    tmp_path: Path, draw: Draw, reason: str, count: int
) -> None:
    page = read_page(tmp_path, draw)
    assert UNSEEN not in page.text
    assert page.text.count(SEEN) == 1
    assert dict(page.balance.dropped)[reason] == count
    kept_and_dropped = page.balance.kept + sum(n for _, n in page.balance.dropped)
    assert page.balance.total == kept_and_dropped


def on_a_dark_area(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0, 0, 0.4)
    canvas.rect(50, 580, 300, 50, fill=1, stroke=0)
    in_white(canvas)


def on_a_scan(canvas: Canvas) -> None:
    """The text layer of a scan, drawn invisibly over the picture."""
    buffer = io.BytesIO()
    Image.new("L", (400, 500), 230).save(buffer, "PNG")
    buffer.seek(0)
    canvas.drawImage(ImageReader(buffer), 40, 40, 500, 680)
    invisibly(canvas)


def glyph_by_glyph_twice(canvas: Canvas) -> None:
    """Fake bold: every glyph is drawn again with a tiny offset."""
    x = 60.0
    for glyph in UNSEEN:
        canvas.drawString(x, 600, glyph)
        canvas.drawString(x + 0.3, 600, glyph)
        x += canvas.stringWidth(glyph, "Helvetica", 11)


@pytest.mark.parametrize("draw", [on_a_dark_area, on_a_scan, glyph_by_glyph_twice])
def test_text_that_is_seen_stays_once(tmp_path: Path, draw: Draw) -> None:
    assert read_page(tmp_path, draw).text.count(UNSEEN) == 1


def test_turned_text_stands_apart_from_the_lines_it_runs_along(tmp_path: Path) -> None:
    def turned(canvas: Canvas) -> None:
        canvas.drawString(60, 726, "Ook in de keten spreken wij anderen daarop aan.")
        canvas.saveState()
        canvas.translate(40, 700)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Jaarverslag in de kantlijn")
        canvas.restoreState()

    page = read_page(tmp_path, turned)
    texts = [page.text[b.char_start : b.char_end] for b in page.blocks]
    assert texts == [
        f"{SEEN} Ook in de keten spreken wij anderen daarop aan.",
        "Jaarverslag in de kantlijn",
    ]
    margin = page.blocks[-1].box
    assert margin is not None
    width = stringWidth("Jaarverslag in de kantlijn", "Helvetica", 11)
    assert (round(margin.y0), round(margin.y1)) == (700, round(700 + width))


def test_a_page_of_thousands_of_pieces_keeps_what_is_seen_and_drops_what_is_not(
    tmp_path: Path,
) -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(2_200):
            canvas.saveState()
            text = canvas.beginText(60 + 50 * (number % 10), 700 - 3 * (number // 10))
            text.setTextRenderMode(3 if number == 2_100 else 0)
            text.textOut("verborgen" if number == 2_100 else f"w{number}")
            canvas.drawText(text)
            canvas.restoreState()

    page = read_page(tmp_path, draw)
    assert "verborgen" not in page.text
    assert dict(page.balance.dropped)["invisible_text"] == len("verborgen")

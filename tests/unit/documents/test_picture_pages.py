"""Pictures: a scan hides text, a photograph does not, and a stamp on a scan changes nothing."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from report_mining.documents import read_report
from report_mining.documents.picture_pages import longest_run_of_lines
from report_mining.records import NotLookedReason, ReadingLimits, Report

LINES = [
    "Wij respecteren mensenrechten in onze hele keten en",
    "onderzoeken elk jaar waar de grootste risico's liggen.",
    "Daarbij gaan wij in gesprek met leveranciers en met",
    "vakbonden in de landen van herkomst van grondstoffen.",
] * 5
UNSEEN = NotLookedReason.IMAGE_WITHOUT_TEXT


def scan(size: tuple[int, int] = (1240, 1754)) -> Image.Image:
    """Return a picture of a page of text at 150 dpi."""
    picture = Image.new("L", size, 250)
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(LINES):
        draw.text((150, 200 + 34 * number), line, fill=20, font_size=24)
    return picture.filter(ImageFilter.GaussianBlur(0.8))


def photograph(size: tuple[int, int] = (1240, 1754)) -> Image.Image:
    """Return soft shapes and grain, as in a landscape."""
    grain = np.random.default_rng(7).normal(128, 60, (size[1] // 40, size[0] // 40))
    soft = Image.fromarray(grain.clip(0, 255).astype("uint8")).resize(
        size, Image.Resampling.BICUBIC
    )
    return soft.convert("L")


Maker = Callable[[], Image.Image]


def read(path: Path, pages: list[Maker | None], stamp: str = "") -> Report:
    """Write one page per picture (None: a page of text) and read it without OCR."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for number, make in enumerate(pages):
        if make is None:
            for i, line in enumerate(LINES):
                canvas.drawString(60, 760 - 14 * i, line)
        else:
            make().save(path.with_name(f"{number}.png"))
            canvas.drawImage(str(path.with_name(f"{number}.png")), 0, 0, *A4)
            canvas.drawString(60, 20, stamp)
        canvas.showPage()
    canvas.save()
    report = read_report(path, ReadingLimits(ocr=False))
    assert isinstance(report, Report)
    return report


@pytest.mark.parametrize(("make", "expected"), [(scan, UNSEEN), (photograph, None)])
def test_without_ocr_a_scan_is_unseen_and_a_photograph_is_seen(
    tmp_path: Path, make: Maker, expected: NotLookedReason | None
) -> None:
    report = read(tmp_path / "a.pdf", [make, None, None])
    assert [p.not_looked for p in report.pages] == [expected, None, None]


def test_a_report_of_pictures_only_was_not_looked_at_at_all(tmp_path: Path) -> None:
    report = read(tmp_path / "a.pdf", [photograph, scan, scan])
    assert [p.not_looked for p in report.pages] == [UNSEEN] * 3


def test_a_scan_under_a_printed_line_is_unseen(tmp_path: Path) -> None:
    stamp = "Bijlage 4 bij het jaarverslag, gewaarmerkt exemplaar"
    report = read(tmp_path / "a.pdf", [scan, photograph, None], stamp)
    assert [p.not_looked for p in report.pages] == [UNSEEN, None, None]


def test_lines_of_text_are_counted() -> None:
    small = scan().resize((620, 877))
    assert longest_run_of_lines(np.asarray(small)) == len(LINES)
    assert longest_run_of_lines(np.full((877, 620), 90, dtype=np.uint8)) == 0


def test_an_empty_page_was_looked_at(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=1)
    canvas.showPage()
    canvas.save()
    report = read_report(tmp_path / "a.pdf", ReadingLimits(ocr=False))
    assert isinstance(report, Report)
    assert report.pages[0].not_looked is None

"""Raised footnote digits behind figures, and headings told by their colour, in PDFs drawn here."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from report_mining.documents import read_report
from report_mining.records import BlockKind, Page, ReadingLimits, Report

TEAL, BLACK, NEAR_BLACK = (0.0, 0.5, 0.5), (0.0, 0.0, 0.0), (0.1, 0.1, 0.1)
BODY = [
    "Wij onderzoeken elk jaar waar de grootste risico's in onze keten liggen.",
    "Daarbij gaan wij in gesprek met leveranciers en met vakbonden ter plaatse.",
    "De uitkomsten staan in het volgende hoofdstuk van dit jaarverslag.",
]


def read_page(path: Path) -> Page:
    report = read_report(path, ReadingLimits(ocr=False))
    assert isinstance(report, Report)
    return report.pages[0]


def page_with_raised(path: Path, base: str, raised: str, rise_pt: float = 4.0) -> Page:
    """Write "Totaal BASE", and ``raised`` in small type directly behind it."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    text = f"Totaal {base}"
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 700, text)
    canvas.setFont("Helvetica", 6)
    canvas.drawString(60 + stringWidth(text, "Helvetica", 10), 700 + rise_pt, raised)
    canvas.save()
    return read_page(path)


@pytest.mark.parametrize(
    ("base", "raised"), [("2,345", "1"), ("2023", "12"), ("37%", "2"), ("CO2", "3"), ("2019.", "3")]
)
def test_raised_digits_behind_a_figure_are_set_apart(
    tmp_path: Path, base: str, raised: str
) -> None:
    page = page_with_raised(tmp_path / "a.pdf", base, raised)
    assert page.text == f"Totaal {base}"
    assert dict(page.balance.dropped)["footnote_mark"] == len(raised)
    (line,) = page.lines
    assert line.raw_end - line.raw_start == len(page.text) + len(raised)
    assert page.balance.total == page.balance.kept + sum(n for _, n in page.balance.dropped)


@pytest.mark.parametrize(
    ("base", "raised"), [("40 m", "2"), ("9.000m", "2"), ("kWh/m", "2"), ("1.", "50"), ("2", "345")]
)
def test_powers_prices_and_long_numbers_stay(tmp_path: Path, base: str, raised: str) -> None:
    page = page_with_raised(tmp_path / "a.pdf", base, raised)
    assert page.text.replace(" ", "") == f"Totaal {base}{raised}".replace(" ", "")


def test_small_digits_on_the_line_stay(tmp_path: Path) -> None:
    page = page_with_raised(tmp_path / "a.pdf", "2,345", "1", rise_pt=0.0)
    assert page.text.endswith("2,3451")


def first_kind(
    path: Path, heading: str, ink: tuple[float, float, float], body: list[str] = BODY
) -> BlockKind:
    """Return what the first line of a page is, in a colour of its own over black text."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 10)
    canvas.setFillColorRGB(*ink)
    canvas.drawString(60, 700, heading)
    canvas.setFillColorRGB(*BLACK)
    for number, line in enumerate(body, start=1):
        canvas.drawString(60, 700 - 13 * number, line)
    canvas.save()
    return read_page(path).blocks[0].kind


def test_a_line_in_a_colour_of_its_own_is_a_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    assert first_kind(path, "Onze verplichtingen", TEAL) is BlockKind.HEADING
    assert read_page(path).blocks[1].section_path == ("Onze verplichtingen",)


@pytest.mark.parametrize(
    ("heading", "ink"),
    [
        ("Onze verplichtingen", BLACK),
        ("Onze verplichtingen", NEAR_BLACK),
        ("Lees meer op www.voorbeeld.nl", TEAL),
        ("Dit is een gewone zin.", TEAL),
    ],
)
def test_other_lines_over_running_text_are_no_headings(
    tmp_path: Path, heading: str, ink: tuple[float, float, float]
) -> None:
    assert first_kind(tmp_path / "a.pdf", heading, ink) is BlockKind.PARAGRAPH

"""Tables of PDFs drawn here: rows, cells that no gap parts, headers over and before the cells."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from report_mining.documents import read_report
from report_mining.records import BlockKind, Passage, ReadingLimits, Report

LEFTS = (60.0, 140.0, 330.0, 430.0)
RIGHT = 530.0
HEADER = ("Code", "Onderwerp", "Bladzijde", "Controle")
ROWS = [
    ("2-22", "Verklaring over strategie", "12", "ja"),
    ("2-23", "Beleid (OESO-richtlijnen)", "14", "ja"),
    ("2-24", "Inbedding van beleid", "15", "nee"),
    ("2-25", "Herstel van gevolgen", "18", "nee"),
    ("2-26", "Advies en meldingen", "19", "ja"),
]


class Sheet:
    """One page on which a table is drawn."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.canvas = Canvas(str(path), pagesize=A4, invariant=1)

    def write(self, x: float, y: float, text: str, size: float = 9, bold: bool = False) -> None:
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, y, text)

    def row(self, y: float, cells: Sequence[str], bold: bool = False) -> None:
        for x, cell in zip(LEFTS, cells, strict=True):
            self.write(x + 3, y, cell, bold=bold)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.line(x0, y0, x1, y1)

    def report(self) -> Report:
        self.canvas.save()
        report = read_report(self.path, ReadingLimits(ocr=False))
        assert isinstance(report, Report), report
        return report


def table_rows(report: Report) -> list[Passage]:
    return [p for p in report.passages if p.kind is BlockKind.TABLE_ROW]


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path / "table.pdf")


def test_level_lines_part_rows_that_stand_close(sheet: Sheet) -> None:
    """Rows without white between them, ruled by level lines only, under a header."""
    sheet.row(700, HEADER, bold=True)
    for number, row in enumerate(ROWS):
        sheet.line(LEFTS[0], 697 - 11 * number, RIGHT, 697 - 11 * number)
        sheet.row(689 - 11 * number, row)
    sheet.line(LEFTS[0], 697 - 55, RIGHT, 697 - 55)
    found = table_rows(sheet.report())
    assert [p.text for p in found] == [" | ".join(row) for row in [HEADER, *ROWS]]
    assert {p.column_headers for p in found[1:]} == {HEADER}
    assert [p.row_header for p in found[1:3]] == [
        "2-22 Verklaring over strategie",
        "2-23 Beleid (OESO-richtlijnen)",
    ]


def test_a_line_of_text_is_cut_where_a_border_of_cells_is_drawn(sheet: Sheet) -> None:
    """One string runs through two cells, with no more than a space at their border."""
    for number in range(4):
        y = 700 - 20 * number
        sheet.write(63, y, "Totaal beleid en herstel 34", 9)
        sheet.write(300, y, f"jaar {number}", 9)
        sheet.line(60, y + 14, 360, y + 14)
    sheet.line(60, 626, 360, 626)
    border = 63 + sheet.canvas.stringWidth("Totaal beleid en herstel", "Helvetica", 9) + 1
    for x in (60, border, 290, 360):
        sheet.line(x, 626, x, 714)
    found = table_rows(sheet.report())
    assert [p.text for p in found] == [
        f"Totaal beleid en herstel | 34 | jaar {number}" for number in range(4)
    ]


def test_a_cell_over_several_rows_names_each_of_them(sheet: Sheet) -> None:
    names = ("Noord", "Oost", "Zuid", "West")
    sheet.write(63, 664, "Uitstoot", 9)
    for number, name in enumerate(names):
        y = 700 - 18 * number
        sheet.write(203, y, name, 9)
        sheet.write(343, y, str(number), 9)
        sheet.line(200, y + 12, 450, y + 12)
    sheet.line(60, 712, 200, 712)
    sheet.line(60, 640, 450, 640)
    for x in (60, 200, 340, 450):
        sheet.line(x, 640, x, 712)
    report = sheet.report()
    assert [p.text for p in table_rows(report)] == [
        "Uitstoot | Noord | 0",
        "Oost | 1",
        "Zuid | 2",
        "West | 3",
    ]
    assert [p.row_header for p in table_rows(report)][1:] == [
        "Uitstoot Oost",
        "Uitstoot Zuid",
        "Uitstoot West",
    ]


def test_headers_stand_over_cells_of_tables_without_lines(sheet: Sheet) -> None:
    """A cell left empty does not shift the headers of the cells behind it."""
    sheet.row(700, HEADER, bold=True)
    for number, row in enumerate(ROWS):
        sheet.row(680 - 20 * number, row if number != 2 else (row[0], row[1], "", row[3]))
    found = table_rows(sheet.report())
    assert found[3].text == "2-24 | Inbedding van beleid | nee"
    assert found[3].column_headers == ("Code", "Onderwerp", "Controle")


def test_a_table_without_a_header_names_no_columns(sheet: Sheet) -> None:
    for number, row in enumerate(ROWS):
        sheet.row(680 - 20 * number, row)
    found = table_rows(sheet.report())
    assert len(found) == len(ROWS)
    assert {p.column_headers for p in found} == {()}


def test_boxes_around_running_text_are_no_table(sheet: Sheet) -> None:
    sentence = "Wij spreken elk jaar met de mensen in onze keten over hun werk."
    for column in range(2):
        x = 60 + 240 * column
        for box in range(3):
            top = 760 - 160 * box
            sheet.canvas.rect(x, top - 150, 230, 150)
            for line in range(9):
                sheet.write(
                    x + 5, top - 14 - 13 * line, sentence[:44] if line % 2 else sentence[:42], 9
                )
    assert table_rows(sheet.report()) == []


def test_running_text_closely_over_a_table_is_no_header_of_it(sheet: Sheet) -> None:
    """The last line of a paragraph is short and stands where a header could."""
    words = "Onze leveranciers volgen de code en laten elk jaar zien hoe zij dat doen en met wie"
    for number, line in enumerate((words, words.lower(), "zij daarover spreken.")):
        sheet.write(60, 740 - 12 * number, line, 10)
    for number, row in enumerate(ROWS):
        sheet.line(LEFTS[0], 709 - 17 * number, RIGHT, 709 - 17 * number)
        sheet.row(697 - 17 * number, row)
    report = sheet.report()
    assert report.pages[0].text.startswith(f"{words} {words.lower()} zij daarover spreken.\n")
    assert [p.text for p in table_rows(report)] == [" | ".join(row) for row in ROWS]

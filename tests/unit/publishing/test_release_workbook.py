"""The workbook opens as a workbook: sheets, frozen heads, percentages, no formulas."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import polars as pl
import pytest
import xlsxwriter

from report_mining.publishing.sheets import (
    CUT_MARK,
    EXCEL_CELL_LIMIT,
    SheetColumn,
    column_sheet,
    fit_text,
    plain_text,
)

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture(scope="module")
def parts(released: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(released / "release" / "report-mining.xlsx") as book:
        return {name: book.read(name) for name in book.namelist()}


def test_sheets_in_reading_order(parts: dict[str, bytes]) -> None:
    sheets = ElementTree.fromstring(parts["xl/workbook.xml"]).findall("m:sheets/m:sheet", NS)
    assert [s.get("name") for s in sheets] == [
        "About",
        "National series",
        "Sectors",
        "Change",
        "Companies",
        "Findings",
        "Population coverage",
        "Coverage",
        "Failures",
        "Review queue",
        "Company indicators",
        "Balanced panel",
        "Published series",
        "Company list",
        "Readings",
        "Report indicators",
        "Sector conduct",
        "Indicators",
    ]


def test_tables_have_frozen_heads_filters_and_no_formula(parts: dict[str, bytes]) -> None:
    for number in range(2, 13):
        sheet = parts[f"xl/worksheets/sheet{number}.xml"]
        root = ElementTree.fromstring(sheet)
        assert root.find("m:sheetViews/m:sheetView/m:pane", NS) is not None
        assert root.find("m:autoFilter", NS) is not None
        assert root.find(".//m:f", NS) is None


def test_shares_are_shown_as_percentages(parts: dict[str, bytes]) -> None:
    assert b'formatCode="0.0%"' in parts["xl/styles.xml"]


def test_the_first_sheet_says_the_figure_and_the_warning(parts: dict[str, bytes]) -> None:
    texts = parts["xl/sharedStrings.xml"].decode("utf-8")
    assert "2 of the 3 companies with a verdict explicitly endorse" in texts
    assert "2 van de 3 bedrijven met een oordeel" in texts
    assert "Endorsement is a statement, not observance" in texts


def test_headers_carry_notes_on_how_to_use_them(parts: dict[str, bytes]) -> None:
    notes = b"".join(content for name, content in parts.items() if re.search(r"comments\d", name))
    assert b"Endorsement is a statement and not observance" in notes


def test_text_that_looks_like_markup_of_a_workbook_stays_text() -> None:
    assert plain_text("<r>not <b>markup</r>") == "<r>not <b>markup</r> "
    assert plain_text("<r>open") == "<r>open"


def test_texts_are_cut_by_what_a_cell_holds_and_not_by_characters() -> None:
    longest = "x" * EXCEL_CELL_LIMIT
    assert fit_text(longest) == longest
    cut = fit_text("\U0001f600" * EXCEL_CELL_LIMIT)  # two units each
    assert len(cut.encode("utf-16-le")) // 2 <= EXCEL_CELL_LIMIT
    assert cut.endswith(CUT_MARK)


def test_a_sheet_by_column_has_the_cells_of_every_type_and_a_note_below(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "small.xlsx")) as book:
        style = book.add_format({"bold": True})
        sheet = book.add_worksheet("One", column_sheet())
        sheet.write_string(0, 0, "head")
        values = ([None, "b & <c>", "b & <c>"], [1.5, None, -2.0], [True, False, None], [7, 8, 9])
        sheet.set_columns([SheetColumn(pl.Series(column), style) for column in values])
        sheet.write_string(4, 0, "below")
    with zipfile.ZipFile(tmp_path / "small.xlsx") as book:
        root = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    cells = {
        c.get("r"): (c.get("t"), c.findtext("m:v", None, NS)) for c in root.findall(".//m:c", NS)
    }
    assert cells == {
        "A1": ("s", "0"), "B2": (None, "1.5"), "C2": ("b", "1"), "D2": (None, "7"),
        "A3": ("s", "1"), "C3": ("b", "0"), "D3": (None, "8"),
        "A4": ("s", "1"), "B4": (None, "-2"), "D4": (None, "9"), "A5": ("s", "2"),
    }  # fmt: skip
    assert [t.text for t in shared.findall("m:si/m:t", NS)] == ["head", "b & <c>", "below"]
    assert shared.get("count") == "4"

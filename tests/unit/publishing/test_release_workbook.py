"""The workbook opens as a workbook: sheets, frozen heads, percentages, no formulas."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

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

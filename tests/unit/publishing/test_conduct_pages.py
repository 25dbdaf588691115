"""The pages on due diligence and the SDGs: every figure opens its evidence, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

OVERVIEW = "due-diligence.html"


@pytest.fixture(scope="module")
def overview(released: Path) -> str:
    return (released / OVERVIEW).read_text("utf-8")


def company_page(released: Path, name: str) -> str:
    pages = [p.read_text("utf-8") for p in sorted((released / "companies").glob("*.html"))]
    return next(page for page in pages if f"<h1><bdi>{name}</bdi></h1>" in page)


def test_every_link_of_the_overview_leads_to_an_element(released: Path, overview: str) -> None:
    anchors = re.findall(r'href="([^"#]*)#([^"]+)"', overview)
    assert any("-step-2" in anchor for _, anchor in anchors)
    assert any(anchor.startswith("chapter-") for _, anchor in anchors)
    for file, anchor in anchors:
        page = (released / file).read_text("utf-8") if file else overview
        assert f'id="{anchor}"' in page, (file, anchor)


def test_the_heat_map_tells_nothing_found_from_could_not_look(overview: str) -> None:
    rows = {
        re.sub(r"<.*?>", "", row.split("</th>")[0]).strip(): row
        for row in re.findall(r'<tr><th scope="row">(.*?)</tr>', overview, re.S)
    }
    levels = re.findall(r'class="heat h(.)"', rows["Waterlelie Zuivel N.V."])
    assert levels == ["2", "3", "0", "3", "0", "0", "0"]
    assert set(re.findall(r'class="heat h(.)"', rows["Bakstheen &amp; Zonen"])) == {"x"}
    assert set(re.findall(r'class="heat h(.)"', rows["Polderbank Holding"])) == {"0"}


def test_the_matrix_counts_passages_and_quotes_them(overview: str) -> None:
    cell = re.search(
        r'<section class="cell-evidence" id="chapter-0-8".*?</section>', overview, re.S
    )
    assert cell is not None
    assert "Human Rights" in cell[0]
    assert "<mark>tie it to</mark>" in cell[0] or "tie it to" in cell[0]
    assert "PDF page" in cell[0]


def test_types_are_counted_broad_and_strict(overview: str) -> None:
    row = re.search(r'<tr><th scope="row"><span class="c-type T3i">.*?</tr>', overview, re.S)
    assert row is not None
    assert re.sub(r"<.*?>", " ", row[0]).split()[-2:] == ["1", "1"]


def test_a_company_page_shows_steps_goals_links_with_quotes_and_pictures(released: Path) -> None:
    page = company_page(released, "Waterlelie Zuivel N.V.")
    section = page[page.index('<section class="conduct">') :]
    assert '<span class="c-type T3i">T3i</span>' in section
    assert 'id="y2023-step-2"' in section
    assert "a process with an outcome" in section
    words = (released / "assets" / "behaviour.js").read_text("utf-8")  # the Dutch of all labels
    assert '"a process with an outcome": "een proces met een uitkomst"' in words
    assert "L5" in section
    assert "SDG 12" in section
    pictures = re.findall(r'src="\.\./(crops/[0-9a-f]+\.png)"', section)
    assert pictures
    assert all((released / picture).is_file() for picture in pictures)


def test_hostile_text_of_a_report_stays_text(released: Path) -> None:
    page = company_page(released, "Waterlelie Zuivel N.V.")
    assert "&lt;script&gt;alert(8.7)" in page
    assert "<script>alert" not in page


def test_years_without_a_document_have_no_section(released: Path) -> None:
    page = company_page(released, "Noorderlicht Energie Coöperatie U.A.")
    assert '<section class="conduct">' not in page


def test_the_overview_works_without_a_company_list(fake: ModuleType, tmp_path: Path) -> None:
    from report_mining.publishing import write_release

    write_release(fake.WITHOUT_COMPANIES, {}, tmp_path, fake.DEFINITIONS)
    page = (tmp_path / OVERVIEW).read_text("utf-8")
    assert "annual/waterlelie-2023.pdf" in page
    assert '<span class="c-type T3i">' in page


def test_nothing_of_the_cherry_picking_index_is_on_a_page(released: Path) -> None:
    pages = [released / OVERVIEW, *(released / "companies").glob("*.html")]
    assert not any("SDG-05" in page.read_text("utf-8") for page in pages)

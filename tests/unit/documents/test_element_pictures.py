"""Evidence in (X)HTML: the element alone, nothing that runs or reaches outside, and its picture."""

import io
import zipfile
from pathlib import Path

import pytest

from report_mining.documents.browser_pictures import find_browser, photograph
from report_mining.documents.element_snippets import cut_snippets
from report_mining.records import Actor, Finding, Scope
from report_mining.taxonomies.codes import Framework, Stance

QUOTE = "Wij onderschrijven de OESO-richtlijnen."
PAGE = f"""<html><head><style>@import "https://example.org/a.css";
p {{ color: #336; background: url(https://example.org/b.png) }}</style></head><body>
<div class="deel" onclick="run()"><p>Eerst iets anders.</p>
<p id="raak"><script>alert(1)</script><img src="https://example.org/c.png"/>{QUOTE}</p></div>
</body></html>"""


def finding(locator: str, quote: str = QUOTE) -> Finding:
    return Finding(
        finding_id="f", report_id="r", code=Framework.OECD_MNE, stance=Stance.ENDORSE, score=0.9,
        actor=Actor.SELF, own_assertion=None, lookalike=None, scope=Scope.WHOLE, rule="R",
        page_number=None, page_label=None, locator=locator, language="nl", section_path=(),
        quote=quote, mention="OESO-richtlijnen", char_start=0, char_end=1, boxes=(),
        passage_id="p",
    )  # fmt: skip


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    return path


@pytest.mark.parametrize("locator", ["/html/body/div[1]/p[2]", "/html/body/div[9]/p[4]"])
def test_the_element_of_a_finding_is_cut_out_also_where_its_path_is_off(
    page: Path, locator: str
) -> None:
    document = cut_snippets(page, [finding(locator)])["f"]
    assert QUOTE in document
    assert "Eerst iets anders" not in document
    assert 'class="deel"' in document


def test_nothing_in_it_runs_or_reaches_outside(page: Path) -> None:
    document = cut_snippets(page, [finding("/html/body/div[1]/p[2]")])["f"]
    for unwanted in ("<script", "alert", "onclick", "example.org", "@import"):
        assert unwanted not in document
    assert "default-src 'none'" in document


def test_a_quote_that_is_nowhere_has_no_element(page: Path) -> None:
    assert cut_snippets(page, [finding("/html/body/div[1]/p[2]", "Dit staat er niet.")]) == {}


def test_elements_in_packages_are_found_by_the_name_of_their_document(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("verslag/reports/jaar verslag.xhtml", PAGE)
    path = tmp_path / "verslag.zip"
    path.write_bytes(content.getvalue())
    locator = "verslag/reports/jaar verslag.xhtml page 3 /html/body/div[1]/p[2]"
    assert QUOTE in cut_snippets(path, [finding(locator)])["f"]


@pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine")
def test_the_picture_shows_the_element_and_little_else(page: Path) -> None:
    document = cut_snippets(page, [finding("/html/body/div[1]/p[2]")])["f"]
    crop = photograph("f", document, find_browser() or "", timeout_s=60)
    assert crop is not None
    assert crop.png.startswith(b"\x89PNG")
    assert crop.height_px < 200


def test_a_browser_that_fails_costs_the_picture_only(page: Path) -> None:
    document = cut_snippets(page, [finding("/html/body/div[1]/p[2]")])["f"]
    assert photograph("f", document, "/bin/false", timeout_s=5) is None

"""The dashboard in a real browser: accessible, whole on a telephone, in both languages, from a file."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from report_mining.publishing import write_release

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="needs Chromium (apt-get install chromium)"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def pages(
    released: Path, fake: ModuleType, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    without = tmp_path_factory.mktemp("browser_without_list")
    write_release(fake.WITHOUT_COMPANIES, {}, without, fake.DEFINITIONS)
    companies = (released / "companies").glob("*.html")
    return {
        "index": released / "index.html",
        "method": released / "method.html",
        "year": released / "companies" / "year-2022.html",
        "company": next(p for p in companies if "<h1><bdi>Waterlelie" in p.read_text("utf-8")),
        "reports": without / "index.html",
    }


def opened(browser: Any, path: Path, language: str, size: dict[str, int], query: str = "") -> Any:
    page = browser.new_page(viewport=size)
    page.problems = []
    page.on("console", lambda m: page.problems.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.goto(f"{path.as_uri()}?lang={language}{query}")
    return page


@pytest.mark.parametrize("name", ["index", "method", "year", "company", "reports"])
@pytest.mark.parametrize(
    ("language", "size"), [("en", NARROW), ("nl", WIDE)], ids=["en-360", "nl-1280"]
)
def test_no_page_breaks_a_rule_of_axe_or_scrolls_sideways(
    browser: Any, pages: dict[str, Path], name: str, language: str, size: dict[str, int]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(browser, pages[name], language, size)
    page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
    for _ in ("one language", "the other", "and back"):
        assert page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
        page.locator(".switch").click()
    page.locator(".switch").click()
    assert page.problems == []
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    page.close()


def test_the_switch_changes_every_text_and_the_title(browser: Any, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["index"], "en", WIDE)
    assert page.title() == "Who endorses the OECD Guidelines?"
    assert page.get_by_text("The road to 90%").first.is_visible()
    page.get_by_role("button", name="Nederlands").click()
    assert page.title() == "Wie onderschrijft de OESO-richtlijnen?"
    assert page.evaluate("() => document.documentElement.lang") == "nl"
    assert page.get_by_text("De weg naar 90%").first.is_visible()
    assert not page.get_by_text("The road to 90%").first.is_visible()
    assert page.locator("select[name=verdict] option").nth(1).inner_text() == "Onderschrijft"
    page.get_by_role("button", name="English").click()
    assert page.locator("select[name=verdict] option").nth(1).inner_text() == "Endorses"
    page.close()


def shown_rows(page: Any) -> list[str]:
    names = page.locator("#company-table tbody tr:not([hidden]) td.lead a")
    return sorted(names.all_inner_texts())


def test_a_figure_leads_to_the_companies_that_it_counts(
    browser: Any, pages: dict[str, Path]
) -> None:
    page = opened(browser, pages["index"], "en", WIDE)
    assert len(shown_rows(page)) == 8
    page.locator(".hero .madeof a").first.click()
    assert shown_rows(page) == ["Koperdraad Industries B.V.", "Waterlelie Zuivel N.V."]
    page.locator("button[type=reset]").click()
    page.wait_for_function("() => !document.querySelector('#company-table tr[hidden]')")
    page.locator("input[name=text]").fill("polderbank")
    assert shown_rows(page) == ["Polderbank Holding"]
    page.close()


def test_a_link_from_another_page_filters_the_list_of_a_year(
    browser: Any, pages: dict[str, Path]
) -> None:
    page = opened(browser, pages["year"], "en", WIDE, "&flags=near")
    assert shown_rows(page) == ["Waterlelie Zuivel N.V."]
    page.close()


def test_the_list_is_sorted_by_keyboard(browser: Any, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["index"], "en", WIDE)
    head = page.locator("#company-table thead button").first
    head.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator("#company-table th").first.get_attribute("aria-sort") == "descending"
    assert page.locator("#company-table tbody td.lead a").first.inner_text().startswith("Zeegras")
    page.close()


def test_without_scripts_the_page_is_there_in_english(browser: Any, pages: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["index"].as_uri())
    assert page.get_by_text("The road to 90%").first.is_visible()
    assert len(shown_rows(page)) == 8
    context.close()


def test_labels_with_numbers_are_dutch_with_the_same_numbers(
    browser: Any, pages: dict[str, Path]
) -> None:
    english = opened(browser, pages["company"], "en", WIDE).inner_text("main")
    dutch = opened(browser, pages["company"], "nl", WIDE).inner_text("main")
    read = re.findall(r"([\d.,]+) of ([\d.,]+) pages read", english)
    assert read
    told = re.findall(r"([\d.,]+) van ([\d.,]+) pagina’s gelezen", dutch)
    assert told == [tuple(n.replace(",", ".") for n in pair) for pair in read]
    assert "pages read" not in dutch
    assert "#" not in dutch

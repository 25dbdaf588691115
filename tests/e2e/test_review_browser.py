"""A reviewer at the keyboard of a real browser flips a decision, and the national figure changes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import COMMAND

from report_mining.documents.browser_pictures import find_browser
from report_mining.review.decisions import DecisionLog

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit" / "review"))
import invented_run

if TYPE_CHECKING:
    from playwright.sync_api import Page

BROWSER = find_browser()
pytestmark = pytest.mark.skipif(
    BROWSER is None, reason="no Chromium on this machine: install it to test the review application"
)
FIGURE = '[data-series="oecd_only"][data-strictness="standard"]'


@pytest.fixture(scope="module")
def run_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("review") / "out"
    return Path(invented_run.build_run(out))


@pytest.fixture(scope="module")
def address(run_out: Path) -> Iterator[str]:
    """The address that the command prints, on a port that is free."""
    command = [str(COMMAND), "review", str(run_out), "--reviewer", "reviewer 1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=run_out.parent) as served:
        assert served.stdout is not None
        said = served.stdout.readline()
        assert "http://127.0.0.1:" in said
        yield said.split("open ")[1].strip()
        served.terminate()


@pytest.fixture(scope="module")
def page(address: str) -> Iterator[Page]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(BROWSER),
            args=["--no-sandbox"],  # root in a container needs it
        )
        page = browser.new_page()
        page.set_default_timeout(90_000)  # a busy machine is no failure
        complaints: list[str] = []
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        browser.close()
    assert complaints == []


def figure(page: Page) -> int:
    return int(page.locator(FIGURE).get_attribute("data-endorsed") or "")


def test_a_reviewer_flips_a_decision_by_keyboard_and_the_figure_changes(
    page: Page, address: str, run_out: Path
) -> None:
    page.goto(address)
    assert "key=" not in page.url
    assert page.locator("h1").inner_text().startswith("Does Boomgaard Voeding endorse")
    assert figure(page) == 2
    page.keyboard.press("j")  # past the contradiction to a single doubtful statement
    page.get_by_role("heading", name="Does Alderwerk Machines").wait_for()
    page.wait_for_load_state()  # the script that listens to keys comes after the heading
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    page.locator(".changed").wait_for()
    assert "2 → 3 of 6" in page.locator(".changed .moved").first.inner_text()
    assert figure(page) == 3

    page.locator(".changed a").click()  # back to it, and the other way
    page.get_by_role("heading", name="Does Alderwerk Machines").wait_for()
    page.wait_for_load_state()
    page.keyboard.press("c")
    page.keyboard.press("n")  # letters choose from the list: neutral reference
    assert page.locator("#stance").input_value() == "REFERENCE"
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.keyboard.type("only a heading; j and k are letters here")
    page.keyboard.press("Enter")
    page.get_by_text("3 → 2").first.wait_for()
    assert figure(page) == 2
    page.wait_for_load_state()
    page.keyboard.press("z")
    page.locator(".changed").get_by_text("undone").wait_for()

    said = [(d.verdict.value, d.stance) for d in DecisionLog(run_out).read()]
    assert said == [("accept", "ENDORSE"), ("correct", "REFERENCE"), ("withdrawn", None)]


def test_nothing_from_a_report_runs(page: Page, address: str) -> None:
    page.goto(address)
    page.goto(address.partition("?")[0] + "items?company=Eikenhof")
    page.get_by_role("link", name="Eikenhof Handel").click()
    page.get_by_role("heading", name="Does Eikenhof Handel").wait_for()
    assert "owned" not in page.title()
    assert (
        "<script>document.title='owned'</script>" in page.locator("blockquote").first.inner_text()
    )


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_fit_the_screen_and_axe_finds_nothing(
    page: Page, address: str, lang: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}&lang={lang}")
    for path in (None, "items", "decisions"):
        if path is not None:
            page.goto(address.partition("?")[0] + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("html").get_attribute("lang") == lang
        found = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []

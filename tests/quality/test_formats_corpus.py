"""Real inline-XBRL documents and texts: all are read, and what is shown is what was read."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from report_mining.documents import read_report
from report_mining.documents.markup import parse_markup
from report_mining.records import Report

SHARED = Path(os.environ.get("REPORT_MINING_SHARED", Path(__file__).parents[3] / "shared"))
XHTML = sorted((SHARED / "corpus" / "xhtml").glob("*"))
TEXTS = sorted((SHARED / "corpus" / "reports_text").glob("*.txt"))
WORD = re.compile(r"\w+")
GLUED = {"span", "b", "i", "u", "em", "strong", "a", "sup", "sub", "font", "nonfraction"} | {
    *("nonnumeric", "continuation", "exclude", "footnote", "fraction", "small")
}
UNSEEN = {"script", "style", "head", "title", "header", "template"}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not XHTML or not TEXTS, reason=f"no shared corpus under {SHARED}"),
]


def shown(element: Any) -> Iterator[str]:
    """Yield the visible text in another way than the reader does: element by element."""
    if not isinstance(element.tag, str):
        return
    name = element.tag.rpartition("}")[2].rpartition(":")[2].lower()
    style = (element.get("style") or "").replace(" ", "").lower()
    if name in UNSEEN or "display:none" in style:
        return
    gap = "" if name in GLUED else " "
    yield gap + (element.text or "")
    for child in element:
        yield from shown(child)
        yield child.tail or ""
    yield gap


def read(path: Path) -> Report:
    report = read_report(path)
    assert isinstance(report, Report), report
    for page in report.pages:
        assert page.balance.total == page.balance.kept + sum(n for _, n in page.balance.dropped)
    return report


@pytest.mark.parametrize("path", XHTML, ids=lambda path: path.name[-40:])
def test_every_xhtml_document_is_read(path: Path) -> None:
    report = read(path)
    (page,) = report.pages
    assert len(report.passages) > 50
    assert all(page.text[p.char_start : p.char_end] == p.text for p in report.passages)
    assert all(p.locator for p in report.passages)


@pytest.mark.parametrize(
    "path", [p for p in XHTML if p.suffix != ".zip"], ids=lambda path: path.name[-40:]
)
def test_words_read_are_the_words_shown(path: Path) -> None:
    wanted = Counter(WORD.findall("".join(shown(parse_markup(path.read_bytes())))))
    found = Counter(WORD.findall(read(path).pages[0].text))
    same = (wanted & found).total()
    assert same >= 0.995 * wanted.total()
    assert same >= 0.995 * found.total()


def test_texts_have_pages_labels_and_running_titles() -> None:
    report = read(next(p for p in TEXTS if "Aegon" in p.name))
    labelled = sum(page.page_label is not None for page in report.pages)
    assert labelled >= 0.9 * len(report.pages)
    dropped = Counter[str]()
    for page in report.pages:
        dropped.update(dict(page.balance.dropped))
    assert dropped["running_header"] > 0
    assert all(p.page_number for p in report.passages)

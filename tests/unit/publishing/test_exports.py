"""What the exports hold, and that they never invent a value or leave half a file."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from report_mining.cli.app import Shape, app
from report_mining.errors import InputError, StorageError
from report_mining.publishing import ExportFormat, export_release, write_release
from report_mining.publishing.export_columns import load_layout
from report_mining.publishing.linked_data import sdg_codes
from report_mining.publishing.wide_rows import typed_value

WIDE, WBA, WIKIRATE, JSONLD, XLSX = ExportFormat
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def exported(folder: Path, shape: ExportFormat, out: Path) -> list[dict[str, str]]:
    return rows_of(export_release(folder, shape, out / f"{shape}.csv"))


def test_the_command_offers_every_shape() -> None:
    assert [shape.value for shape in Shape] == [shape.value for shape in ExportFormat]


def test_wide_has_one_row_per_company_year_with_its_evidence(
    released: Path, tmp_path: Path
) -> None:
    rows = {(r["company_id"], r["financial_year"]): r for r in exported(released, WIDE, tmp_path)}
    assert len(rows) == 16
    row = rows["NL001", "2023"]
    assert (row["END-03"], row["status"], row["probability"]) == ("1", "observed", "0.94")
    assert row["evidence_quote"].startswith("We endorse the OECD Guidelines")
    assert (row["page"], row["doc_type"], row["via_parent"]) == ("42", "annual_report", "0")
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", row["evidence_url_or_id"])
    assert row["documents"] == "annual/waterlelie-2023.pdf"
    assert "not observance" in row["usage_warning"]


def test_what_is_not_known_stays_empty(released: Path, tmp_path: Path) -> None:
    rows = {(r["company_id"], r["financial_year"]): r for r in exported(released, WIDE, tmp_path)}
    blind, absent = rows["NL004", "2023"], rows["NL005", "2023"]
    assert (blind["END-03"], blind["status"]) == ("", "could_not_look")
    assert (absent["END-03"], absent["END-03_status"]) == ("", "no_document")
    for row in rows.values():
        assert not any(row[n] for n in ("parent_country", "listed", "state_owned", "retrieved_at"))
        assert "SDG-05" not in row or not row["SDG-05"]  # published per sector only
    for row in (blind, absent):
        assert not any(row[f"DD-0{n}"] for n in range(1, 10))


def test_wide_has_the_fields_of_the_catalogue_first(released: Path, tmp_path: Path) -> None:
    header = list(exported(released, WIDE, tmp_path)[0])
    known = [column.name for column in load_layout().wide]
    assert header[: len(known)] == known
    assert "COV-02" in header[len(known) :]  # not in the list of fields, and not dropped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", 1), ("0.8125", 0.8125), ("-0.5", -0.5), ("ENDORSE", "ENDORSE"), ("", ""), ("nan", "nan"),
        ("inf", "inf"), ("1_0", "1_0"), ("8; 12", "8; 12"), ("T3p", "T3p"), ("٣", "٣"), (None, None),
    ],
)  # fmt: skip
def test_a_value_is_a_number_only_when_it_is_written_as_one(
    text: str | None, expected: object
) -> None:
    assert typed_value(text) == expected
    assert type(typed_value(text)) is type(expected)


def test_benchmark_rows_say_source_and_status(released: Path, tmp_path: Path) -> None:
    rows = exported(released, WBA, tmp_path)
    assert list(rows[0]) == [column.name for column in load_layout().wba]
    keys = [(r["company_id"], r["year"], r["indicator_id"]) for r in rows]
    assert len(keys) == len(set(keys))
    row = next(r for r in rows if keys[rows.index(r)] == ("NL001", "2023", "END-03"))
    assert (row["value"], row["source"], row["source_page"]) == (
        "1",
        "annual/waterlelie-2023.pdf",
        "42",
    )
    missing = next(r for r in rows if r["company_id"] == "NL005" and r["indicator_id"] == "END-03")
    assert (missing["value"], missing["status"], missing["source"]) == ("", "no_document", "")
    assert missing["comment"].startswith("no report.")


def test_wikirate_rows_never_turn_unknown_into_zero(released: Path, tmp_path: Path) -> None:
    rows = exported(released, WIKIRATE, tmp_path)
    assert list(rows[0]) == ["Metric", "Company", "Year", "Value", "Source", "Comment"]
    blind = [r for r in rows if r["Company"].startswith("Bakstheen") and r["Year"] == "2023"]
    mine = [r for r in blind if "END-03" in r["Metric"]]
    assert [r["Value"] for r in mine] == ["Unknown"]
    assert "could not look everywhere" in mine[0]["Comment"]
    assert all(r["Metric"].count("+") == 1 and "/" not in r["Metric"] for r in rows)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # inside rdflib
def test_linked_data_is_parsed_and_answers_a_question(released: Path, tmp_path: Path) -> None:
    from rdflib import Graph, URIRef

    path = export_release(released, JSONLD, tmp_path / "x.jsonld")
    graph = Graph().parse(path, format="json-ld")
    assert len(graph) > 900
    answer = list(
        graph.query(
            """
            PREFIX rm: <urn:report-mining:vocab:>
            PREFIX prov: <http://www.w3.org/ns/prov#>
            PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
            PREFIX dcterms: <http://purl.org/dc/terms/>
            SELECT ?value ?page ?text ?sha ?version WHERE {
              ?v rm:company <urn:report-mining:company:NL001> ; rm:reportingYear ?year ;
                 rm:indicator ?indicator ; rdf:value ?value ; prov:wasDerivedFrom ?quote ;
                 prov:wasGeneratedBy/prov:wasAssociatedWith/rm:instrumentVersion ?version .
              ?indicator dcterms:subject <http://metadata.un.org/sdg/8> .
              ?quote rm:page ?page ; prov:value ?text ; prov:wasQuotedFrom/rm:sha256 ?sha .
              FILTER (STR(?year) = "2023")
              FILTER (?indicator = <urn:report-mining:indicator:END-03>)
            }"""
        )
    )
    assert len(answer) == 1
    value, page, text, sha, version = (term.toPython() for term in answer[0])
    assert (value, page, version) == (1, 42, "rules-1.0+test")
    assert text.startswith("We endorse the OECD Guidelines")
    assert len(sha) == 64
    unseen = URIRef("urn:report-mining:value:NL004:2023:END-03:2026-01-15")
    stated = {str(p).rsplit("#")[-1].rsplit(":")[-1] for p in graph.predicates(unseen)}
    assert "status" in stated
    assert "value" not in stated


def test_every_line_of_linked_data_is_a_node(released: Path, tmp_path: Path) -> None:
    document = json.loads(export_release(released, JSONLD, tmp_path / "x").read_text("utf-8"))
    ids = [node["@id"] for node in document["@graph"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("8; 12.6", ("8", "12.6")),
        ("8,13", ("8", "13")),
        ("18", ()),
        ("8.99", ()),
        ("16.a", ("16.a",)),
        (8, ("8",)),
        (None, ()),
    ],
)
def test_only_goals_and_targets_that_exist_become_identifiers(
    value: object, codes: tuple[str, ...]
) -> None:
    assert sdg_codes(value) == codes


def test_the_workbook_has_a_codebook_of_every_column(released: Path, tmp_path: Path) -> None:
    path = export_release(released, XLSX, tmp_path / "x.xlsx")
    with ZipFile(path) as book:
        texts = [
            "".join(item.itertext())
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        sheets = [
            sheet.get("name")
            for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
        ]
        frozen = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml")).find(
            f".//{MAIN}pane"
        )
    assert sheets == ["Companies", "Codebook", "About"]
    assert frozen is not None
    assert {column.name for column in load_layout().wide} <= set(texts)
    assert "Naam in de bedrijvenlijst." in texts


def test_the_release_subfolder_will_do_and_the_default_name_stands_beside_it(
    fake: ModuleType, tmp_path: Path
) -> None:
    write_release(fake.RELEASE, {}, tmp_path, fake.DEFINITIONS)
    assert export_release(tmp_path, WBA) == tmp_path / "export-wba.csv"
    whole = export_release(tmp_path / "release", WBA, tmp_path / "again.csv")
    assert whole.read_bytes() == (tmp_path / "export-wba.csv").read_bytes()
    assert not list(tmp_path.glob(".*being-written"))


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["export", *words])
    return result.exit_code, result.output


def test_a_folder_without_a_release_is_an_input_error(tmp_path: Path) -> None:
    code, said = run(str(tmp_path), "--format", "wba")
    assert code == 3
    assert "holds no release" in said
    assert run(str(tmp_path / "gone"), "--format", "wba")[0] == 3
    assert run(str(tmp_path), "--format", "ods")[0] == 2


def test_a_release_without_companies_says_what_to_do(fake: ModuleType, tmp_path: Path) -> None:
    write_release(fake.WITHOUT_COMPANIES, {}, tmp_path, fake.DEFINITIONS)
    code, said = run(str(tmp_path), "--format", "wide-csv")
    assert code == 3
    assert "--companies" in said


@pytest.mark.parametrize("damage", ["missing", "garbage", "package"])
def test_a_damaged_release_is_named(released: Path, tmp_path: Path, damage: str) -> None:
    shutil.copytree(released / "release", tmp_path / "release")
    broken = (
        tmp_path / "release" / ("datapackage.json" if damage == "package" else "findings.parquet")
    )
    if damage == "missing":
        broken.unlink()
    else:
        broken.write_bytes(b"{}")
    with pytest.raises(InputError, match=broken.name):
        export_release(tmp_path, JSONLD)


def test_a_target_that_cannot_be_written_is_a_storage_error(released: Path, tmp_path: Path) -> None:
    code, said = run(str(released), "--format", "wba", "-o", str(tmp_path / "none" / "x.csv"))
    assert code == 5
    assert "-o FILE" in said
    with pytest.raises(StorageError, match="no ordinary file"):
        export_release(released, WBA, tmp_path)


def test_a_failed_export_leaves_the_old_file(
    released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from report_mining.publishing import exporting

    target = tmp_path / "x.csv"
    target.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "wba_rows", fail)
    with pytest.raises(StorageError, match="No space left"):
        export_release(released, WBA, target)
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["x.csv"]


def test_the_documentation_names_every_column_with_its_meaning() -> None:
    text = (Path(__file__).parents[3] / "docs" / "exports.md").read_text("utf-8")
    layout = load_layout()
    for column in (*layout.wide, *layout.wba, *layout.wikirate):
        assert f"`{column.name}`" in text
        assert column.en in text

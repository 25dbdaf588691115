"""Readings, report indicators and sector tables: every value leads to a page and a quote."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from types import ModuleType


def read(out: Path, table: str) -> list[dict[str, str]]:
    with (out / "release" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_reading_has_a_row_per_thing_that_it_shows(fake: ModuleType, released: Path) -> None:
    rows = [r for r in read(released, "readings") if r["page_number"] == "30"]
    shown = [(r["aspect"], r["code"], r["level"]) for r in rows]
    assert shown == [
        ("step", "2", "3"),
        ("step", "4", "3"),
        ("theme", "child_labour", ""),
        ("chapter", "IV", ""),
        ("chapter", "V", ""),
        ("principle", "18", ""),
        ("right", "child_labour", ""),
        ("issue", "child_labour", ""),
        ("goal", "8", ""),
        ("target", "8.7", ""),
        ("link", "8", "5"),
    ]
    assert {r["company_id"] for r in rows} == {"NL001"}
    assert {r["report_sha256"] for r in rows} == {fake.DAIRY}


def test_quotes_are_whole_sentences_and_their_offsets_fit(released: Path) -> None:
    rows = {r["aspect"]: r for r in read(released, "readings") if r["page_number"] == "30"}
    issue = rows["issue"]
    assert issue["quote"].endswith("tie it to target 8.7.")
    assert int(issue["char_end"]) - int(issue["char_start"]) == len(issue["quote"])
    assert issue["detail"] == "cocoa, GH"
    assert (issue["x0_pt"], issue["y1_pt"]) == ("72.0", "312.0")


def test_hostile_text_is_neutralised_in_every_sheet(released: Path) -> None:
    rows = read(released, "readings") + read(released, "company_indicators")
    hostile = [r["quote"] for r in rows if "HYPERLINK" in r["quote"]]
    assert hostile
    assert all(quote.startswith("'=") for quote in hostile)


def test_company_indicators_carry_page_and_quote_of_the_best_reading(released: Path) -> None:
    rows = {
        r["indicator_id"]: r
        for r in read(released, "company_indicators")
        if (r["company_id"], r["reporting_year"]) == ("NL001", "2023")
    }
    assert rows["DD-02"]["value"] == "3"
    assert rows["DD-02"]["page_number"] == "30"
    assert rows["DD-02"]["quote"].startswith("Each year we map child labour")
    assert rows["LNK-03"]["value"] == "T3i"
    assert rows["SDG-01"]["value"] == "8;12"
    assert rows["PAR-01"]["value"] == "food"
    assert rows["THM-03"]["status"] == "observed"
    observed = [
        r for i, r in rows.items() if i[:3] in ("DD-", "LNK", "SDG") and r["status"] == "observed"
    ]
    assert all(r["quote"] and r["page_number"] for r in observed)


def test_the_cherry_picking_index_is_only_in_the_sector_table(released: Path) -> None:
    for table in ("company_indicators", "report_indicators"):
        assert "SDG-05" not in {r["indicator_id"] for r in read(released, table)}
    rows = [r for r in read(released, "sector_conduct") if r["indicator_id"] == "SDG-05"]
    assert rows
    assert {(r["category"], r["is_suppressed"], r["value"]) for r in rows} == {("mean", "true", "")}


def test_reports_have_measures_without_a_company_list(fake: ModuleType, tmp_path: Path) -> None:
    from report_mining.publishing import write_release

    write_release(fake.WITHOUT_COMPANIES, {}, tmp_path, fake.DEFINITIONS)
    rows = {(r["file"], r["indicator_id"]): r["value"] for r in read(tmp_path, "report_indicators")}
    assert rows["annual/waterlelie-2023.pdf", "LNK-03"] == "T3i"
    assert rows["polderbank-2023.pdf", "DD-08"] == "0"
    package = json.loads((tmp_path / "release" / "datapackage.json").read_text("utf-8"))
    names = {r["name"] for r in package["resources"]}
    assert {"readings", "report-indicators"} <= names
    assert "sector-conduct" not in names

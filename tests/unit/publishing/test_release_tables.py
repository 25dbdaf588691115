"""What stands in the published tables, and that their description fits them."""

from __future__ import annotations

import csv
import dataclasses
import json
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from report_mining.errors import StorageError
from report_mining.publishing import read_published_series, write_release
from report_mining.publishing import rows as row_types
from report_mining.publishing.lookups import index_release
from report_mining.publishing.neutralising import neutralise_cell
from report_mining.publishing.schemas import FieldType, TableName, load_schemas
from report_mining.publishing.tabulating import tabulate
from report_mining.publishing.wording import load_wordings
from report_mining.records import FailureReason, IntervalMethod, NotLookedReason, SeriesBreak

ROW_OF = {
    TableName.COMPANY_INDICATORS: row_types.IndicatorRow,
    TableName.FINDINGS: row_types.FindingRow,
    TableName.NATIONAL_SERIES: row_types.NationalRow,
    TableName.SECTOR_SERIES: row_types.SectorRow,
    TableName.CHANGE: row_types.ChangeRow,
    TableName.BALANCED_PANEL: row_types.PanelRow,
    TableName.PUBLISHED_SERIES: row_types.NationalRow,
    TableName.POPULATION_COVERAGE: row_types.PopulationCoverageRow,
    TableName.COVERAGE: row_types.CoverageRow,
    TableName.FAILURES: row_types.FailureRow,
    TableName.REVIEW_QUEUE: row_types.ReviewRow,
    TableName.ENDORSEMENTS: row_types.EndorsementRow,
    TableName.COMPANIES: row_types.CompanyRow,
    TableName.READINGS: row_types.ReadingRow,
    TableName.REPORT_INDICATORS: row_types.ReportIndicatorRow,
    TableName.SECTOR_CONDUCT: row_types.SectorConductRow,
}


def read(out: Path, table: str) -> list[dict[str, str]]:
    with (out / "release" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("schema", load_schemas(), ids=lambda s: s.name.value)
def test_every_column_is_described_in_order(schema) -> None:  # type: ignore[no-untyped-def]
    fields = [f.name for f in dataclasses.fields(ROW_OF[schema.name])]
    assert [f.name for f in schema.fields] == fields
    assert all(f.description and f.unit and f.title_nl for f in schema.fields)


@pytest.mark.parametrize("schema", load_schemas(), ids=lambda s: s.name.value)
def test_csv_and_parquet_hold_the_same_values(schema, released: Path) -> None:  # type: ignore[no-untyped-def]
    lines = read(released, schema.name.value)
    frame = pl.read_parquet(released / "release" / f"{schema.name.value}.parquet")
    assert frame.columns == [f.name for f in schema.fields]
    assert len(lines) == frame.height > 0
    for field in schema.fields:
        if field.type is FieldType.STRING:
            column = [neutralise_cell(value or "") for value in frame[field.name].to_list()]
            assert column == [line[field.name] for line in lines]


def test_a_finding_row_says_where_it_stands(fake: ModuleType, released: Path) -> None:
    row = next(
        r for r in read(released, "findings") if r["finding_id"] == fake.F_ENDORSE.finding_id
    )
    assert (row["company_id"], row["reporting_year"], row["page_number"]) == ("NL001", "2023", "42")
    box = tuple(float(row[name]) for name in ("x0_pt", "y0_pt", "x1_pt", "y1_pt"))
    assert box == (72.0, 386.0, 520.5, 412.0)
    assert row["section"] == "Sustainability > Human rights"


def test_a_value_that_cannot_be_given_is_empty_and_never_zero(released: Path) -> None:
    values = {
        (r["company_id"], r["reporting_year"]): (r["value"], r["status"])
        for r in read(released, "company_indicators")
        if r["indicator_id"] == "END-03"
    }
    assert values["NL001", "2023"] == ("1", "observed")
    assert values["NL003", "2023"] == ("0", "observed")
    assert values["NL004", "2023"] == ("", "could_not_look")
    assert values["NL005", "2023"] == ("", "no_document")
    assert values["NL006", "2023"] == ("", "conflict")


def test_labels_and_fractions_are_values_too(released: Path) -> None:
    rows = [r for r in read(released, "company_indicators") if r["company_id"] == "NL001"]
    assert {r["value"] for r in rows if r["indicator_id"] == "END-05"} == {"ENDORSE", "ASPIRE"}
    assert {r["value"] for r in rows if r["indicator_id"] == "COV-02"} == {"0.8125"}


def test_pages_not_looked_at_are_counted_by_reason(released: Path) -> None:
    row = next(r for r in read(released, "coverage") if r["file"] == "bakstheen-2023.pdf")
    assert (row["pages"], row["pages_scored"]) == ("74", "60")
    assert (row["image_without_text"], row["language_not_covered"]) == ("12", "2")
    assert row["status"] == "partial"


def test_every_file_is_in_coverage_and_every_stop_in_failures(
    fake: ModuleType, released: Path
) -> None:
    assert [r["file"] for r in read(released, "coverage")] == sorted(
        m.file for m in fake.RELEASE.matches
    )
    stops = {(r["file"], r["stage"], r["reason"]) for r in read(released, "failures")}
    assert stops == {
        ("broken.pdf", "reading", "unreadable"),
        ("broken.pdf", "matching", "company_unknown"),
        ("vlasland-2023.pdf", "reading", "password_needed"),
        ("scan.pdf", "looking", "no_text"),
        ("scan.pdf", "matching", "company_unknown"),
        ("rapporto-2023.pdf", "looking", "not_covered"),
        ("rapporto-2023.pdf", "matching", "company_unknown"),
    }


def test_a_report_of_a_company_outside_the_population_is_told(fake: ModuleType) -> None:
    left = dataclasses.replace(fake.COMPANIES[0], valid_to=2022)
    release = dataclasses.replace(fake.RELEASE, companies=(left, *fake.COMPANIES[1:]))
    rows = tabulate(index_release(release))[TableName.FAILURES]
    outside = [(r.company_id, r.reporting_year) for r in rows if r.reason == "outside_population"]
    assert (left.company_id, 2023) in outside


def test_every_reason_for_not_looking_has_words_and_a_column() -> None:
    columns = {f.name for f in dataclasses.fields(row_types.CoverageRow)}
    assert {reason.value for reason in NotLookedReason} <= columns
    wordings = load_wordings()
    assert {("not_looked", r.value) for r in NotLookedReason} <= wordings.keys()
    assert {("failure_reason", r.value) for r in FailureReason} <= wordings.keys()


def test_unopened_files_of_one_name_are_told_apart(fake: ModuleType) -> None:
    unopened = [
        dataclasses.replace(fake.report("x.pdf"), report_id="", path=f"/in/{place}x.pdf")
        for place in ("sub/", "")
    ]
    matches = tuple(
        dataclasses.replace(fake.match("x.pdf", None, None), report_id="", file=file)
        for file in ("sub/x.pdf", "x.pdf")
    )
    release = dataclasses.replace(fake.RELEASE, reports=tuple(unopened), matches=matches)
    paths = {f.file: f.report.path for f in index_release(release).files}
    assert paths == {"sub/x.pdf": "/in/sub/x.pdf", "x.pdf": "/in/x.pdf"}


def test_one_report_may_serve_two_companies(fake: ModuleType) -> None:
    shared = fake.match("koperdraad-2023.pdf", "NL003", 2023)
    release = dataclasses.replace(fake.RELEASE, matches=(*fake.RELEASE.matches, shared))
    rows = tabulate(index_release(release))[TableName.FINDINGS]
    owners = [r.company_id for r in rows if r.finding_id == fake.F_ANCHOR.finding_id]
    assert owners == ["NL002", "NL003"]


def test_a_second_copy_of_a_file_adds_no_findings(fake: ModuleType) -> None:
    copy = dataclasses.replace(
        fake.match("koperdraad-2023.pdf", "NL002", 2023), file="copy-of-koperdraad.pdf"
    )
    release = dataclasses.replace(fake.RELEASE, matches=(*fake.RELEASE.matches, copy))
    tables = tabulate(index_release(release))
    found = [r for r in tables[TableName.FINDINGS] if r.finding_id == fake.F_ANCHOR.finding_id]
    assert len(found) == 1
    assert "copy-of-koperdraad.pdf" in {r.file for r in tables[TableName.COVERAGE]}


def test_without_a_company_list_there_is_no_national_table(
    fake: ModuleType, tmp_path: Path
) -> None:
    write_release(fake.WITHOUT_COMPANIES, {}, tmp_path, fake.DEFINITIONS)
    names = {p.stem for p in (tmp_path / "release").glob("*.csv")}
    assert names == {
        *("findings", "coverage", "failures", "endorsements", "readings", "report_indicators"),
    }
    package = json.loads((tmp_path / "release" / "datapackage.json").read_text("utf-8"))
    assert "national-series" not in {r["name"] for r in package["resources"]}
    decisions = {
        (r["level"], r["file"], r["framework"], r["standard"])
        for r in read(tmp_path, "endorsements")
    }
    assert ("report", "polderbank-2023.pdf", "OECD_MNE", "") in decisions
    assert ("report", "annual/waterlelie-2023.pdf", "UNGP", "1") in decisions


def test_csv_is_utf8_with_line_feeds_only(released: Path) -> None:
    for path in (released / "release").glob("*.csv"):
        content = path.read_bytes()
        assert b"\r" not in content
        assert not content.startswith(b"\xef\xbb\xbf")
        assert content.decode("utf-8")


def test_a_suppressed_sector_says_why_and_gives_no_count(released: Path) -> None:
    (row,) = [
        r
        for r in read(released, "sector_series")
        if (r["sector"], r["series"], r["strictness"]) == ("", "oecd_only", "standard")
    ]
    assert (row["n_population"], row["n_covered"], row["ci_method"]) == ("4", "3", "suppressed")
    assert {row[name] for name in ("n_endorsed", "share_observed", "ci_low")} == {""}


def test_every_reason_for_an_interval_has_words_in_both_languages() -> None:
    words = load_wordings()
    for code in (*IntervalMethod, *SeriesBreak):
        group = "interval_method" if isinstance(code, IntervalMethod) else "series_break"
        assert (group, code.value) in words


def test_what_was_published_is_read_back_and_written_again(
    fake: ModuleType, released: Path, tmp_path: Path
) -> None:
    read_back = read_published_series(released)
    assert {p.vintage for p in read_back} == {"2025-01-20", fake.RUN.vintage}
    again = dataclasses.replace(fake.RELEASE, published=read_back)
    write_release(again, {}, tmp_path, fake.DEFINITIONS)
    assert read(tmp_path, "published_series") == read(released, "published_series")
    nothing_now = dataclasses.replace(fake.WITHOUT_COMPANIES, published=read_back)
    write_release(nothing_now, {}, tmp_path, fake.DEFINITIONS)
    assert read_published_series(tmp_path) == read_back


def test_a_release_from_before_the_vintages_is_the_first_vintage(
    fake: ModuleType, released: Path, tmp_path: Path
) -> None:
    assert read_published_series(tmp_path) == ()
    (tmp_path / "release").mkdir()
    older = pl.read_parquet(released / "release" / "national_series.parquet")
    older.drop("bound_low", "bound_high", "sensitivity", "specificity").write_parquet(
        tmp_path / "release" / "national_series.parquet"
    )
    points = read_published_series(tmp_path)
    assert len(points) == len(fake.NATIONAL)
    assert {(p.vintage, p.bound_low) for p in points} == {(fake.RUN.vintage, None)}


def test_a_published_series_that_cannot_be_read_is_never_lost_silently(tmp_path: Path) -> None:
    (tmp_path / "release").mkdir()
    (tmp_path / "release" / "published_series.parquet").write_bytes(b"torn")
    with pytest.raises(StorageError, match="published earlier could not be read"):
        read_published_series(tmp_path)

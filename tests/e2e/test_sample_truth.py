"""The whole chain gives the truth of the sample, with and without OCR."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import SampleRun
from truth import FILES, TRUTH, as_number, read_table, squeeze

INDICATORS = ("END-01", "END-02", "END-03", "END-04", "END-05", "END-08", "END-09")


def by_file(run: SampleRun) -> dict[str, dict[str, str]]:
    return {row["file"]: row for row in read_table(run.out, "coverage")}


def test_every_file_is_accounted_for(sample_run: SampleRun) -> None:
    assert sorted(by_file(sample_run)) == sorted(FILES)


@pytest.mark.parametrize("name", sorted(FILES))
def test_status_and_pages(sample_run: SampleRun, name: str) -> None:
    row, truth = by_file(sample_run)[name], FILES[name]
    expected = truth[sample_run.key]
    assert row["status"] == expected["status"]
    assert (row["reason"] or None) == expected["reason"]
    assert int(row["pages"]) == truth["pages"]
    unread = {
        key: int(row[key])
        for key in ("image_without_text", "ocr_unusable", "page_damaged", "language_not_covered")
        if int(row[key])
    }
    assert unread == expected["pages_not_looked"]


@pytest.mark.parametrize("name", sorted(FILES))
def test_company_and_year(sample_run: SampleRun, name: str) -> None:
    row, truth = by_file(sample_run)[name], FILES[name]["company"]
    assert (row["company_id"] or None) == truth["company_id"]
    assert as_number(row["reporting_year"]) == truth["reporting_year"]
    assert row["match_basis"] == truth["basis"]
    assert (row["is_inferred"] == "false") == (truth["basis"] == "manifest")
    if truth["company_id"] is None or truth["reporting_year"] is None:
        assert row["note"], "what cannot be inferred must say why"


@pytest.mark.parametrize("name", sorted(n for n in FILES if FILES[n].get("mentions")))
def test_mentions_are_found_on_their_page(sample_run: SampleRun, name: str) -> None:
    found = [row for row in read_table(sample_run.out, "findings") if row["file"] == name]
    for mention in FILES[name]["mentions"]:
        if mention.get("ocr") and sample_run.key == "without_ocr":
            continue
        assert any(is_same(row, mention) for row in found), (mention, found)


def is_same(row: dict[str, str], mention: dict[str, Any]) -> bool:
    return (
        row["framework"] == mention["framework"]
        and row["stance"] == mention["stance"]
        and row["page_number"] == str(mention["page"])
        and squeeze(mention["text"]) in squeeze(row["quote"])
        and ("lookalike" not in mention or row["lookalike"] == mention["lookalike"])
        and (
            "own_assertion" not in mention
            or row["own_assertion"] == str(mention["own_assertion"]).lower()
        )
    )


def test_company_years(sample_run: SampleRun) -> None:
    rows = {
        (row["company_id"], int(row["reporting_year"]), row["indicator_id"]): row
        for row in read_table(sample_run.out, "company_indicators")
    }
    wrong = []
    for year, companies in TRUTH["company_years"][sample_run.key].items():
        for company, values in companies.items():
            for indicator, (value, status) in values.items():
                row = rows[company, year, indicator]
                if (row["value"], row["status"]) != (shown(value), status):
                    wrong.append(
                        (company, year, indicator, row["value"], row["status"], value, status)
                    )
    assert wrong == []


def shown(value: object) -> str:
    return "" if value is None else str(value)


def test_companies_without_documents_never_get_a_value(sample_run: SampleRun) -> None:
    known = TRUTH["company_years"][sample_run.key]
    rows = read_table(sample_run.out, "company_indicators")
    silent = [
        row
        for row in rows
        if row["indicator_id"] in INDICATORS
        and row["company_id"] not in known.get(int(row["reporting_year"]), {})
    ]
    assert silent
    assert {(row["value"], row["status"]) for row in silent} == {("", "no_document")}


def test_national_series(sample_run: SampleRun) -> None:
    rows = {
        (int(row["reporting_year"]), row["series"], row["strictness"]): row
        for row in read_table(sample_run.out, "national_series")
    }
    expected = TRUTH["national"][sample_run.key]
    assert len(rows) == len(expected)
    for truth in expected:
        row = rows[truth["reporting_year"], truth["series"], truth["strictness"]]
        for key in (
            "n_population",
            "n_covered",
            "n_endorsed",
            "n_review",
            "n_missing",
            "gap_companies",
        ):
            assert int(row[key]) == truth[key], (truth, key)
        for key in ("share_lower", "share_observed", "share_upper", "path_share"):
            assert float(row[key]) == pytest.approx(truth[key], abs=1e-6), (truth, key)


def test_every_positive_figure_leads_to_a_page_and_a_quote(sample_run: SampleRun) -> None:
    positive = [
        row
        for row in read_table(sample_run.out, "company_indicators")
        if row["indicator_id"] in {"END-01", "END-02", "END-03", "END-04"} and row["value"] == "1"
    ]
    assert positive
    assert all(row["page_number"] and row["quote"] and row["report_sha256"] for row in positive)

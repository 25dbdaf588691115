"""Due diligence, themes, SDGs and links of the sample: what is there is found, what is not is not."""

from __future__ import annotations

import pytest
from conftest import SampleRun
from truth import TRUTH, read_table

CONDUCT = ("DD-", "THM", "SDG", "LNK", "PAR")
TYPES = ("LNK-03", "LNK-03-STRICT")


def values(run: SampleRun) -> dict[tuple[str, int, str], dict[str, str]]:
    return {
        (row["company_id"], int(row["reporting_year"]), row["indicator_id"]): row
        for row in read_table(run.out, "company_indicators")
        if row["indicator_id"].startswith(CONDUCT)
    }


@pytest.mark.parametrize("truth", TRUTH["conduct"]["risks"], ids=lambda t: t["company"])
def test_named_risks_stand_on_their_page(sample_run: SampleRun, truth: dict[str, object]) -> None:
    found = [
        row
        for row in read_table(sample_run.out, "readings")
        if (row["company_id"], row["aspect"], row["code"])
        == (truth["company"], "issue", truth["risk"])
    ]
    assert str(truth["page"]) in {row["page_number"] for row in found}
    listed = values(sample_run)[truth["company"], truth["year"], "DD-02-ISSUES"]
    assert str(truth["risk"]) in listed["value"]


def test_steps_that_are_described_are_found(sample_run: SampleRun) -> None:
    rows = values(sample_run)
    for truth in TRUTH["conduct"]["steps"]:
        row = rows[truth["company"], truth["year"], truth["indicator"]]
        assert row["status"] == "observed", truth
        assert float(row["value"]) >= truth["at_least"], truth


def test_company_types(sample_run: SampleRun) -> None:
    rows = values(sample_run)
    for truth in TRUTH["conduct"]["types"]:
        assert rows[truth["company"], truth["year"], "LNK-03"]["value"] == truth["value"], truth


def test_no_goal_is_found_where_none_is_named(sample_run: SampleRun) -> None:
    shown = {
        (row["value"], row["status"])
        for (_, _, indicator), row in values(sample_run).items()
        if indicator == "SDG-01"
    }
    assert shown == {("none", "not_found"), ("", "could_not_look"), ("", "no_document")}


def test_only_types_have_a_word_where_nothing_can_be_said(sample_run: SampleRun) -> None:
    for (_, _, indicator), row in values(sample_run).items():
        if row["status"] in ("could_not_look", "no_document"):
            assert row["value"] == ("UNKNOWN" if indicator in TYPES else "")


def test_every_described_step_leads_to_a_page_and_a_quote(sample_run: SampleRun) -> None:
    described = [
        row
        for (_, _, indicator), row in values(sample_run).items()
        if indicator.startswith("DD-") and row["status"] == "observed"
    ]
    assert described
    assert all(row["page_number"] and row["quote"] and row["report_sha256"] for row in described)


def test_the_overview_page_and_the_store_hold_them(sample_run: SampleRun) -> None:
    page = (sample_run.out / "due-diligence.html").read_text("utf-8")
    assert "Zandhaeve Baggermaatschappij N.V." in page
    kept = list((sample_run.out / "store" / "readings").glob("*.parquet"))
    assert len(kept) == len(list((sample_run.out / "store" / "reports").glob("*.parquet")))

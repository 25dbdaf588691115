"""Who a size test leaves out of the population, why, and what a run says about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_mining.errors import InputError
from report_mining.pipeline.monitoring import read_register
from report_mining.pipeline.run_report import RunReport
from report_mining.pipeline.run_summary import population_sentences
from report_mining.register import FinancialRule

HEAD = "company_id,name,staff,assets_eur,turnover_eur\n"
ROWS = (
    "big,Groot N.V.,900,90000000,90000000\n"
    "lean,Slank B.V.,900,90000000,1000\n"
    "few,Weinig B.V.,12,90000000,90000000\n"
    "tiny,Klein B.V.,12,1000,1000\n"
    "dark,Onbekend B.V.,,,\n"
)


@pytest.fixture
def companies(tmp_path: Path) -> Path:
    path = tmp_path / "companies.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("rule", "counted"),
    [
        (None, ["big", "lean", "few", "tiny", "dark"]),
        (FinancialRule.BOTH, ["big", "dark"]),
        (FinancialRule.EITHER, ["big", "lean", "dark"]),
        (FinancialRule.NONE, ["big", "lean", "dark"]),
    ],
)
def test_the_population_is_who_is_large_or_of_unknown_size(
    companies: Path, rule: FinancialRule | None, counted: list[str]
) -> None:
    register = read_register(companies, None, rule)
    assert [c.company_id for c in register.companies] == counted
    assert len(register.listed) == 5, "reports are still matched with everybody on the list"


def test_the_run_report_names_who_was_left_out_and_why(companies: Path) -> None:
    register = read_register(companies, None, FinancialRule.BOTH)
    report = RunReport("r", "", "", "", "local")
    report.add_population(register.listed, register.sized)
    assert report.population is not None
    assert (report.population.listed, report.population.counted) == (5, 2)
    assert (report.population.left_out, report.population.size_unknown_and_kept) == (3, 1)
    assert report.population.left_out_by_missed == {
        "turnover_eur": 1,
        "staff": 1,
        "staff, assets_eur, turnover_eur": 1,
    }
    assert {one.company_id: one.missed for one in report.left_out}["few"] == ["staff"]
    said = " ".join(population_sentences(register.sized))
    assert "3 of 5 companies are not large" in said
    assert "1 companies were kept" in said


def test_without_a_test_nothing_is_said(companies: Path) -> None:
    register = read_register(companies, None)
    assert register.sized is None
    assert population_sentences(register.sized) == ()


def test_a_test_that_leaves_nobody_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "companies.csv"
    path.write_text(HEAD + "tiny,Klein B.V.,12,1000,1000\n", encoding="utf-8")
    with pytest.raises(InputError, match="leaves none of 1 companies"):
        read_register(path, None, FinancialRule.EITHER)

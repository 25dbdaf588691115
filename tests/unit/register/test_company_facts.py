"""Parents and successors by year, risk sectors from SBI codes, and the size test."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_mining.errors import CompanyListError
from report_mining.records import Company, ParentPeriod
from report_mining.register import FinancialRule, SizeTest, load_risk_sectors, read_companies
from report_mining.register.parents import parse_parents
from report_mining.register.risk_sectors import is_sbi, risk_sectors_of

HEAD = "company_id,name,parent_id,valid_from,valid_to,successor_id\n"


def listed(folder: Path, *rows: str, head: str = HEAD) -> dict[str, Company]:
    path = folder / "companies.csv"
    path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return {company.company_id: company for company in read_companies(path)}


def defect(folder: Path, *rows: str) -> str:
    with pytest.raises(CompanyListError) as error:
        listed(folder, *rows)
    return str(error.value)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("10.51", ("food",)),
        ("1051", ("food",)),
        ("10", ("food",)),
        ("01.13.1", ("agriculture",)),
        ("A01.13", ("agriculture",)),
        ("F", ("construction",)),
        ("41.20; 16.23", ("construction", "wood_paper")),
        ("19.20", ("oil_gas",)),
        ("06", ("oil_gas",)),
        ("28.22;47.71", ("retail", "metal_electronics")),
        ("62.01", ("other",)),
        ("62.01; 35.11", ("energy",)),
        ("", ()),
    ],
)
def test_risk_sectors_follow_the_divisions(cell: str, codes: tuple[str, ...]) -> None:
    assert risk_sectors_of(cell) == codes


@pytest.mark.parametrize("cell", ["food", "1", "10.51, 47", "10.123456", "٤٧"])
def test_what_is_no_sbi_code_is_told(cell: str) -> None:
    assert not is_sbi(cell)


def test_the_twelve_names_do_not_overlap_and_have_both_languages() -> None:
    *named, other = load_risk_sectors()
    divisions = [d for sector in named for d in sector.divisions]
    assert len(named) == 12
    assert len(divisions) == len(set(divisions))
    assert not other.divisions
    assert all(sector.name_en and sector.name_nl for sector in (*named, other))


@pytest.mark.parametrize(
    ("rule", "figures", "is_large"),
    [
        (FinancialRule.BOTH, (501, 21e6, 41e6), True),
        (FinancialRule.BOTH, (500, 21e6, 41e6), False),
        (FinancialRule.BOTH, (501, 21e6, 39e6), False),
        (FinancialRule.BOTH, (501, 21e6, None), None),
        (FinancialRule.BOTH, (None, 19e6, None), False),
        (FinancialRule.EITHER, (501, 21e6, 39e6), True),
        (FinancialRule.EITHER, (501, 21e6, None), True),
        (FinancialRule.EITHER, (501, 19e6, None), None),
        (FinancialRule.EITHER, (501, 19e6, 39e6), False),
        (FinancialRule.NONE, (501, None, None), True),
        (FinancialRule.NONE, (None, 1e9, 1e9), None),
    ],
)
def test_the_size_test_says_yes_no_or_unknown(
    rule: FinancialRule,
    figures: tuple[float | None, float | None, float | None],
    is_large: bool | None,
) -> None:
    assert SizeTest(financial=rule).is_large(*figures) is is_large


def test_the_limits_are_parameters(tmp_path: Path) -> None:
    head = "company_id,name,staff,assets_eur,turnover_eur\n"
    path = tmp_path / "companies.csv"
    path.write_text(head + "a,A N.V.,300,1,1\n", encoding="utf-8")
    assert read_companies(path)[0].is_large is False
    lower = SizeTest(staff_over=250, financial=FinancialRule.NONE)
    assert read_companies(path, lower)[0].is_large is True
    with pytest.raises(ValueError, match="staff_over is -1"):
        SizeTest(staff_over=-1)


def test_parents_change_by_year(tmp_path: Path) -> None:
    found = listed(tmp_path, "a,A,,,,", "b,B,,,,", "c,C,b (2019-); a (-2018),,,")
    company = found["c"]
    assert company.parents == (ParentPeriod("a", None, 2018), ParentPeriod("b", 2019, None))
    assert company.parent_id == "b"
    assert company.parents_in(2018) == ("a",)
    assert company.parents_in(2019) == ("b",)
    assert set(company.parents_in(None)) == {"a", "b"}


def test_a_parent_without_years_was_always_the_parent(tmp_path: Path) -> None:
    assert listed(tmp_path, "a,A,,,,", "b,B,a,,,")["b"].parents_in(1999) == ("a",)


@pytest.mark.parametrize("cell", ["a (2019", "a (2019-2018-)", "(2018-2019)", "a (twenty-)", ";"])
def test_a_parent_cell_that_does_not_parse(cell: str) -> None:
    assert parse_parents(cell) is None


def test_two_parents_in_one_year_are_told(tmp_path: Path) -> None:
    said = defect(tmp_path, "a,A,,,,", "b,B,,,,", "c,C,a (-2019); b (2019-),,,")
    assert "line 4" in said
    assert "one parent at a time" in said


def test_companies_may_change_places_over_the_years_but_not_in_one(tmp_path: Path) -> None:
    listed(tmp_path, "a,A,b (2020-),,,", "b,B,a (-2019),,,")
    said = defect(tmp_path, "a,A,b (2018-),,,", "b,B,a (-2019),,,")
    assert "'a' is its own parent" in said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("a,A,,,2019,x",), "successor_id 'x' is no company_id"),
        (("a,A,,,,b", "b,B,,,,"), "valid_to is empty; expected the last year before the merger"),
        (("a,A,,,2019,b", "b,B,,,2018,"), "ends in 2018, not after"),
        (("a,A,q,,,",), "parent_id 'q' is no company_id"),
    ],
)
def test_relations_that_cannot_be(tmp_path: Path, rows: tuple[str, ...], said: str) -> None:
    assert said in defect(tmp_path, *rows)


def test_a_merger_is_read(tmp_path: Path) -> None:
    found = listed(tmp_path, "a,A,,,2019,c", "b,B,,,2019,c", "c,C,,2020,,")
    assert (found["a"].successor_id, found["b"].successor_id) == ("c", "c")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (
            "company_id;name\r\na;Coöperatie A\r\n".encode("cp1252"),
            "line 2: byte 0xf6 is not UTF-8, near 'a;Coöperatie A' if read as Windows-1252; expected",
        ),
        ("company_id,name\na,A\n".encode("utf-16"), "line 1: the file is UTF-16"),
        (b"company_id,name\na,A\x00B\n", "line 2: holds the control character '\\x00'"),
        (b"company_id,name\na,A\na,B\n", "line 3: company_id 'a' is on line 2 too; expected one"),
        (b"company_id,name,valid_from\na,A,2019-07-01\n", "expected a year alone, such as 2019"),
    ],
)
def test_what_a_spreadsheet_does_to_a_list_is_told_with_what_to_do(
    tmp_path: Path, raw: bytes, said: str
) -> None:
    path = tmp_path / "companies.csv"
    path.write_bytes(raw)
    with pytest.raises(CompanyListError) as error:
        read_companies(path)
    assert said in str(error.value)

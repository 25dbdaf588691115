"""A report says whose it is and which year it covers."""

from __future__ import annotations

import pytest

from report_mining.records import (
    Block,
    BlockKind,
    CharacterBalance,
    IdentityClues,
    Page,
    Passage,
    Report,
)
from report_mining.register import find_clues
from report_mining.register.identifiers import find_kvk, is_lei


def with_check_digits(first_eighteen: str) -> str:
    number = int("".join(str(int(c, 36)) for c in first_eighteen + "00"))
    return f"{first_eighteen}{98 - number % 97:02d}"


def a_page(number: int, text: str, header: str = "") -> Page:
    whole = f"{header}\n\n{text}" if header else text
    blocks = (Block(BlockKind.RUNNING_HEADER, 0, 0, len(header), None),) if header else ()
    return Page(number, whole, 595, 842, (), blocks, CharacterBalance(len(whole), len(whole)))


def read(
    *texts: str, title: str = "", file_name: str = "x.pdf", header: str = "", language: str = "en"
) -> IdentityClues:
    pages = tuple(a_page(i, text, header if i > 1 else "") for i, text in enumerate(texts, 1))
    passage = Passage("p", "r", 1, None, None, language, (), "t", 0, 1, ())
    return find_clues(Report("r", file_name, title, pages, (passage,), "v"))


@pytest.mark.parametrize(
    ("cover", "year"),
    [
        ("Noordzuivel\nAnnual report 2022", 2022),
        ("2021 Integrated Annual Report", 2021),
        ("Sustainability Report | 2020", 2020),
        ("Annual Report and Accounts 2019", 2019),
        ("ESG report\n2023", 2023),
        ("Jaarverslag 2022", 2022),
        ("Geïntegreerd jaarverslag over 2018", 2018),
        ("Maatschappelijk jaarverslag 2017", 2017),
        ("Jaarrekening over het boekjaar 2016", 2016),
        ("Duurzaamheidsverslag 2024", 2024),
        ("Annual report 2019/20", 2020),
        ("Jaarverslag 2021-2022", 2022),
        ("Financial statements for the year ended 31 March 2020", 2020),
        ("Consolidated figures\nfor the year ended December 31, 2022", 2022),
        ("Verslag van het boekjaar 2015", 2015),
        ("Noordzuivel in FY2021", 2021),
        ("Noordzuivel\n\n2017", 2017),
        ("Onze weg naar 2030\n2022", 2022),
    ],
)
def test_the_year_stands_on_the_cover(cover: str, year: int) -> None:
    clues = read(cover)
    assert clues.reporting_year == year
    assert clues.reporting_year_basis.startswith("text: cover")


def test_the_cover_outweighs_what_the_text_says_of_earlier_years() -> None:
    body = "See our annual report 2021. The annual report 2021 was the first. Annual report 2020."
    assert read("Annual report 2022", body).reporting_year == 2022


def test_the_running_header_helps_a_cover_without_words() -> None:
    clues = read("Noordzuivel", "Foreword", "Strategy", header="Noordzuivel | Jaarverslag 2021")
    assert clues.reporting_year == 2021
    assert clues.reporting_year_basis == "text: running header: jaarverslag 2021"
    assert clues.name_counts_text == "Noordzuivel | Jaarverslag 2021"


def test_the_text_decides_where_one_year_stands_out() -> None:
    body = "In het boekjaar 2022 groeiden wij. Het boekjaar 2022 was goed. Boekjaar 2021 niet."
    clues = read("Inhoud", "Voorwoord", body, language="nl")
    assert clues.reporting_year == 2022


def test_over_a_year_counts_in_dutch_only() -> None:
    comparison = "Sales grew over 2021. Margins grew over 2021."
    pages = ["Contents", "Foreword", "Text", "More", "Even more"]
    assert read(*pages, comparison).reporting_year is None
    dutch = "De omzet over 2021 steeg. De marge over 2021 daalde."
    assert read(*pages, dutch, language="nl").reporting_year == 2021


def test_a_report_named_after_the_year_in_which_it_appears() -> None:
    scope = "This report covers our activities from 1 January 2015 to 31 December 2015."
    clues = read("Sustainability report 2016", scope)
    assert clues.reporting_year == 2015
    assert "31 december 2015" in clues.reporting_year_basis


def test_the_file_name_is_the_last_resort_and_marked() -> None:
    clues = read("Contents", "Some words", file_name="noordzuivel_2019.pdf")
    assert clues.reporting_year == 2019
    assert clues.reporting_year_basis == "file name: 2019"
    assert read("Jaarverslag 2022", file_name="x_2019.pdf").reporting_year == 2022


@pytest.mark.parametrize(
    ("cover", "file_name"),
    [
        ("Contents", "report.pdf"),
        ("Strategy 2030", "report.pdf"),
        ("Published in May 2022", "report.pdf"),
        ("© 2022 Noordzuivel", "report.pdf"),
        ("From 2019 and 2021", "a_2019_2021.pdf"),
        ("Order 20225 of 12022", "x120221.pdf"),
    ],
)
def test_what_cannot_be_said_is_not_guessed(cover: str, file_name: str) -> None:
    clues = read(cover, file_name=file_name)
    assert clues.reporting_year is None
    assert clues.reporting_year_basis


def test_identifiers_are_found_with_valid_check_digits_only() -> None:
    lei = with_check_digits("724500NOORDZUIVEL0")
    broken = lei[:-1] + str((int(lei[-1]) + 1) % 10)
    clues = read("Cover", f"LEI {lei}, formerly {broken}. KvK-nummer: 01234567.")
    assert clues.lei == (lei,)
    assert clues.kvk == ("01234567",)
    assert is_lei(lei)
    assert not is_lei(broken)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("KvK 12345678", ("12345678",)),
        ("K.v.K. nr. 12 34 56 78", ("12345678",)),
        ("Kamer van Koophandel te Utrecht onder nummer 12.345.678", ("12345678",)),
        ("registered with the Chamber of Commerce under number 12345678", ("12345678",)),
        ("Handelsregister: 12345678", ("12345678",)),
        ("ordernummer 12345678", ()),
        ("KvK 123456789", ()),
        (
            "KvK 12345678, BTW NL001234567B01. KvK: 87654321 en weer KvK 87654321",
            ("87654321", "12345678"),
        ),
    ],
)
def test_kvk_numbers_stand_near_the_register(text: str, found: tuple[str, ...]) -> None:
    assert find_kvk(text) == found


def test_an_empty_report_has_no_clues_and_does_not_fail() -> None:
    clues = read("", "  ", file_name="scan.pdf")
    assert (clues.kvk, clues.lei, clues.front_text, clues.reporting_year) == ((), (), "", None)

"""What a report calls itself, and its year where no report name says it."""

from __future__ import annotations

import pytest

from report_mining.records import DocumentType, IdentityClues
from report_mining.register.document_type import infer_document_type
from report_mining.register.reporting_year import YearTexts, infer_reporting_year


def clues(cover: str = "", running: str = "", title: str = "") -> IdentityClues:
    return IdentityClues((), (), cover, title, running, 2022, "text: cover")


@pytest.mark.parametrize(
    ("cover", "kind"),
    [
        ("Noordzuivel\nJaarverslag 2022", DocumentType.ANNUAL_REPORT),
        ("Integrated Annual Report on sustainability", DocumentType.ANNUAL_REPORT),
        ("ESG Report 2022", DocumentType.SUSTAINABILITY_REPORT),
        ("Corporate Responsibility Progress Report", DocumentType.SUSTAINABILITY_REPORT),
        ("Duurzaamheidsverslag 2021", DocumentType.SUSTAINABILITY_REPORT),
        ("Gedragscode voor leveranciers", DocumentType.SUPPLIER_CODE),
        ("Supplier Code of Conduct", DocumentType.SUPPLIER_CODE),
        ("Code of Conduct", DocumentType.CODE_OF_CONDUCT),
        ("Mensenrechtenbeleid 2021", DocumentType.POLICY),
        ("Human rights policy", DocumentType.POLICY),
        ("Foundations for growth", None),
    ],
)
def test_a_document_is_what_it_calls_itself(cover: str, kind: DocumentType | None) -> None:
    assert infer_document_type(clues(cover)) is kind


def test_the_cover_goes_before_header_and_title() -> None:
    found = infer_document_type(clues("Code of Conduct", "Annual report 2022", "Jaarverslag"))
    assert found is DocumentType.CODE_OF_CONDUCT
    assert infer_document_type(clues("", "", "Jaarverslag 2022")) is DocumentType.ANNUAL_REPORT


def year(body: str, file_name: str = "x.pdf") -> tuple[int | None, str]:
    texts = YearTexts(
        cover="",
        running="",
        title="",
        front="",
        body=body,
        file_name=file_name,
        is_dutch=False,
        has_cover=False,
    )
    return infer_reporting_year(texts)


def test_the_year_in_which_things_happened_is_the_reporting_year() -> None:
    told = "In 2021 we opened a plant. Sales rose in 2021. A review is planned in 2030."
    assert year(told) == (2021, "text: in 2021")


def test_two_years_told_alike_are_not_guessed() -> None:
    assert year("In 2021 we grew. In 2020 we grew. In 2021 too, and in 2020.")[0] is None


def test_a_file_name_that_the_text_contradicts_is_not_taken() -> None:
    found, why = year("Water use 2019 | 2020", "net_zero_2022.pdf")
    assert found is None
    assert why == "the file name says 2022, which the text never names"


def test_a_file_name_counts_where_the_text_names_no_year() -> None:
    assert year("Our water use fell.", "net_zero_2022.pdf") == (2022, "file name: 2022")


def test_the_year_named_most_is_a_last_resort() -> None:
    table = "Water 2020 12 Energy 2020 13 Waste 2020 14 2019 1 " * 3
    assert year(table)[0] == 2020
    assert year(table)[1].startswith("text: named most")

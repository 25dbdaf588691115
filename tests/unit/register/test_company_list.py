"""The company list and the manifest are read strictly, with every defect named at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_mining.errors import CompanyListError, ManifestError
from report_mining.records import Company, DocumentType, ManifestEntry, ParentPeriod
from report_mining.register import read_companies, read_manifest, unused_entries

# An invented LEI whose check digits are right: the first 18 characters were made up.
LEI = "724500NOORDZUIVEL0"


def with_check_digits(first_eighteen: str) -> str:
    number = int("".join(str(int(c, 36)) for c in first_eighteen + "00"))
    return f"{first_eighteen}{98 - number % 97:02d}"


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "companies.csv"
    path.write_bytes(text.encode(encoding))
    return path


def defects(path: Path) -> str:
    with pytest.raises(CompanyListError) as error:
        read_companies(path)
    return str(error.value)


def test_all_columns_are_read(tmp_path: Path) -> None:
    lei = with_check_digits(LEI)
    path = written(
        tmp_path,
        "company_id,name,aliases,kvk,lei,sbi,sector,staff,assets_eur,turnover_eur,parent_id,"
        "valid_from,valid_to\n"
        "top,Top Holding N.V.,,,,,,,,,,,\n"
        f'nz,"Noordzuivel, Groep",Noordzuivel; NZ Kaas ;,01234567,{lei.lower()},10.5,food,'
        '"1,200.5",20000000,4e7,top,2018,2024\n',
    )
    top, dairy = read_companies(path)
    assert top == Company("top", "Top Holding N.V.")
    assert dairy == Company(
        company_id="nz",
        name="Noordzuivel, Groep",
        aliases=("Noordzuivel", "NZ Kaas"),
        kvk="01234567",
        lei=lei,
        sbi="10.5",
        sector="food",
        staff=1200.5,
        assets_eur=2e7,
        turnover_eur=4e7,
        parent_id="top",
        valid_from=2018,
        valid_to=2024,
        parents=(ParentPeriod("top"),),
        risk_sectors=("food",),
        is_large=False,  # exactly on the limits of assets and turnover is not above them
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("head", ["", "sep=;\r\n"])
def test_a_file_as_a_dutch_spreadsheet_writes_it(tmp_path: Path, encoding: str, head: str) -> None:
    text = (
        f"{head}Company_ID;Name;Aliases;Staff;Assets_EUR\r\n"
        'k;Coöperatie Kustfruit U.A.;"Kustfruit;Kust Fruit";1.234,5;1,5E+07\r\n;;;;\r\n'
    )
    (company,) = read_companies(written(tmp_path, text, encoding))
    assert company.name == "Coöperatie Kustfruit U.A."
    assert company.aliases == ("Kustfruit", "Kust Fruit")
    assert (company.staff, company.assets_eur) == (1234.5, 1.5e7)


def test_every_defect_is_told_with_its_line(tmp_path: Path) -> None:
    good = with_check_digits(LEI)
    wrong = good[:-2] + ("00" if good[-2:] != "00" else "01")
    path = written(
        tmp_path,
        "company_id,name,kvk,lei,staff,parent_id,valid_from,valid_to\n"
        "a,Alderwerk,1234567,,,,,\n"
        f"a,,12345678,{wrong},many,nobody,19,\n"
        "b,Boomgaard,12345678,,-5,b,2022,2020\n"
        ",Citadel,ABCDEFGH,,,,,\n"
        "d,Duinen\n",
    )
    text = defects(path)
    for expected in (
        "line 2: kvk is '1234567'; expected 8 digits (a spreadsheet",
        "line 3: company_id 'a' is on line 2 too",
        "line 3: name is empty",
        f"line 3: lei is '{wrong}'",
        "line 3: staff is 'many'",
        "line 3: parent_id 'nobody' is no company_id",
        "line 3: valid_from is '19'",
        "line 4: staff is '-5'",
        "line 4: valid_to is 2020, before valid_from 2022",
        "line 4: 'b' is its own parent",
        "line 5: company_id is empty",
        "line 5: kvk is 'ABCDEFGH'; expected 8 digits",
        "line 6: 2 cells; expected 8",
    ):
        assert expected in text
    assert "companies.csv: 13 defects" in text


def test_columns_are_checked_and_near_names_suggested(tmp_path: Path) -> None:
    text = defects(written(tmp_path, "company_id,nam,alias,company_id\nx,y,z,x\n"))
    assert "no column 'name', which is required" in text
    assert "unknown column 'alias'; did you mean 'aliases'?" in text
    assert "column 'company_id' occurs 2 times" in text


def test_one_number_may_pass_from_one_company_to_the_next(tmp_path: Path) -> None:
    header = "company_id,name,kvk,valid_from,valid_to\n"
    rows = "old,Oud,12345678,,2020\nnew,Nieuw,12345678,2021,\n"
    assert len(read_companies(written(tmp_path, header + rows))) == 2
    assert "is on line 2 too" in defects(written(tmp_path, header + rows.replace("2021", "2020")))


def test_a_circle_of_parents_is_found(tmp_path: Path) -> None:
    text = "company_id,name,parent_id\na,A,b\nb,B,c\nc,C,a\nd,D,a\n"
    found = defects(written(tmp_path, text))
    assert found.count("is its own parent") == 3


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the file is empty"),
        (b"company_id,name\n", "no company below the header"),
        (b"company_id,name\na,Caf\xe9\n", "line 2: byte 0xe9 is not UTF-8"),
        (b"PK\x03\x04rest", "is a workbook"),
        (b'company_id,name\na,"A" B\n', "check the quotes"),
    ],
)
def test_files_that_are_no_table_say_what_to_do(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    path = tmp_path / "companies.csv"
    path.write_bytes(content)
    assert expected in defects(path)


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    assert "cannot be opened" in defects(tmp_path / "nothing.csv")


COMPANIES = (Company("a", "Alderwerk"), Company("b", "Boomgaard"))


def manifest(folder: Path, rows: str) -> Path:
    path = folder / "manifest.csv"
    path.write_text("file,company_id,reporting_year,document_type\n" + rows, encoding="utf-8")
    return path


def test_a_manifest_may_list_a_file_for_two_companies(tmp_path: Path) -> None:
    path = manifest(tmp_path, "sub\\x.pdf,a,2022,annual_report\n./sub/x.pdf,b,2022,Policy\n")
    entries = read_manifest(path, COMPANIES)
    assert entries == (
        ManifestEntry("sub/x.pdf", "a", 2022, DocumentType.ANNUAL_REPORT),
        ManifestEntry("sub/x.pdf", "b", 2022, DocumentType.POLICY),
    )
    assert unused_entries(["sub/x.pdf"], entries) == ()
    assert unused_entries(["y.pdf"], entries) == entries


def test_every_defect_of_a_manifest_is_told(tmp_path: Path) -> None:
    path = manifest(
        tmp_path,
        "x.pdf,nobody,2022,annual_report\n"
        "x.pdf,a,22,jaarverslag\n"
        "../y.pdf,a,2022,other\n"
        "z.pdf,a,2022,other\n"
        "z.pdf,a,2022,policy\n"
        ",a,2022,other\n",
    )
    with pytest.raises(ManifestError) as error:
        read_manifest(path, COMPANIES)
    text = str(error.value)
    for expected in (
        "line 2: company_id 'nobody' is not in the company list",
        "line 3: reporting_year is '22'",
        "line 3: document_type is 'jaarverslag'; expected one of annual_report",
        "line 4: file is '../y.pdf'",
        "line 6: the same file, company and year as on line 5",
        "line 7: file is empty",
    ):
        assert expected in text
    assert len(error.value.defects) == 6


def test_without_a_company_list_the_ids_are_taken_as_they_are(tmp_path: Path) -> None:
    (entry,) = read_manifest(manifest(tmp_path, "x.pdf,any,2022,other\n"), ())
    assert entry.company_id == "any"

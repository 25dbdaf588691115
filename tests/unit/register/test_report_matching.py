"""Reports are tied to companies by manifest, number and name, and never by guessing."""

from __future__ import annotations

import pytest

from report_mining.records import (
    Company,
    DocumentType,
    IdentityClues,
    ManifestEntry,
    MatchBasis,
    ReportMatch,
    ReportStatus,
    ScoredReport,
)
from report_mining.register import match_reports

LEI = "X" * 20
NOORD = Company("noord", "Noordzuivel N.V.", aliases=("Friskaas",), kvk="11111111", lei=LEI)
STAAL = Company("staal", "Koninklijke Zuidstaal Groep N.V.", kvk="22222222")
BUIS = Company("buis", "Zuidstaal Buizen B.V.", kvk="33333333", parent_id="staal")
OEVER = Company("oever", "Van der Oever & Zonen B.V.")
COMPANIES = (NOORD, STAAL, BUIS, OEVER)


def clues(
    cover: str = "",
    *inside: str,
    title: str = "",
    running: str = "",
    kvk: tuple[str, ...] = (),
    lei: tuple[str, ...] = (),
    year: int | None = 2022,
) -> IdentityClues:
    return IdentityClues(
        kvk=kvk,
        lei=lei,
        front_text="\f".join((cover, *inside)),
        title=title,
        name_counts_text=running,
        reporting_year=year,
        reporting_year_basis="text: cover: jaarverslag 2022" if year else "no year stands out",
    )


def scored(found: IdentityClues | None, report_id: str = "r") -> ScoredReport:
    return ScoredReport(
        report_id=report_id,
        file_name="x.pdf",
        path="x.pdf",
        status=ReportStatus.SCORED if found else ReportStatus.FAILED,
        reason=None,
        detail=None,
        pages=1,
        pages_scored=1,
        pages_not_looked=(),
        pages_ocr=0,
        languages=(),
        passages=1,
        findings=(),
        clues=found,
        instrument_version="i",
        reader_version="v",
        seconds=0.0,
    )


def match(
    found: IdentityClues | None,
    file: str = "x.pdf",
    companies: tuple[Company, ...] = COMPANIES,
    manifest: tuple[ManifestEntry, ...] = (),
) -> ReportMatch:
    (only,) = match_reports([(file, scored(found))], companies, manifest)
    return only


def test_the_manifest_comes_first_and_may_name_two_companies() -> None:
    manifest = tuple(
        ManifestEntry("sub/x.pdf", company_id, 2021, DocumentType.POLICY)
        for company_id in ("noord", "staal")
    )
    report = scored(clues("Zuidstaal Buizen B.V.", kvk=("33333333",)))
    first, second = match_reports([("sub/x.pdf", report)], COMPANIES, manifest)
    assert [m.company_id for m in (first, second)] == ["noord", "staal"]
    assert first.reporting_year == 2021
    assert first.document_type is DocumentType.POLICY
    assert first.basis is MatchBasis.MANIFEST
    assert not first.is_inferred


def test_numbers_come_before_names_and_lei_before_kvk() -> None:
    by_lei = match(clues("Noordzuivel\nJaarverslag 2022", kvk=("11111111",), lei=(LEI,)))
    assert (by_lei.company_id, by_lei.basis) == ("noord", MatchBasis.LEI)
    by_kvk = match(clues("Friskaas\nJaarverslag 2022", kvk=("11111111",)))
    assert (by_kvk.company_id, by_kvk.basis) == ("noord", MatchBasis.KVK)
    assert by_lei.score > by_kvk.score
    assert by_lei.is_inferred


def test_a_number_without_the_name_is_matched_with_a_note() -> None:
    found = match(clues("Jaarverslag 2022", kvk=("11111111",)))
    assert found.company_id == "noord"
    assert "its name stands in no title" in found.note


def test_a_number_that_the_name_contradicts_is_not_matched() -> None:
    found = match(clues("Van der Oever & Zonen\nJaarverslag 2022", kvk=("11111111",)))
    assert found.company_id is None
    assert "Noordzuivel N.V." in found.note
    assert "Van der Oever & Zonen B.V." in found.note


def test_numbers_of_subsidiaries_do_not_win_from_the_groups_name() -> None:
    cover = "Koninklijke Zuidstaal Groep\nJaarverslag 2022"
    found = match(clues(cover, kvk=("33333333",)))
    assert found.company_id == "staal"
    assert "subsidiaries" in found.note


def test_numbers_of_two_companies_are_settled_by_the_name_or_not_at_all() -> None:
    both = ("11111111", "22222222")
    named = match(clues("Noordzuivel Jaarverslag 2022", kvk=both))
    assert (named.company_id, named.basis) == ("noord", MatchBasis.KVK)
    assert match(clues("Jaarverslag 2022", kvk=both)).company_id is None


@pytest.mark.parametrize(
    "cover",
    [
        "NOORDZUIVEL N.V.\nAnnual report 2022",
        "Annual report 2022\nNoordzuivel",
        "Noord Zuivel\nJaarverslag",
        "Friskaas\n\nJaarverslag 2022",
        "Nóordzuivel jaarverslag 2022",
    ],
)
def test_a_name_on_the_cover_is_found_in_its_spellings(cover: str) -> None:
    found = match(clues(cover))
    assert (found.company_id, found.basis) == ("noord", MatchBasis.NAME)
    assert 0.5 < found.score <= 1.0


def test_a_misspelt_cover_is_matched_with_a_note() -> None:
    found = match(clues("NOORDZUlVEL\nJaarverslag 2022"))
    assert found.company_id == "noord"
    assert "spelt differently" in found.note


@pytest.mark.parametrize(
    "name", ["Koninklijke Zuidstaal", "Zuidstaal", "Koninklijke Zuidstaal Groep"]
)
def test_royal_and_group_may_be_left_out(name: str) -> None:
    assert match(clues(f"{name}\nJaarverslag 2022")).company_id == "staal"


@pytest.mark.parametrize("joint", ["Van der Oever en Zonen", "Van der Oever and Zonen"])
def test_and_is_written_in_many_ways(joint: str) -> None:
    assert match(clues(f"{joint}\n\nAnnual report")).company_id == "oever"


def test_the_longer_name_wins_from_the_shorter_inside_it() -> None:
    found = match(clues("Zuidstaal Buizen\nJaarverslag 2022", "Zuidstaal is our parent."))
    assert found.company_id == "buis"


def test_a_weaker_longer_name_leaves_the_shorter_in_doubt() -> None:
    inside = "Zuidstaal Buizen groeit. Zuidstaal Buizen levert. Zuidstaal Buizen bouwt."
    found = match(clues("Zuidstaal\nJaarverslag 2022", inside))
    assert found.company_id is None
    assert "about equally good" in found.note


def test_lines_of_a_running_header_do_not_run_on() -> None:
    lines = "Noordzuivel\nNederland en de wereld\nMelk B.V."
    assert match(clues("", running=lines)).company_id == "noord"


def test_a_danish_legal_form_is_taken_off() -> None:
    companies = (Company("deens", "Vestkyst A/S"),)
    assert match(clues("VESTKYST\nAnnual report"), companies=companies).company_id == "deens"


@pytest.mark.parametrize(
    "cover",
    [
        "Stichting Pensioenfonds Noordzuivel\nJaarverslag 2022",
        "Noordzuivel Pensioenfonds\nJaarverslag 2022",
        "Noordzuivel Asset Management\nJaarverslag 2022",
        "Noordzuivel Nederland B.V.\nJaarverslag 2022",
        "Noordzuivel Melkpoeder Fabrieken B.V.\nJaarverslag 2022",
    ],
)
def test_funds_and_subsidiaries_are_not_the_company(cover: str) -> None:
    found = match(clues(cover), file="noordzuivel_2022.pdf")
    assert found.company_id is None
    assert "another entity" in found.note


@pytest.mark.parametrize(
    "cover", ["onze noordzuivelaars\nJaarverslag", "Nieuwnoordzuivel\nJaarverslag 2022"]
)
def test_a_name_must_be_whole_words(cover: str) -> None:
    assert match(clues(cover)).company_id is None


def test_an_ordinary_word_in_a_phrase_is_no_company() -> None:
    action = (Company("action", "Action"),)
    assert match(clues("Climate Action Plan 2022"), companies=action).company_id is None
    assert match(clues("we take action now"), companies=action).company_id is None
    assert match(clues("Action\nJaarverslag 2022"), companies=action).company_id == "action"


def test_two_companies_about_equally_good_are_listed_and_not_guessed() -> None:
    found = match(clues("Noordzuivel\n\nVan der Oever & Zonen\n\nJaarverslag 2022"))
    assert found.company_id is None
    assert found.basis is MatchBasis.NONE
    both = "Noordzuivel N.V. (noord) and Van der Oever & Zonen B.V. (oever)"  # names may be equal
    assert f"about equally good are {both}" in found.note


def test_a_name_inside_the_text_only_is_not_enough() -> None:
    prose = " ".join(["Wij leveren aan Noordzuivel."] * 6)
    found = match(clues("Jaarverslag 2022", prose))
    assert found.company_id is None
    assert "only inside the text" in found.note


def test_the_running_header_names_the_company() -> None:
    found = match(clues("", "Voorwoord", running="Noordzuivel | Jaarverslag 2022"))
    assert found.company_id == "noord"


@pytest.mark.parametrize(
    ("file", "company_id"),
    [
        ("sub/Noordzuivel_jaarverslag_2021.pdf", "noord"),
        ("abc-NOORDZUIVEL-NV-2021.pdf", "noord"),
        ("noordzuivel_leveranciersdag_2021.pdf", None),
        ("scan0001_2021.pdf", None),
    ],
)
def test_a_failed_file_is_matched_by_its_name_and_marked(file: str, company_id: str | None) -> None:
    found = match(None, file=file)
    assert found.company_id == company_id
    assert found.reporting_year == 2021
    assert found.year_basis == "file name: 2021"
    assert found.score <= 0.5
    assert "file name" in found.note
    assert found.is_inferred


def test_an_unknown_year_is_none_with_a_note() -> None:
    found = match(clues("Noordzuivel\nJaarverslag", year=None))
    assert found.company_id == "noord"
    assert found.reporting_year is None
    assert "reporting year unknown" in found.note


def test_without_companies_only_the_year_is_inferred() -> None:
    found = match(clues("Noordzuivel\nJaarverslag 2022"), companies=())
    assert (found.company_id, found.basis, found.note) == (None, MatchBasis.NONE, "")
    assert found.reporting_year == 2022


def test_of_two_holders_of_a_name_the_one_of_that_year_is_meant() -> None:
    old = Company("old", "Kustfruit B.V.", valid_to=2020)
    new = Company("new", "Kustfruit N.V.", valid_from=2021)
    found = match(clues("Kustfruit\nJaarverslag 2022", year=2022), companies=(old, new))
    assert found.company_id == "new"


def test_every_file_is_answered_in_order() -> None:
    reports = [(f"{i}.pdf", scored(clues("Niemand"), report_id=str(i))) for i in range(3)]
    found = match_reports(reports, COMPANIES, ())
    assert [m.file for m in found] == ["0.pdf", "1.pdf", "2.pdf"]
    assert all(m.note.startswith("not matched") for m in found)


def test_a_possessive_in_a_running_header_is_the_name() -> None:
    found = match(clues("Jaarverslag 2022", running="Noordzuivel’s shares"))
    assert found.company_id == "noord"


def test_a_stranger_on_the_cover_asks_for_a_person() -> None:
    found = match(
        clues("Noordzuivel N.V.\nJaarverslag 2022\n\nOnderdeel van Van der Oever & Zonen")
    )
    assert found.company_id == "noord"
    assert found.is_doubtful
    assert found.candidates == ("noord", "oever")


def test_a_joint_report_is_of_each_of_its_companies() -> None:
    cover = "Jaarverslag 2022 van Noordzuivel N.V. en Van der Oever & Zonen B.V."
    both = match_reports([("x.pdf", scored(clues(cover)))], COMPANIES, ())
    assert {m.company_id for m in both} == {"noord", "oever"}
    assert all("joint report" in m.note for m in both)


def test_a_number_alone_goes_to_a_person_where_the_cover_names_somebody_else() -> None:
    assert not match(clues("Jaarverslag 2022", kvk=("11111111",))).is_doubtful
    other = match(clues("Bosrandt Projecten\nJaarverslag 2022", kvk=("11111111",)))
    assert other.company_id == "noord"
    assert other.is_doubtful


def test_an_earlier_name_is_found_by_number_and_year() -> None:
    old = Company("oud", "Oudnaam N.V.", kvk="44444444", valid_to=2019, successor_id="nieuw")
    new = Company("nieuw", "Nieuwnaam N.V.", kvk="44444444", valid_from=2020)
    found = match(
        clues("Nieuwnaam\nJaarverslag 2019", kvk=("44444444",), year=2019), companies=(old, new)
    )
    assert (found.company_id, found.is_doubtful) == ("oud", False)
    late = match(clues("Oudnaam\nJaarverslag 2021", year=2021), companies=(old, new))
    assert late.is_doubtful
    assert "Nieuwnaam" in late.note

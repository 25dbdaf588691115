"""Company names among other names: clubs, branches, holdings, strangers, and forms in full."""

from __future__ import annotations

import pytest

from report_mining.records import Company, IdentityClues
from report_mining.register.name_evidence import judge_names
from report_mining.register.name_index import index_names

COMPANIES = (
    Company("beer", "Brouwveld N.V."),
    Company("top", "Brouwveld Holding N.V."),
    Company("care", "Stichting Zorghuis Lindekamp"),
    Company("log", "Oosterkade Logistics Netherlands B.V."),
    Company("fam", "Gebroeders Tuinstraat Transport B.V."),
    Company("mer", "Merelhof Grain B.V."),
)
INDEX = index_names(COMPANIES)


def judged(cover: str, running: str = "", front: str = "") -> tuple[str | None, float]:
    clues = IdentityClues(
        kvk=(),
        lei=(),
        front_text=f"{cover}\f{front}",
        title="",
        name_counts_text=running,
        reporting_year=2022,
        reporting_year_basis="cover",
    )
    verdict = judge_names(clues, INDEX)
    return (verdict.tied[0] if len(verdict.tied) == 1 else None), verdict.score


@pytest.mark.parametrize(
    ("cover", "running", "company_id"),
    [
        ("Brouwveld N.V.\nAnnual Report 2022", "Brouwveld N.V.", "beer"),
        ("Brouwveld Holding N.V.\nAnnual Report 2022", "Brouwveld Holding N.V.", "top"),
        ("Zorghuis Lindekamp\nJaarverslag 2022", "Zorghuis Lindekamp", "care"),
        (
            "Oosterkade Logistics Nederland\nJaarverslag 2022",
            "Oosterkade Logistics Nederland",
            "log",
        ),
        ("Gebr. Tuinstraat Transport B.V.\nJaarverslag 2022", "Gebr. Tuinstraat Transport", "fam"),
        ("Brouwveld Naamloze Vennootschap\nJaarverslag 2022", "", "beer"),
    ],
)
def test_whose_report_it_is(cover: str, running: str, company_id: str) -> None:
    found, score = judged(cover, running)
    assert found == company_id
    assert score >= 0.7


@pytest.mark.parametrize(
    ("cover", "running"),
    [
        ("Brouwveld\nJaarverslag 2022", "Brouwveld jaarverslag 2022"),  # holding or company
        ("Vereniging Aandeelhouders Merelhof Grain\nJaarverslag 2022", "VAM Merelhof Grain"),
        ("Merelhof Grain Corporation\nAnnual Report 2022", "Merelhof Grain Corporation"),
        ("Merelhof Grain (Belgium)\nAnnual Report 2022", "Merelhof Grain (Belgium)"),
        ("Commissie Zorghuis Lindekamp en Brouwveld\nJaarverslag 2022", ""),
        ("Camping De Brouwveld\nJaarverslag 2022", "Camping De Brouwveld"),
    ],
)
def test_nobody_is_accepted_for_somebody_elses_report(cover: str, running: str) -> None:
    found, score = judged(cover, running)
    assert found is None or score < 0.7


def test_a_stranger_on_the_cover_sends_the_match_to_a_person() -> None:
    found, score = judged("Jaarrekening 2022\nKwekerij Zonneveld B.V.\n\nMerelhof Grain")
    assert (found, score) == ("mer", 0.65)


def test_who_only_did_a_service_is_no_stranger() -> None:
    _, score = judged(
        "Merelhof Grain\nJaarverslag 2022\n\ngedrukt door Drukkerij Zonneveld B.V.",
        "Merelhof Grain",
    )
    assert score >= 0.7

"""Whose report it is where the text names others in their roles, clubs, and titles in capitals."""

from __future__ import annotations

import pytest
from benchmarks.matching_cases import scored

from report_mining.records import (
    Block,
    BlockKind,
    CharacterBalance,
    Company,
    Page,
    Report,
    ReportMatch,
)
from report_mining.register import match_reports

COMPANIES = (
    Company("tiles", "Grondvoort Tegels N.V.", kvk="99000011"),
    Company("bank", "Wikkemeer Bank N.V.", kvk="99000022"),
    Company("tile", "Grontvoort Transport B.V.", kvk="99000033"),
    Company("word", "Zonnekracht N.V.", aliases=("Zonnekracht",)),
    Company("mutual", "Onderlinge Verzekeringsmaatschappij Lisveld U.A.", aliases=("Lisveld",)),
    Company("build", "Meermolen Bouw en Ontwikkeling B.V."),
    Company("old", "Hooimaat Zuivel N.V.", kvk="99000044", valid_to=2019, successor_id="new"),
    Company("new", "Novadel N.V.", kvk="99000044", valid_from=2020),
    Company("one", "Duinrand Vastgoedfonds N.V."),
    Company("two", "Duinrand Woningfonds N.V."),
    Company("keeper", "Duinrand Capital B.V."),
    Company("manager", "De Beheerder N.V."),
    Company("fitter", "Zeeman Installatietechniek B.V.", aliases=("Zeeman",)),
    Company("berth", "Kade 7 Overslag B.V.", aliases=("Kade 7",)),
)


def matched(cover: str, running: str, front: str = "", body: str = "") -> tuple[ReportMatch, ...]:
    pages = [page(1, cover, ""), page(2, front, running), page(3, body, running)]
    report = Report("r", "scan.pdf", "", tuple(pages), (), "test")
    return match_reports([("scan.pdf", scored("r", report))], COMPANIES, ())


def page(number: int, text: str, running: str) -> Page:
    whole = f"{running}\n\n{text}" if running else text
    blocks = (Block(BlockKind.RUNNING_HEADER, 0, 0, len(running), None),) if running else ()
    balance = CharacterBalance(len(whole), len(whole))
    return Page(number, whole, 595, 842, (), blocks, balance)


def accepted(matches: tuple[ReportMatch, ...]) -> list[str | None]:
    return [m.company_id for m in matches if not m.is_doubtful]


@pytest.mark.parametrize(
    ("front", "body"),
    [
        ("Onze bank is Wikkemeer Bank N.V. en dat blijft zo.", "Wikkemeer Bank N.V., KvK 99000022"),
        ("Wikkemeer Bank N.V. is the agent of the lenders.", "Agent: KvK 99000022"),
        ("Onze huisbank, Wikkemeer Bank N.V., gaf krediet.", "KvK 99000022"),
        ("Our largest customer is Wikkemeer Bank N.V.", "KvK 99000022"),
        ("Agent: Wikkemeer Bank N.V.", "KvK 99000022"),
        ("De administratie ligt bij Wikkemeer Bank N.V.", "Uitvoerder: KvK 99000022"),
    ],
)
def test_the_number_of_a_named_party_does_not_stand_in_the_way(front: str, body: str) -> None:
    found = matched("Grondvoort Tegels\nJaarverslag 2022", "Grondvoort Tegels", front, body)
    assert accepted(found) == ["tiles"]


@pytest.mark.parametrize(
    ("front", "body"),
    [
        ("", "Ingeschreven bij de KvK onder nummer 99000022."),  # nobody is named beside it
        ("Onze klant is Grontvoort Transport B.V.", "KvK 99000033"),  # a look-alike
        ("De vennootschap, Wikkemeer Bank N.V., is een bank.", "KvK 99000022"),  # says it is itself
    ],
)
def test_a_number_that_may_be_its_own_goes_to_a_person(front: str, body: str) -> None:
    found = matched("Grondvoort Tegels\nJaarverslag 2022", "Grondvoort Tegels", front, body)
    assert accepted(found) == []


@pytest.mark.parametrize(
    "front",
    [
        "Wij zijn Wikkemeer Bank N.V. en wij hebben 200 klanten.",
        "Wij zijn de Wikkemeer Bank N.V. en onze klanten zijn boeren.",
        "Wikkemeer Bank N.V. (hierna: de vennootschap) verstrekt leningen.",
        "Wikkemeer Bank N.V. (de vennootschap) verstrekt leningen.",
        "Wikkemeer Bank N.V. (hierna: Wikkemeer) is de agent van de geldgevers.",
        "De bank Wikkemeer Bank N.V. geeft dit uit.",
        "De fondsbeheerder Wikkemeer Bank N.V. brengt dit verslag uit, KvK 99000022.",
        "Wikkemeer Bank N.V. is een lessor van machines; dit is haar jaarverslag.",
        "Wikkemeer Bank N.V. is de bank van boeren en klanten.",
        "Dit is een uitgave van Wikkemeer Bank N.V. Onze klanten staan centraal.",
        "Dit is een uitgave van Wikkemeer Bank N.V.\nOnze klanten staan centraal.",
        "Uitgave van onze bank Wikkemeer Bank N.V.",
        "Wikkemeer Bank N.V. Onze klanten staan centraal.",
        "Wikkemeer Bank N.V.\nOnze agent staat centraal.",
        "Het jaarverslag van Wikkemeer Bank N.V. noemt ons. Onze bank is Wikkemeer Bank N.V.",
        "Wikkemeer Bank N.V., een bank met klanten, schreef dit.",
        "Wikkemeer Bank N.V. - onze bank, uw bank.",
        "Wikkemeer Bank N.V. is onze bank en dit is haar verslag.",
        "Voor onze klant is Wikkemeer Bank N.V. er altijd.",
        "Bij Wikkemeer Bank N.V. is onze klant koning.",
        "Aan onze klanten, Wikkemeer Bank N.V. dankt u.",
        "Klanten: Wikkemeer Bank N.V. heeft er 200.",
        "Bank\nWikkemeer Bank N.V.",
        "Onze bank is solide. Wikkemeer Bank N.V. heeft klanten.",
    ],
)
@pytest.mark.parametrize("body", ["KvK 99000022", "De trustee en agent: KvK 99000022"])
def test_the_number_of_who_may_report_itself_stands_in_the_way(front: str, body: str) -> None:
    found = matched("Grondvoort Tegels\nJaarverslag 2022", "Grondvoort Tegels", front, body)
    assert accepted(found) == []


@pytest.mark.parametrize(
    ("cover", "running"),
    [
        ("Zwemclub\nGrondvoort Tegels 2022", "Zwemclub Grondvoort Tegels"),
        ("Museum\nGrondvoort Tegels 2022", "Museum Grondvoort Tegels"),
        ("Museum\nGrondvoort Tegels Jaarverslag 2022", "Museum Grondvoort Tegels"),
        ("Samen vooruit\nGrondvoort Tegels 2022", "Museum Grondvoort Tegels"),
        (
            "Samen vooruit\nGrondvoort Tegels Jaarverslag 2022",
            "Museum Grondvoort Tegels Jaarverslag 2022",
        ),
        ("Lisveld Verzekeringskantoor\nJaarverslag 2022", "Lisveld Verzekeringskantoor"),
        ("Lisveld Verzekeringsadvies\nJaarverslag 2022", "Lisveld Verzekeringsadvies"),
        ("Lisveld Verzekeringen en Advies\nJaarverslag 2022", "Lisveld Verzekeringen"),
        ("Hooimaat Zuivelmuseum\nJaarverslag 2018", "Hooimaat Zuivelmuseum"),
        ("Zeeman Installatiebedrijf\nJaarverslag 2022", "Zeeman Installatiebedrijf"),
        ("Jan Grondvoort Tegels\nJaarverslag 2022", "Jan Grondvoort Tegels"),
        ("Jan Zonnekracht\nJaarverslag 2022", "Zonnekracht"),
        ("Bar Zonnekracht\nJaarverslag 2022", "Bar Zonnekracht"),
        ("Zonnekracht verhuur\nJaarverslag 2022", "Zonnekracht verhuur"),
        ("Zonnekracht verhuur\nJaarverslag 2022", "Zonnekracht"),
        ("Grondvoort Tegels verhuur\nJaarverslag 2022", "Grondvoort Tegels verhuur"),
        ("Grondvoort Tegels verhuur\nJaarverslag 2022", "Grondvoort Tegels"),
    ],
)
def test_a_longer_name_around_it_is_that_of_another(cover: str, running: str) -> None:
    assert accepted(matched(cover, running)) == []


@pytest.mark.parametrize(
    ("cover", "running"),
    [
        ("Volkstuinvereniging De Zonnekracht\nJaarverslag 2022", "De Zonnekracht"),
        ("Basisschool Zonnekracht\nJaarverslag 2022", "Zonnekracht"),
        ("Zonnekracht Coaching\nJaarverslag 2022", "Zonnekracht"),
        ("Ondernemingsraad Duinrand Vastgoedfonds\nJaarverslag 2022", "Ondernemingsraad"),
        ("Zonnekracht '22\nJaarverslag 2022", "Zonnekracht '22"),
    ],
)
def test_a_club_or_firm_that_carries_the_name_is_another(cover: str, running: str) -> None:
    assert accepted(matched(cover, running)) == []


@pytest.mark.parametrize(
    ("cover", "running", "company_id"),
    [
        ("LISVELD\nJAARVERSLAG 2022", "Lisveld Verzekeringen jaarverslag 2022", "mutual"),
        ("Grondvoort Tegels\nJaarverantwoording 2022", "Grondvoort Tegels Jaardocument", "tiles"),
        ("Zonnekracht\nPubliek Bericht 2022", "Zonnekracht Publiek Bericht 2022", "word"),
        (
            "Zonnekracht\nCommunication on Progress 2022",
            "Zonnekracht Communication on Progress",
            "word",
        ),
        ("Kade 7\nJaarverslag 2022", "Kade 7", "berth"),
    ],
)
def test_a_name_that_goes_on_with_its_trade_or_a_title(
    cover: str, running: str, company_id: str
) -> None:
    assert accepted(matched(cover, running)) == [company_id]


@pytest.mark.parametrize(
    "full",
    [
        "",
        "Meermolen Bouw en Ontwikkeling B.V. bouwt woningen.",
        "Niet te verwarren met Meermolen Bouw en Ontwikkeling B.V.",
        "Onze zuster Meermolen Bouw en Ontwikkeling B.V. bouwt ook.",
    ],
)
def test_a_shortened_name_goes_to_a_person(full: str) -> None:
    assert accepted(matched("Meermolen Bouw\nJaarverslag 2022", "Meermolen Bouw", full)) == []


def test_a_shortened_name_is_enough_beside_the_full_one() -> None:
    running = "Meermolen Bouw en Ontwikkeling Jaarverslag 2022"
    assert accepted(matched("Meermolen Bouw\nJaarverslag 2022", running)) == ["build"]
    assert accepted(matched("Meermolen Bouw B.V.\nJaarverslag 2022", "Meermolen Bouw B.V.")) == []


def test_a_manager_in_its_role_is_no_party_to_a_joint_report() -> None:
    cover = (
        "Duinrand Vastgoedfonds N.V.\nDuinrand Woningfonds N.V.\n\nGezamenlijk jaarverslag 2022\n\n"
        "Beheerder: Duinrand Capital B.V."
    )
    assert sorted(map(str, accepted(matched(cover, "Gezamenlijk jaarverslag 2022")))) == [
        "one",
        "two",
    ]


def test_a_joint_report_with_the_number_of_a_third_goes_to_a_person() -> None:
    cover = "Duinrand Vastgoedfonds N.V.\nGrondvoort Tegels N.V.\n\nGezamenlijk jaarverslag 2022"
    running = "Gezamenlijk jaarverslag 2022"
    assert sorted(map(str, accepted(matched(cover, running)))) == ["one", "tiles"]
    assert sorted(map(str, accepted(matched(cover, running, body="KvK 99000011")))) == [
        "one",
        "tiles",
    ]
    assert accepted(matched(cover, running, body="KvK 99000022")) == []


@pytest.mark.parametrize(
    ("second", "sure"),
    [("Grondvoort Tegels plc", ["one"]), ("Meermolen Bouw", ["one"])],
)
def test_what_speaks_against_one_company_of_a_joint_report_counts(
    second: str, sure: list[str]
) -> None:
    cover = f"Duinrand Vastgoedfonds N.V.\n{second}\n\nGezamenlijk jaarverslag 2022"
    assert accepted(matched(cover, "Gezamenlijk jaarverslag 2022")) == sure


def test_prose_about_a_report_displays_nobody() -> None:
    front = "Het jaarverslag van Grondvoort Tegels N.V. noemt ons. Grondvoort Tegels N.V. is groot."
    more = " Grondvoort Tegels N.V. levert tegels. Wij lezen Grondvoort Tegels N.V. graag."
    assert accepted(matched("Samen vooruit\n2022", "Samen vooruit", front + more)) == []


def test_a_word_for_a_role_is_no_company_of_that_name() -> None:
    front = "De Beheerder verkocht drie panden. De Beheerder verwacht rust."
    found = matched(
        "Duinrand Vastgoedfonds N.V.\nJaarverslag 2022", "Duinrand Vastgoedfonds N.V.", front
    )
    assert accepted(found) == ["one"]
    own = matched("De Beheerder N.V.\nJaarverslag 2022", "De Beheerder N.V.")
    assert accepted(own) == ["manager"]


def test_two_names_of_one_number_are_told_apart_by_the_year() -> None:
    cover, running = "Hooimaat Zuivel\nJaarverslag 2022", "Hooimaat Zuivel"
    assert accepted(matched(cover, running, body="KvK 99000044")) == ["new"]
    assert accepted(matched(cover, running)) == []


def test_old_spelling_is_no_other_name() -> None:
    companies = (Company("steam", "Noordhollandse Stoomzuivel N.V."),)
    report = Report(
        "r",
        "a.pdf",
        "",
        (page(1, "Noordhollandsche Stoomzuivel N.V.\nJaarverslag 2022", ""),),
        (),
        "t",
    )
    found = match_reports([("a.pdf", scored("r", report))], companies, ())
    assert accepted(found) == ["steam"]


def test_a_company_in_one_place_is_a_theme_of_whom_cover_and_headers_name() -> None:
    theme = "Kwekerij Weidemaat\nGrondvoort Tegels\nJaarverslag 2022"
    assert accepted(matched(theme, "Kwekerij Weidemaat")) == []
    slogan = "Bouwen Aan Morgen\nGrondvoort Tegels\nJaarverslag 2022"
    assert accepted(matched(slogan, "Grondvoort Tegels")) == ["tiles"]


def test_a_number_is_not_enough_where_the_first_pages_name_a_company_off_the_list() -> None:
    bare, number = "Jaarverslag 2022", "Grondvoort Tegels N.V., KvK 99000011"
    supplier = "Kwekerij Weidemaat B.V. levert aan Grondvoort Tegels N.V."
    assert accepted(matched(bare, bare, supplier, number)) == []
    assert accepted(matched(bare, bare, "Wij maken tegels.", number)) == ["tiles"]

"""Which goals and targets a text names, in every form, and which numbers only look like them."""

from __future__ import annotations

from functools import lru_cache

import pytest

from report_mining.classification.sdg_mentions import (
    MentionForm,
    MentionRole,
    SdgMentionReader,
    load_sdg_mention_reader,
)
from report_mining.records import BlockKind, TextInContext


@lru_cache(maxsize=1)
def reader() -> SdgMentionReader:
    return load_sdg_mention_reader()


def codes(text: str, **context: object) -> list[str]:
    found = reader().read(TextInContext(text, **context))  # type: ignore[arg-type]
    return [str(m.target or m.goal) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We contribute to SDG 8.", "8"),
        ("We report on SDG8.7 and SDG-12.", "8.7 12"),
        ("Wij richten ons op SDG 8, 12 en 17.", "8 12 17"),
        ("De SDG's 8-10 raken ons werk.", "8 9 10"),
        ("De SDG\u2019s 8 t/m 10 raken ons werk.", "8 9 10"),
        ("SDGs 7, 9 and 11 guide our products.", "7 9 11"),
        ("the SDGs (7, 9 and 11)", "7 9 11"),
        ("Our work supports Goal 8 of the 2030 Agenda.", "8"),
        ("Goals 3 & 5 of the United Nations", "3 5"),
        ("This corresponds with target 8.7.", "8.7"),
        ("Targets 8.7 and 16.2 ask for an end to it.", "8.7 16.2"),
        ("Wij koppelen dit aan subdoel 8.7.", "8.7"),
        ("Van de SDG's past doel 12 het best.", "12"),
        ("Clean coast day #SDG13 #SDG14", "13 14"),
        ("We work on Sustainable Development Goal 6.", "6"),
        ("Sustainable Development Goals (SDGs) 3 and 4", "3 4"),
        ("De duurzame ontwikkelingsdoelen 6 en 7 staan centraal.", "6 7"),
        ("VN-doel 14 en werelddoel 15", "14 15"),
        ("Global Goal 5 matters to us.", "5"),
        ("Decent work and economic growth", "8"),
        ("Wij werken aan Klimaatactie (SDG).", "13"),
        ("SDG 8: Decent work and economic growth", "8"),
        ("SDG 3 (Good health), 8 (Decent work) and 12", "3 8 12"),
        ("SDG 7 - Clean energy, 9 - Industry, 13 - Climate action", "7 9 13"),
        ("Zero hunger, Gender equality, Climate action and Life on land", "2 5 13 15"),
        ("SDG 16.b and SDG target 17.16", "16.b 17.16"),
        ("SDG-target 12.3 en SDG-doelen 2 en 12", "12.3 2 12"),
        ("SDG 8 (8.5, 8.8) en 12 (12.2)", "8 8.5 8.8 12 12.2"),
        ("Kinderen horen op school; SDG 8 vraagt dat (8.7).", "8 8.7"),
        ("SDG targets 8.5-8.8", "8.5 8.6 8.7 8.8"),
        ("E_SDG_Icons-08.jpg", "8"),
        ("SDG icon 13", "13"),
        ("SDG-\n8 en SDG\u00a012", "8 12"),
        ("SDG 03 and SDG #4", "3 4"),
        ("SDG nr. 8", "8"),
        ("SDG 8-gerelateerd beleid", "8"),
        ("SDG 1 to 5", "1 2 3 4 5"),
        ("goal number 8 of the SDGs", "8"),
        ("indicator: SDG 13.1. Next", "13.1"),
        ("In 2023 droegen wij bij aan SDG 7. In 2024 ook.", "7"),
    ],
)
def test_every_form_is_read(text: str, expected: str) -> None:
    assert codes(text) == expected.split()


@pytest.mark.parametrize(
    "text",
    [
        "Zie paragraaf 8.7 over de SDG's.",
        "The SDGs are described in section 8.7.",
        "De SDG's staan in hoofdstuk 8.",
        "Support for the SDGs rose by 8.7%.",
        "Voor de SDG's was 12.6 miljoen beschikbaar.",
        "SDG 18 does not exist, and SDG 8.11 neither.",
        "SDG 812 and SDG 2030",
        "Our global goals 3 and 4 are met.",
        "Onze wereldwijde doelen voor 2030",
        "Doel 12 van ons programma is gehaald.",
        "Our target 8.7 million was met.",
        "a target of 8.7",
        "target 1.5 \u00b0C and target 2.5 tonnes",
        "Strategic goal 2: grow in Asia",
        "Version 8.7 was released on 8.7.2023.",
        "goals 3 and 4 were scored in the second half",
        "SDGs12 in the text with a footnote",
        "The 17 SDGs and their 169 targets",
        "We spent EUR 8.7 on the SDGs.",
        "gender equality at work and quality education for staff",
        "Climate action is urgent.",
        "the SDGs 12 companies chose",
        "EUR 12.5, in line with the SDGs",
        "Decent work and economic growth\u017f",
        "Zero hunger, Gender equality, Clean water and \u017fanitation",
        "",
    ],
)
def test_what_only_looks_like_a_mention_is_left_out(text: str) -> None:
    assert codes(text) == []


def test_a_number_that_counts_ends_a_list() -> None:
    assert codes("For SDG 8 and 12 suppliers were visited.") == ["8"]
    assert codes("Onder SDG 8, 12 en 17% van de omzet.") == ["8", "12"]


def test_a_heading_that_speaks_of_the_goals_governs_bare_codes_and_doel() -> None:
    row = "Leefbaar loon | 8.5, 8.8 | 62%"
    assert codes(row, section=("Onze SDG's",), kind=BlockKind.TABLE_ROW) == ["8.5", "8.8"]
    assert codes(row, kind=BlockKind.TABLE_ROW) == []
    assert codes("Doel 12 gaat over inkoop.", section=("SDG-agenda",)) == ["12"]


def test_an_own_goal_beside_talk_of_the_goals_is_marked_as_own() -> None:
    found = reader().read(TextInContext("Our goal 3 supports SDG 12."))
    assert [(str(m.goal), m.role) for m in found] == [
        ("3", MentionRole.OWN_GOAL),
        ("12", MentionRole.CONTRIBUTION),
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("We have selected SDG 8 as one of our priorities.", MentionRole.PRIORITY),
        ("SDG 8 en 12 zijn voor ons het meest relevant.", MentionRole.PRIORITY),
        ("With this product we contribute to SDG 7.", MentionRole.CONTRIBUTION),
        ("Met gepaste zorgvuldigheid dragen wij bij aan SDG 8.", MentionRole.CONTRIBUTION),
        ("Our mining has a negative impact on SDG 15.", MentionRole.RISK),
        ("Onze vliegreizen gaan ten koste van SDG 13.", MentionRole.RISK),
        ("The Dutch government reports on SDG 8.", MentionRole.THIRD_PARTY),
        ("Het kabinet wil meer doen aan SDG 5.", MentionRole.THIRD_PARTY),
        ("GRI 305-1 | SDG 13 | page 88", MentionRole.REFERENCE),
        ("SDG 8: waardig werk", MentionRole.REFERENCE),
    ],
)
def test_the_sentence_gives_the_role(text: str, role: MentionRole) -> None:
    assert {m.role for m in reader().read(TextInContext(text))} == {role}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SDG 8", MentionForm.NUMBER),
        ("#SDG13", MentionForm.TAG),
        ("E_SDG_Icons-08", MentionForm.ICON),
        ("Affordable and clean energy", MentionForm.NAME),
        ("a | SDG 8 | b", MentionForm.INDEX_ROW),
    ],
)
def test_the_form_is_recorded(text: str, form: MentionForm) -> None:
    assert [m.form for m in reader().read(TextInContext(text))] == [form]


def test_places_point_at_the_text() -> None:
    text = "Wij werken aan SDG\u00ad 8,\n12 en subdoel 8.7."
    found = reader().read(TextInContext(text))
    assert [text[m.start : m.end] for m in found] == ["SDG\u00ad 8", "12", "subdoel 8.7"]

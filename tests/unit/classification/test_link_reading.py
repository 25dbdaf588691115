"""Levels of links between responsible conduct and the SDGs, on invented texts (DOMAIN 4.3)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from report_mining.classification.checked_artefacts import packaged_models
from report_mining.classification.link_kpi import find_kpi
from report_mining.classification.link_reading import LinkReader, load_link_reader
from report_mining.errors import ArtefactError
from report_mining.records import BlockKind, TextInContext
from report_mining.records.due_diligence import LinkDirection


@pytest.fixture(scope="module")
def reader() -> LinkReader:
    return load_link_reader()


SCHOOL = (
    "Van de kinderen ging in 2023 81% naar school, tegen 40% in 2020. Dit percentage is onze "
    "maatstaf voor kinderarbeid en SDG-subdoel 8.7."
)
LINKS = [
    (3, "Our human rights due diligence is how we contribute to SDG 8."),
    (3, "Met gepaste zorgvuldigheid dragen wij bij aan SDG 8 en 12."),
    (3, "Our supplier code forbids debt bondage. By enforcing it we help to realise SDG 8."),
    (4, "Child labour in cocoa, our first salient risk, corresponds with SDG target 8.7."),
    (4, "Het risico op ontbossing bij soja koppelen wij aan SDG-subdoel 15.2."),
    (4, "Salient issue: forced eviction of herders at the dam; SDG target affected: 1.4."),
    (5, SCHOOL),
]
NO_LINKS = [
    (0, "SDG 8: decent work and economic growth. Our employee turnover was 9%."),
    (0, "We create jobs in the region (SDG 8)."),
    (0, "Solar panels on our roofs are how we contribute to SDG 7 and SDG 13."),
    (0, "We assess human rights risks at all suppliers each year."),
    (2, "We refer to the OECD Guidelines and to the SDGs."),
    (2, "Ons IMVO-beleid en onze strategie voor SDG 12 staan op de website."),
    (2, "We apply human rights due diligence. Separately, we have chosen SDG 3 as a focus."),
    (2, "The OECD sees human rights due diligence as an enabler of SDG 8."),
    (2, "Volgens de minister draagt gepaste zorgvuldigheid bij aan SDG 8."),
]


@pytest.mark.parametrize(("level", "text"), LINKS)
def test_an_element_and_a_goal_joined_in_words_are_a_link(
    reader: LinkReader, level: int, text: str
) -> None:
    assert reader.read(TextInContext(text)).level == level


@pytest.mark.parametrize(("level", "text"), NO_LINKS)
def test_without_relation_element_or_own_voice_there_is_none(
    reader: LinkReader, level: int, text: str
) -> None:
    found = reader.read(TextInContext(text))
    assert found.level == level
    assert (found.direction, found.goals, found.kpi) == (None, (), None)


def test_the_places_lead_to_the_words_in_the_text_as_it_was_given(reader: LinkReader) -> None:
    text = "Onze\u00ad aanpak van dwang\u00adarbeid koppelen wij aan SDG\u2011subdoel 8.7."
    found = reader.read(TextInContext(text, "nl"))
    assert found.rbc_span is not None
    assert found.sdg_span is not None
    assert text[slice(*found.rbc_span)] == "dwang\u00adarbeid"
    assert text[slice(*found.sdg_span)].endswith("8.7")
    assert (found.goals, found.targets) == ((8,), ("8.7",))
    assert found.direction is LinkDirection.DO_NO_HARM


def test_harm_to_a_goal_is_a_link_and_a_trade_off(reader: LinkReader) -> None:
    text = "Our own assessment found that dust from the mill undermines SDG 3 for the villagers."
    found = reader.read(TextInContext(text, "en"))
    assert (found.level, found.has_trade_off) == (3, True)


@pytest.mark.parametrize(
    ("headers", "row", "level"),
    [
        (("Salient risk", "Country", "SDG target"), "Debt bondage | Nepal | 8.7", 4),
        (("Topic", "GRI", "Page", "SDG"), "Human rights | 412 | 38 | SDG 8", 0),
        (("Programme", "KPI", "SDG"), "Zero waste | 82% | SDG 12", 0),
    ],
)
def test_the_columns_of_a_table_say_whether_a_row_links(
    reader: LinkReader, headers: tuple[str, ...], row: str, level: int
) -> None:
    context = TextInContext(row, "en", kind=BlockKind.TABLE_ROW, column_headers=headers)
    assert reader.read(context).level == level


def test_a_text_that_names_no_goal_is_no_candidate(reader: LinkReader) -> None:
    assert not reader.has_candidate("Human rights due diligence at our suppliers.")
    assert reader.has_candidate("Dit raakt subdoel 8.7.")


@pytest.mark.parametrize(
    ("text", "value", "unit", "year", "is_goal"),
    [
        ("In 2023 earned 44% a living wage (2020: 12%).", 44.0, "%", 2023, False),
        ("Terugbetaald is 1.250.000 euro in 2022.", 1_250_000.0, "euro", 2022, False),
        ("We aim at 95% by 2030.", 95.0, "%", 2030, True),
    ],
)
def test_a_figure_has_value_unit_and_year(
    text: str, value: float, unit: str, year: int, *, is_goal: bool
) -> None:
    kpi = find_kpi([text])
    assert kpi is not None
    assert (kpi.value, kpi.unit, kpi.year, kpi.is_goal) == (value, unit, year, is_goal)


def test_years_and_codes_of_targets_are_no_figures() -> None:
    assert find_kpi(["Since 2019 we work on SDG target 8.7 and goal 12."]) is None


def test_changed_rules_are_refused(tmp_path: Path) -> None:
    models = tmp_path / "models"
    shutil.copytree(packaged_models() / "linkage", models / "linkage")
    shutil.copytree(packaged_models() / "sdg-goals" / "rules-1", models / "sdg-goals" / "rules-1")
    (models / "ACTIVE.yaml").write_text("linkage: linear-1\n", encoding="utf-8")
    assert load_link_reader(models).version == "linkage/linear-1"
    with (models / "linkage" / "rules-1" / "context.yaml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    with pytest.raises(ArtefactError, match=r"context\.yaml has sha256"):
        load_link_reader(models)

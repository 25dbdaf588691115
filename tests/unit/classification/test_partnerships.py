"""Names of covenants, partners and other frameworks, and whether the company takes part."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from report_mining.classification.checked_artefacts import packaged_models
from report_mining.classification.partnerships import (
    RULES_FOLDER,
    PartnershipReader,
    load_partnership_reader,
)
from report_mining.errors import ArtefactError
from report_mining.records import PartyKind

Found = tuple[PartyKind, str, bool]


@pytest.fixture(scope="module")
def reader() -> PartnershipReader:
    return load_partnership_reader()


def found(reader: PartnershipReader, text: str) -> list[Found]:
    assert reader.may_contain(text) or not reader.find(text)
    return [(p.kind, p.code, p.is_own) for p in reader.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wij ondertekenden in 2018 het IMVO-convenant Voedingsmiddelen.", "food"),
        ("We signed the Dutch Banking Sector Agreement.", "banking"),
        ("Het bedrijf is aangesloten bij het Convenant Duurzame Kleding en\nTextiel.", "textile"),
        ("Wij nemen deel aan een IMVO-convenant; lid van de stuurgroep zijn wij niet.", "any"),
    ],
)
def test_covenants_in_which_the_company_takes_part(
    reader: PartnershipReader, text: str, expected: str
) -> None:
    assert (PartyKind.COVENANT, expected, True) in found(reader, text)


def test_a_covenant_that_is_only_named_is_not_own(reader: PartnershipReader) -> None:
    text = "Het IMVO-convenant Voedingsmiddelen liep in 2023 af."
    assert found(reader, text) == [(PartyKind.COVENANT, "food", False)]


def test_bank_covenants_are_no_covenant(reader: PartnershipReader) -> None:
    assert found(reader, "The bank covenants on leverage and interest cover were met.") == []
    assert found(reader, "Aan het convenant met de banken is voldaan.") == []


def test_a_partner_needs_a_word_of_working_together(reader: PartnershipReader) -> None:
    together = "Samen met de vakbond bezochten wij twaalf fabrieken."
    assert found(reader, together) == [(PartyKind.PARTNER, "union", True)]
    assert found(reader, "De vakbond kondigde in mei een staking aan.") == []


def test_short_names_need_their_case_and_their_borders(reader: PartnershipReader) -> None:
    assert found(reader, "The factory is audited against BSCI.") == [
        (PartyKind.FRAMEWORK, "bsci", False)
    ]
    assert found(reader, "The absciss of the curve and idhaw are noise.") == []


def test_names_hold_over_spaces_and_hyphens_and_point_at_the_text(
    reader: PartnershipReader,
) -> None:
    text = "Ons kader volgt ISO 26000 en SA 8000."
    parties = reader.find(text)
    assert [(p.code, text[p.start : p.end]) for p in parties] == [
        ("iso26000", "ISO 26000"),
        ("sa8000", "SA 8000"),
    ]


def test_a_list_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / RULES_FOLDER
    shutil.copytree(packaged_models() / RULES_FOLDER, folder)
    (folder / "names.yaml").write_text("covenants: []\n", encoding="utf-8")
    with pytest.raises(ArtefactError, match="sha256"):
        load_partnership_reader(tmp_path)
    with pytest.raises(ArtefactError, match="expected"):
        PartnershipReader({"covenants": []}, "partnerships/test")

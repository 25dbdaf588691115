"""Is a capitalised subject the company whose report this is?"""

from __future__ import annotations

import pytest

from report_mining.classification import load_stance_reader
from report_mining.records import TextInContext
from report_mining.taxonomies.codes import Stance

FRONT = "Brünnel Waterwerken N.V.\nJaarverslag 2022"


def read(text: str, own_names_text: str) -> tuple[Stance, bool, str]:
    reader = load_stance_reader()
    (mention,) = reader.read(TextInContext(text, own_names_text=own_names_text))
    return mention.stance, mention.score >= reader.thresholds.t_high, mention.rule


@pytest.mark.parametrize(
    "text",
    [
        "Brünnel onderschrijft de OESO-richtlijnen voor multinationale ondernemingen.",
        "BRUNNEL N.V. endorses the OECD Guidelines for Multinational Enterprises.",
        "We endorse the OECD Guidelines for Multinational Enterprises.",
        "Group endorses the OECD Guidelines for Multinational Enterprises.",
    ],
)
def test_the_own_name_as_the_front_has_it_counts(text: str) -> None:
    assert read(text, FRONT)[:2] == (Stance.ENDORSE, True)
    assert read(text, FRONT) == read(text, "")


@pytest.mark.parametrize(
    "text",
    [
        "Quellmark endorses the OECD Guidelines for Multinational Enterprises.",
        "Als familiebedrijf houdt Quellmark B.V. zich aan de OESO-richtlijnen voor multinationale ondernemingen.",
    ],
)
def test_another_name_waits_for_a_person(text: str) -> None:
    assert read(text, FRONT) == (Stance.ENDORSE, False, "R5-strong-named-unknown-name")
    assert read(text, "")[1]


def test_a_name_inside_another_word_is_not_that_name() -> None:
    text = "Water endorses the OECD Guidelines for Multinational Enterprises."
    assert not read(text, FRONT)[1]

"""Are the names found, and are look-alikes told apart?"""

from __future__ import annotations

import csv
import os
from functools import lru_cache
from pathlib import Path

import pytest

from report_mining.classification import StanceReader, load_stance_reader
from report_mining.classification.normalising import normalise
from report_mining.records import TextInContext
from report_mining.taxonomies.codes import Framework, Lookalike, Stance

SHARED = Path(os.environ.get("REPORT_MINING_SHARED", Path(__file__).parents[4] / "shared"))
FORMS = SHARED / "domain" / "framework_surface_forms.csv"


@lru_cache(maxsize=1)
def reader() -> StanceReader:
    return load_stance_reader()


@pytest.mark.shared
@pytest.mark.skipif(not FORMS.exists(), reason="set REPORT_MINING_SHARED to the shared folder")
def test_every_surface_form_is_found_with_its_family() -> None:
    with FORMS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    wrong = []
    for row in rows:
        mentions = reader().read(TextInContext(row["surface_form"], language=row["lang"]))
        is_trap = row["kind"] == "trap"
        if not any(
            m.framework == row["framework"] and (m.lookalike is not None) == is_trap
            for m in mentions
        ):
            wrong.append(row["surface_form"])
    assert len(rows) == 120
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "Wij volgen de OESO-richt-\nlijnen voor multinationale onder\u00adnemingen.",
        "We follow the OECD\u00a0Guidelines for  Multinational\nEnterprises12 too.",
        "\ufb01rst: we follow the OECD Guidelines for Multinational Enterprises.",
    ],
)
def test_offsets_point_into_the_original_text(text: str) -> None:
    (mention,) = reader().read(TextInContext(text))
    quoted = text[mention.start : mention.end]
    assert quoted.startswith("O")
    assert quoted.rstrip("s").endswith(("nemingen", "Enterprise"))


def test_a_coordination_gives_one_mention_per_family() -> None:
    found = reader().read(TextInContext("Wij volgen de OESO- en VN-richtlijnen."))
    assert [m.framework for m in found] == [Framework.OECD_MNE, Framework.UNGP]


def test_a_tax_sentence_does_not_spoil_the_full_name_before_it() -> None:
    text = "We endorse the OECD Guidelines for Multinational Enterprises. Our tax strategy follows."
    assert [m.stance for m in reader().read(TextInContext(text))] == [Stance.ENDORSE]


def test_a_short_form_needs_a_full_name_and_no_tax_talk() -> None:
    full = "The OECD Guidelines for Multinational Enterprises matter to us."
    assert reader().read(TextInContext("We follow the Guidelines.")) == ()
    assert len(reader().read(TextInContext("We follow the Guidelines.", before=full))) == 1
    assert reader().read(TextInContext("For tax we follow the Guidelines.", before=full)) == ()


def test_a_lookalike_says_what_it_is() -> None:
    (mention,) = reader().read(TextInContext("We follow the OECD Transfer Pricing Guidelines."))
    assert (mention.stance, mention.lookalike) == (Stance.NOT_FRAMEWORK, Lookalike.TAX)


def test_the_screen_passes_what_the_reader_finds() -> None:
    assert reader().has_candidate("Wij volgen de OESO-richt-\nlijnen.")
    assert not reader().has_candidate("De omzet steeg met 4%.")


def test_normalising_keeps_a_coordinated_hyphen() -> None:
    assert normalise("OESO- en VN-richt- lijnen").text == "OESO- en VN-richtlijnen"

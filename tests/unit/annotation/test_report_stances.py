"""Labelled mentions of real reports, as the stance models take them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report_mining.annotation.report_stances import read_report_stances
from report_mining.errors import InputError
from report_mining.taxonomies.codes import Framework, Stance

TEXT = "Onze agenten volgen de OESO-richtlijnen."


def write(path: Path, *changes: dict[str, object]) -> Path:
    start = TEXT.index("OESO")
    row = {
        "document": "bovenkamp",
        "language": "nl",
        "section": ["Keten"],
        "before": "Wij kopen in bij zes telers.",
        "text": TEXT,
        "start": start,
        "end": len(TEXT) - 1,
        "framework": "OECD_MNE",
        "stance": "THIRD_PARTY",
    }
    path.write_text("".join(json.dumps(row | one) + "\n" for one in changes), encoding="utf-8")
    return path


def test_what_is_learnt_and_what_is_measured_on_are_kept_apart(tmp_path: Path) -> None:
    learnt, measured = read_report_stances(
        write(tmp_path / "a.jsonl", {}, {"measures": True, "stance": "REQUIRE"})
    )

    (item,), (other,) = learnt, measured
    (mention,) = item.mentions
    assert item.company == "bovenkamp"
    assert item.context.section == ("Keten",)
    assert item.context.before.startswith("Wij kopen")
    assert TEXT[mention.start : mention.end] == "OESO-richtlijnen"
    assert (mention.framework, mention.stance) == (Framework.OECD_MNE, Stance.THIRD_PARTY)
    assert other.mentions[0].stance is Stance.REQUIRE


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"stance": "AGREE"}, "stance"),
        ({"framework": "OECD"}, "framework"),
        ({"start": -1}, "start"),
        ({"end": 500}, "end"),
        ({"own_assertion": True}, "own_assertion"),
        ({"stance": "REGULATORY"}, "own_assertion"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_line(
    tmp_path: Path, change: dict[str, object], named: str
) -> None:
    with pytest.raises(InputError, match=rf"(?s)line 2.*{named}"):
        read_report_stances(write(tmp_path / "a.jsonl", {}, change))

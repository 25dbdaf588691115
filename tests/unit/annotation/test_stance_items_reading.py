"""Items of our own are read with their places, and every defect is told at once."""

import json
from pathlib import Path

import pytest

from report_mining.annotation import GoldFileError
from report_mining.annotation.stance_items import read_challenge
from report_mining.errors import InputError
from report_mining.taxonomies.codes import Framework, Lookalike, Stance

ITEM = {
    "company": "t-noord",
    "sector": "trade",
    "language": "nl",
    "document": "policy",
    "register": "policy_summary",
    "text": "Wij volgen de OESO-richtlijnen en nogmaals de OESO-richtlijnen.",
    "mentions": [
        {"match": "OESO-richtlijnen", "framework": "OECD_MNE", "stance": "ENDORSE"},
        {"match": "OESO-richtlijnen", "framework": "OECD_MNE", "stance": "ASPIRE", "occurrence": 2},
    ],
}


def written(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_places_point_at_the_text(tmp_path: Path) -> None:
    (item,) = read_challenge(written(tmp_path / "a.jsonl", ITEM))

    found = [item.context.text[m.start : m.end] for m in item.mentions]
    assert found == ["OESO-richtlijnen", "OESO-richtlijnen"]
    assert item.mentions[0].end < item.mentions[1].start
    assert [m.stance for m in item.mentions] == [Stance.ENDORSE, Stance.ASPIRE]


def test_an_id_depends_on_the_text_only(tmp_path: Path) -> None:
    relabelled = ITEM | {"mentions": ITEM["mentions"][:1]}
    (first,) = read_challenge(written(tmp_path / "a.jsonl", ITEM))
    (second,) = read_challenge(written(tmp_path / "b.jsonl", relabelled))
    (other,) = read_challenge(written(tmp_path / "c.jsonl", ITEM | {"company": "t-zuid"}))

    assert first.item_id == second.item_id != other.item_id


def test_all_defects_are_told_with_their_lines(tmp_path: Path) -> None:
    bad_label = ITEM | {"mentions": [ITEM["mentions"][0] | {"stance": "LIKES"}]}
    absent = ITEM | {"mentions": [ITEM["mentions"][0] | {"match": "UNGP"}]}
    unasserted = ITEM | {"mentions": [ITEM["mentions"][0] | {"stance": "REGULATORY"}]}
    unknown_key = ITEM | {"mood": "fine"}
    path = written(tmp_path / "a.jsonl", bad_label, absent, unasserted, unknown_key)

    with pytest.raises(GoldFileError) as caught:
        read_challenge(path)

    told = str(caught.value)
    for line in ("line 1", "line 2", "line 3", "line 4"):
        assert line in told
    assert "'LIKES'" in told
    assert "own_assertion" in told


def test_a_lookalike_keeps_its_kind(tmp_path: Path) -> None:
    mention = ITEM["mentions"][0] | {"stance": "NOT_FRAMEWORK", "lookalike": "tax"}
    (item,) = read_challenge(written(tmp_path / "a.jsonl", ITEM | {"mentions": [mention]}))

    assert item.mentions[0].lookalike is Lookalike.TAX
    assert item.mentions[0].framework is Framework.OECD_MNE


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="give a UTF-8 text file"):
        read_challenge(tmp_path / "none.jsonl")

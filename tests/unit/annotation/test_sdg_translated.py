"""Are translated pairs read as two texts with the same labels, and kept out of training?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report_mining.annotation import GoldFileError
from report_mining.annotation.sdg_gold import read_sdg_gold
from report_mining.annotation.sdg_items import read_sdg_items
from report_mining.annotation.sdg_translated import TRANSLATED_FILE, read_translated_pairs
from report_mining.errors import InputError

OWN = Path(__file__).resolve().parents[3] / "annotations" / "sdg"
ROW = {
    "pair": "p1",
    "company": "molen-bv",
    "sector": "milling",
    "register": "environment",
    "goals": [7],
    "nl": "De molen maalt nu op windstroom.",
    "en": "The mill now runs on wind power.",
}


def write(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_a_pair_becomes_two_texts_tied_together(tmp_path: Path) -> None:
    dutch, english = read_sdg_gold(write(tmp_path / "pairs.jsonl", ROW))
    assert (dutch.text, dutch.language) == (ROW["nl"], "nl")
    assert (english.text, english.language) == (ROW["en"], "en")
    assert dutch.goals == english.goals == {7}
    assert dutch.pair == english.pair == "p1"
    assert dutch.document == english.document == "molen-bv"


@pytest.mark.parametrize(("change", "said"), [({"goals": [18]}, "goals.0"), ({"en": ""}, "en")])
def test_defects_are_told_with_their_line(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    path = write(tmp_path / "pairs.jsonl", ROW, ROW | {"pair": "p2"} | change)
    with pytest.raises(GoldFileError, match=rf"pairs\.jsonl line 2: {said}"):
        read_translated_pairs(path)


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"line 2: pair p1 stands twice"):
        read_translated_pairs(write(tmp_path / "pairs.jsonl", ROW, ROW))


def test_our_own_pairs_are_of_companies_that_training_does_not_know() -> None:
    pairs = read_translated_pairs(OWN / TRANSLATED_FILE)
    known = {item.company for item in read_sdg_items(sorted((OWN / "items").glob("*.jsonl")))}
    assert len(pairs) == 200
    assert not known & {pair.company for pair in pairs}
    assert {goal for pair in pairs for goal in pair.goals} == set(range(1, 18))

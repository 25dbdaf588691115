"""Are SDG labels of every shape read as they are?"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from report_mining.annotation import GoldFileError
from report_mining.annotation.sdg_gold import read_sdg_gold
from report_mining.errors import InputError
from report_mining.records.sdg import GoldSdg

SHARED = Path(os.environ.get("REPORT_MINING_SHARED", "../shared")) / "labelled"
VOTES = {"company": "A", "text": "t", "candidate_target": "8.7", "votes_correct": 3, "votes": 4}


def gold_of(path: Path, *rows: dict[str, object]) -> tuple[GoldSdg, ...]:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return read_sdg_gold(path)


def test_one_judged_goal(tmp_path: Path) -> None:
    row = {"id": "x", "text": "t", "goal": 4, "label": "False"}
    (gold,) = gold_of(tmp_path / "g.jsonl", row)
    assert (gold.gold_id, gold.goals, gold.judged) == ("x", None, ((4, False),))


def test_all_goals_of_a_page_or_passage(tmp_path: Path) -> None:
    rows = [
        {"text": "t", "goals": [3, 13], "origin": "report page"},
        {"id": "p", "report": "R", "page": 2, "text": "u", "goals": []},
        {"text": "v", "goals": None},
    ]
    page, passage, disputed = gold_of(tmp_path / "g.jsonl", *rows)
    assert (page.gold_id, page.goals, page.document) == ("line 1", {3, 13}, "")
    assert (passage.gold_id, passage.goals, passage.document) == ("p", frozenset(), "R")
    assert disputed.goals is None


def test_a_sentence_says_nothing_of_other_goals(tmp_path: Path) -> None:
    (gold,) = gold_of(tmp_path / "g.jsonl", {"text": "t", "goal": 17})
    assert (gold.goals, gold.judged) == (None, ((17, True),))


@pytest.mark.parametrize(
    ("correct", "label"), [(0, False), (1, False), (2, None), (3, True), (4, True)]
)
def test_three_of_four_experts_decide(tmp_path: Path, correct: int, label: bool | None) -> None:
    (gold,) = gold_of(tmp_path / "g.jsonl", VOTES | {"votes_correct": correct})
    assert (gold.candidate_target, gold.candidate_correct) == ("8.7", label)
    assert gold.document == "A"


def test_a_candidate_may_be_a_list_a_whole_goal_or_nothing(tmp_path: Path) -> None:
    rows = [VOTES | {"candidate_target": c} for c in ("12.4, 13.general", None)]
    several, none = gold_of(tmp_path / "g.jsonl", *rows)
    assert several.candidate_target == "12.4, 13.general"
    assert (none.candidate_target, none.candidate_correct) == (None, True)


def test_defects_are_listed_with_their_line(tmp_path: Path) -> None:
    rows = [VOTES, VOTES | {"candidate_target": "8.99"}, VOTES | {"votes_correct": "many"}]
    with pytest.raises(GoldFileError) as caught:
        gold_of(tmp_path / "g.jsonl", *rows)
    assert "line 2: candidate_target: Value error, '8.99' is no SDG target" in str(caught.value)
    assert "line 3: votes_correct" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "holds no labels"), ("no json", "not JSON"), ('{"text": "t"}', "line 1 has text")],
)
def test_a_file_of_another_kind_is_an_input_error(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "g.jsonl").write_text(content)
    with pytest.raises(InputError, match=said):
        read_sdg_gold(tmp_path / "g.jsonl")
    with pytest.raises(InputError, match="cannot be read"):
        read_sdg_gold(tmp_path / "absent.jsonl")


def test_our_own_folder_gives_the_held_out_items_with_goals_and_targets() -> None:
    folder = Path(__file__).resolve().parents[3] / "annotations" / "sdg"
    held_out = read_sdg_gold(folder)
    batches = [read_sdg_gold(path) for path in sorted((folder / "items").glob("*.jsonl"))]
    assert 300 < len(held_out) < sum(map(len, batches))
    assert all(gold.goals is not None and gold.targets is not None for gold in held_out)
    assert {gold.language for gold in held_out} == {"nl", "en"}


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared labels are not on this machine")
def test_every_shared_file_is_read_as_it_is() -> None:
    for path in sorted(SHARED.glob("sdg_*.jsonl")):
        lines = path.read_text("utf-8").split("\n")
        assert len(read_sdg_gold(path)) == sum(1 for line in lines if line.strip()), path.name

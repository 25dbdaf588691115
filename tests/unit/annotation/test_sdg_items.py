"""Are our own SDG items read as they are, compared, split and kept apart?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report_mining.annotation import GoldFileError
from report_mining.annotation.agreement import SetPair, measure_set_agreement
from report_mining.annotation.items import item_id
from report_mining.annotation.sdg_items import items_of_split, read_sdg_items, read_sdg_material
from report_mining.annotation.splits import Split, split_of
from report_mining.cli.annotations import run_annotations
from report_mining.errors import InputError
from report_mining.records import BlockKind

OWN_ANNOTATIONS = Path(__file__).resolve().parents[3] / "annotations"
ROW = {
    "company": "molen-bv",
    "sector": "milling",
    "language": "nl",
    "register": "annual_report",
    "text": "De molen maalt nu op windstroom.",
    "goals": [7],
    "targets": ["7.2"],
    "pair": None,
    "noise": None,
}


def write_rows(path: Path, rows: list[dict[str, object]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_an_item_carries_its_labels_and_its_context(tmp_path: Path) -> None:
    rows = [ROW, ROW | {"text": "Windstroom 12 | 14", "noise": "table_flattened", "goals": [7, 13]}]
    first, second = read_sdg_items([write_rows(tmp_path / "batch-a.jsonl", rows)])
    assert (first.goals, first.targets, first.context.language) == ({7}, {"7.2"}, "nl")
    assert second.goals == {7, 13}
    assert second.context.kind is BlockKind.TABLE_ROW


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"goals": [0], "targets": []}, "goals.0"),
        ({"goals": [8]}, "no target of the goals beside it: 7.2"),
        ({"targets": ["7.9"]}, "no target of the goals beside it: 7.9"),
        ({"goals": [7, 7]}, "stands twice"),
        ({"language": "de"}, "language"),
        ({"extra": 1}, "extra"),
    ],
)
def test_defects_are_told_with_their_line(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    path = write_rows(tmp_path / "batch-a.jsonl", [ROW, ROW | change])
    with pytest.raises(GoldFileError, match=r"batch-a\.jsonl line 2") as caught:
        read_sdg_items([path])
    assert said in str(caught.value)


def test_the_same_text_twice_is_refused(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "batch-a.jsonl", [ROW, ROW])
    with pytest.raises(InputError, match=r"line 2: this text of molen-bv stands twice"):
        read_sdg_items([path])


def test_a_second_label_without_an_item_is_refused(tmp_path: Path) -> None:
    write_rows(tmp_path / "items" / "batch-a.jsonl", [ROW])
    own = {"id": item_id("molen-bv", "nl", str(ROW["text"])), "goals": [7, 13], "targets": []}
    write_rows(tmp_path / "second" / "half-1.jsonl", [own])
    (goals,) = read_sdg_material(tmp_path).goal_pairs
    assert (goals.first, goals.second) == ({"7"}, {"7", "13"})
    write_rows(tmp_path / "second" / "half-2.jsonl", [own | {"id": "000000000000"}])
    with pytest.raises(InputError, match=r"half-2\.jsonl line 1: 000000000000"):
        read_sdg_material(tmp_path)


def test_a_company_without_a_split_is_told(tmp_path: Path) -> None:
    items = read_sdg_items([write_rows(tmp_path / "batch-a.jsonl", [ROW])])
    assert items_of_split(items, {"molen-bv": Split.TRAIN}, Split.HELD_OUT) == ()
    with pytest.raises(InputError, match="no row for molen-bv"):
        items_of_split(items, {}, Split.HELD_OUT)


def test_agreement_of_sets_is_micro_f1_and_alpha_per_label() -> None:
    both = frozenset({"7", "13"})
    pairs = [
        SetPair("a", both, frozenset({"7"})),
        SetPair("b", frozenset(), frozenset()),
        SetPair("c", frozenset({"7"}), frozenset({"7"})),
    ]
    found = measure_set_agreement(pairs, ["7", "13", "1"])
    assert (found.units, found.same, found.micro_f1) == (3, 2, pytest.approx(2 * 2 / 5))
    assert found.alpha_per_label["7"] == pytest.approx(1.0)
    assert found.alpha_per_label["13"] == pytest.approx(0.0)  # differs as often as by chance
    assert found.alpha_per_label["1"] is None


def test_a_held_out_text_like_a_training_text_fails_the_check(tmp_path: Path) -> None:
    names = (f"bedrijf-{number}" for number in range(200))
    split = {}
    while {Split.TRAIN, Split.HELD_OUT} - set(split):
        name = next(names)
        split.setdefault(split_of(name), name)
    words = "wij kopen sinds vorig jaar alleen nog stroom van de coöperatie aan de dijk"
    rows = [
        ROW | {"company": split[Split.TRAIN], "text": words},
        ROW | {"company": split[Split.HELD_OUT], "text": words + " in Zeeland"},
    ]
    write_rows(tmp_path / "sdg" / "items" / "batch-a.jsonl", rows)
    with pytest.raises(InputError, match=r"texts are too alike:(?s:.)*share(?s:.)*is like"):
        run_annotations("sdg-goals", tmp_path, adds_splits=True)


def test_our_own_items_are_apart_and_their_agreement_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_annotations("sdg-goals", OWN_ANNOTATIONS, adds_splits=False) == 0
    shown = capsys.readouterr().out
    assert "shared runs of eight words between companies: 0; too like: 0" in shown
    assert "goal 17: Krippendorff's alpha" in shown

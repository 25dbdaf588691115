"""Our due diligence items: reading them, comparing two readers, choosing who is read twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report_mining.annotation import GoldFileError
from report_mining.annotation.due_diligence_agreement import measure_due_diligence_agreement
from report_mining.annotation.due_diligence_gold import read_due_diligence_gold
from report_mining.annotation.due_diligence_items import (
    annotated_due_diligence_texts,
    blind_rows,
    items_of_split,
    read_due_diligence_items,
    read_due_diligence_material,
)
from report_mining.annotation.separation import shared_runs
from report_mining.annotation.splits import Split
from report_mining.errors import InputError

LABELS: dict[str, object] = {
    "steps": [{"step": "2", "specificity": 2}],
    "themes": ["child_labour"],
    "oecd_chapters": ["V"],
    "ungp": ["18"],
    "ilo_rights": ["child_labour"],
    "chain_depth": "tier1",
    "issues": [],
    "sdg": [],
    "link": {"level": 0, "direction": None, "goals": [], "targets": [], "kpi": None},
    "tradeoff": False,
    "false_friend": None,
}
PASSAGE: dict[str, object] = {
    "company": "a",
    "sector": "tea",
    "language": "en",
    "document": "annual_report",
    "register": "plain",
    "section": "Risks",
    "text": "Buyers mapped child labour in twelve districts.",
    "pair": None,
    "noise": None,
}


def write(path: Path, *rows: dict[str, object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def item(text: str, company: str = "a", **changed: object) -> dict[str, object]:
    return PASSAGE | LABELS | {"text": text, "company": company} | changed


def test_an_item_keeps_its_labels_and_its_heading(tmp_path: Path) -> None:
    (read,) = read_due_diligence_items([write(tmp_path / "x.jsonl", PASSAGE | LABELS)])
    assert read.context.section == ("Risks",)
    assert [(s.step, s.specificity) for s in read.row.steps] == [("2", 2)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"steps": [{"step": "7", "specificity": 2}]},
        {"steps": [{"step": "2", "specificity": 0}]},
        {"steps": [{"step": "2", "specificity": 1}, {"step": "2", "specificity": 2}]},
        {"themes": ["peace"]},
        {"link": {"level": 1, "direction": None, "goals": [], "targets": [], "kpi": None}},
    ],
)
def test_labels_outside_the_guideline_are_told_with_their_line(
    tmp_path: Path, wrong: dict[str, object]
) -> None:
    path = write(tmp_path / "x.jsonl", item("One."), item("Two.", **wrong))
    with pytest.raises(GoldFileError, match="line 2"):
        read_due_diligence_items([path])


def test_a_second_label_without_an_item_is_told(tmp_path: Path) -> None:
    write(tmp_path / "items" / "x.jsonl", item("One."))
    write(tmp_path / "second" / "x.jsonl", LABELS | {"id": "0" * 12})
    with pytest.raises(InputError, match="do not exist"):
        read_due_diligence_material(tmp_path)


def test_agreement_tells_sets_and_grades_apart(tmp_path: Path) -> None:
    path = write(tmp_path / "items" / "x.jsonl", item("One."), item("Two."), item("Three."))
    ids = [one.item_id for one in read_due_diligence_items([path])]
    none = LABELS | {"steps": [], "themes": []}
    generic = LABELS | {"steps": [{"step": "2", "specificity": 1}]}
    seconds = [row | {"id": i} for i, row in zip(ids, (LABELS, generic, none), strict=True)]
    write(tmp_path / "second" / "x.jsonl", *seconds)
    found = measure_due_diligence_agreement(read_due_diligence_material(tmp_path).pairs)
    assert found.sets["steps"].same == 2
    assert (found.specificity.units, found.specificity.same) == (2, 1)
    assert found.highest_specificity.same == 1


def test_two_readers_who_say_the_same_agree_fully(tmp_path: Path) -> None:
    three = LABELS | {"steps": [{"step": "4", "specificity": 3}]}
    path = write(tmp_path / "items" / "x.jsonl", item("One."), item("Two.", **three))
    ids = [one.item_id for one in read_due_diligence_items([path])]
    write(tmp_path / "second" / "x.jsonl", LABELS | {"id": ids[0]}, three | {"id": ids[1]})
    found = measure_due_diligence_agreement(read_due_diligence_material(tmp_path).pairs)
    assert found.highest_specificity.kappa == 1.0
    assert found.sets["steps"].alpha_per_label == {"2": 1.0, "4": 1.0}


def test_the_blind_third_shows_no_label_and_stays_the_same(tmp_path: Path) -> None:
    rows = [item(f"Text number {number}.") for number in range(300)]
    items = read_due_diligence_items([write(tmp_path / "x.jsonl", *rows)])
    chosen = blind_rows(items)
    assert set(chosen[0].model_dump()) == {"id", "language", "section", "text"}
    assert 70 < len(chosen) < 130
    assert blind_rows(tuple(reversed(items))) == chosen
    assert {row.id for row in blind_rows(items[:100])} <= {row.id for row in chosen}


def test_a_company_without_a_split_is_told(tmp_path: Path) -> None:
    items = read_due_diligence_items([write(tmp_path / "x.jsonl", item("One."))])
    with pytest.raises(InputError, match="--add-splits"):
        items_of_split(items, {}, Split.TRAIN)


def test_names_of_frameworks_are_no_shared_wording(tmp_path: Path) -> None:
    name = "the UN Guiding Principles on Business and Human Rights"
    rows = [item(f"We read {name} with care.", "a"), item(f"Boards signed {name} in May.", "b")]
    items = read_due_diligence_items([write(tmp_path / "x.jsonl", *rows)])
    assert not list(shared_runs(annotated_due_diligence_texts(items)))


def test_statements_judge_mitigation_and_remediation_only(tmp_path: Path) -> None:
    rows = [
        {"statement": "7", "text": "We fixed it.", "labels": ["C4 (remediation)", "Approval"]},
        {"statement": "7", "text": "We sell tea.", "labels": ["C2 (operations)"]},
    ]
    first, second = read_due_diligence_gold(write(tmp_path / "x.jsonl", *rows))
    assert first.steps == (("6", 0),)
    assert second.steps == ()
    assert first.judged_steps == ("3", "6")


def test_a_file_of_another_shape_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="statement"):
        read_due_diligence_gold(write(tmp_path / "x.jsonl", {"words": 3}))

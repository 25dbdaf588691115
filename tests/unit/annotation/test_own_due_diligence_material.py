"""The due diligence items in the repository hold together: labels, splits, wording."""

from collections import Counter
from pathlib import Path

import pytest

from report_mining.annotation.due_diligence_agreement import measure_due_diligence_agreement
from report_mining.annotation.due_diligence_items import (
    DueDiligenceMaterial,
    annotated_due_diligence_texts,
    read_due_diligence_material,
)
from report_mining.annotation.separation import like_items, shared_runs
from report_mining.annotation.splits import SPLITS_FILE, Split, read_splits, split_of

FOLDER = Path(__file__).resolve().parents[3] / "annotations" / "due-diligence"


@pytest.fixture(scope="module")
def material() -> DueDiligenceMaterial:
    return read_due_diligence_material(FOLDER)


def test_there_is_enough_in_both_languages_and_for_every_step(
    material: DueDiligenceMaterial,
) -> None:
    languages = Counter(item.row.language for item in material.items)
    steps = Counter(one.step for item in material.items for one in item.row.steps)

    assert len(material.items) >= 1500
    assert min(languages.values()) >= 0.45 * len(material.items)
    assert min(steps[step] for step in "123456X") >= 90


def test_a_third_is_labelled_twice_and_annotators_agree(material: DueDiligenceMaterial) -> None:
    found = measure_due_diligence_agreement(material.pairs)

    assert len(material.pairs) >= 0.32 * len(material.items)
    assert min(alpha or 0.0 for alpha in found.sets["steps"].alpha_per_label.values()) >= 0.75
    assert (found.specificity.kappa or 0.0) >= 0.75
    assert (found.link_level.kappa or 0.0) >= 0.75


def test_every_company_has_its_split(material: DueDiligenceMaterial) -> None:
    splits = read_splits(FOLDER / SPLITS_FILE)

    assert {item.company for item in material.items} <= set(splits)
    assert all(split_of(company) is split for company, split in splits.items())


def test_companies_share_no_wording_and_held_out_items_are_new(
    material: DueDiligenceMaterial,
) -> None:
    splits = read_splits(FOLDER / SPLITS_FILE)
    texts = annotated_due_diligence_texts(material.items)
    training = [text for text in texts if splits[text.company] is not Split.HELD_OUT]
    held_out = [text for text in texts if splits[text.company] is Split.HELD_OUT]

    assert not list(shared_runs(texts))
    assert not list(like_items(held_out, training))

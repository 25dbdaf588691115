"""The stance items in the repository hold together: labels, splits, wording."""

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from report_mining.annotation import StanceMaterial, read_stance_material
from report_mining.annotation.agreement import measure_agreement
from report_mining.annotation.separation import like_items, shared_runs
from report_mining.annotation.splits import Split, read_splits, split_of
from report_mining.annotation.stance_gold_items import annotated_texts
from report_mining.taxonomies.codes import Stance

FOLDER = Path(__file__).resolve().parents[3] / "annotations" / "stance"
# Written before any model was trained, and not changed since.
CHALLENGE_SHA256 = "d9ee470d7f938dd1ce1ddf80c58a3423bfd6d23b9cc100a894ef41dd09b1dbbe"


@pytest.fixture(scope="module")
def material() -> StanceMaterial:
    return read_stance_material(FOLDER)


def test_there_is_enough_in_both_languages_and_for_every_label(material: StanceMaterial) -> None:
    languages = Counter(item.context.language for item in material.items)
    labels = Counter(mention.stance for item in material.items for mention in item.mentions)

    assert len(material.items) >= 3000
    assert len({item.company for item in material.items}) >= 150
    assert min(languages["nl"], languages["en"]) >= 0.45 * len(material.items)
    assert min(labels[stance] for stance in Stance) >= 200


def test_the_challenge_file_is_as_it_was_written() -> None:
    found = hashlib.sha256((FOLDER / "challenge.jsonl").read_bytes()).hexdigest()

    assert found == CHALLENGE_SHA256


def test_a_third_is_labelled_twice_and_annotators_agree(material: StanceMaterial) -> None:
    found = measure_agreement(material.pairs, frozenset({"ENDORSE", "ANCHOR"}))
    twice = {pair.unit_id.partition("/")[0] for pair in material.pairs}

    assert len(twice) >= len(material.items) / 3
    assert found.alpha is not None
    assert found.alpha >= 0.65
    assert found.kappa_standard is not None
    assert found.kappa_standard >= 0.75


def test_every_company_has_its_split(material: StanceMaterial) -> None:
    splits = read_splits(FOLDER / "splits.csv")

    assert {item.company for item in material.items} <= set(splits)
    assert all(split_of(company) is split for company, split in splits.items())


def test_companies_share_no_wording_and_held_out_items_are_new(material: StanceMaterial) -> None:
    splits = read_splits(FOLDER / "splits.csv")
    texts = annotated_texts(material.items)
    challenge = annotated_texts(material.challenge)
    training = [text for text in texts if splits[text.company] is not Split.HELD_OUT]
    held_out = [text for text in texts if splits[text.company] is Split.HELD_OUT]

    assert not list(shared_runs([*texts, *challenge]))
    assert not list(like_items([*held_out, *challenge], training))

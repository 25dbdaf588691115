"""Does the stance reader reach the floors of the issue on the labelled files?"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import pytest

from report_mining.annotation import read_stance_gold
from report_mining.classification import load_stance_reader
from report_mining.classification.evaluation import evaluate_stance

SHARED = Path(os.environ.get("REPORT_MINING_SHARED", Path(__file__).parents[3] / "shared"))
DEV = SHARED / "labelled" / "framework_stance_dev.jsonl"
EXAMPLES = SHARED / "domain" / "annotation_examples.csv"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DEV.exists(), reason="set REPORT_MINING_SHARED to the shared folder"),
]


@lru_cache(maxsize=2)
def metrics(path: Path) -> dict[str, float]:
    reader = load_stance_reader()
    record = evaluate_stance(read_stance_gold(path), reader.read, reader.thresholds).as_record()
    found = record["metrics"]
    assert isinstance(found, dict)
    return found


def test_the_examples_are_read_as_labelled() -> None:
    assert metrics(EXAMPLES)["ten_way_accuracy"] >= 0.95


def test_mentions_are_found_on_the_dev_split() -> None:
    assert metrics(DEV)["mention_recall"] >= 0.98


def test_endorsement_f1_on_the_dev_split() -> None:
    assert metrics(DEV)["standard_f1"] >= 0.85
    assert metrics(DEV)["strict_f1"] >= 0.83


def test_the_score_of_an_endorsement_is_a_probability() -> None:
    assert metrics(DEV)["brier_skill"] >= 0.6


@pytest.mark.parametrize("kind", ["lookalike", "regulatory"])
def test_no_lookalike_and_no_legal_text_is_taken_for_endorsement(kind: str) -> None:
    assert metrics(DEV)[f"{kind}_taken_for_endorsement"] == 0

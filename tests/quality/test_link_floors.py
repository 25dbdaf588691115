"""Floors of the link reader on held-out companies of our own annotations: it must not drop."""

from pathlib import Path

import pytest

from report_mining.pipeline.evaluating import evaluate_link_file

ANNOTATIONS = Path(__file__).parents[2] / "annotations" / "due-diligence"


@pytest.fixture(scope="module")
def record() -> dict[str, object]:
    return evaluate_link_file(ANNOTATIONS).as_record()


def test_levels_agree_with_the_labels(record: dict[str, object]) -> None:
    metrics = record["metrics"]
    assert isinstance(metrics, dict)
    assert metrics["documents"] >= 8
    assert metrics["level_kappa"] >= 0.75


def test_nine_of_ten_links_are_right(record: dict[str, object]) -> None:
    metrics = record["metrics"]
    assert isinstance(metrics, dict)
    assert metrics["links_read"] >= 15
    assert metrics["link_precision"] >= 0.90

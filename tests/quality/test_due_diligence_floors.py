"""Floors of the due diligence reader on our own held-out companies: what was reached, not the aim.

Own, invented texts: a guard against regression, never a claim about real reports.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from report_mining.pipeline.evaluating import evaluate_due_diligence_file

FOLDER = Path(__file__).resolve().parents[2] / "annotations" / "due-diligence"


@pytest.fixture(scope="module")
def record() -> dict[str, object]:
    return evaluate_due_diligence_file(FOLDER).as_record()


def figures(record: dict[str, object], language: str | None = None) -> dict[str, object]:
    found = record["metrics"]
    if language is not None:
        by_language = record["per_language"]
        assert isinstance(by_language, dict)
        found = by_language[language]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(("language", "floor"), [("nl", 0.80), ("en", 0.80)])
def test_steps_of_held_out_companies(
    record: dict[str, object], language: str, floor: float
) -> None:
    assert figures(record, language)["step_macro_f1"] >= floor


def test_how_specific_a_step_is(record: dict[str, object]) -> None:
    assert figures(record)["specificity_kappa_of_shared_steps"] >= 0.73
    assert figures(record)["specificity_kappa_of_text"] >= 0.88


def test_texts_without_a_step_stay_without(record: dict[str, object]) -> None:
    assert figures(record)["step_no_label_taken_for_one"] <= 0.08

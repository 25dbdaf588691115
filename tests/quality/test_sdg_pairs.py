"""Floor of what was reached in saying the same of our own translated pairs; the aim is 0.90."""

from pathlib import Path

from report_mining.annotation.sdg_translated import TRANSLATED_FILE
from report_mining.classification.sdg_evaluation import SdgTask
from report_mining.pipeline.evaluating import evaluate_sdg_file

OWN = Path(__file__).parents[2] / "annotations" / "sdg"


def test_translated_pairs_have_the_same_goals_as_often_as_before() -> None:
    metrics = evaluate_sdg_file(SdgTask.GOALS, OWN / TRANSLATED_FILE).as_record()["metrics"]
    assert isinstance(metrics, dict)
    assert metrics["same_goals_in_both_languages"] >= 0.65

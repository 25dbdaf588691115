"""Measuring the instrument against labels that people gave."""

from __future__ import annotations

from pathlib import Path

from report_mining.annotation import read_gold
from report_mining.classification.evaluation import StanceEvaluation, evaluate_stance
from report_mining.pipeline.instrument import load_instrument


def evaluate_stance_file(gold: Path, models: Path | None = None) -> StanceEvaluation:
    """Return how well the active stance reader does on a file of labelled texts.

    Raises:
        InputError: The file is missing or has defects; all of them are listed.
    """
    return evaluate_stance(read_gold(gold), load_instrument(models).stance.read)

"""Measuring the instrument against labels that people gave."""

from __future__ import annotations

from pathlib import Path

from report_mining.annotation import read_gold, read_sdg_gold
from report_mining.annotation.due_diligence_gold import read_due_diligence_gold
from report_mining.annotation.link_gold import read_link_gold
from report_mining.classification import load_due_diligence_reader, load_stance_reader
from report_mining.classification.due_diligence_evaluation import (
    DueDiligenceEvaluation,
    evaluate_due_diligence,
)
from report_mining.classification.evaluation import StanceEvaluation, evaluate_stance
from report_mining.classification.link_evaluation import LinkEvaluation, evaluate_links
from report_mining.classification.link_reading import load_link_reader
from report_mining.classification.sdg_comparison import SdgComparison
from report_mining.classification.sdg_evaluation import SdgEvaluation, SdgTask, evaluate_sdg


def evaluate_stance_file(gold: Path, models: Path | None = None) -> StanceEvaluation:
    """Return how well the active stance reader does on a file of labelled texts.

    Raises:
        InputError: The file is missing or has defects; all of them are listed.
    """
    reader = load_stance_reader(models)
    return evaluate_stance(read_gold(gold), reader.read, reader.thresholds)


def evaluate_sdg_file(
    task: SdgTask,
    gold: Path,
    models: Path | None = None,
    encoder: str | None = None,
    version: str | None = None,
) -> SdgEvaluation:
    """Return how well the active SDG reader, or that of another ``version``, does on labelled texts.

    ``gold``: a file of labels, or a folder such as ``annotations/sdg``, of which the held-out items
    are read.

    Raises:
        InputError: The file is missing, has defects (all are listed), or has no label of the task.
        ArtefactError: There is no reader, or it was fitted on another encoder.
    """
    from report_mining.classification.sdg_reading import load_sdg_reader

    labels = read_sdg_gold(gold)  # first: a wrong file is told at once
    return evaluate_sdg(task, labels, load_sdg_reader(models, encoder, version))


def compare_sdg_files(
    task: SdgTask, gold: Path, models: Path | None, against: str
) -> SdgComparison:
    """Return how well the active SDG reader does, and how far it is above version ``against``.

    Raises:
        InputError: The file is missing, has defects (all are listed), or has no label of the task.
        ArtefactError: There is no reader, or no such version.
    """
    return SdgComparison(
        evaluate_sdg_file(task, gold, models),
        evaluate_sdg_file(task, gold, models, version=against),
        against,
    )


def evaluate_link_file(gold: Path, models: Path | None = None) -> LinkEvaluation:
    """Return how well the active link reader does on labelled texts.

    ``gold``: a file of labels, or ``annotations/due-diligence``, of which the held-out items are
    read.

    Raises:
        InputError: The file is missing, has defects (all are listed), or has no levels.
        ArtefactError: There is no reader.
    """
    labels = read_link_gold(gold)  # first: a wrong file is told at once
    return evaluate_links(labels, load_link_reader(models).read)


def evaluate_due_diligence_file(gold: Path, models: Path | None = None) -> DueDiligenceEvaluation:
    """Return how well the active due diligence reader does on labelled texts.

    ``gold``: a file of labels, or ``annotations/due-diligence``, of which the held-out items are
    read. Of modern slavery statements the steps 3 (mitigation) and 6 (remediation) are judged.

    Raises:
        InputError: The file is missing, has defects (all are listed), or has no steps.
        ArtefactError: There is no reader.
    """
    labels = read_due_diligence_gold(gold)  # first: a wrong file is told at once
    return evaluate_due_diligence(labels, load_due_diligence_reader(models))

"""The lines that ``report-mining classify due-diligence`` gives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from report_mining.classification import DueDiligenceReader, load_due_diligence_reader
from report_mining.cli.classify import Answerer, Question
from report_mining.records.due_diligence import DueDiligencePrediction

_BATCH_LINES = 32
_DIGITS = 4


def load_due_diligence_answerer(models: Path | None) -> Answerer:
    """Return what answers the lines with the active reader."""
    return due_diligence_answerer(load_due_diligence_reader(models))


def due_diligence_answerer(reader: DueDiligenceReader) -> Answerer:
    """Return what answers the lines with a reader."""

    def predict(asked: Sequence[Question]) -> list[dict[str, object]]:
        contexts = [question.context for question in asked]
        return [due_diligence_row(found) for found in reader.read_many(contexts)]

    return Answerer(predict, _BATCH_LINES)


def due_diligence_row(prediction: DueDiligencePrediction) -> dict[str, object]:
    """Return a prediction in the shape of DESIGN 10."""
    depth = prediction.chain_depth
    return {
        "steps": [
            {"step": s.step, "specificity": s.specificity, "score": round(s.score, _DIGITS)}
            for s in prediction.steps
        ],
        "themes": list(prediction.themes),
        "oecd_chapters": list(prediction.oecd_chapters),
        "ungp": list(prediction.ungp),
        "ilo_rights": list(prediction.ilo_rights),
        "chain_depth": None if depth is None else depth.value,
        "issues": [
            {"name": i.name, "country": i.country, "commodity": i.commodity, "right": i.right}
            for i in prediction.issues
        ],
    }

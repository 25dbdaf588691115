"""The model that says how probable it is that a sentence links: a linear one, over rule features."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from report_mining.classification.checked_artefacts import CheckedArtefact, require_equal
from report_mining.classification.encoding import Floats
from report_mining.classification.link_features import COLUMNS
from report_mining.errors import ArtefactError

MODEL_FILE = "model.json"


@dataclass(frozen=True, slots=True)
class LinkModel:
    """Fitted numbers; the score is the logistic function of their sum."""

    weights: Floats  # shape (columns,)
    constant: float
    thresholds: Mapping[str, float]  # per language: from which probability on a text links

    def probability(self, row: Floats) -> float:
        """Return how probable it is that the sentence of ``row``, shape (columns,), links."""
        return float(1 / (1 + np.exp(-(row @ self.weights + self.constant))))


def load_link_model(artefact: CheckedArtefact) -> LinkModel:
    """Return the fitted numbers of ``artefact``.

    Raises:
        ArtefactError: they were fitted on other columns, or the file holds something else.
    """
    require_equal(artefact, "columns", list(COLUMNS))
    path = artefact.path(MODEL_FILE)
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        weights = np.array([stored["weights"][name] for name in COLUMNS], np.float32)
        thresholds = {str(la): float(value) for la, value in stored["thresholds"].items()}
        return LinkModel(weights, float(stored["constant"]), thresholds)
    except (KeyError, TypeError, ValueError) as error:
        raise ArtefactError(
            f"{path}: expected weights per column, constant and thresholds ({error}); restore it"
        ) from error


def save_link_model(model: LinkModel, path: Path) -> None:
    """Write the numbers as JSON, each weight under the name of its column."""
    stored = {
        "weights": {
            name: round(float(w), 4) for name, w in zip(COLUMNS, model.weights, strict=True)
        },
        "constant": round(model.constant, 4),
        "thresholds": dict(model.thresholds),
    }
    path.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")

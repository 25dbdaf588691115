"""The trained classifier on top of the stance rules: encoded windows and what the rules saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from report_mining.classification.checked_artefacts import CheckedArtefact, open_artefact, text_of
from report_mining.classification.encoding import ENCODER_TASK, Encoder, Floats, OnnxEncoder
from report_mining.classification.skops_files import load_skops
from report_mining.classification.stance_features import Features
from report_mining.errors import ArtefactError
from report_mining.taxonomies.codes import Stance

if TYPE_CHECKING:
    from sklearn.feature_extraction import DictVectorizer

WINDOW_MODEL, FEATURE_NAMES = "window_model.skops", "feature_names.skops"
STANCE_MODEL, ASSERTION_MODEL = "stance_model.skops", "assertion_model.skops"
LABELS = tuple(stance.value for stance in Stance)
ASSERTS, DESCRIBES = "asserts", "describes"  # labels of the model of own assertions
_SMALLEST_PROBABILITY = 1e-4  # below it a logarithm says nothing more


class ProbabilityModel(Protocol):
    """A fitted scikit-learn classifier."""

    @property
    def classes_(self) -> Sequence[str]:
        """The labels in the order of the columns."""
        ...

    def predict_proba(self, rows: Floats) -> Floats:
        """Return shape (n_rows, n_classes)."""
        ...


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the classifier says of one mention."""

    probabilities: Mapping[Stance, float]  # calibrated, summing to 1
    asserts: float  # probability that regulatory text is asserted as a fact of its own

    @property
    def stance(self) -> Stance:
        """The most probable stance."""
        return max(self.probabilities, key=lambda stance: self.probabilities[stance])

    @property
    def standard(self) -> float:
        """The probability of ENDORSE or ANCHOR."""
        return self.probabilities[Stance.ENDORSE] + self.probabilities[Stance.ANCHOR]


class StanceClassifier:
    """Encoder, a model on its vectors, and a calibrated model on that and on the rules.

    Everything is loaded at the first mention: a report that names no framework needs none of it.
    """

    def __init__(self, artefact: CheckedArtefact, models_dir: Path) -> None:
        self._artefact = artefact
        self._encoder_folder = models_dir / ENCODER_TASK / text_of(artefact, "encoder")

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that the models were fitted on."""
        return OnnxEncoder(open_artefact(self._encoder_folder))

    @cached_property
    def _window_model(self) -> ProbabilityModel:
        return _checked_model(self._artefact, WINDOW_MODEL, LABELS)

    @cached_property
    def _stance_model(self) -> ProbabilityModel:
        return _checked_model(self._artefact, STANCE_MODEL, LABELS)

    @cached_property
    def _assertion_model(self) -> ProbabilityModel:
        return _checked_model(self._artefact, ASSERTION_MODEL, (ASSERTS, DESCRIBES))

    @cached_property
    def _names(self) -> DictVectorizer:
        vectorizer: DictVectorizer = load_skops(self._artefact.path(FEATURE_NAMES))
        return vectorizer

    def assess(
        self, windows: Sequence[str], features: Sequence[Features]
    ) -> tuple[Assessment, ...]:
        """Return one assessment per mention, from its marked window and its features."""
        if not windows:
            return ()
        vectors = self.encoder.encode(windows)
        rows = stacked_rows(self._window_model.predict_proba(vectors), features, self._names)
        stances = self._stance_model.predict_proba(rows)
        asserts = self._assertion_model.predict_proba(rows)
        asserted = list(self._assertion_model.classes_).index(ASSERTS)
        order = [Stance(label) for label in self._stance_model.classes_]
        return tuple(
            Assessment(dict(zip(order, map(float, row), strict=True)), float(told[asserted]))
            for row, told in zip(stances, asserts, strict=True)
        )


def stacked_rows(
    window_probabilities: Floats, features: Sequence[Features], names: DictVectorizer
) -> Floats:
    """Return the input of the upper model, shape (n, labels + features)."""
    logs = np.log(np.maximum(window_probabilities, _SMALLEST_PROBABILITY))
    return np.hstack([logs, names.transform(features)]).astype(np.float32)


def _checked_model(artefact: CheckedArtefact, name: str, labels: Sequence[str]) -> ProbabilityModel:
    """Return a model whose labels are the ones of this program.

    Raises:
        ArtefactError: it has others.
    """
    model: ProbabilityModel = load_skops(artefact.path(name))
    if sorted(model.classes_) != sorted(labels):
        raise ArtefactError(
            f"{artefact.folder.name}: {name} has the labels {list(model.classes_)}, this program "
            f"has {list(labels)}; train it anew with `report-mining train stance`"
        )
    return model

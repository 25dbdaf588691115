"""The trained classifier on top of the stance rules: encoded windows and what the rules saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from report_mining.classification.checked_artefacts import CheckedArtefact
from report_mining.classification.encoding import Encoder, Floats, encoder_of
from report_mining.classification.stance_features import Features
from report_mining.errors import ArtefactError
from report_mining.taxonomies.codes import Stance

WEIGHTS_FILE = "weights.npz"
LABELS = tuple(stance.value for stance in Stance)
_SMALLEST_PROBABILITY = 1e-4  # below it a logarithm says nothing more


@dataclass(frozen=True, slots=True)
class StanceWeights:
    """The fitted numbers; every model is linear, so that each score can be taken apart.

    The last column of a matrix is the constant. Rows of stances are in the order of ``LABELS``.
    """

    window: Floats  # shape (10, dimensions + 1): from the vector of the window
    names: tuple[str, ...]  # of the features that the rules see
    stance: Floats  # shape (10, 10 + names + 1): from the log probabilities and the features
    assertion: Floats  # shape (10 + names + 1,): whether regulatory text is asserted

    def window_chances(self, vectors: Floats) -> Floats:
        """Return what the windows alone say, shape (n, 10), rows summing to 1."""
        return softmax(linear(vectors, self.window))

    def stacked(self, vectors: Floats, features: Sequence[Features]) -> Floats:
        """Return the input of the upper models, shape (n, 10 + names)."""
        logs = np.log(np.maximum(self.window_chances(vectors), _SMALLEST_PROBABILITY))
        return np.hstack([logs, feature_rows(features, self.names)]).astype(np.float32)


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
        self._models_dir = models_dir

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that the models were fitted on."""
        return encoder_of(self._artefact, self._models_dir)

    @cached_property
    def weights(self) -> StanceWeights:
        """The fitted numbers."""
        return load_stance_weights(self._artefact)

    def assess(
        self, windows: Sequence[str], features: Sequence[Features]
    ) -> tuple[Assessment, ...]:
        """Return one assessment per mention, from its marked window and its features."""
        if not windows:
            return ()
        rows = self.weights.stacked(self.encoder.encode(windows), features)
        stances = softmax(linear(rows, self.weights.stance))
        asserts = 1 / (1 + np.exp(-linear(rows, self.weights.assertion[None])[:, 0]))
        return tuple(
            Assessment(dict(zip(Stance, map(float, row), strict=True)), float(told))
            for row, told in zip(stances, asserts, strict=True)
        )


def load_stance_weights(artefact: CheckedArtefact) -> StanceWeights:
    """Return the numbers of an artefact.

    Raises:
        ArtefactError: the labels are not the ones of this program, or shapes do not fit.
    """
    with np.load(artefact.path(WEIGHTS_FILE), allow_pickle=False) as stored:
        labels = tuple(map(str, stored["labels"]))
        weights = StanceWeights(
            stored["window"],
            tuple(map(str, stored["names"])),
            stored["stance"],
            stored["assertion"],
        )
    columns = len(LABELS) + len(weights.names) + 1
    if labels != LABELS or weights.stance.shape != (len(LABELS), columns):
        raise ArtefactError(
            f"{artefact.folder.name}: {WEIGHTS_FILE} has the labels {list(labels)} and the shape "
            f"{weights.stance.shape}, this program has {list(LABELS)} and {len(weights.names)} "
            "features; train it anew with `report-mining train stance`"
        )
    return weights


def save_stance_weights(weights: StanceWeights, path: Path) -> None:
    """Write the numbers as an npz file without pickled objects."""
    np.savez(
        path,
        labels=np.array(LABELS),
        names=np.array(weights.names),
        window=weights.window,
        stance=weights.stance,
        assertion=weights.assertion,
    )


def feature_rows(features: Sequence[Features], names: Sequence[str]) -> Floats:
    """Return the named features as columns, shape (n, names); unknown ones are left out."""
    places = {name: place for place, name in enumerate(names)}
    rows = np.zeros((len(features), len(names)), np.float32)
    for row, found in enumerate(features):
        for name, value in found.items():
            if name in places:
                rows[row, places[name]] = value
    return rows


def linear(rows: Floats, weights: Floats) -> Floats:
    """Return rows times weights plus the constants in the last column of the weights."""
    return np.asarray(rows @ weights[:, :-1].T + weights[:, -1], np.float32)


def softmax(scores: Floats) -> Floats:
    """Return probabilities, rows summing to 1."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)

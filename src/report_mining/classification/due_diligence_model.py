"""The trained due diligence model: one linear head per label, first without and then with the encoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from report_mining.classification.checked_artefacts import (
    CheckedArtefact,
    mapping_of,
    text_of,
)
from report_mining.classification.due_diligence_deciding import can_show_step
from report_mining.classification.due_diligence_evidence import DueDiligenceEvidence
from report_mining.classification.due_diligence_features import (
    Vocabulary,
    lexicon_row,
    vector_row,
    vocabulary_of,
)
from report_mining.classification.due_diligence_rules import (
    STEPS,
    DueDiligenceRules,
    names_rights,
    speaks_of_people,
)
from report_mining.classification.due_diligence_screen import (
    LearntScreen,
    ScreenCase,
    load_learnt_screen,
)
from report_mining.classification.encoding import Encoder, Floats
from report_mining.errors import ArtefactError

WEIGHTS_FILE = "weights.npz"
# Limits of the screen where people or nature are only touched on, and where no word names them; the
# encoder would have to raise such a passage far to give it a step, and costs 0.1 s for each.
_TOUCHED_LIMIT, _UNNAMED_LIMIT = 0.2, 0.35


@dataclass(frozen=True, slots=True)
class DueDiligenceWeights:
    """The fitted numbers; every model is linear, so that each score can be taken apart.

    A label is a part and a code, such as ``step.2``, ``theme.child_labour`` or ``grade.3`` (which
    stands for "specificity 3 or more").
    """

    concepts: tuple[str, ...]  # of the lexicon that it was fitted on
    vocabulary: Vocabulary
    centre: Floats  # mean vector of the training texts, shape (dimensions,)
    screen: Floats  # a softmax of the steps, then "no step", shape (8, lexicon + words + 1)
    labels: tuple[str, ...]  # the steps, then the others
    heads: Floats  # one per label, shape (n_labels, lexicon + words + dimensions + 1)
    gate: Floats  # log odds of any step by words alone, shape (words + 1,)

    def gate_score(self, text: str) -> float:
        """Return the log odds that ``text`` shows a step, by its words alone; 0.2 ms."""
        places, values = self.vocabulary.found(text)
        return float(self.gate[places] @ values + self.gate[-1])


class DueDiligenceModel:
    """Gives the probability of every label of a passage."""

    def __init__(
        self,
        weights: DueDiligenceWeights,
        thresholds: Mapping[str, float],
        screen_limit: float,
        gate_limit: float,
        encoder: Encoder,
        screen: LearntScreen | None = None,
    ) -> None:
        self._weights = weights
        self.thresholds = thresholds  # label -> probability from which it is given
        self._screen_limit = screen_limit
        self._gate_limit = gate_limit
        self.encoder = encoder
        self._screen = screen  # None: the limits below
        self._step_thresholds = np.array([thresholds[label] for label in step_labels()], np.float32)

    def has_candidate(self, text: str) -> bool:
        """Return whether a passage may show a step, by its words alone."""
        return self._weights.gate_score(text) >= self._gate_limit

    def scores(
        self,
        evidences: Sequence[DueDiligenceEvidence],
        rules: DueDiligenceRules,
        *,
        asks_all: bool = False,
    ) -> list[dict[str, float] | None]:
        """Return the probabilities of each passage; None where the screen sees no step at all.

        Only what passes the screen is given to the encoder, unless ``asks_all``.
        """
        rows = [cheap_row(one, self._weights, rules) for one in evidences]
        passed = [
            place
            for place, (one, row) in enumerate(zip(evidences, rows, strict=True))
            if asks_all or self._asks_encoder(one, row)
        ]
        found: list[dict[str, float] | None] = [None] * len(rows)
        if not passed:
            return found
        vectors = self.encoder.encode([evidences[place].normal.text for place in passed])
        for place, vector in zip(passed, vectors, strict=True):
            full = np.concatenate([rows[place], vector_row(vector, self._weights.centre)])
            told = probabilities(self._weights.heads, full)
            found[place] = dict(zip(self._weights.labels, map(float, told), strict=True))
        return found

    def screen_cases(
        self, document: str, evidences: Sequence[DueDiligenceEvidence], rules: DueDiligenceRules
    ) -> list[ScreenCase]:
        """Return what a screen can learn from: the statements, each with what the encoder changes."""
        kept = [one for one in evidences if can_show_step(one)]
        cases = []
        for one, scores in zip(kept, self.scores(kept, rules, asks_all=True), strict=True):
            row = cheap_row(one, self._weights, rules)
            told = shares(self._weights.screen, row)[:-1]
            full = [scores[label] for label in step_labels()] if scores is not None else told
            cases.append(
                ScreenCase(
                    document=document,
                    row=row,
                    told=told,
                    full=np.array(full, np.float32),
                    needed=self._step_thresholds,
                    passes=self._asks_encoder(one, row),
                )
            )
        return cases

    def _asks_encoder(self, evidence: DueDiligenceEvidence, row: Floats) -> bool:
        told = shares(self._weights.screen, row)[:-1]
        if self._screen is None:
            return float(told.max()) >= self._limit(evidence)
        return can_show_step(evidence) and self._screen.asks(told, row, self._step_thresholds)

    def _limit(self, evidence: DueDiligenceEvidence) -> float:
        """Return from which score of the screen the encoder is asked."""
        if names_rights(evidence):
            return self._screen_limit
        least = _TOUCHED_LIMIT if speaks_of_people(evidence) else _UNNAMED_LIMIT
        return max(self._screen_limit, least)


def cheap_row(
    evidence: DueDiligenceEvidence, weights: DueDiligenceWeights, rules: DueDiligenceRules
) -> Floats:
    """Return the columns that need no encoder."""
    return np.concatenate(
        [
            lexicon_row(evidence, weights.concepts, rules),
            weights.vocabulary.row(evidence.normal.text),
        ]
    )


def shares(heads: Floats, row: Floats) -> Floats:
    """Return the softmax of linear scores: one probability per head, together 1."""
    scores = heads[:, :-1] @ row + heads[:, -1]
    grown = np.exp(scores - scores.max())
    return np.asarray(grown / grown.sum(), np.float32)


def probabilities(heads: Floats, row: Floats) -> Floats:
    """Return the logistic function of linear scores, the last weight being the constant."""
    return np.asarray(1 / (1 + np.exp(-(heads[:, :-1] @ row + heads[:, -1]))), np.float32)


def load_due_diligence_model(
    artefact: CheckedArtefact, concepts: Sequence[str], encoder: Encoder
) -> DueDiligenceModel:
    """Return the model of a trained artefact.

    Raises:
        ArtefactError: it was fitted on another lexicon or encoder, or lacks a threshold, a head or the gate.
    """
    gate_limit = artefact.manifest.get("gate_limit")
    if not isinstance(gate_limit, float):
        raise ArtefactError(
            f"{artefact.version}: manifest.json: gate_limit is {gate_limit!r}, expected log odds such"
            " as -2.5; train it anew with `report-mining train due-diligence`"
        )
    weights = load_weights(artefact.path(WEIGHTS_FILE))
    if len(weights.heads) != len(weights.labels):
        raise ArtefactError(
            f"{artefact.version}: {WEIGHTS_FILE}: {len(weights.heads)} heads for {len(weights.labels)}"
            " labels, expected one each; train it anew with `report-mining train due-diligence`"
        )
    wanted = text_of(artefact, "encoder")
    if encoder.version != wanted:
        raise ArtefactError(
            f"{artefact.version}: was fitted on {wanted}, not on {encoder.version}; name that "
            "encoder in ACTIVE.yaml, or run `report-mining train due-diligence`"
        )
    if tuple(concepts) != weights.concepts:
        strange = sorted(set(concepts) ^ set(weights.concepts))
        raise ArtefactError(
            f"{artefact.version}: was fitted on another lexicon (differs in {', '.join(strange)}); "
            "run `report-mining train due-diligence`"
        )
    thresholds = {key: float(str(v)) for key, v in mapping_of(artefact, "thresholds").items()}
    missing = sorted(set(weights.labels) - set(thresholds))
    if missing:
        raise ArtefactError(
            f"{artefact.version}: manifest.json: thresholds has no {', '.join(missing)}; add them"
        )
    limit = float(str(artefact.manifest.get("screen_limit", 0.0)))
    screen = load_learnt_screen(artefact, weights.screen.shape[1])
    return DueDiligenceModel(weights, thresholds, limit, gate_limit, encoder, screen)


def load_weights(path: Path) -> DueDiligenceWeights:
    """Return the numbers in ``path``, an npz file without pickled objects."""
    with np.load(path, allow_pickle=False) as stored:
        return DueDiligenceWeights(
            concepts=tuple(stored["concepts"].tolist()),
            vocabulary=vocabulary_of(stored["words"].tolist(), stored["rarity"]),
            centre=stored["centre"],
            screen=stored["screen"].astype(np.float32),
            labels=tuple(stored["labels"].tolist()),
            heads=stored["heads"].astype(np.float32),
            gate=stored["gate"].astype(np.float32),
        )


def save_weights(weights: DueDiligenceWeights, path: Path) -> None:
    """Write the numbers as an npz file; heads take half the room at half the precision."""
    np.savez_compressed(
        path,
        concepts=np.array(weights.concepts),
        words=np.array(list(weights.vocabulary.places)),
        rarity=weights.vocabulary.rarity,
        centre=weights.centre,
        screen=weights.screen.astype(np.float16),
        labels=np.array(weights.labels),
        heads=weights.heads.astype(np.float16),
        gate=weights.gate.astype(np.float16),
    )


def step_labels() -> tuple[str, ...]:
    """Return the labels of the steps, in order."""
    return tuple(f"step.{step}" for step in STEPS)

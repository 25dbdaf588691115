"""The SDG reader: from a text to calibrated scores of 17 goals and 169 targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from report_mining.classification.checked_artefacts import (
    CheckedArtefact,
    mapping_of,
    open_active,
    open_artefact,
    packaged_models,
    require_equal,
    text_of,
)
from report_mining.classification.encoding import Encoder, Floats, encoder_of, load_encoder
from report_mining.classification.reading import guess_language
from report_mining.classification.sdg_features import (
    GOALS,
    SdgEvidence,
    gather,
    goal_of,
    goal_rows,
    pieces,
    target_rows,
)
from report_mining.classification.sdg_lexicon import SdgLexicon, load_sdg_lexicon
from report_mining.classification.sdg_mentions import SdgMentionReader, load_sdg_mention_reader
from report_mining.errors import ArtefactError
from report_mining.records import TextInContext
from report_mining.records.sdg import GoalScore, SdgPrediction, TargetScore

SDG_TASK = "sdg-goals"
WEIGHTS_FILE = "weights.npz"
LANGUAGES = ("nl", "en")
_BEST = 10  # targets told of each text
_DIGITS = 4
_SHORTEST = 1e-6  # a vector that equals the centre stays where it is


@dataclass(frozen=True, slots=True)
class SdgWeights:
    """The fitted numbers; every model is linear, so that each score can be taken apart."""

    centre: Floats  # mean vector of the training texts, shape (dimensions,)
    goal_heads: Floats  # shape (17, dimensions + 1), the last column is the constant
    target_heads: Floats  # shape (169, dimensions + 1)
    goal_upper: Floats  # over the columns of ``goal_rows`` and a constant
    target_upper: Floats  # over the columns of ``target_rows`` and a constant
    goal_texts: Floats  # descriptions, shape (2 languages, 17, dimensions), rows of length 1
    target_texts: Floats  # shape (2, 169, dimensions)


@dataclass(frozen=True, slots=True)
class SdgThresholds:
    """From which scores on a goal or target is selected."""

    goals: Mapping[str, float]  # per language
    target: float


class SdgReader:
    """Scores goals and targets with one artefact; same input, same output."""

    def __init__(
        self,
        weights: SdgWeights,
        targets: Sequence[str],
        thresholds: SdgThresholds,
        encoder: Encoder,
        rules: tuple[SdgLexicon, SdgMentionReader],
    ) -> None:
        self._weights = weights
        self._targets = tuple(targets)
        self._thresholds = thresholds
        self._encoder = encoder
        self._lexicon, self._mentions = rules

    def read_many(
        self, contexts: Sequence[TextInContext], candidates: Sequence[str | None] = ()
    ) -> tuple[SdgPrediction, ...]:
        """Return one prediction per text, in order; ``candidates`` are targets asked about.

        A text longer than 110 words is cut at sentences; it has the highest score of its pieces.

        Raises:
            ValueError: not one candidate per text, or a candidate that is no target.
        """
        asked = list(candidates) or [None] * len(contexts)
        if len(asked) != len(contexts):
            raise ValueError(f"{len(asked)} candidates for {len(contexts)} texts; give one each")
        unknown = sorted({c for c in asked if c is not None and c not in self._targets})
        if unknown:
            raise ValueError(f"{unknown[0]!r} is no SDG target; expected one such as 8.7 or 16.b")
        cut = [pieces(context.text) for context in contexts]
        encoded = self._encoder.encode([piece for parts in cut for piece in parts])
        vectors = centred(encoded, self._weights.centre)
        found: list[SdgPrediction] = []
        place = 0
        for context, parts, candidate in zip(contexts, cut, asked, strict=True):
            own = vectors[place : place + len(parts)]
            place += len(parts)
            found.append(self._predict(context, parts, own, candidate))
        return tuple(found)

    def _predict(
        self, context: TextInContext, parts: Sequence[str], vectors: Floats, candidate: str | None
    ) -> SdgPrediction:
        language = context.language if context.language in LANGUAGES else None
        language = language or guess_language(context.text)
        scored = [
            score_piece(
                self._weights,
                vector,
                gather(
                    TextInContext(part, language, context.section),
                    language,
                    self._lexicon,
                    self._mentions,
                ),
                self._targets,
            )
            for part, vector in zip(parts, vectors, strict=True)
        ]
        goals = np.max([goal for goal, _ in scored], axis=0)
        targets = np.max([target for _, target in scored], axis=0)
        limit = self._thresholds.goals[language]
        chosen = {goal for goal in GOALS if goals[goal - 1] >= limit}
        told = [
            self._target(t, float(s), chosen) for t, s in zip(self._targets, targets, strict=True)
        ]
        best = sorted(told, key=lambda t: -t.score)[:_BEST]
        return SdgPrediction(
            goals=tuple(
                GoalScore(goal, round(float(goals[goal - 1]), _DIGITS), goal in chosen)
                for goal in GOALS
            ),
            targets=tuple(best),
            candidate=None if candidate is None else told[self._targets.index(candidate)],
        )

    def _target(self, target: str, score: float, chosen: set[int]) -> TargetScore:
        is_selected = score >= self._thresholds.target and goal_of(target) in chosen
        return TargetScore(target, round(score, _DIGITS), is_selected)


def score_piece(
    weights: SdgWeights, vector: Floats, evidence: SdgEvidence, targets: Sequence[str]
) -> tuple[Floats, Floats]:
    """Return the probabilities of the goals, shape (17,), and of the targets, shape (169,).

    A target's probability is that of its goal times its own within the goal.
    """
    goals = probability(
        goal_rows(evidence, linear(weights.goal_heads, vector), goal_similarity(weights, vector, evidence.language)),
        weights.goal_upper,
    )  # fmt: skip
    rows = target_rows(
        evidence,
        targets,
        linear(weights.target_heads, vector),
        weights.target_texts[LANGUAGES.index(evidence.language)] @ vector,
        goals,
    )
    within = probability(rows, weights.target_upper)
    owners = np.array([goal_of(target) for target in targets]) - 1
    return goals, within * goals[owners]


def centred(vectors: Floats, centre: Floats) -> Floats:
    """Return the vectors less ``centre``, of length 1: all texts of this encoder lie close together.

    Args:
        vectors: Shape (..., dimensions).
        centre: Shape (dimensions,).
    """
    moved = vectors - centre
    lengths = np.linalg.norm(moved, axis=-1, keepdims=True)
    return np.asarray(moved / np.maximum(lengths, _SHORTEST), np.float32)


def goal_similarity(weights: SdgWeights, vector: Floats, language: str) -> Floats:
    """Return the cosines with the goals' descriptions, less their mean, shape (17,)."""
    cosines = weights.goal_texts[LANGUAGES.index(language)] @ vector
    return np.asarray(cosines - cosines.mean(), np.float32)


def linear(heads: Floats, vector: Floats) -> Floats:
    """Return heads applied to one vector and their constants."""
    return np.asarray(heads[:, :-1] @ vector + heads[:, -1], np.float32)


def probability(rows: Floats, weights: Floats) -> Floats:
    """Return the logistic function of linear scores, the last weight being the constant."""
    return np.asarray(1 / (1 + np.exp(-(rows @ weights[:-1] + weights[-1]))), np.float32)


def load_sdg_reader(
    models_dir: Path | None = None, encoder: str | None = None, version: str | None = None
) -> SdgReader:
    """Return the reader of the active artefact, or of another version.

    Args:
        models_dir: Models folder; None: the packaged one.
        encoder: Only the encoder that the artefact was fitted on can be used; another needs
            `report-mining train sdg-goals` first, which gives it thresholds of its own.
        version: Folder under ``sdg-goals`` of the models folder; None: the active one.

    Raises:
        ArtefactError: the artefact is missing, does not match its manifest, or was fitted on
            another encoder.
    """
    folder = models_dir or packaged_models()
    artefact = (
        open_active(folder, SDG_TASK)
        if version is None
        else open_artefact(folder / SDG_TASK / version)
    )
    require_equal(artefact, "goals", list(GOALS))
    loaded = encoder_of(artefact, folder) if encoder is None else load_encoder(folder, encoder)
    wanted = text_of(artefact, "encoder")
    if loaded.version != wanted:
        raise ArtefactError(
            f"{artefact.version}: was fitted on {wanted}, not on {loaded.version}; train it with "
            "that encoder (report-mining train sdg-goals --encoder NAME) or leave --encoder out"
        )
    return SdgReader(
        weights=load_weights(artefact.path(WEIGHTS_FILE)),
        targets=_targets(artefact),
        thresholds=_thresholds(artefact),
        encoder=loaded,
        rules=(load_sdg_lexicon(models_dir), load_sdg_mention_reader(models_dir)),
    )


def load_weights(path: Path) -> SdgWeights:
    """Return the numbers in ``path``, an npz file without pickled objects."""
    with np.load(path, allow_pickle=False) as stored:
        return SdgWeights(**{name: stored[name] for name in SdgWeights.__dataclass_fields__})


def save_weights(weights: SdgWeights, path: Path) -> None:
    """Write the numbers as an npz file."""
    np.savez(path, **{name: getattr(weights, name) for name in SdgWeights.__dataclass_fields__})


def _targets(artefact: CheckedArtefact) -> list[str]:
    targets = artefact.manifest.get("targets")
    if not isinstance(targets, list):
        raise ArtefactError(
            f"{artefact.version}: manifest.json: targets is {targets!r}, expected a list"
        )
    return [str(target) for target in targets]


def _thresholds(artefact: CheckedArtefact) -> SdgThresholds:
    found = {key: float(str(value)) for key, value in mapping_of(artefact, "thresholds").items()}
    missing = sorted({*LANGUAGES, "target"} - set(found))
    if missing:
        raise ArtefactError(
            f"{artefact.version}: manifest.json: thresholds has no {', '.join(missing)}; add them"
        )
    return SdgThresholds({language: found[language] for language in LANGUAGES}, found["target"])

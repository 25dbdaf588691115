"""The learnt screen: which passages the encoder is asked about, guessed from words alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from report_mining.classification.checked_artefacts import CheckedArtefact, mapping_of
from report_mining.classification.encoding import Floats
from report_mining.errors import ArtefactError

SCREEN_FILE = "screen.npz"
MARGIN_KEY = "screen_margin"  # of the manifest
_PENALTY = 30.0  # chosen by cross-fitting over 21 real reports; 10 and 100 do nearly as well
_FOLDS = 8
_SMALLEST = 1e-5  # a probability below this says nothing more


@dataclass(frozen=True, slots=True)
class LearntScreen:
    """A linear guess of where the encoder moves each step, learnt from its own answers.

    Teaching it needs no labels, only passages of real reports with what the whole model says.
    """

    # Log odds per step, shape (7, lexicon + words + 1), or one row for all; last column constant.
    correction: Floats
    margin: float  # log odds; the encoder is asked where a step comes this near to what it needs

    def asks(self, told: Floats, row: Floats, needed: Floats) -> bool:
        """Return whether a step may show.

        Args:
            told: Probability of each step without the encoder, shape (7,).
            row: The columns that need no encoder.
            needed: Probability from which each step is given, shape (7,).
        """
        moved = self.correction[:, :-1] @ row + self.correction[:, -1]
        return float((log_odds(told) + moved - log_odds(needed)).max()) >= self.margin


@dataclass(frozen=True, slots=True)
class ScreenCase:
    """A passage with what the model says of its steps, without and with the encoder."""

    document: str
    row: Floats  # the columns that need no encoder
    told: Floats  # probability of each step without the encoder, shape (7,)
    full: Floats  # the same with the encoder
    needed: Floats  # probability from which each step is given
    passes: bool = False  # the screen in use

    @property
    def has_step(self) -> bool:
        """Whether the whole model gives it a step."""
        return bool((self.full >= self.needed).any())


def log_odds(probabilities: Floats) -> Floats:
    """Return the logarithm of p / (1 - p), within what float32 tells apart."""
    kept = np.clip(probabilities, _SMALLEST, 1 - _SMALLEST)
    return np.asarray(np.log(kept / (1 - kept)), np.float32)


def fit_correction(cases: Sequence[ScreenCase]) -> Floats:
    """Return the correction that brings the screen nearest to the whole model on ``cases``."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import Ridge

    columns = csr_matrix(np.stack([case.row for case in cases]))
    moved = np.stack([log_odds(case.full) - log_odds(case.told) for case in cases])
    fitted = Ridge(alpha=_PENALTY).fit(columns, moved)
    return np.hstack([fitted.coef_, fitted.intercept_[:, None]]).astype(np.float32)


def crossfit_margins(cases: Sequence[ScreenCase]) -> Floats:
    """Return how near each case comes to a step, by corrections that saw no passage of its report."""
    margins = np.zeros(len(cases), np.float32)
    for inside, outside in _folds([case.document for case in cases]):
        correction = fit_correction([cases[place] for place in inside])
        margins[outside] = margins_with(correction, [cases[place] for place in outside])
    return margins


def margins_with(correction: Floats, cases: Sequence[ScreenCase]) -> Floats:
    """Return how near each case comes to a step by a fitted correction, in log odds."""
    told = [
        (log_odds(c.told) + correction[:, :-1] @ c.row + correction[:, -1] - log_odds(c.needed))
        for c in cases
    ]
    return np.array([one.max() for one in told], np.float32)


def plain_margins(cases: Sequence[ScreenCase]) -> Floats:
    """Return how near each case comes to a step without any correction."""
    told = [(log_odds(case.told) - log_odds(case.needed)).max() for case in cases]
    return np.array(told, np.float32)


def margin_at(recall: float, margins: Floats, cases: Sequence[ScreenCase]) -> float:
    """Return the largest margin that keeps this share of the passages with a step."""
    kept = np.sort([m for m, case in zip(margins, cases, strict=True) if case.has_step])
    lost = int((1 - recall) * len(kept))
    return round(float(kept[lost]) - 5e-4, 3)


def load_learnt_screen(artefact: CheckedArtefact, columns: int) -> LearntScreen | None:
    """Return the screen of an artefact whose manifest has a margin, None where it has none.

    Without a file of corrections the encoder is taken to change nothing.

    Raises:
        ArtefactError: it was learnt for other columns than the ``columns`` of the model.
    """
    margin = artefact.manifest.get(MARGIN_KEY)
    if margin is None:
        return None
    if SCREEN_FILE not in mapping_of(artefact, "files"):
        return LearntScreen(np.zeros((1, columns), np.float32), float(str(margin)))
    with np.load(artefact.path(SCREEN_FILE), allow_pickle=False) as stored:
        correction = stored["correction"].astype(np.float32)
    if correction.shape[1] != columns:
        raise ArtefactError(
            f"{artefact.version}: {SCREEN_FILE} has {correction.shape[1]} columns, the model "
            f"{columns}; learn it anew with `python -m benchmarks.screen --write`"
        )
    return LearntScreen(correction, float(str(margin)))


def _folds(documents: Sequence[str]) -> Iterator[tuple[list[int], list[int]]]:
    names = sorted(set(documents))
    count = min(_FOLDS, len(names))
    fold_of = {name: number % count for number, name in enumerate(names)}
    for fold in range(count):
        outside = [i for i, name in enumerate(documents) if fold_of[name] == fold]
        inside = [i for i, name in enumerate(documents) if fold_of[name] != fold]
        yield inside, outside

"""The screen before the encoder: what it asks about, what it learns, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from report_mining.classification.checked_artefacts import open_artefact, write_manifest
from report_mining.classification.due_diligence_screen import (
    MARGIN_KEY,
    SCREEN_FILE,
    LearntScreen,
    ScreenCase,
    crossfit_margins,
    fit_correction,
    load_learnt_screen,
    log_odds,
    margin_at,
    plain_margins,
)
from report_mining.errors import ArtefactError

COLUMNS = 4  # of the invented rows
NEEDED = np.full(7, 0.4, np.float32)


def case(document: str, word: int, full: float) -> ScreenCase:
    """Return a passage with one word, to which the encoder gives ``full`` for step 3."""
    told = np.full(7, 0.05, np.float32)
    changed = told.copy()
    changed[2] = full
    return ScreenCase(document, np.eye(COLUMNS, dtype=np.float32)[word] * 30, told, changed, NEEDED)


def invented_cases() -> list[ScreenCase]:
    """Return passages of six reports: word 1 always shows a step, the others never do."""
    return [case(f"r{n}", word, 0.8 if word == 1 else 0.02) for n in range(6) for word in (0, 1, 2)]


def test_it_learns_the_word_that_moves_the_encoder_and_keeps_every_step() -> None:
    cases = invented_cases()
    margins = crossfit_margins(cases)
    margin = margin_at(1.0, margins, cases)
    assert [m >= margin for m in margins] == [c.has_step for c in cases]
    screen = LearntScreen(fit_correction(cases), margin)
    assert [screen.asks(c.told, c.row, c.needed) for c in cases] == [c.has_step for c in cases]
    assert len(set(plain_margins(cases).tolist())) == 1  # without a correction they look alike


def test_a_step_that_needs_less_is_asked_about_sooner() -> None:
    screen = LearntScreen(np.zeros((1, COLUMNS + 1), np.float32), -1.0)
    row, told = np.zeros(COLUMNS, np.float32), np.full(7, 0.2, np.float32)
    assert screen.asks(told, row, np.full(7, 0.3, np.float32))
    assert not screen.asks(told, row, np.full(7, 0.65, np.float32))


def test_certain_scores_stay_finite() -> None:
    assert np.isfinite(log_odds(np.array([0.0, 1.0], np.float32))).all()


def write_artefact(folder: Path, columns: int | None) -> None:
    files = []
    if columns is not None:
        np.savez_compressed(folder / SCREEN_FILE, correction=np.ones((7, columns), np.float16))
        files = [SCREEN_FILE]
    write_manifest(folder, {"task": "due-diligence", "version": "t-1", MARGIN_KEY: -1.5}, files)


def test_an_artefact_has_a_learnt_screen_a_bare_margin_or_none(tmp_path: Path) -> None:
    write_artefact(tmp_path, 5)
    learnt = load_learnt_screen(open_artefact(tmp_path), 5)
    assert learnt is not None
    assert (learnt.correction.shape, learnt.margin) == ((7, 5), -1.5)
    write_artefact(tmp_path, None)
    bare = load_learnt_screen(open_artefact(tmp_path), 5)
    assert bare is not None
    assert not bare.correction.any()
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    del manifest[MARGIN_KEY], manifest["files"]
    write_manifest(tmp_path, manifest, [])
    assert load_learnt_screen(open_artefact(tmp_path), 5) is None


def test_a_screen_for_other_columns_is_refused(tmp_path: Path) -> None:
    write_artefact(tmp_path, 9)
    with pytest.raises(ArtefactError, match="9 columns, the model 5"):
        load_learnt_screen(open_artefact(tmp_path), 5)

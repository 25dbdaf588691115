"""Is each text encoded once, and is a file of another encoder left alone?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from report_mining.classification.encoding import Floats
from report_mining.classification.encoding_cache import CachingEncoder


class CountsTexts:
    """Gives the length of a text as its vector."""

    dimensions = 1

    def __init__(self, version: str) -> None:
        self.version = version
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        return np.array([[len(text)] for text in texts], np.float32)


def test_a_text_is_encoded_once_over_runs(tmp_path: Path) -> None:
    inner = CountsTexts("a")
    first = CachingEncoder(inner, tmp_path / "v.npz")
    assert first.encode(["one", "three", "one"]).tolist() == [[3], [5], [3]]
    assert CachingEncoder(inner, tmp_path / "v.npz").encode(["three"]).tolist() == [[5]]
    assert inner.asked == ["one", "three"]


def test_vectors_of_another_encoder_do_not_count(tmp_path: Path) -> None:
    CachingEncoder(CountsTexts("a"), tmp_path / "v.npz").encode(["one"])
    other = CountsTexts("b")
    CachingEncoder(other, tmp_path / "v.npz").encode(["one"])
    assert other.asked == ["one"]
    assert CachingEncoder(other, tmp_path / "v.npz").encode([]).shape == (0, 1)

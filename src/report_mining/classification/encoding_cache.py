"""An encoder that keeps its vectors, in a file over many runs, so that each text is encoded once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from report_mining.classification.encoding import Encoder, Floats

_SAVE_EVERY = 256  # texts; encoding is what takes long, and a run may be stopped


class CachingEncoder:
    """Another encoder whose vectors are kept; a file of another encoder does not mix in.

    Without a file they are kept as long as this object lives.
    """

    def __init__(self, encoder: Encoder, file: Path | None) -> None:
        self._encoder = encoder
        self._file = file
        self._known: dict[str, Floats] = {}
        if file is not None and file.exists():
            with np.load(file, allow_pickle=False) as stored:
                self._known = dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))

    @property
    def version(self) -> str:
        """Of the encoder inside."""
        return self._encoder.version

    @property
    def dimensions(self) -> int:
        """Of the encoder inside."""
        return self._encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one vector per text, shape (n_texts, dimensions), from the file where known."""
        keys = [self._key(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        waiting = list(new.items())
        for start in range(0, len(waiting), _SAVE_EVERY):
            part = waiting[start : start + _SAVE_EVERY]
            vectors = self._encoder.encode([text for _, text in part])
            self._known |= {key: vector for (key, _), vector in zip(part, vectors, strict=True)}
            if self._file is not None:
                self._save(self._file)
        if not keys:
            return np.zeros((0, self.dimensions), np.float32)
        return np.stack([self._known[key] for key in keys])

    def _key(self, text: str) -> str:
        return hashlib.sha256(
            f"{self.version}\x1f{text}".encode("utf-8", "surrogatepass")
        ).hexdigest()

    def _save(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".part")
        with unfinished.open("wb") as out:
            np.savez(
                out, keys=np.array(list(self._known)), vectors=np.stack(list(self._known.values()))
            )
        unfinished.replace(file)

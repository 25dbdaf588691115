"""Turning texts into vectors: one Protocol, our own ONNX encoder, any sentence-transformers model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from report_mining.classification.checked_artefacts import (
    CheckedArtefact,
    mapping_of,
    number_of,
    open_active,
    open_artefact,
    packaged_models,
    text_of,
)
from report_mining.errors import ArtefactError

if TYPE_CHECKING:
    import onnxruntime
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding, Tokenizer

Floats = npt.NDArray[np.float32]

ENCODER_TASK = "encoder"
MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
_BATCH_TEXTS, _BATCH_TOKENS = 8, 512  # small batches of like length stay in the cache of one core
_PADDING_ID = 1
# Lets the runtime restore the 8-bit weights once, when it loads them, instead of at every call.
_RESTORE_WEIGHTS = ("session.disable_quant_qdq", "1")


class Encoder(Protocol):
    """Anything that turns texts into vectors of length 1."""

    @property
    def version(self) -> str:
        """Which encoder it is; thresholds belong to one version."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return float32 vectors, shape (n_texts, dimensions), rows of length 1."""
        ...


class OnnxEncoder:
    """Our own encoder, run by onnxruntime on one thread; torch is not imported.

    The vector of a text is the same (to 1e-5) alone, in any batch and in any order.
    """

    def __init__(self, artefact: CheckedArtefact) -> None:
        self._version = artefact.version
        self._dimensions = number_of(artefact, "dimensions")
        self._prefix = text_of(artefact, "prefix")
        self._tokenizer = _load_tokenizer(
            artefact.path(TOKENIZER_FILE), number_of(artefact, "max_tokens")
        )
        self._session = _load_session(artefact.path(MODEL_FILE))

    @property
    def version(self) -> str:
        """Task and version of the artefact."""
        return self._version

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self._dimensions

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one vector per text, shape (n_texts, dimensions); long texts are cut."""
        vectors = np.zeros((len(texts), self._dimensions), np.float32)
        encoded = self._tokenizer.encode_batch([self._prefix + text for text in texts])
        for rows in _batches([len(one.ids) for one in encoded]):
            vectors[rows] = self._run([encoded[row] for row in rows])
        return vectors

    def _run(self, encoded: Sequence[Encoding]) -> Floats:
        longest = max(len(one.ids) for one in encoded)
        ids = np.full((len(encoded), longest), _PADDING_ID, np.int64)
        mask = np.zeros_like(ids)
        for row, one in enumerate(encoded):
            ids[row, : len(one.ids)] = one.ids
            mask[row, : len(one.ids)] = 1
        (vectors,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return np.asarray(vectors, np.float32)


class SentenceTransformersEncoder:
    """Any model of sentence-transformers, by name or folder; needs its own thresholds."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._model = _load_sentence_transformer(name)

    @property
    def version(self) -> str:
        """The name as given."""
        return f"sentence-transformers/{self._name}"

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self._model.get_sentence_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one vector per text, shape (n_texts, dimensions)."""
        vectors = self._model.encode(
            list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)


def load_encoder(models_dir: Path | None = None, name: str | None = None) -> Encoder:
    """Return the active encoder under ``models_dir``, or the sentence-transformers model ``name``.

    Raises:
        ArtefactError: the artefact is missing or does not match its manifest, or no model of that
            name is on this machine.
    """
    if name is not None:
        return SentenceTransformersEncoder(name)
    return OnnxEncoder(open_active(models_dir or packaged_models(), ENCODER_TASK))


def encoder_of(artefact: CheckedArtefact, models_dir: Path | None = None) -> Encoder:
    """Return the encoder that an artefact was fitted on, named in its manifest as encoder/NAME.

    Raises:
        ArtefactError: the encoder is missing or does not match its manifest.
    """
    task, _, name = text_of(artefact, ENCODER_TASK).rpartition("/")
    folder = (models_dir or packaged_models()) / (task or ENCODER_TASK) / name
    checked = open_artefact(folder)
    return _shared_encoder(folder, tuple(sorted(mapping_of(checked, "files").items())))


@lru_cache(maxsize=2)
def _shared_encoder(folder: Path, checksums: tuple[tuple[str, object], ...]) -> OnnxEncoder:
    """Return one encoder for all readers that were fitted on it; 150 MB and half a second each."""
    artefact = open_artefact(folder)
    assert tuple(sorted(mapping_of(artefact, "files").items())) == checksums
    return OnnxEncoder(artefact)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the places of texts that are run together, short ones first, each place once."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: lengths[place]):
        if len(batch) == _BATCH_TEXTS or (len(batch) + 1) * lengths[place] > _BATCH_TOKENS:
            if batch:
                yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _load_tokenizer(path: Path, max_tokens: int) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(max_tokens)
    tokenizer.no_padding()
    return tokenizer


def _load_session(path: Path) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry(*_RESTORE_WEIGHTS)
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _load_sentence_transformer(name: str) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, device="cpu")
    except (OSError, ValueError) as error:
        raise ArtefactError(
            f"--encoder {name}: cannot be loaded ({error}); give the folder of a"
            " sentence-transformers model, or a name that this machine has or may download"
        ) from error

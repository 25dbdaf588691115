"""Exporting an encoder to ONNX, its weights kept as eight-bit integers with their scales.

Only the storage is small: the runtime turns the integers back into float32 when it loads the file,
so a vector does not depend on what else stands in the batch (dynamic quantisation would do that).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from report_mining.flows.encoder_weights import Floats

if TYPE_CHECKING:
    import onnx
    from transformers import BertModel

_OPSET = 17
_SMALLEST_MATRIX = 10_000  # weights below this number stay float32
_LARGEST = 127


def export_onnx(bert: BertModel, path: Path) -> None:
    """Write ``bert`` with mean pooling and unit length as ONNX; weights as 8-bit integers.

    Inputs ``input_ids`` and ``attention_mask``, int64 of shape (batch, tokens); output
    ``sentence_embedding``, float32 of shape (batch, hidden).
    """
    import onnx

    plain = path.with_suffix(".float.onnx")
    _export_float(bert, plain)
    model = onnx.load(str(plain))
    _shrink(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
    plain.unlink()


def _export_float(bert: BertModel, path: Path) -> None:
    import torch

    class Pooled(torch.nn.Module):
        """Mean of the token vectors, scaled to length 1."""

        def __init__(self, encoder: BertModel) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
            weights = mask.unsqueeze(-1).to(states.dtype)
            mean = (states * weights).sum(1) / weights.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=-1)

    bert.eval()
    ids = torch.tensor([[0, 10, 20, 30, 2], [0, 11, 21, 2, 1]])
    axes = {0: "batch", 1: "tokens"}
    torch.onnx.export(
        Pooled(bert).eval(),
        (ids, (ids != 1).long()),
        str(path),
        input_names=["input_ids", "attention_mask"],
        output_names=["sentence_embedding"],
        dynamic_axes={
            "input_ids": axes,
            "attention_mask": axes,
            "sentence_embedding": {0: "batch"},
        },
        opset_version=_OPSET,
        dynamo=False,
    )


def _shrink(model: onnx.ModelProto) -> None:
    """Replace every large float matrix by integers, a scale per column (word vectors: per row)."""
    import onnx
    from onnx import numpy_helper

    graph = model.graph
    lookups = {node.input[0]: node for node in graph.node if node.op_type == "Gather"}
    kept: list[onnx.TensorProto] = []
    replaced: dict[str, list[onnx.NodeProto]] = {}  # output of a lookup -> what takes its place
    restored: list[onnx.NodeProto] = []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        name = tensor.name
        if values.dtype != np.float32 or values.ndim != 2 or values.size < _SMALLEST_MATRIX:
            kept.append(tensor)
            continue
        axis = 0 if name in lookups else 1
        integers, scales = quantise(values, axis)
        kept.append(numpy_helper.from_array(integers, f"{name}_q"))
        kept.append(numpy_helper.from_array(scales, f"{name}_scale"))
        if axis == 0:
            replaced[lookups[name].output[0]] = _looked_up(name, lookups[name])
        else:
            names = [f"{name}_q", f"{name}_scale"]
            restored.append(onnx.helper.make_node("DequantizeLinear", names, [name], axis=axis))
    nodes = [new for old in graph.node for new in replaced.get(old.output[0], [old])]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend([*restored, *nodes])


def _looked_up(name: str, lookup: onnx.NodeProto) -> list[onnx.NodeProto]:
    """Return the nodes that look integer rows up and scale only those."""
    import onnx

    make = onnx.helper.make_node
    return [
        make("Gather", [f"{name}_q", lookup.input[1]], [f"{name}_rows"], axis=0),
        make("Gather", [f"{name}_scale", lookup.input[1]], [f"{name}_row_scales"], axis=0),
        make("Cast", [f"{name}_rows"], [f"{name}_floats"], to=onnx.TensorProto.FLOAT),
        make("Constant", [], [f"{name}_last"], value_ints=[-1]),
        make("Unsqueeze", [f"{name}_row_scales", f"{name}_last"], [f"{name}_factors"]),
        make("Mul", [f"{name}_floats", f"{name}_factors"], [lookup.output[0]]),
    ]


def quantise(values: Floats, axis: int) -> tuple[np.typing.NDArray[np.int8], Floats]:
    """Return int8 values and the scales along ``axis``: values = integers * scale, nearly."""
    largest = np.abs(values).max(axis=1 - axis, keepdims=True)
    scales = np.maximum(largest / _LARGEST, 1e-12).astype(np.float32)
    integers = np.rint(values / scales).astype(np.int8)
    return integers, scales.reshape(-1)

"""Tuning the upper layers of an encoder for one task: what the lower ones say is computed once.

The lower layers keep what they know of both languages, and a text costs a third of a whole pass each
time it is learnt. ``tune_conduct`` and ``tune_goals`` say what is learnt.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from report_mining.flows.encoder_import import load_bert
from report_mining.flows.encoder_tuning import HEAD_RATE, PREFIX, SCALE, loss_of_marks
from report_mining.flows.encoder_weights import Floats
from report_mining.flows.train_encoder import write_encoder

from report_mining.classification.encoding import MODEL_FILE, TOKENIZER_FILE

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer
    from transformers import BertModel

SEED = 3
_KEPT_LAYERS = 8  # of twelve; the rest is tuned
_EPOCHS, _RATE, _BATCH, _MAX_TOKENS = 3, 1.2e-4, 16, 192
_WARM_UP = 60  # batches
_DEFAULT_ENCODER = Path("models") / "encoder" / "multi-2"


@dataclass(frozen=True, slots=True)
class Marks:
    """What the head learns: one column per label, those that matter most first."""

    present: Floats  # 0 or 1, shape (texts, labels)
    weights: Floats  # in the loss, the same shape; 0 where nobody labelled


def options(description: str) -> argparse.ArgumentParser:
    """Return the options that tuning for any task takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--encoder", type=Path, default=_DEFAULT_ENCODER)
    parser.add_argument("--annotations", type=Path, default=Path("annotations"))
    parser.add_argument("--labelled", type=Path, help="real passages with their labels")
    parser.add_argument("--epochs", type=float, default=_EPOCHS)
    parser.add_argument("--out", type=Path, required=True)
    return parser


def tune_encoder(
    encoder: Path, texts: Sequence[str], marks: Marks, epochs: float, out: Path
) -> None:
    """Write ``encoder`` to ``out``, its upper layers tuned to tell the labels of ``texts`` apart."""
    from tokenizers import Tokenizer

    _tell(f"{len(texts)} texts")
    bert = load_bert(encoder / MODEL_FILE)
    tokenizer = Tokenizer.from_file(str(encoder / TOKENIZER_FILE))
    tune_upper(bert, lower_states(bert, tokenizer, texts), marks, epochs)
    write_encoder(bert, tokenizer, out, f"encoder/{encoder.name}, upper layers tuned on")


def lower_states(
    bert: BertModel, tokenizer: Tokenizer, texts: Sequence[str]
) -> list[np.typing.NDArray[np.float16]]:
    """Return what the layers that are not tuned say of each text, shape (tokens, hidden) each."""
    import torch

    tokenizer.enable_truncation(_MAX_TOKENS)
    tokenizer.no_padding()
    encoded = [one.ids for one in tokenizer.encode_batch([PREFIX + text for text in texts])]
    states: list[np.typing.NDArray[np.float16]] = [np.zeros((0, 0), np.float16)] * len(texts)
    upper, bert.encoder.layer = bert.encoder.layer, bert.encoder.layer[:_KEPT_LAYERS]
    bert.eval()
    with torch.no_grad():
        for places in _alike_in_length([len(ids) for ids in encoded]):
            longest = max(len(encoded[place]) for place in places)
            padding = bert.config.pad_token_id
            ids = torch.tensor(
                [encoded[p] + [padding] * (longest - len(encoded[p])) for p in places]
            )
            found = bert(input_ids=ids, attention_mask=(ids != padding).long()).last_hidden_state
            for place, row in zip(places, found.numpy(), strict=True):
                states[place] = row[: len(encoded[place])].astype(np.float16)
    bert.encoder.layer = upper
    return states


def tune_upper(
    bert: BertModel,
    states: Sequence[np.typing.NDArray[np.float16]],
    marks: Marks,
    epochs: float,
) -> None:
    """Tune the layers above those of ``states`` so that the mean vector tells labels apart."""
    import torch

    torch.manual_seed(SEED)
    draw = random.Random(SEED)
    upper = bert.encoder.layer[_KEPT_LAYERS:]
    head = torch.nn.Linear(bert.config.hidden_size, marks.present.shape[1])
    learnt = [*upper.parameters(), *head.parameters()]
    optimiser = torch.optim.AdamW(
        [
            {"params": upper.parameters(), "lr": _RATE},
            {"params": head.parameters(), "lr": _RATE * HEAD_RATE},
        ],
        weight_decay=0.01,
    )
    total = max(1, int(epochs * math.ceil(len(states) / _BATCH)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / _WARM_UP) * max(0.02, 1 - step / total)
    )
    waiting: list[list[int]] = []
    upper.train()
    for step in range(total):
        if not waiting:
            waiting = _alike_in_length([len(one) + draw.random() * 40 for one in states])
            draw.shuffle(waiting)
        places = waiting.pop()
        pooled = _mean_above(upper, [states[place] for place in places])
        scores = head(torch.nn.functional.dropout(pooled, 0.1) * SCALE)
        loss = loss_of_marks(
            scores,
            torch.from_numpy(marks.present[places]),
            torch.from_numpy(marks.weights[places]),
        )
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        schedule.step()
        if step % 100 == 0:
            _tell(f"{step} of {total} batches")
    upper.eval()


def _mean_above(
    upper: torch.nn.ModuleList, states: Sequence[np.typing.NDArray[np.float16]]
) -> torch.Tensor:
    """Return the mean token vectors behind the upper layers, shape (texts, hidden)."""
    import torch

    longest = max(len(one) for one in states)
    padded = np.zeros((len(states), longest, states[0].shape[1]), np.float32)
    mask = np.zeros((len(states), longest), np.float32)
    for row, one in enumerate(states):
        padded[row, : len(one)] = one
        mask[row, : len(one)] = 1
    kept = torch.from_numpy(mask)
    found = torch.from_numpy(padded)
    hidden_from = (1 - kept)[:, None, None, :] * -1e9
    for layer in upper:
        told = layer(found, hidden_from)
        found = told[0] if isinstance(told, tuple) else told
    return (found * kept[..., None]).sum(1) / kept.sum(1, keepdim=True)


def _alike_in_length(lengths: Sequence[float]) -> list[list[int]]:
    """Return batches of places whose texts are of like length, short ones first."""
    order = sorted(range(len(lengths)), key=lambda place: lengths[place])
    return [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")

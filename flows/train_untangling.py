"""Makes the model that sets tangled columns apart: does one word continue another in running text?

Text is read, never labelled: passages of reports whose companies occur in no evaluation file, our
own annotations, and sentences of modern slavery statements (AIMS.au, CC-BY 4.0). True neighbours are
set against words drawn from other texts of the same language, half of them of the same document.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from report_mining.classification.checked_artefacts import write_manifest
from report_mining.classification.untangling import (
    NO_LETTERS,
    PUNCTUATION,
    REACH,
    UNTANGLING_TASK,
    VOCABULARY_FILE,
    WEIGHTS_FILE,
    table_rows,
)

if TYPE_CHECKING:
    import torch

Ints = np.typing.NDArray[np.int64]

SEED = 20261122
_MOST_WORDS, _FEWEST_SEEN, _SUFFIXES = 30_000, 3, 3000
_WIDTH, _FORM_WIDTH, _FORMS, _HIDDEN = 48, 12, 21, 224
_EPOCHS, _BATCH, _DUTCH_REPEATS = 5, 8192, 2
_STRANGERS = 2  # words set against each true neighbour
_SHORTEST = 8  # words of a text that is used
_HELD_OUT = 10  # one document in so many tells how good the model is
_PARAGRAPHS = ("paragraph", "list_item")


@dataclass(frozen=True, slots=True)
class Prose:
    """A text that an extraction has not torn."""

    document: str
    language: str
    words: tuple[str, ...]


def read_prose(reports: Sequence[Path], annotations: Path, statements: Path) -> Iterator[Prose]:
    """Yield the texts of stored passages (Parquet), of our annotations and of statements (JSON lines)."""
    import pyarrow.parquet as pq

    for path in reports:
        columns = ["text", "kind", "language"]
        for row in pq.read_table(path, columns=columns).to_pylist():
            if row["kind"] in _PARAGRAPHS and row["language"] in ("nl", "en"):
                yield Prose(path.stem[:12], row["language"], tuple(row["text"].split()))
    for line in statements.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Prose(f"statement {row['statement']}", "en", tuple(row["text"].split()))
    for path in sorted(annotations.glob("*/items/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("noise"):
                continue
            parts = (row.get("before"), row["text"], row.get("after"))
            words = " ".join(part for part in parts if part).split()
            yield Prose(row["company"], row.get("language", "en"), tuple(words))


class WordTables:
    """Words as rows of the model's tables."""

    def __init__(self, texts: Iterable[Prose]) -> None:
        counts = Counter(word.lower().strip(PUNCTUATION) for text in texts for word in text.words)
        common = [w for w, count in counts.most_common(_MOST_WORDS) if count >= _FEWEST_SEEN]
        self.places = {word: place for place, word in enumerate(common, 1)}

    def rows(self, texts: Sequence[Prose]) -> tuple[Ints, list[tuple[int, int]]]:
        """Return (word, suffix, form) of all words with blanks between texts, and (start, length)."""
        blank = [(0, 0, _FORMS - 1)] * REACH
        rows: list[tuple[int, int, int]] = []
        spans: list[tuple[int, int]] = []
        for text in texts:
            rows += blank
            spans.append((len(rows), len(text.words)))
            rows += [table_rows(word, self.places, _SUFFIXES) for word in text.words]
        return np.array(rows + blank), spans


def joints(
    texts: Sequence[Prose], spans: Sequence[tuple[int, int]], draw: np.random.Generator
) -> tuple[Ints, Ints, Ints]:
    """Return (last word before, first word behind, is a true joint) of one pass over the texts."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        groups[text.language,].append(index)
        groups[text.language, text.document].append(index)
    ahead: list[Ints] = []
    behind: list[Ints] = []
    truth: list[Ints] = []
    for (start, length), text in zip(spans, texts, strict=True):
        here = np.arange(start, start + length - 1)
        for _ in range(_DUTCH_REPEATS if text.language == "nl" else 1):
            ahead.append(here)
            behind.append(here + 1)
            truth.append(np.ones(len(here), np.int64))
            for _ in range(_STRANGERS):
                own = groups[text.language, text.document]
                pool = own if draw.random() < 0.5 and len(own) > 3 else groups[text.language,]
                other, size = spans[pool[draw.integers(len(pool))]]
                ahead.append(here)
                behind.append(draw.integers(other, other + size, len(here)))
                truth.append(np.zeros(len(here), np.int64))
    return np.concatenate(ahead), np.concatenate(behind), np.concatenate(truth)


def build_network(words: int) -> torch.nn.ModuleDict:
    """Return the layers: three tables, a layer per side, and the odds."""
    from torch import nn

    side = REACH * (_WIDTH + _FORM_WIDTH)
    layers = nn.ModuleDict(
        {
            "word": nn.Embedding(words + 1, _WIDTH),
            "suffix": nn.Embedding(_SUFFIXES, _WIDTH),
            "form": nn.Embedding(_FORMS, _FORM_WIDTH),
            "left": nn.Linear(side, _HIDDEN),
            "right": nn.Linear(side, _HIDDEN, bias=False),
            "drop": nn.Dropout(0.15),
            "out": nn.Linear(_HIDDEN, 1),
        }
    )
    for table in ("word", "suffix"):
        nn.init.normal_(layers[table].weight, 0, 0.3)
    return layers


def odds(layers: torch.nn.ModuleDict, ahead: torch.Tensor, behind: torch.Tensor) -> torch.Tensor:
    """Return the log odds of joints; both shapes are (n, 3 words, 3 table rows)."""
    import torch

    def side(rows: torch.Tensor) -> torch.Tensor:
        word = layers["word"](rows[..., 0]) + layers["suffix"](rows[..., 1])
        return torch.cat([word, layers["form"](rows[..., 2])], -1).flatten(1)

    hidden = torch.relu(layers["left"](side(ahead)) + layers["right"](side(behind)))
    return layers["out"](layers["drop"](hidden)).squeeze(1)


def train(texts: Sequence[Prose]) -> tuple[WordTables, torch.nn.ModuleDict]:
    """Return the vocabulary and the trained layers."""
    import torch

    torch.manual_seed(SEED)
    documents = sorted({text.document for text in texts})
    random.Random(SEED).shuffle(documents)
    kept_out = set(documents[: len(documents) // _HELD_OUT])
    learned = [text for text in texts if text.document not in kept_out]
    tables = WordTables(learned)
    layers = build_network(len(tables.places))
    rows, spans = tables.rows(learned)
    table = torch.from_numpy(rows)
    slow = [
        *layers["left"].parameters(),
        *layers["right"].parameters(),
        *layers["out"].parameters(),
    ]
    quick = [p for name in ("word", "suffix", "form") for p in layers[name].parameters()]
    rates = (2e-3, 1e-3)
    optimiser = torch.optim.Adam([{"params": quick}, {"params": slow}], lr=rates[0])
    draw = np.random.default_rng(SEED)
    for epoch in range(_EPOCHS):
        layers.train()
        ahead, behind, truth = joints(learned, spans, draw)
        order = draw.permutation(len(ahead))
        batches = len(order) // _BATCH
        for step in range(batches):
            chosen = order[step * _BATCH : (step + 1) * _BATCH]
            told = torch.from_numpy(truth[chosen]).float()
            found = odds(
                layers,
                table[torch.from_numpy(ahead[chosen][:, None] + np.arange(1 - REACH, 1))],
                table[torch.from_numpy(behind[chosen][:, None] + np.arange(REACH))],
            )
            loss = torch.nn.functional.binary_cross_entropy_with_logits(
                found, told, weight=torch.where(told > 0, 1.0, 1.0 / _STRANGERS)
            )
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * (1 - (epoch + step / batches) / _EPOCHS) + 1e-5
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        rest = [text for text in texts if text.document in kept_out]
        score = measure(tables, layers, rest)
        sys.stderr.write(f"epoch {epoch + 1}: AUC on other documents {score:.3f}\n")
    return tables, layers


def measure(tables: WordTables, layers: torch.nn.ModuleDict, texts: Sequence[Prose]) -> float:
    """Return the area under the ROC curve: true joints against strangers."""
    import torch
    from sklearn.metrics import roc_auc_score

    rows, spans = tables.rows(texts)
    ahead, behind, truth = joints(texts, spans, np.random.default_rng(SEED))
    table = torch.from_numpy(rows)
    layers.eval()
    with torch.no_grad():
        found = [
            odds(
                layers,
                table[torch.from_numpy(ahead[at : at + _BATCH][:, None] + np.arange(1 - REACH, 1))],
                table[torch.from_numpy(behind[at : at + _BATCH][:, None] + np.arange(REACH))],
            )
            for at in range(0, len(ahead), _BATCH)
        ]
    return float(roc_auc_score(truth, torch.cat(found).numpy()))


def write(tables: WordTables, layers: torch.nn.ModuleDict, folder: Path) -> None:
    """Write words, weights (half precision) and manifest; ``folder`` is named after the version."""
    folder.mkdir(parents=True, exist_ok=True)
    words = "".join(f"{word or NO_LETTERS}\n" for word in tables.places)
    (folder / VOCABULARY_FILE).write_text(words, encoding="utf-8")
    state = {name: value.numpy().astype(np.float16) for name, value in layers.state_dict().items()}
    np.savez_compressed(
        folder / WEIGHTS_FILE,
        word=state["word.weight"],
        suffix=state["suffix.weight"],
        form=state["form.weight"],
        left=state["left.weight"].T,
        left_constant=state["left.bias"],
        right=state["right.weight"].T,
        out=state["out.weight"][0],
        out_constant=state["out.bias"],
    )
    fields = {
        "task": UNTANGLING_TASK,
        "version": folder.name,
        "costs": {"cut": 0.8, "ragged_per_character": 0.2},
        "least_evidence": {"en": 13.0, "nl": 13.0},
    }
    write_manifest(folder, fields, (VOCABULARY_FILE, WEIGHTS_FILE))


def main() -> None:
    """Train on the texts that are named and write the artefact."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=Path, nargs="+", required=True, help="Parquet files")
    parser.add_argument("--statements", type=Path, required=True)
    parser.add_argument("--annotations", type=Path, default=Path("annotations"))
    parser.add_argument("--out", type=Path, required=True)
    told = parser.parse_args()
    prose = read_prose(told.passages, told.annotations, told.statements)
    tables, layers = train([text for text in prose if len(text.words) >= _SHORTEST])
    write(tables, layers, told.out)


if __name__ == "__main__":
    main()

"""Tuning the encoder on all tasks at once: stances, SDG goals and targets, due diligence and themes."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from report_mining.flows.encoder_weights import Floats

from report_mining.annotation import StanceItem
from report_mining.annotation.due_diligence_items import read_due_diligence_material
from report_mining.annotation.interleaving import interleave
from report_mining.annotation.joining import join_passages
from report_mining.annotation.sdg_items import read_sdg_material
from report_mining.annotation.splits import SPLITS_FILE, Split, read_splits
from report_mining.classification.normalising import normalise
from report_mining.classification.sdg_reading import LANGUAGES
from report_mining.classification.windows import marked_window
from report_mining.pipeline.stance_training import in_report_prose, report_prose
from report_mining.taxonomies import Taxonomies, load_all
from report_mining.taxonomies.codes import Stance

if TYPE_CHECKING:
    import torch

PREFIX = "query: "
LABELS = tuple(stance.value for stance in Stance)
_GOALS = tuple(str(goal) for goal in range(1, 18))
SCALE = 8.0  # of the pooled vector before a head
HEAD_RATE = 10.0  # a head learns so much faster than the layers
_STEPS = ("1", "2", "3", "4", "5", "6", "X", "specific", "measured")
_SPECIFIC, _MEASURED = 2, 3  # specificity from which the marks above hold
_JOINED_SHARE = 0.3  # of the SDG passages
_SENTENCES = 600  # business sentences taken, of 2,567
_SINGLE_LABEL_DOUBT = 0.4  # weight of the goals that a single-label text does not name


class Task(StrEnum):
    """What a text is labelled for; each task has a head of its own."""

    STANCE = "stance"
    SDG = "sdg"
    CONDUCT = "conduct"


@dataclass(frozen=True, slots=True)
class Example:
    """One text with the marks of one task."""

    task: Task
    text: str
    marks: Floats  # 0 or 1 per column of the task
    weights: Floats  # of the columns in the loss


def stance_examples(items: Iterable[StanceItem]) -> list[Example]:
    """Return one example per labelled mention, its name marked."""
    found: list[Example] = []
    for item in items:
        before, after = normalise(item.context.before).text, normalise(item.context.after).text
        context = replace(item.context, before=before, after=after)
        found += [
            _example(Task.STANCE, marked_window(context, m.start, m.end), {m.stance.value}, LABELS)
            for m in item.mentions
        ]
    return found


def together(
    annotations: Path, stance_items: Sequence[StanceItem], sentences: Path | None
) -> list[Example]:
    """Return the examples of all tasks, of training companies only.

    Args:
        annotations: Folder of the annotations.
        stance_items: Of training companies.
        sentences: ``sdg_goal_business_sentences.jsonl`` (Apache-2.0), or None.
    """
    draw = random.Random(0)
    prose = in_report_prose(draw.sample(stance_items, int(0.4 * len(stance_items))), annotations)
    torn = interleave(
        draw.sample(stance_items, int(0.4 * len(stance_items))), report_prose(annotations)
    )
    plain = draw.sample(stance_items, int(0.3 * len(stance_items)))
    return [
        *stance_examples([*prose, *torn, *plain]),
        *_sdg_examples(annotations, sentences, draw),
        *_conduct_examples(annotations),
    ]


def _sdg_examples(
    annotations: Path, sentences: Path | None, draw: random.Random
) -> Iterator[Example]:
    taxonomies = load_all()
    targets = tuple(c.code.value for c in taxonomies.sdg_targets.categories)
    columns = (*_GOALS, *targets)
    splits = read_splits(annotations / "sdg" / SPLITS_FILE)
    own = [
        item
        for item in read_sdg_material(annotations / "sdg").items
        if splits[item.company] is Split.TRAIN
    ]
    for item in [*own, *join_passages(own, round(_JOINED_SHARE * len(own)))]:
        yield _example(Task.SDG, item.context.text, {*map(str, item.goals), *item.targets}, columns)
    for code, text in described_codes(taxonomies):
        marks = {code, code.partition(".")[0]}
        yield _example(Task.SDG, text, marks, columns, _SINGLE_LABEL_DOUBT)
    lines = sentences.read_text(encoding="utf-8").splitlines() if sentences else []
    for line in draw.sample(lines, min(_SENTENCES, len(lines))):
        row = json.loads(line)
        yield _example(Task.SDG, row["text"], {str(row["goal"])}, columns, _SINGLE_LABEL_DOUBT)


def described_codes(taxonomies: Taxonomies) -> Iterator[tuple[str, str]]:
    """Yield every SDG goal, then every target, with our words for it in each language."""
    for category in (*taxonomies.sdg_goals.categories, *taxonomies.sdg_targets.categories):
        for language in LANGUAGES:
            text = f"{category.label(language)}. {category.description(language)}"
            yield category.code.value, text


def _conduct_examples(annotations: Path) -> Iterator[Example]:
    folder = annotations / "due-diligence"
    splits = read_splits(folder / SPLITS_FILE)
    themes = tuple(c.code.value for c in load_all().themes.categories)
    for item in read_due_diligence_material(folder).items:
        if splits[item.company] is not Split.TRAIN:
            continue
        best = max((step.specificity for step in item.row.steps), default=0)
        marks = {step.step for step in item.row.steps} | set(item.row.themes)
        marks |= {"specific"} if best >= _SPECIFIC else set()
        marks |= {"measured"} if best >= _MEASURED else set()
        yield _example(Task.CONDUCT, item.context.text, marks, (*_STEPS, *themes))


def _example(
    task: Task, text: str, marks: set[str], columns: Sequence[str], doubt: float = 1.0
) -> Example:
    present = np.array([column in marks for column in columns], np.float32)
    return Example(
        task, PREFIX + text, present, np.where(present > 0, 1.0, doubt).astype(np.float32)
    )


def batches(found: Sequence[Example], size: int, draw: random.Random) -> list[list[Example]]:
    """Return batches of one task each, texts of like length together, in a random order."""
    by_task: dict[Task, list[Example]] = defaultdict(list)
    for example in found:
        by_task[example.task].append(example)
    parts = []
    for group in by_task.values():
        order = sorted(group, key=lambda example: len(example.text) + draw.random() * 60)
        parts += [order[start : start + size] for start in range(0, len(order), size)]
    draw.shuffle(parts)
    return parts


def make_heads(found: Iterable[Example], hidden: int) -> dict[Task, torch.nn.Linear]:
    """Return a linear head per task that occurs."""
    import torch

    return {
        task: torch.nn.Linear(hidden, columns)
        for task, columns in {example.task: len(example.marks) for example in found}.items()
    }


def loss_of(
    batch: Sequence[Example], pooled: torch.Tensor, heads: Mapping[Task, torch.nn.Linear]
) -> torch.Tensor:
    """Return the loss of a batch of one task: one stance of ten, or any number of marks."""
    import torch

    task = batch[0].task
    scores = heads[task](pooled)
    marks = torch.from_numpy(np.stack([example.marks for example in batch]))
    if task is Task.STANCE:
        told = torch.nn.functional.cross_entropy(scores, marks.argmax(1), label_smoothing=0.05)
    else:
        weights = torch.from_numpy(np.stack([example.weights for example in batch]))
        told = loss_of_marks(scores, marks, weights)
    return told


def loss_of_marks(scores: torch.Tensor, marks: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Return the loss of texts with any number of marks each, shapes (texts, columns)."""
    import torch

    each = torch.nn.functional.binary_cross_entropy_with_logits(
        scores, marks, weight=weights, reduction="none"
    )
    return each.sum(1).mean()

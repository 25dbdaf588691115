"""Keeping items apart: shared runs of words between companies, likeness of held-out items."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

RUN_WORDS = 8  # a run that two companies may not share
GRAM_WORDS = 5
LIKENESS_LIMIT = 0.3  # most Jaccard likeness of a held-out item with a training item

_WORD = re.compile(r"\w+(?:['’-]\w+)*")


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """What the checks need of an item of any task."""

    item_id: str
    company: str
    text: str
    names: tuple[tuple[int, int], ...] = ()  # spans of framework names, left out of runs


@dataclass(frozen=True, slots=True)
class SharedRun:
    """Words that two companies have in common."""

    words: str
    first_id: str
    second_id: str


@dataclass(frozen=True, slots=True)
class LikeItems:
    """A held-out item that is too like a training item."""

    held_out_id: str
    training_id: str
    likeness: float  # Jaccard of their five-word runs, 0 to 1


def shared_runs(items: Iterable[AnnotatedText]) -> Iterator[SharedRun]:
    """Yield the runs of eight words, without framework names, that two companies share.

    One per pair of items.
    """
    seen: dict[tuple[str, ...], AnnotatedText] = {}
    told: set[tuple[str, str]] = set()
    for item in items:
        for run in _runs_outside_names(item):
            first = seen.setdefault(run, item)
            pair = (first.item_id, item.item_id)
            if first.company != item.company and pair not in told:
                told.add(pair)
                yield SharedRun(" ".join(run), *pair)


def like_items(
    held_out: Sequence[AnnotatedText], training: Sequence[AnnotatedText]
) -> Iterator[LikeItems]:
    """Yield the held-out items whose likeness with a training item is above the limit."""
    grams = {item.item_id: frozenset(_grams(_words(item.text), GRAM_WORDS)) for item in training}
    owners: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for item_id, own in grams.items():
        for gram in own:
            owners[gram].append(item_id)
    for item in held_out:
        likest = _likest(frozenset(_grams(_words(item.text), GRAM_WORDS)), owners, grams)
        if likest is not None and likest[1] > LIKENESS_LIMIT:
            yield LikeItems(item.item_id, *likest)


def _likest(
    own: frozenset[tuple[str, ...]],
    owners: Mapping[tuple[str, ...], Sequence[str]],
    grams: Mapping[str, frozenset[tuple[str, ...]]],
) -> tuple[str, float] | None:
    """Return the training item with the highest Jaccard likeness, None without a shared run."""
    candidates = sorted({item_id for gram in own for item_id in owners.get(gram, ())})
    scored = [(i, len(own & grams[i]) / len(own | grams[i])) for i in candidates]
    return max(scored, key=lambda pair: pair[1], default=None)


def _runs_outside_names(item: AnnotatedText) -> Iterator[tuple[str, ...]]:
    start = 0
    for first, last in (*sorted(item.names), (len(item.text), len(item.text))):
        yield from _grams(_words(item.text[start:first]), RUN_WORDS)
        start = max(start, last)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _grams(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[i : i + length]) for i in range(len(words) - length + 1))

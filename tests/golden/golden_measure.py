"""Compares what the reader made of a golden page with what the page holds."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from golden.pages import GoldenPage, Unit, letters

from report_mining.records import Block, BlockKind, Page, Report

RUNNING = (BlockKind.RUNNING_HEADER, BlockKind.RUNNING_FOOTER)
_EDGES = ".,;:!?()[]\"'“”‘’|•–→*"
_NOTE_NUMBER = re.compile(r"\d{1,2}\.?")


@dataclass(frozen=True)
class ReadPage:
    """A golden page and what was read from it."""

    truth: GoldenPage
    page: Page
    report: Report

    def body(self) -> list[Block]:
        return [b for b in self.page.blocks if b.kind not in RUNNING]

    def text_of(self, block: Block) -> str:
        return self.page.text[block.char_start : block.char_end]

    def body_text(self) -> str:
        return "\n\n".join(self.text_of(b) for b in self.body())


@dataclass(frozen=True)
class Order:
    """Adjacent pairs in the true order, and those that stand so in the text."""

    pairs: int
    kept: int
    broken: tuple[str, ...]


def sentence_order(read: ReadPage) -> Order:
    """Count pairs that follow each other; between paragraphs a whole aside may stand."""
    text = letters(read.body_text())
    chains = [[u for u in chain if letters(u.text)] for chain in read.truth.chains()]
    pairs, broken = 0, []
    for number, chain in enumerate(chains):
        others = [letters(u.text) for c in chains[:number] + chains[number + 1 :] for u in c]
        others += [letters(cell) for row in read.truth.rows() for cell in row]
        others += [letters(label) for label in read.truth.labels()]
        for before, after in pairwise(chain):
            pairs += 1
            if not _follows(text, before, after, sorted(others, key=len, reverse=True)):
                broken.append(f"{before.text[-50:]!r} > {after.text[:50]!r}")
    return Order(pairs, pairs - len(broken), tuple(broken))


def _follows(text: str, before: Unit, after: Unit, others: list[str]) -> bool:
    start, following = text.find(letters(before.text)), text.find(letters(after.text))
    if start < 0 or following < 0:
        return False
    gap = text[start + len(letters(before.text)) : following]
    if following < start + len(letters(before.text)):
        return False
    if before.paragraph != after.paragraph:
        for other in others:
            gap = gap.replace(other, "", 1)
    return gap == ""


def cut_sentences(read: ReadPage) -> list[str]:
    """Return the sentences that stand whole in no passage."""
    passages = [letters(p.text) for p in read.report.passages if p.page_number == 2]
    sentences = [
        unit
        for chain in read.truth.chains()
        for unit in chain
        if letters(unit.text) and not unit.is_heading
    ]
    return [u.text for u in sentences if not any(letters(u.text) in p for p in passages)]


def words(text: str) -> list[str]:
    """Return the words as they are written, without the punctuation around them."""
    stripped = (word.strip(_EDGES) for word in text.split())
    return [word for word in stripped if any(c.isalnum() for c in word)]


def word_errors(read: ReadPage) -> tuple[Counter[str], Counter[str]]:
    """Return the words that are missing from the text, and those that should not be there."""
    truth = read.truth
    expected: Counter[str] = Counter()
    for chain in truth.chains():
        for unit in chain:
            expected.update(words(unit.text))
    for text in [*truth.labels(), *(cell for row in truth.rows() for cell in row)]:
        expected.update(words(text))
    expected.update(words(running_text(truth)))
    for number in range(1, _numbered(truth) + 1):
        expected[str(number)] += 1
    found = Counter(words(read.page.text))
    return expected - found, found - expected


def _numbered(truth: GoldenPage) -> int:
    return sum(item.kind == "num" for flow in truth.flows for item in flow.items)


def running_text(truth: GoldenPage) -> str:
    """Return everything in the header and footer of the page."""
    running = truth.running
    numbers = [running.number] if running.number else []
    if numbers and truth.size[0] > 1000:
        numbers.append(running.number + 1)
    return " ".join([running.header, running.footer, *map(str, numbers)])


def block_at(read: ReadPage, unit: Unit) -> Block | None:
    """Return the block in which a unit begins."""
    key = letters(unit.text)
    at = letters(read.body_text()).find(key)
    if at < 0:
        return None
    for block in read.body():
        at -= len(letters(read.text_of(block)))
        if at < 0:
            return block
    return None


def wrong_sections(read: ReadPage) -> list[str]:
    """Return the main units whose section path differs from the true one."""
    wrong = []
    for unit in next(read.truth.chains()):
        if not letters(unit.text):
            continue
        block = block_at(read, unit)
        found = tuple(letters(h) for h in block.section_path) if block else None
        if found != tuple(letters(h) for h in unit.section):
            path = block.section_path if block else "not found"
            wrong.append(f"{unit.text[:50]!r}: {path}, expected {unit.section}")
    return wrong


def wrong_lists(read: ReadPage) -> list[str]:
    """Return the list items that are not read as such, or under another sentence."""
    wrong = []
    for unit in next(read.truth.chains()):
        if not unit.is_list_item:
            continue
        block = block_at(read, unit)
        if block is None or block.kind is not BlockKind.LIST_ITEM:
            wrong.append(f"{unit.text[:50]!r}: {block.kind if block else 'not found'}")
        elif letters(block.lead_in) != letters(unit.lead_in):
            wrong.append(f"{unit.text[:50]!r}: under {block.lead_in!r}, not {unit.lead_in!r}")
    return wrong


def wrong_rows(read: ReadPage) -> list[str]:
    """Return the table rows that are not one block of their own with the cells in order."""
    wrong = []
    texts = [" ".join(words(read.text_of(b))) for b in read.body()]
    for row in read.truth.rows():
        expected = " ".join(w for cell in row for w in words(cell))
        if expected not in texts:
            wrong.append(expected)
    return wrong


def wrong_running(read: ReadPage) -> list[str]:
    """Return what differs between the running text read and the true one."""
    found = " ".join(read.text_of(b) for b in read.page.blocks if b.kind in RUNNING)
    expected = Counter(words(running_text(read.truth)))
    difference = (expected - Counter(words(found))) + (Counter(words(found)) - expected)
    wrong = [f"{word!r} {count}" for word, count in difference.items()]
    label = str(read.truth.running.number) if read.truth.running.number else None
    if label and not (read.page.page_label or "").startswith(label):
        wrong.append(f"page label {read.page.page_label!r}, expected {label!r}")
    return wrong


ASPECTS: dict[str, Any] = {
    "order": lambda read: list(sentence_order(read).broken),
    "words": lambda read: [
        f"{name} {dict(errors)}"
        for name, errors in zip(("missing", "surplus"), word_errors(read), strict=True)
        if errors
    ],
    "whole": cut_sentences,
    "sections": wrong_sections,
    "lists": wrong_lists,
    "rows": wrong_rows,
    "running": wrong_running,
}

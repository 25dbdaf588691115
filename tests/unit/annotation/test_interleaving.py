"""Items between the lines of another column keep their mentions and lose no word."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from report_mining.annotation import StanceItem, read_stance_material
from report_mining.annotation.interleaving import interleave

FILLERS = [
    ("nl", "De omzet steeg met vier procent en de kosten bleven gelijk aan die van vorig jaar."),
    ("en", "Revenue rose by four percent while the costs stayed at the level of the year before."),
]


@pytest.fixture(scope="module")
def items() -> list[StanceItem]:
    material = read_stance_material(Path("annotations/stance"))
    return [item for item in material.items if item.mentions][:300]


def test_every_mention_is_part_of_the_name_that_was_labelled(items: list[StanceItem]) -> None:
    for before, after in zip(items, interleave(items, FILLERS), strict=True):
        for old, new in zip(before.mentions, after.mentions, strict=True):
            name = before.context.text[old.start : old.end]
            part = after.context.text[new.start : new.end]
            assert part
            assert part in " ".join(name.split())


def test_no_word_of_the_item_is_lost(items: list[StanceItem]) -> None:
    for before, after in zip(items, interleave(items, FILLERS), strict=True):
        own = Counter("".join(before.context.text.split()))
        assert not own - Counter("".join(after.context.text.split()))


def test_the_same_items_come_out_the_same(items: list[StanceItem]) -> None:
    assert interleave(items[:20], FILLERS) == interleave(items[:20], FILLERS)


def test_lines_of_the_other_text_stand_between(items: list[StanceItem]) -> None:
    wide = next(i for i in items if len(i.context.text) > 250 and i.context.language == "en")
    text = interleave([wide], FILLERS)[0].context.text
    assert " ".join(wide.context.text.split()) not in text

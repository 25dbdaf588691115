"""Joined passages carry both labels and stay in one language."""

from __future__ import annotations

from pathlib import Path

from report_mining.annotation.joining import join_passages
from report_mining.annotation.sdg_items import read_sdg_material


def test_a_joined_text_has_the_labels_of_both_of_its_passages() -> None:
    items = {item.item_id: item for item in read_sdg_material(Path("annotations/sdg")).items}
    joined = join_passages(list(items.values()), 200)
    assert len(joined) > 50
    for text in joined:
        first, second = (items[part] for part in text.item_id.split("+"))
        assert text.goals == first.goals | second.goals
        assert text.targets == first.targets | second.targets
        assert text.context.text == f"{first.context.text} {second.context.text}"
        assert first.context.language == second.context.language == text.context.language
        assert first.company != second.company


def test_the_same_passages_are_joined_every_time() -> None:
    items = read_sdg_material(Path("annotations/sdg")).items[:300]
    assert join_passages(items, 40) == join_passages(items, 40)

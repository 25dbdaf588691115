"""Whatever the text, places of a link lie in it, and below level 3 nothing is said to be tied."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from report_mining.classification.link_reading import LinkReader, load_link_reader
from report_mining.records import TextInContext

PARTS = [
    "Kinderarbeid", "dwang\u00adarbeid", "human rights due diligence", "SDG 8", "SDG\u2011subdoel 8.7",
    "draagt bij aan", "corresponds with", "undermines", " | ", "\n", ". ", "; ", " ", "our salient risk",
    "62% in 2023", "volgens de minister", "\u201c", "GRI 408", "target: 1.4", "(", ")",
]  # fmt: skip


@cache
def reader() -> LinkReader:
    return load_link_reader()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=14), st.sampled_from(["nl", "en", None, "fr"]))
def test_places_lie_in_the_text_and_levels_say_what_they_must(
    parts: list[str], language: str | None
) -> None:
    text = "".join(parts)
    found = reader().read(TextInContext(text, language))
    assert found.level in (0, 2, 3, 4, 5)
    assert 0 <= found.score <= 1
    for span in (found.rbc_span, found.sdg_span, found.relation_span):
        assert span is None or 0 <= span[0] < span[1] <= len(text)
    is_link = found.level >= 3
    assert is_link == (found.direction is not None) == bool(found.goals)
    assert (found.level >= 4) == bool(found.targets)
    assert (found.level == 5) == (found.kpi is not None)

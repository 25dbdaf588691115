"""What holds for every text that is read for Sustainable Development Goals?"""

from __future__ import annotations

from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from report_mining.classification.sdg_lexicon import SdgLexicon, load_sdg_lexicon, scores
from report_mining.classification.sdg_mentions import SdgMentionReader, load_sdg_mention_reader
from report_mining.records import BlockKind, TextInContext
from report_mining.taxonomies.shapes import expected_targets

WORDS = ["SDG", "SDGs", "SDG's", "Goal", "goals", "target", "subdoel", "doel", "#", ":", "-", "t/m"]
NUMBERS = [
    "8",
    "12",
    "8.7",
    "16.b",
    "17",
    "18",
    "8.11",
    "0",
    "%",
    " million",
    ",",
    "and",
    "en",
    "(",
]
LAYOUT = [")", ".", "\n", "- ", "\u00ad", "\ufb01", "\u0130", "\u2019", "\u2013", "1 0"]
NAMES = ["Decent work and economic growth", "Klimaatactie"]
PIECES = st.lists(st.sampled_from([*WORDS, *NUMBERS, *LAYOUT, *NAMES]), max_size=14)


@lru_cache(maxsize=1)
def reader() -> SdgMentionReader:
    return load_sdg_mention_reader()


@settings(deadline=None, max_examples=200)
@given(
    st.one_of(PIECES.map(" ".join), PIECES.map("".join), st.text(max_size=80)),
    st.sampled_from(list(BlockKind)),
    st.sampled_from(["", "SDG", "8.7 | 9.1"]),
)
def test_mentions_point_at_the_text_and_have_known_codes(
    text: str, kind: BlockKind, heading: str
) -> None:
    context = TextInContext(text, kind=kind, section=(heading,))
    found = reader().read(context)
    assert found == reader().read(context)
    assert not found or reader().may_contain(context)
    for mention in found:
        assert 0 <= mention.start < mention.end <= len(text)
        if mention.target is not None:
            assert mention.target.value in expected_targets()
            assert mention.target.goal == mention.goal
    assert len(set(found)) == len(found)


@lru_cache(maxsize=1)
def lexicon() -> SdgLexicon:
    return load_sdg_lexicon()


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(
            st.sampled_from(
                ["Afvalwater", "child", "labour", "\u0130", "safe", "-\n", "\ufb01sh", "."]
            )
        ).map(" ".join),
    ),
    st.sampled_from(["nl", "en", "de"]),
)
def test_terms_point_at_the_text_and_scores_are_in_range(text: str, language: str) -> None:
    hits = lexicon().read(text, language)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    found = scores(hits)
    assert all(0 < score <= 1 for score in (*found.goals.values(), *found.targets.values()))

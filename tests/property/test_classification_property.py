"""What holds for every text that is read for stances?"""

from __future__ import annotations

from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from report_mining.classification import StanceReader, load_stance_reader
from report_mining.classification.normalising import normalise
from report_mining.records import TextInContext

NAMES = ["OECD Guidelines for Multinational Enterprises", "UNGPs", "OESO-richt-\nlijnen", "SDG 8.7"]
NOISE = st.text(alphabet="abc ABC.,-\n\u00ad\u2019\ufb01\u00e9 we|", max_size=40)


@lru_cache(maxsize=1)
def reader() -> StanceReader:
    return load_stance_reader()


@given(st.text(max_size=200))
def test_every_normalised_character_leads_back_into_the_text(text: str) -> None:
    normal = normalise(text)
    offsets = [normal.original_offset(i) for i in range(len(normal.text))]
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@settings(deadline=None, max_examples=60)
@given(NOISE, st.sampled_from(NAMES), NOISE)
def test_spans_and_scores_are_in_range_and_reading_is_repeatable(
    left: str, name: str, right: str
) -> None:
    context = TextInContext(f"{left}. {name} {right}")
    mentions = reader().read(context)
    assert mentions == reader().read(context)
    assert mentions
    assert reader().has_candidate(context.text)
    for mention in mentions:
        assert 0 <= mention.sentence_start <= mention.start < mention.end <= len(context.text)
        assert 0 <= mention.score <= 1
        assert (mention.own_assertion is None) == (mention.stance != "REGULATORY")


# Names as they are printed, one per family and language at least; layout may break any of them.
PRINTED = [
    "OECD Guidelines for Multinational Enterprises", "OESO-richtlijnen", "UN Guiding Principles",
    "UNGPs", "leidende beginselen voor bedrijfsleven en mensenrechten", "OESO-richtsnoeren",
    "ILO-verdragen", "fundamentele arbeidsnormen", "UN Global Compact", "SDG 8.7",
    "Universele Verklaring van de Rechten van de Mens", "OECD Due Diligence Guidance",
    "Protect, Respect and Remedy", "Guidelines for Multinational Enterprises",
]  # fmt: skip
BREAKS = st.sampled_from(["\u00ad", "\u00ad\n", "-\n", "- ", "\n", "  ", "\u200b", "\u2011"])


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(PRINTED), st.integers(0, 60), BREAKS, st.integers(0, 60), BREAKS)
def test_the_screen_never_holds_back_what_reading_finds(
    name: str, first: int, one: str, second: int, two: str
) -> None:
    broken = name[: first % len(name)] + one + name[first % len(name) :]
    broken = broken[: second % len(broken)] + two + broken[second % len(broken) :]
    text = f"Wij volgen {broken} sinds 2019."
    assert reader().has_candidate(text)


@settings(deadline=None, max_examples=60)
@given(NOISE, NOISE, st.sampled_from(NAMES), NOISE, NOISE)
def test_neighbours_never_move_a_sentence_out_of_the_text(
    before: str, left: str, name: str, right: str, after: str
) -> None:
    context = TextInContext(f"{left}. {name} {right}", before=before, after=after)
    for mention in reader().read(context):
        assert 0 <= mention.sentence_start <= mention.start
        assert mention.end <= mention.sentence_end <= len(context.text)

"""The identifier that remembers words says what its parent says."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from report_mining.language.word_walk import WordWalkIdentifier

WORDS = ["wij", "elke", "leverancier", "the", "supplier", "signed", "été", "Straße", "ΑΒΓ", "CO2"]


@cache
def identifiers() -> tuple[LanguageIdentifier, WordWalkIdentifier]:
    return (
        LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True),
        WordWalkIdentifier.from_model_file(MODEL_FILE, norm_probs=True),
    )


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=30))
def test_language_and_probability_are_those_of_the_parent_to_the_last_bit(words: list[str]) -> None:
    text = " ".join(words)
    parent, ours = identifiers()
    assert ours.classify(text) == parent.classify(text)

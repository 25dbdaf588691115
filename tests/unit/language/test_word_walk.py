"""The identifier that remembers words says what its parent says."""

from hypothesis import given, settings
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from report_mining.language.word_walk import WordWalkIdentifier

WORDS = "wij onderzoeken elke leverancier the supplier has signed été Straße ΑΒΓ 2024 CO2".split()
PARENT = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
OURS = WordWalkIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=30))
def test_language_and_probability_are_those_of_the_parent_to_the_last_bit(words: list[str]) -> None:
    text = " ".join(words)
    assert OURS.classify(text) == PARENT.classify(text)

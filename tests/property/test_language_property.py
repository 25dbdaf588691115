"""What holds for the sentences of any text."""

from hypothesis import given
from hypothesis import strategies as st

from report_mining.language import split_sentences

TEXTS = st.text(alphabet=st.sampled_from(list("abcDE .!?\n•1\"'”(é")), max_size=200)


@given(TEXTS)
def test_spans_are_ordered_trimmed_and_lose_nothing(text: str) -> None:
    spans = split_sentences(text)
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        last = end
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())

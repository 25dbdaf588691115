"""Text from reports cannot run in a spreadsheet, break XML or reorder a page."""

from __future__ import annotations

import pytest

from report_mining.publishing.evidence import split_quote
from report_mining.publishing.neutralising import clean_text, count_replaced, neutralise_cell


@pytest.mark.parametrize(
    "text", ["=1+1", "+31 20", "-5 points", "@SUM(A1)", "\t=x", " =x", "\n=x", "＝cmd", "\u00a0@x"]
)
def test_formula_like_text_gets_an_apostrophe(text: str) -> None:
    assert neutralise_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["", "We endorse", "1 = 1", "'quoted'", "“=”"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert neutralise_cell(text) == text


def test_a_leading_carriage_return_is_neutralised_and_replaced() -> None:
    assert neutralise_cell("\r=x") == "'\ufffd=x"


def test_controls_surrogates_and_bidi_become_visible_one_for_one() -> None:
    text = "a\x00b\ud800c\u202ed\ufffee\u2066"
    assert clean_text(text) == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffd"
    assert count_replaced(text) == 5


def test_newlines_tabs_and_accents_stay() -> None:
    text = "één\tregel\nfase\u00ad twee"
    assert clean_text(text) == text


def test_marked_parts_join_to_the_quote() -> None:
    parts = split_quote("The UNGPs and the UNGPs, and OECD.", ["UNGPs", "OECD", "absent", ""])
    assert "".join(p.text for p in parts) == "The UNGPs and the UNGPs, and OECD."
    assert [p.text for p in parts if p.is_mention] == ["UNGPs", "OECD"]

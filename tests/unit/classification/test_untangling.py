"""Two columns that an extraction read line by line are set apart, and the way back stays."""

from __future__ import annotations

import random
import textwrap
from itertools import chain, zip_longest
from pathlib import Path

import pytest

from report_mining.annotation import read_stance_material
from report_mining.annotation.splits import Split, split_of
from report_mining.classification.artefact import load_stance_artefact
from report_mining.classification.checked_artefacts import packaged_models
from report_mining.classification.normalising import normalise
from report_mining.classification.reading import StanceReader
from report_mining.classification.untangling import TextApart, Untangler
from report_mining.records import TextInContext
from report_mining.taxonomies.codes import Stance

ANNOTATIONS = Path(__file__).parents[3] / "annotations"
OWN = (
    "We endorse the OECD Guidelines for Multinational Enterprises and the UN Guiding Principles on "
    "Business and Human Rights, and the board reviews every year whether our subsidiaries in Asia "
    "and Latin America live up to them in their daily work with contractors and local communities."
)
OTHER = (
    "The refurbished paint shop in Deventer came on stream in May. It uses a third less water per "
    "tonne than the old line, and heat from the ovens now warms the offices and the canteen. The "
    "investment of 14 million euros was financed from our own means and will be written off in "
    "fifteen years."
)


@pytest.fixture(scope="module")
def untangler() -> Untangler:
    found = load_stance_artefact(packaged_models()).untangler
    assert found is not None
    return found


def tangled(first: str, second: str, widths: tuple[int, int] = (52, 58)) -> str:
    columns = (textwrap.wrap(first, widths[0]), textwrap.wrap(second, widths[1]))
    return " ".join(filter(None, chain.from_iterable(zip_longest(*columns, fillvalue=""))))


def test_the_columns_stand_one_after_the_other(untangler: Untangler) -> None:
    apart = untangler.untangle(tangled(OWN, OTHER), "en")
    assert apart is not None
    assert apart.text.startswith("We endorse the OECD Guidelines for Multinational Enterprises and")
    assert (
        "live up to them in their daily work with contractors and local communities" in apart.text
    )


def test_every_character_leads_back_to_the_text(untangler: Untangler) -> None:
    text = tangled(OWN, OTHER)
    apart = untangler.untangle(text, "en")
    assert apart is not None
    kept = [
        (offset, char)
        for offset, char in enumerate(apart.text)
        if not char.isspace() and char != "\u2022"
    ]
    assert all(text[apart.source_offset(offset)] == char for offset, char in kept)
    assert sorted("".join(text.split())) == sorted(char for _, char in kept)


def test_a_stretch_over_two_lines_holds_what_stands_between_them(untangler: Untangler) -> None:
    text = tangled(OWN, OTHER)
    apart = untangler.untangle(text, "en")
    assert apart is not None
    start = apart.text.index("UN Guiding")
    end = apart.text.index("Human Rights") + len("Human Rights")
    first, last = TextApart(apart, normalise(text)).original_span(start, end)
    assert text[first:last].startswith("UN Guiding")
    assert text[first:last].endswith("Human Rights")


@pytest.mark.parametrize("text", [OWN, OTHER, f"{OWN} {OTHER}", "", "OECD Guidelines"])
def test_running_text_stays_as_it_is(untangler: Untangler, text: str) -> None:
    assert untangler.untangle(text, "en") is None


def test_rows_of_a_table_stay_as_they_are(untangler: Untangler) -> None:
    assert untangler.untangle(tangled(OWN, OTHER).replace(" the ", " | "), "en") is None


def test_a_torn_endorsement_is_read_as_one() -> None:
    reader = StanceReader(load_stance_artefact(packaged_models()))
    text = tangled(OWN, OTHER)
    mentions = reader.read(TextInContext(text, language="en"))
    assert {m.stance for m in mentions} == {Stance.ENDORSE}
    assert [text[m.start :].split()[0] for m in mentions] == ["OECD", "UN"]


def test_few_whole_texts_are_torn_and_most_torn_ones_mended(untangler: Untangler) -> None:
    """Over held-out texts of ours: below 2% and at least 75%, in both languages."""
    items = read_stance_material(ANNOTATIONS / "stance").items
    draw = random.Random(7)
    for language in ("nl", "en"):
        whole = [
            normalise(" ".join((item.context.before, item.context.text, item.context.after))).text
            for item in items
            if split_of(item.company) is Split.HELD_OUT
            and item.context.language == language
            and item.noise is None
        ]
        long = [text for text in whole if 35 <= len(text.split()) <= 120 and "|" not in text]
        assert (
            sum(untangler.untangle(text, language) is not None for text in long) < len(long) * 0.02
        )
        pairs = [(draw.choice(long), draw.choice(long)) for _ in range(30)]
        mended = sum(untangler.untangle(tangled(*pair), language) is not None for pair in pairs)
        assert mended >= 0.75 * len(pairs)


def test_what_joins_two_columns_leads_to_the_line_before_it(untangler: Untangler) -> None:
    text = tangled(OWN, OTHER)
    apart = untangler.untangle(text, "en")
    assert apart is not None
    joint = apart.text.index("\u2022")
    first, last = TextApart(apart, normalise(text)).original_span(0, joint + 2)
    assert text[first:last].endswith("communities.")

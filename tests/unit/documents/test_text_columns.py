"""Lines of two columns written out in turn are put together again; others stay as they are."""

from __future__ import annotations

from itertools import chain, zip_longest

import pytest

from report_mining.documents.plain_text import read_text_pages
from report_mining.documents.raw_pages import Segment
from report_mining.documents.repair import Vocabulary
from report_mining.documents.text_columns import set_columns_apart

LEFT = [
    "Goed ondernemen past in de visie van onze", "familie. Daarom wegen wij het belang van al-",
    "len die met ons werken. Wij zien de OESO-", "richtlijnen als een vanzelfsprekend kader.",
    "Dat geldt ook in het buitenland. De direc-", "tie toetst dat elk jaar en meldt de uitkomst.",
    "Leveranciers krijgen bezoek van onze mensen", "in Azi\u00eb, en van een vakbond waar dat kan.",
]  # fmt: skip
RIGHT = [
    "De nieuwe koelcel in Meppel is in mei in ge-", "bruik genomen. Zij vraagt per pallet een",
    "derde minder stroom dan de oude. Het oude", "gebouw is verkocht. De uitgave van veertien",
    "miljoen euro is uit eigen middelen betaald", "en wordt in vijftien jaar afgeschreven.",
    "Ook in Emmen wordt gebouwd. Daar komt een", "tweede hal van dezelfde omvang te staan.",
]  # fmt: skip
KNOWN = Vocabulary(["allen directie gebruik OESO-richtlijnen"])


def segments(lines: list[str]) -> list[Segment]:
    return [Segment(n, n + 1, line, 0, 0, 0, 0, 10.0, 400) for n, line in enumerate(lines)]


def in_turn(left: list[str], right: list[str]) -> list[str]:
    pairs = chain.from_iterable(zip_longest(left, right))
    return [line for line in pairs if line is not None]


def test_two_columns_in_turn_are_two_blocks() -> None:
    blocks = set_columns_apart(segments(in_turn(LEFT, RIGHT)), KNOWN)
    assert [[line.text for line in block] for block in blocks] == [LEFT, RIGHT]


@pytest.mark.parametrize("lines", [LEFT, RIGHT, [*LEFT, *RIGHT], LEFT[:2], []])
def test_one_column_stays_line_by_line(lines: list[str]) -> None:
    assert [[s.text for s in block] for block in set_columns_apart(segments(lines), KNOWN)] == [
        [line] for line in lines
    ]


def test_no_line_is_lost_or_doubled_where_columns_begin_and_end() -> None:
    lines = [*RIGHT[:2], *in_turn(LEFT, RIGHT[2:]), *LEFT[:3]]
    blocks = set_columns_apart(segments(lines), KNOWN)
    assert sorted(s.raw_start for block in blocks for s in block) == list(range(len(lines)))


def test_a_name_torn_over_two_rows_stands_whole_in_the_page() -> None:
    page = "\n\n".join(in_turn(LEFT, RIGHT))
    words = "Het gebruik van de OESO-richtlijnen door allen in de directie."
    read, _ = read_text_pages(f"{page}\f{words}", 10)
    assert "OESO-richtlijnen als een vanzelfsprekend kader" in read.page.text

"""Repair of printed lines and of hyphens at line ends."""

import pytest

from report_mining.documents.repair import Vocabulary, join_lines, repair_line


def joined(left: str, right: str, words: str = "") -> str:
    first, second = repair_line(left), repair_line(right)
    cut, glue = join_lines(first.text, second.text, Vocabulary([words]), first.is_soft_end)
    return first.text[: len(first.text) - cut] + glue + second.text


@pytest.mark.parametrize(
    ("raw", "repaired"),
    [
        ("eﬃciënte ﬁnanciering", "efficiënte financiering"),
        ("OESO\u2011richtlijnen en\u00a0meer", "OESO-richtlijnen en meer"),
        ("mensen\u00adrechten", "mensenrechten"),
        ("J A A R V E R S L A G  2 0 2 2", "JAARVERSLAG 2 0 2 2"),
        ("onze collega’s", "onze collega’s"),
        ("a\u200bb\x01c", "abc"),
    ],
)
def test_line_is_repaired(raw: str, repaired: str) -> None:
    assert repair_line(raw).text == repaired


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("de OESO-richt-", "lijnen gelden", "de OESO-richtlijnen gelden"),
        ("de OESO-richt\ufffe", "lijnen gelden", "de OESO-richtlijnen gelden"),
        ("volgens de OESO-", "richtlijnen", "volgens de OESO-richtlijnen"),
        ("de IMVO-\ufffe".replace("-\ufffe", "\ufffe"), "beleidskaders", "de IMVO-beleidskaders"),
        ("OESO-", "en VN-richtlijnen", "OESO- en VN-richtlijnen"),
        ("mensen\u00ad", "rechten", "mensenrechten"),
        ("Noord-", "Holland", "Noord-Holland"),
        ("een 30-", "jarige lening", "een 30-jarige lening"),
        ("gewone", "regel", "gewone regel"),
        ("van 2020 -", "heden", "van 2020 - heden"),
    ],
)
def test_lines_join_with_the_right_hyphen(left: str, right: str, expected: str) -> None:
    assert joined(left, right) == expected


def test_vocabulary_of_the_document_decides_on_english_compounds() -> None:
    assert joined("our long-", "term goals", "our long-term plan") == "our long-term goals"
    assert joined("corporate govern-", "ance code", "governance") == "corporate governance code"
    assert joined("risk-", "based approach", "risk and based") == "risk-based approach"


def test_counts_say_what_was_dropped() -> None:
    line = repair_line("a\u00adb  c\x01")
    assert (line.soft_hyphens, line.white_space, line.control_characters) == (1, 1, 1)

"""Sentence spans on the abbreviations, numbers and marks of Dutch and English reports."""

import pytest

from report_mining.language import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Wij volgen de richtlijnen, o.a. Hoofdstuk IV en art. 9 lid 2.",
        "De afspraken m.b.t. Azië gelden d.w.z. Zuidoost-Azië.",
        "De heer J. de Boer is bestuurder van Voorbeeld N.V. en Voorbeeld B.V. te Breda.",
        "Zie nr. 4 en p. 12 van het verslag.",
        "We source materials, e.g. Cobalt, from suppliers, i.e. Smelters and refiners.",
        "Example Inc. and Sample Ltd. are subsidiaries under No. 7 of the list.",
        "Het aandeel steeg met 3.5 procent tot 12,4 mln. euro.",
        "Read more on www.example.org/policy.html and in the annex.",
        "1. Wij respecteren mensenrechten.",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eerste zin. Tweede zin.", ["Eerste zin.", "Tweede zin."]),
        ("Wij zijn Voorbeeld N.V. De groep telt tien locaties.", ["Wij zijn Voorbeeld N.V.", "De groep telt tien locaties."]),
        ("Dat was in 2022. In 2023 groeiden wij.", ["Dat was in 2022.", "In 2023 groeiden wij."]),
        ("We endorse the Guidelines.1 They apply to all.", ["We endorse the Guidelines.1", "They apply to all."]),
        ("“Dat doen wij.” De directie is trots.", ["“Dat doen wij.”", "De directie is trots."]),
        ("Geen punt\n\nNieuwe alinea", ["Geen punt", "Nieuwe alinea"]),
        ("Onze normen:\n• de OESO-richtlijnen\n• de UNGP's", ["Onze normen:", "• de OESO-richtlijnen", "• de UNGP's"]),
        ("Is dat zo? Ja! 's Avonds ook.", ["Is dat zo?", "Ja!", "'s Avonds ook."]),
    ],
)  # fmt: skip
def test_sentences_are_cut_where_they_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_empty_text_has_no_sentences() -> None:
    assert split_sentences(" \n\t ") == ()

"""Which language a text is in, and what happens with texts too short to tell."""

import pytest

from report_mining.language import identify_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wij onderschrijven de richtlijnen en doen onderzoek naar risico's in onze keten.", "nl"),
        ("We endorse the guidelines and assess the risks in our supply chain every year.", "en"),
        ("Wir bekennen uns zu den Leitsätzen und prüfen die Risiken in unserer Lieferkette.", "de"),
        ("Nous respectons les principes directeurs dans toute notre chaîne de valeur.", "fr"),
        ("Rispettiamo i diritti umani e valutiamo i rischi lungo la catena di fornitura.", "it"),
    ],
)
def test_sentences_are_identified(text: str, language: str) -> None:
    assert identify_language(text) == language


def test_short_text_follows_the_fallback() -> None:
    assert identify_language("Kerncijfers 2022", fallback="nl") == "nl"


def test_short_text_without_fallback_is_undetermined() -> None:
    assert identify_language("2022 12,4 3%") == "und"


def test_long_text_overrules_the_fallback() -> None:
    text = "We assess actual and potential adverse impacts on human rights in our value chain."
    assert identify_language(text, fallback="nl") == "en"

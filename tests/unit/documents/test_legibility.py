"""Pages whose glyphs are mapped to wrong characters are seen; lists of names and other languages pass."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from report_mining.documents import read_report
from report_mining.documents.legibility import LegibilityJudge, spelling_scores
from report_mining.documents.raw_pages import Segment
from report_mining.records import NotLookedReason, ReadingLimits, Report

DUTCH = [
    "Wij respecteren mensenrechten in onze hele keten en onderzoeken",
    "elk jaar waar de grootste risico's voor werknemers liggen.",
    "Daarbij gaan wij in gesprek met leveranciers en vakbonden.",
]
ENGLISH = [
    "We expect every supplier to respect human rights and to show",
    "how workers can raise a complaint without fear of dismissal.",
    "Auditors visited twelve factories during the reporting year.",
]
ITALIAN = [
    "Rispettiamo i diritti umani e valutiamo ogni anno i rischi",
    "lungo tutta la catena di fornitura insieme ai lavoratori",
]
NAMES = [
    "Voorbeeld Holding GmbH Bratislava Nowak Kowalczyk Szczecin",
    "Beispielwerk Österreich Ges.m.b.H. Wiener Neustadt Przemyśl",
    "Fictief Participaties B.V. Krommenie Giethoorn Vlieland",
]


def shifted(line: str) -> str:
    """Return what a wrong glyph map makes of a line: every letter five further on."""
    return "".join(chr((ord(c.lower()) - 97 + 5) % 26 + 97) if c.isalpha() else c for c in line)


def segments(lines: list[str]) -> list[Segment]:
    return [Segment(0, len(line), line, 60, 700, 500, 712, 10.0, 400) for line in lines]


@pytest.mark.parametrize("lines", [DUTCH, ENGLISH, ITALIAN, NAMES], ids=["nl", "en", "it", "names"])
def test_real_words_are_legible(lines: list[str]) -> None:
    legibility = LegibilityJudge().judge(segments(lines))
    assert not legibility.is_garbled
    assert legibility.readable_share is not None
    assert legibility.readable_share >= 0.8


@pytest.mark.parametrize("lines", [DUTCH, ENGLISH], ids=["nl", "en"])
def test_shifted_letters_are_garbled(lines: list[str]) -> None:
    assert LegibilityJudge().judge(segments([shifted(line) for line in lines])).is_garbled


def test_a_garbled_paragraph_on_a_legible_page_is_seen() -> None:
    lines = [*ENGLISH * 6, *(shifted(line) for line in ENGLISH)]
    assert LegibilityJudge().judge(segments(lines)).is_garbled


def test_few_words_are_not_judged() -> None:
    assert LegibilityJudge().judge(segments(["xqzj wvkp"])).readable_share is None


def test_another_alphabet_is_not_called_garbled() -> None:
    assert spelling_scores(["Нидерланды"]) == [0.0]


def test_a_garbled_page_could_not_be_looked_at_and_has_no_passages(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=1)
    for page in (DUTCH, [shifted(line) for line in DUTCH]):
        for i, line in enumerate(page):
            canvas.drawString(60, 700 - 14 * i, line)
        canvas.showPage()
    canvas.save()
    report = read_report(tmp_path / "a.pdf", ReadingLimits(ocr=False))
    assert isinstance(report, Report)
    assert [p.not_looked for p in report.pages] == [None, NotLookedReason.GARBLED_TEXT]
    assert {p.page_number for p in report.passages} == {1}
    balance = report.pages[1].balance
    assert balance.total == balance.kept + sum(count for _, count in balance.dropped)

"""Sentences that run from one column into the next, or over the end of a page."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from report_mining.documents import read_report
from report_mining.documents.continuation import is_unfinished, starts_inside_sentence
from report_mining.records import BlockKind, ReadingLimits, Report

LEFT = [
    "Ons beleid geldt voor alle landen waar",
    "wij werken. Bij elke nieuwe leverancier",
    "vragen wij vooraf naar loon, werktijden",
    "en veiligheid, en wij toetsen wat daarvan",
]
RIGHT = [
    "in de praktijk terechtkomt. De uitkomsten",
    "bespreken wij elk kwartaal met de raad",
    "van commissarissen en met de vakbonden.",
]
Line = tuple[float, float, float, str]


def column(lines: list[str], x: float, top: float, size: float = 10) -> list[Line]:
    return [(x, top - 12 * i, size, line) for i, line in enumerate(lines)]


def read(path: Path, *pages: list[Line]) -> Report:
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for page in pages:
        for x, y, size, text in page:
            canvas.setFont("Helvetica", size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    report = read_report(path, ReadingLimits(ocr=False))
    assert isinstance(report, Report)
    return report


def test_a_sentence_cut_by_the_end_of_a_column_is_in_one_passage(tmp_path: Path) -> None:
    report = read(tmp_path / "a.pdf", column(LEFT, 60, 700) + column(RIGHT, 320, 700))
    passage = report.passages[0]
    assert "wij toetsen wat daarvan in de praktijk terechtkomt." in passage.text
    assert passage.spans_columns
    assert {box.x0 > 300 for box in passage.boxes} == {False, True}


def test_a_word_cut_by_the_end_of_a_column_comes_together(tmp_path: Path) -> None:
    left = [*LEFT[:3], "en veiligheid, en wij toetsen dat per leveran-"]
    right = ["cier in de praktijk. De uitkomsten daarvan", *RIGHT[1:]]
    report = read(tmp_path / "a.pdf", column(left, 60, 700) + column(right, 330, 700))
    assert "per leverancier in de praktijk" in report.passages[0].text


def test_columns_that_end_in_a_full_stop_stay_apart(tmp_path: Path) -> None:
    left = [*LEFT[:3], "en veiligheid, en wij toetsen dat."]
    right = ["De uitkomsten daarvan komen elk kwartaal", *RIGHT[1:]]
    report = read(tmp_path / "a.pdf", column(left, 60, 700) + column(right, 320, 700))
    assert [p.spans_columns for p in report.passages] == [False, False]


def test_another_size_of_type_does_not_go_on(tmp_path: Path) -> None:
    report = read(tmp_path / "a.pdf", column(LEFT, 60, 700) + column(RIGHT, 320, 700, size=8))
    assert not any(p.spans_columns for p in report.passages)


def test_a_footnote_under_the_column_does_not_interrupt(tmp_path: Path) -> None:
    note = column(["1 Zie de toelichting in het bestuursverslag."], 60, 200, size=7)
    left = column(LEFT, 60, 266)
    report = read(tmp_path / "a.pdf", left + note + column(RIGHT, 320, 266))
    first = report.passages[0]
    assert "wat daarvan in de praktijk terechtkomt." in first.text
    assert BlockKind.FOOTNOTE in [p.kind for p in report.passages[1:]]


def test_a_passage_that_goes_on_overleaf_says_so(tmp_path: Path) -> None:
    report = read(tmp_path / "a.pdf", column(LEFT, 60, 700), column(RIGHT, 60, 700))
    assert [(p.page_number, p.runs_on) for p in report.passages] == [(1, True), (2, False)]


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("en wij toetsen wat", True),
        ("in the supply-", True),
        ("the factories we visited,", True),
        ("Dat is klaar.", False),
        ("“Dat is klaar.”", False),
        ("de volgende kaders:", False),
        ("", False),
    ],
)
def test_an_open_end_is_told_by_its_last_character(text: str, is_cut: bool) -> None:
    assert is_unfinished(text) is is_cut


def test_a_start_inside_a_sentence_is_lower_case() -> None:
    assert starts_inside_sentence("(en de rest)")
    assert not starts_inside_sentence("De rest")
    assert not starts_inside_sentence("2022 was een goed jaar")

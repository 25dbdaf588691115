"""Reading of PDFs drawn here: columns, headings, lists, tables, running text, failures."""

import io
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from report_mining.documents import READER_VERSION, read_report
from report_mining.records import (
    BlockKind,
    ExtractionFailure,
    FailureReason,
    NotLookedReason,
    ReadingLimits,
    Report,
)

LEFT = [
    "Wij respecteren mensenrechten in onze",
    "hele keten en onderzoeken elk jaar waar",
    "de grootste risico's liggen. Daarbij gaan",
    "wij in gesprek met leveranciers en met",
    "vakbonden in de landen van herkomst.",
]
RIGHT = [
    "In het verslagjaar bezochten wij twaalf",
    "fabrieken en spraken met medewerkers",
    "over loon en werktijden. De uitkomsten",
    "staan in het volgende hoofdstuk en zijn",
    "besproken met de ondernemingsraad.",
]
NO_OCR = ReadingLimits(ocr=False)


def write_pdf(
    path: Path,
    pages: list[list[tuple[float, float, float, str]]],
    bold: frozenset[str] = frozenset(),
) -> Path:
    """Write pages of (x, y, size, text), in the given order of drawing."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for page in pages:
        for x, y, size, text in page:
            canvas.setFont("Helvetica-Bold" if text in bold else "Helvetica", size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return path


def column(
    lines: list[str], x: float, top: float, size: float = 10
) -> list[tuple[float, float, float, str]]:
    return [(x, top - 12 * i, size, line) for i, line in enumerate(lines)]


def read(path: Path) -> Report:
    report = read_report(path, NO_OCR)
    assert isinstance(report, Report), report
    return report


@pytest.mark.parametrize("is_row_wise", [False, True])
def test_two_columns_are_read_one_after_the_other(tmp_path: Path, is_row_wise: bool) -> None:
    left, right = column(LEFT, 60, 700), column(RIGHT, 320, 700)
    drawn = (
        [x for pair in zip(left, right, strict=True) for x in pair] if is_row_wise else right + left
    )
    report = read(write_pdf(tmp_path / "a.pdf", [drawn]))
    assert " ".join(report.pages[0].text.split()) == " ".join(LEFT + RIGHT)


def test_heading_over_two_columns_comes_first_and_opens_a_section(tmp_path: Path) -> None:
    heading = [(60, 740, 20, "Verantwoord ondernemen in de hele keten")]
    report = read(
        write_pdf(tmp_path / "a.pdf", [column(LEFT, 60, 700) + column(RIGHT, 320, 700) + heading])
    )
    assert report.pages[0].blocks[0].kind is BlockKind.HEADING
    paragraphs = [p for p in report.passages if p.kind is BlockKind.PARAGRAPH]
    assert [p.section_path for p in paragraphs] == [
        ("Verantwoord ondernemen in de hele keten",)
    ] * 2
    assert all(p.language == "nl" for p in paragraphs)


def test_section_carries_over_to_the_next_page(tmp_path: Path) -> None:
    first = [(60, 740, 20, "Mensenrechten"), *column(LEFT, 60, 700)]
    report = read(write_pdf(tmp_path / "a.pdf", [first, column(RIGHT, 60, 700)]))
    assert report.passages[-1].page_number == 2
    assert report.passages[-1].section_path == ("Mensenrechten",)


def test_list_items_know_the_sentence_that_governs_them(tmp_path: Path) -> None:
    lines = [
        *LEFT,
        "Wij onderschrijven de volgende kaders:",
        "• de OESO-richtlijnen",
        "• de UN Guiding Principles",
    ]
    report = read(write_pdf(tmp_path / "a.pdf", [column(lines, 60, 700)]))
    items = [p for p in report.passages if p.kind is BlockKind.LIST_ITEM]
    assert [p.lead_in for p in items] == ["Wij onderschrijven de volgende kaders:"]
    assert "OESO-richtlijnen" in items[0].text


def test_table_rows_keep_their_cells_apart(tmp_path: Path) -> None:
    rows = [
        ("GRI 2-23", "Policy commitments", "p. 34"),
        ("GRI 2-24", "Embedding commitments", "p. 36"),
        ("GRI 2-25", "Remediation of impacts", "p. 38"),
    ]
    drawn = [
        (x, 500 - 20 * i, 10, cell)
        for i, row in enumerate(rows)
        for x, cell in zip((60, 180, 420), row, strict=True)
    ]
    report = read(write_pdf(tmp_path / "a.pdf", [[*column(LEFT, 60, 700), *drawn]]))
    found = [p.text for p in report.passages if p.kind is BlockKind.TABLE_ROW]
    assert found == [" | ".join(row) for row in rows]


def test_running_headers_and_page_numbers_stay_out_of_passages(tmp_path: Path) -> None:
    pages = [
        [
            (60, 810, 8, "Jaarverslag 2022 Voorbeeld N.V."),
            *column(LEFT, 60, 700),
            (300, 20, 8, str(n)),
        ]
        for n in (11, 12, 13)
    ]
    report = read(write_pdf(tmp_path / "a.pdf", pages))
    assert not any("Jaarverslag" in p.text for p in report.passages)
    assert [page.page_label for page in report.pages] == ["11", "12", "13"]
    assert dict(report.pages[0].balance.dropped)["running_header"] == len(
        "Jaarverslag 2022 Voorbeeld N.V."
    )
    assert report.pages[0].blocks[0].kind is BlockKind.RUNNING_HEADER


def test_hyphenated_words_come_together(tmp_path: Path) -> None:
    lines = [
        "Ons beleid volgt de OESO-richt-",
        "lijnen en de mensen-",
        "rechten van de VN, zoals elk",
        "jaar beschreven in het verslag.",
    ]
    report = read(write_pdf(tmp_path / "a.pdf", [column(lines, 60, 700)]))
    assert "OESO-richtlijnen en de mensenrechten van de VN" in report.passages[0].text


def test_boxes_lie_where_the_lines_were_drawn(tmp_path: Path) -> None:
    report = read(write_pdf(tmp_path / "a.pdf", [column(LEFT, 60, 700)]))
    passage = report.passages[0]
    assert len(passage.boxes) == len(LEFT)
    for number, box in enumerate(passage.boxes):
        assert box.x0 == pytest.approx(60, abs=2)
        assert box.y0 < 700 - 12 * number < box.y1


def test_spread_reads_the_left_page_before_the_right_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(1190, 842), invariant=1)
    for lines, x in ((RIGHT, 700), (LEFT, 60)):
        for i, line in enumerate(lines):
            canvas.drawString(x, 700 - 14 * i, line)
    canvas.drawString(700, 780, "Rechterpagina")
    canvas.showPage()
    canvas.save()
    text = " ".join(read(path).pages[0].text.split())
    assert text.index(LEFT[-1]) < text.index("Rechterpagina") < text.index(RIGHT[0])


def test_a_spread_has_the_page_numbers_of_both_its_halves(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(1190, 842), invariant=1)
    for left in (4, 6, 8):
        for lines, x in ((LEFT, 60), (RIGHT, 700)):
            for i, line in enumerate(lines):
                canvas.drawString(x, 700 - 14 * i, line)
        canvas.drawString(60, 20, str(left))
        canvas.drawString(1130, 20, str(left + 1))
        canvas.showPage()
    canvas.save()
    assert [p.page_label for p in read(tmp_path / "a.pdf").pages] == ["4-5", "6-7", "8-9"]


def test_rotated_page_has_upright_boxes(tmp_path: Path) -> None:
    import pypdfium2

    path = write_pdf(tmp_path / "a.pdf", [column(LEFT, 60, 700)])
    document = pypdfium2.PdfDocument(path)
    document[0].set_rotation(90)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    path.write_bytes(buffer.getvalue())
    page = read(path).pages[0]
    assert page.width_pt > page.height_pt
    assert all(
        0 <= line.box.x0 <= page.width_pt and line.box.y1 <= page.height_pt for line in page.lines
    )


def test_page_in_another_language_is_not_covered(tmp_path: Path) -> None:
    lines = [
        "Rispettiamo i diritti umani e valutiamo i rischi",
        "lungo tutta la catena di fornitura della società.",
    ] * 5
    report = read(write_pdf(tmp_path / "a.pdf", [column(lines, 60, 700)]))
    assert report.pages[0].not_looked is NotLookedReason.LANGUAGE_NOT_COVERED
    assert {p.language for p in report.passages} == {"it"}


def test_pages_over_the_limit_are_counted(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [column(LEFT, 60, 700)] * 3)
    report = read_report(path, ReadingLimits(max_pages=2, ocr=False))
    assert isinstance(report, Report)
    assert [p.not_looked for p in report.pages] == [None, None, NotLookedReason.OVER_PAGE_LIMIT]


def failure(path: Path) -> ExtractionFailure:
    outcome = read_report(path, NO_OCR)
    assert isinstance(outcome, ExtractionFailure)
    return outcome


def test_missing_empty_and_foreign_files_fail_with_a_reason(tmp_path: Path) -> None:
    assert failure(tmp_path / "none.pdf").reason is FailureReason.NOT_FOUND
    (tmp_path / "empty.pdf").write_bytes(b"")
    assert failure(tmp_path / "empty.pdf").reason is FailureReason.EMPTY_FILE
    (tmp_path / "a.pdf").write_bytes(b"\x89PNG\r\n" + bytes(range(256)))
    assert failure(tmp_path / "a.pdf").reason is FailureReason.NOT_A_REPORT_FORMAT
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nthis is not really a document")
    broken = failure(tmp_path / "broken.pdf")
    assert broken.reason is FailureReason.DAMAGED
    assert "download" in broken.detail


def test_password_is_asked_for_only_when_the_empty_one_fails(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    for name, password in (("open.pdf", ""), ("shut.pdf", "secret")):
        canvas = Canvas(
            str(tmp_path / name), encrypt=StandardEncryption(password, ownerPassword="owner")
        )
        canvas.drawString(60, 700, "Wij respecteren mensenrechten.")
        canvas.save()
    assert read(tmp_path / "open.pdf").pages[0].text == "Wij respecteren mensenrechten."
    assert failure(tmp_path / "shut.pdf").reason is FailureReason.PASSWORD_NEEDED


def test_format_is_told_by_content_not_by_name(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [column(LEFT, 60, 700)])
    renamed = path.rename(tmp_path / "a.txt")
    report = read(renamed)
    assert (report.format, report.reader_version) == ("pdf", READER_VERSION)

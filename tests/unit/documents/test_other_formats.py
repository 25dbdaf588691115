"""Plain text with form feeds, HTML, pictures of pages, and crops."""

import io
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from report_mining.documents import find_tesseract, read_report
from report_mining.documents.rendering import crop_region, render_crops
from report_mining.records import (
    Actor,
    BlockKind,
    Box,
    Finding,
    NotLookedReason,
    ReadingLimits,
    Report,
    Scope,
)
from report_mining.taxonomies.codes import Framework, Stance

SENTENCE = (
    "Wij onderschrijven de OESO-richtlijnen en onderzoeken elk jaar de risico's in onze keten."
)


def read(path: Path, limits: ReadingLimits = ReadingLimits()) -> Report:
    report = read_report(path, limits)
    assert isinstance(report, Report), report
    return report


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_form_feeds_separate_pages_of_plain_text(tmp_path: Path) -> None:
    report = read(write(tmp_path / "a.txt", f"Eerste kop\n\n{SENTENCE}\n\f{SENTENCE}\n\f"))
    assert [p.page_number for p in report.pages] == [1, 2]
    assert report.passages[-1].section_path == ("Eerste kop",)
    assert report.passages[-1].boxes == ()


def test_lines_of_plain_text_join_into_sentences(tmp_path: Path) -> None:
    report = read(
        write(tmp_path / "a.txt", "Wij volgen de OESO-richt-\nlijnen in de hele\nketen.\n")
    )
    assert report.pages[0].text == "Wij volgen de OESO-richtlijnen in de hele keten."


def test_wide_gaps_of_plain_text_are_table_rows(tmp_path: Path) -> None:
    report = read(
        write(
            tmp_path / "a.txt", "GRI 2-23     Policy commitments     34\nGRI 2-24\tEmbedding\t36\n"
        )
    )
    assert [p.text for p in report.passages] == [
        "GRI 2-23 | Policy commitments | 34",
        "GRI 2-24 | Embedding | 36",
    ]


def test_plain_text_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Coördinatie in België, zoals ieder jaar.".encode("cp1252"))
    assert read(path).pages[0].text == "Coördinatie in België, zoals ieder jaar."


HTML = f"""<!DOCTYPE html><html><head><title>Verslag</title><style>p {{ color: red }}</style></head>
<body><h2>Beleid</h2><p>{SENTENCE}</p><p style="display: none">Verborgen tekst.</p>
<ul><li>de <b>UN Guiding</b> Principles</li></ul>
<table><tr><td>GRI 2-23</td><td>Beleids<i>toezeggingen</i></td></tr></table><script>var x = 1;</script></body></html>"""


def test_visible_text_of_html_is_read_with_its_structure(tmp_path: Path) -> None:
    report = read(write(tmp_path / "a.pdf", HTML))
    page = report.pages[0]
    assert (report.format, page.page_number) == ("html", None)
    assert [(b.kind, page.text[b.char_start : b.char_end]) for b in page.blocks] == [
        (BlockKind.HEADING, "Beleid"),
        (BlockKind.PARAGRAPH, SENTENCE),
        (BlockKind.LIST_ITEM, "de UN Guiding Principles"),
        (BlockKind.TABLE_ROW, "GRI 2-23 | Beleidstoezeggingen"),
    ]
    assert report.passages[1].section_path == ("Beleid",)
    assert report.passages[1].locator


def picture_pdf(path: Path) -> Path:
    """Write a PDF whose only page is a picture of printed text."""
    import pypdfium2

    source = io.BytesIO()
    canvas = Canvas(source, pagesize=A4)
    canvas.setFont("Helvetica", 14)
    for i in range(6):
        canvas.drawString(60, 700 - 24 * i, "Wij onderschrijven de richtlijnen voor onze keten.")
    canvas.save()
    document = pypdfium2.PdfDocument(source.getvalue())
    picture = path.with_suffix(".png")
    document[0].render(scale=3).to_pil().save(picture)
    document.close()
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawImage(str(picture), 0, 0, *A4)
    canvas.save()
    return path


@pytest.mark.skipif(find_tesseract() is None, reason="Tesseract with nld or eng is not installed")
def test_picture_of_text_is_read_by_tesseract_with_boxes(tmp_path: Path) -> None:
    page = read(picture_pdf(tmp_path / "scan.pdf")).pages[0]
    assert (page.is_ocr, page.not_looked) == (True, None)
    assert "onderschrijven de richtlijnen" in page.text
    first = page.lines[0].box
    assert first.x0 == pytest.approx(60, abs=4)
    assert first.y0 < 704 < first.y1 + 6


def test_picture_of_text_is_not_looked_at_without_ocr(tmp_path: Path) -> None:
    page = read(picture_pdf(tmp_path / "scan.pdf"), ReadingLimits(ocr=False)).pages[0]
    assert (page.is_ocr, page.not_looked) == (False, NotLookedReason.IMAGE_WITHOUT_TEXT)


def finding(finding_id: str, page_number: int | None, boxes: tuple[Box, ...]) -> Finding:
    return Finding(
        finding_id=finding_id,
        report_id="r",
        code=Framework.OECD_MNE,
        stance=Stance.ENDORSE,
        score=0.9,
        actor=Actor.SELF,
        own_assertion=None,
        lookalike=None,
        scope=Scope.WHOLE,
        rule="R1",
        page_number=page_number,
        page_label=None,
        locator=None,
        language="nl",
        section_path=(),
        quote=SENTENCE,
        mention="OESO-richtlijnen",
        char_start=0,
        char_end=10,
        boxes=boxes,
        passage_id="p",
    )


def test_crop_shows_the_passage_marked_in_yellow(tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawString(60, 700, "Wij respecteren mensenrechten.")
    canvas.save()
    boxes = read(path).passages[0].boxes
    crops = render_crops(
        path, [finding("f1", 1, boxes), finding("f2", None, ()), finding("f3", 9, boxes)]
    )
    assert set(crops) == {"f1"}
    picture = Image.open(io.BytesIO(crops["f1"].png)).convert("RGB")
    assert picture.size == (crops["f1"].width_px, crops["f1"].height_px)
    assert picture.width <= 1000
    yellow = [
        colour
        for colour in picture.getcolors(1 << 20)
        if colour[1][2] < 200 and min(colour[1][:2]) > 220
    ]
    assert sum(count for count, _ in yellow) > 200


def test_no_crop_for_formats_without_pages(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", SENTENCE)
    assert render_crops(path, [finding("f1", 1, (Box(0, 0, 1, 1),))]) == {}


def test_crop_of_a_spread_shows_one_half() -> None:
    region = crop_region((Box(700, 400, 1100, 420),), 1190, 842)
    assert region.x0 > 500
    assert region.y0 < 400
    assert region.y1 > 420

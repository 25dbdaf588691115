"""Report packages and DOCX, and archives that are neither or mean harm."""

import io
import zipfile
from pathlib import Path

import pytest

from report_mining.documents import read_report
from report_mining.documents.archives import MAX_MEMBERS
from report_mining.documents.packages import find_report_names
from report_mining.records import BlockKind, ExtractionFailure, FailureReason, Report

ENDORSE = "Wij onderschrijven de OESO-richtlijnen voor multinationale ondernemingen volledig."


def xhtml(text: str, head: str = "") -> str:
    return (
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head>{head}</head><body>{text}</body></html>'
    )


def pack(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def read(path: Path) -> Report:
    report = read_report(path)
    assert isinstance(report, Report), report
    return report


def fail(path: Path) -> ExtractionFailure:
    failure = read_report(path)
    assert isinstance(failure, ExtractionFailure)
    return failure


def blocks(report: Report) -> list[tuple[BlockKind, str]]:
    page = report.pages[0]
    return [(b.kind, page.text[b.char_start : b.char_end]) for b in page.blocks]


def test_reports_of_a_package_are_read_in_order_with_their_names(tmp_path: Path) -> None:
    report = read(
        pack(
            tmp_path / "a.xbri",
            {
                "acme/META-INF/reportPackage.json": "{}",
                "acme/reports/b.xhtml": xhtml("<h1>Tweede</h1><p>Tweede deel van het verslag.</p>"),
                "acme/reports/a.xhtml": xhtml(
                    f"<h1 class='weg'>Weg</h1><h2>Beleid</h2><p>{ENDORSE}</p>",
                    "<link rel='stylesheet' href='css/a.css'/>",
                ),
                "acme/reports/css/a.css": ".weg { display: none }",
                "acme/other.html": xhtml("<p>Geen verslag.</p>"),
            },
        )
    )
    assert report.format == "package"
    assert len(report.pages) == 1
    assert [
        (p.locator, p.section_path, p.text) for p in report.passages if p.kind != "heading"
    ] == [
        ("acme/reports/a.xhtml /html/body/p[1]", ("Beleid",), ENDORSE),
        ("acme/reports/b.xhtml /html/body/p[1]", ("Tweede",), "Tweede deel van het verslag."),
    ]
    assert len({p.passage_id for p in report.passages}) == len(report.passages)


def test_the_nearest_documents_are_taken_where_there_is_no_reports_folder() -> None:
    names = ["META-INF/a.html", "x/verslag.html", "x/y/help.html", "x/.hidden.html", "x/a.xsd"]
    assert find_report_names(names) == ["x/verslag.html"]


def test_an_archive_without_a_report_says_what_it_holds(tmp_path: Path) -> None:
    failure = fail(pack(tmp_path / "a.zip", {"a.pdf": b"%PDF-", "b.pdf": b"%PDF-", "c.txt": "x"}))
    assert failure.reason is FailureReason.NOT_A_REPORT_FORMAT
    assert "2 .pdf, 1 .txt" in failure.detail
    assert "unpack" in failure.detail


def test_member_names_lead_nowhere(tmp_path: Path) -> None:
    path = pack(
        tmp_path / "in" / "a.zip" if (tmp_path / "in").mkdir() is None else tmp_path,
        {
            "../../reports/boos.xhtml": xhtml(
                f"<p>{ENDORSE}</p>", "<link rel='stylesheet' href='file:///etc/passwd'/>"
            )
        },
    )
    report = read(path)
    assert report.passages[0].text == ENDORSE
    assert [p.name for p in tmp_path.iterdir()] == ["in"]


def test_zip_bombs_are_refused(tmp_path: Path) -> None:
    bomb = xhtml("a" * 30_000_000)
    failure = fail(pack(tmp_path / "a.zip", {"reports/a.xhtml": bomb}))
    assert failure.reason is FailureReason.UNREADABLE
    assert "to 1" in failure.detail


def test_archives_with_too_many_members_are_refused(tmp_path: Path) -> None:
    members = {f"reports/{n}.xhtml": "" for n in range(MAX_MEMBERS + 1)}
    failure = fail(pack(tmp_path / "a.zip", members))
    assert f"{MAX_MEMBERS + 1:,} members" in failure.detail


def test_damaged_archives_are_told_apart(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"reports/a.xhtml": xhtml(f"<p>{ENDORSE}</p>" * 50)})
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert fail(path).reason is FailureReason.DAMAGED
    path.write_bytes(content[:60] + b"\x00" * 40 + content[100:])
    assert fail(path).reason is FailureReason.DAMAGED


@pytest.mark.parametrize(
    ("member", "said"),
    [("xl/workbook.xml", "spreadsheet"), ("ppt/presentation.xml", "presentation")],
)
def test_other_office_files_are_named(tmp_path: Path, member: str, said: str) -> None:
    failure = fail(pack(tmp_path / "a.docx", {member: "<a/>"}))
    assert failure.reason is FailureReason.NOT_A_REPORT_FORMAT
    assert said in failure.detail


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (rb"{\rtf1 tekst}", "DOCX or PDF"),
        (b"\xff\xd8\xff\xe0" * 9, "picture"),
        (b"7z\xbc\xaf'", "unpack"),
    ],
)
def test_formats_that_are_not_read_say_what_to_do(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    failure = fail(path)
    assert failure.reason is FailureReason.NOT_A_REPORT_FORMAT
    assert said in failure.detail


def docx(tmp_path: Path) -> Path:
    import docx as python_docx

    document = python_docx.Document()
    document.core_properties.title = "Jaarverslag"
    document.add_heading("Bestuursverslag", 1)
    document.add_heading("Keten", 2)
    document.add_paragraph("Wij onderschrijven:")
    document.add_paragraph("de OESO-richtlijnen", style="List Bullet")
    document.add_paragraph("de UNGP's", style="List Number")
    paragraph = document.add_paragraph("")
    paragraph.add_run("Vette kop").bold = True
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("GRI", "Blz.", "2-23", "34"), strict=True
    ):
        cell.text = text
    document.add_paragraph(ENDORSE).add_run(" Verborgen.").font.hidden = True
    path = tmp_path / "a.docx"
    document.save(str(path))
    return path


@pytest.mark.filterwarnings("ignore::DeprecationWarning:docx.*")
def test_docx_gives_its_structure(tmp_path: Path) -> None:
    report = read(docx(tmp_path))
    assert (report.format, report.title) == ("docx", "Jaarverslag")
    assert blocks(report) == [
        (BlockKind.HEADING, "Bestuursverslag"),
        (BlockKind.HEADING, "Keten"),
        (BlockKind.PARAGRAPH, "Wij onderschrijven:"),
        (BlockKind.LIST_ITEM, "de OESO-richtlijnen"),
        (BlockKind.LIST_ITEM, "de UNGP's"),
        (BlockKind.HEADING, "Vette kop"),
        (BlockKind.TABLE_ROW, "GRI | Blz."),
        (BlockKind.TABLE_ROW, "2-23 | 34"),
        (BlockKind.PARAGRAPH, ENDORSE),
    ]
    last = report.passages[-1]
    assert last.locator == "paragraph 11"
    assert last.section_path == ("Bestuursverslag", "Keten", "Vette kop")
    assert ("hidden", len(" Verborgen.")) in report.pages[0].balance.dropped
    items = [b for b in report.pages[0].blocks if b.kind is BlockKind.LIST_ITEM]
    assert {b.lead_in for b in items} == {"Wij onderschrijven:"}


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_docx_footnotes_and_tracked_changes(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Wij </w:t></w:r><w:del><w:r><w:delText>weigeren</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>volgen de richt</w:t><w:softHyphen/><w:t>lijnen.</w:t></w:r></w:ins></w:p>"
    )
    notes = (
        '<w:footnote w:type="separator"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Zie hoofdstuk vier.</w:t></w:r></w:p></w:footnote>'
    )
    report = read(
        pack(
            tmp_path / "a.docx",
            {
                "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
                "word/footnotes.xml": f"<w:footnotes {W}>{notes}</w:footnotes>",
            },
        )
    )
    assert blocks(report) == [
        (BlockKind.PARAGRAPH, "Wij volgen de richtlijnen."),
        (BlockKind.FOOTNOTE, "Zie hoofdstuk vier."),
    ]
    assert ("deleted_or_field", 8) in report.pages[0].balance.dropped


def test_damaged_docx_fails_with_advice(tmp_path: Path) -> None:
    failure = fail(pack(tmp_path / "a.docx", {"word/document.xml": "<w:document>"}))
    assert failure.reason is FailureReason.DAMAGED
    assert "word processor" in failure.detail


def test_an_archive_in_memory_is_enough() -> None:
    from report_mining.documents.archives import open_archive

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("b.txt", "b")
        archive.writestr("a.txt", "a")
    assert open_archive(buffer.getvalue()).names == ("a.txt", "b.txt")

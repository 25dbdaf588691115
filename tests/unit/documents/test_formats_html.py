"""HTML and inline XBRL: what is shown, in which structure, where, and what is left out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from report_mining.documents import read_report
from report_mining.documents.html_text import read_html
from report_mining.documents.markup import decode_markup
from report_mining.documents.stylesheets import StyleSheet
from report_mining.records import BlockKind, ExtractionFailure, Page, Report

ENDORSE = "Wij onderschrijven de OESO-richtlijnen voor multinationale ondernemingen volledig."
OTHER = (
    "Elk jaar onderzoeken wij met onze leveranciers de risico's in de keten en het effect ervan."
)

Reader = Callable[[str | bytes], Report]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    def read_content(content: str | bytes) -> Report:
        path = tmp_path / "report.xhtml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        report = read_report(path)
        assert isinstance(report, Report), report
        return report

    return read_content


def blocks(report: Report) -> list[tuple[BlockKind, str]]:
    page = report.pages[0]
    return [(b.kind, page.text[b.char_start : b.char_end]) for b in page.blocks]


def check(page: Page, report: Report) -> None:
    balance = page.balance
    assert balance.total == balance.kept + sum(n for _, n in balance.dropped)
    for passage in report.passages:
        assert page.text[passage.char_start : passage.char_end] == passage.text
        assert (passage.page_number, passage.boxes) == (None, ())
        assert passage.locator


INLINE_XBRL = f"""<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL">
<head><title>Jaarverslag  2022</title><style>.weg {{ display: none }}</style></head>
<body><div style="display:none"><ix:header><ix:hidden><ix:nonNumeric name="a">Geheim</ix:nonNumeric>
</ix:hidden></ix:header></div>
<h1>Bestuursverslag</h1><h2>Beleid</h2>
<p>{ENDORSE[:30]}<!-- opmerking --><ix:nonNumeric name="b"><span>{ENDORSE[30:]}</span></ix:nonNumeric></p>
<p class="weg">Niet te zien.</p><p>Omzet:&nbsp;<ix:nonFraction name="c">12</ix:nonFraction> miljoen.</p>
</body></html>"""


def test_inline_xbrl_gives_what_is_shown_with_its_place(read: Reader) -> None:
    report = read(INLINE_XBRL)
    assert (report.title, report.format) == ("Jaarverslag 2022", "html")
    assert blocks(report)[2:] == [
        (BlockKind.PARAGRAPH, ENDORSE),
        (BlockKind.PARAGRAPH, "Omzet: 12 miljoen."),
    ]
    passage = report.passages[2]
    assert passage.locator == "/html/body/p[1]"
    assert passage.section_path == ("Bestuursverslag", "Beleid")
    assert passage.language == "nl"
    check(report.pages[0], report)


def test_hidden_text_is_counted_by_reason(read: Reader) -> None:
    dropped = dict(read(INLINE_XBRL).pages[0].balance.dropped)
    assert dropped["hidden"] >= len("Geheim") + len("Niet te zien.")
    assert dropped["script_or_style"] == len(".weg { display: none }")


@pytest.mark.parametrize(
    "style",
    ['style="display : none"', 'style="visibility:hidden"', "hidden='hidden'", 'class="a weg"'],
)
def test_text_that_is_not_shown_stays_out(read: Reader, style: str) -> None:
    css = "<style>@media print { p { display:none } } /* x */ div.weg { display:none !important }</style>"
    report = read(
        f"<html><head>{css}</head><body><p>{OTHER}</p><div {style}><p>{ENDORSE}</p></div></body></html>"
    )
    assert [text for _, text in blocks(report)] == [OTHER]


def test_table_rows_keep_their_cells_and_tables_that_only_place_text_do_not(read: Reader) -> None:
    report = read(
        "<html><body><table><tr><td><h2>Index</h2><table>"
        "<tr><th>Code</th><th>Plaats</th></tr><tr><td>GRI 2-23</td><td></td><td>blz.<br/>34</td></tr>"
        f"</table></td><td><p>{OTHER}</p></td></tr>"
        "<tr><td>•</td><td>eerste punt van de lijst</td></tr></table></body></html>"
    )
    assert blocks(report) == [
        (BlockKind.HEADING, "Index"),
        (BlockKind.TABLE_ROW, "Code | Plaats"),
        (BlockKind.TABLE_ROW, "GRI 2-23 | blz. 34"),
        (BlockKind.PARAGRAPH, OTHER),
        (BlockKind.LIST_ITEM, "• eerste punt van de lijst"),
    ]


def test_list_items_know_the_sentence_that_governs_them(read: Reader) -> None:
    report = read(
        "<html><body><p>Dit doen wij al jaren. Wij onderschrijven:</p><ul><li>de OESO-richtlijnen"
        "<ol><li>hoofdstuk IV</li></ol></li><li>de UNGP's</li></ul></body></html>"
    )
    items = [b for b in report.pages[0].blocks if b.kind is BlockKind.LIST_ITEM]
    assert len(items) == 3
    assert {b.lead_in for b in items} == {"Wij onderschrijven:"}


def test_bold_or_large_lines_are_headings_without_a_heading_tag(read: Reader) -> None:
    report = read(
        "<html><head><style>.groot { font-size: 18pt; } p { font-size: 10pt }</style></head><body>"
        f"<p class='groot'>Mensenrechten</p><p>{OTHER}</p><p>{OTHER}</p>"
        f"<p><span style='font-weight:700'>Onze keten</span></p><p>{ENDORSE}</p>"
        "<p><b>Deze vette zin is geen kop, want hij eindigt met een punt.</b></p></body></html>"
    )
    assert report.passages[-1].section_path == ("Mensenrechten", "Onze keten")
    assert [kind for kind, _ in blocks(report)].count(BlockKind.HEADING) == 2


def test_line_breaks_join_into_a_sentence_and_empty_lines_do_not(read: Reader) -> None:
    report = read(
        "<html><body><div>Wij onderschrijven de OESO-richt-<br>lijnen in<br>de keten.<br><br>"
        "Nieuwe alinea over richtlijnen.<br>• punt</div></body></html>"
    )
    assert [text for _, text in blocks(report)] == [
        "Wij onderschrijven de OESO-richtlijnen in de keten.",
        "Nieuwe alinea over richtlijnen.",
        "• punt",
    ]


def test_page_containers_are_named_and_their_running_titles_left_out(read: Reader) -> None:
    pages = "".join(
        f"<div class='page'><div>Halvemaet jaarverslag 2022</div><p>{OTHER} {'x' * n}</p><div>{n}</div></div>"
        for n in range(1, 7)
    )
    report = read(f"<html><body>{pages}</body></html>")
    kinds = [kind for kind, _ in blocks(report)]
    assert kinds == [BlockKind.RUNNING_HEADER, BlockKind.PARAGRAPH, BlockKind.RUNNING_FOOTER] * 6
    assert [p.locator for p in report.passages][2] == "page 3 /html/body/div[3]/p[1]"
    assert all("Halvemaet" not in p.text for p in report.passages)
    check(report.pages[0], report)


@pytest.mark.parametrize(
    "encoded",
    [
        "\ufeff<html><body><p>Coördinatie</p></body></html>".encode(),
        "\ufeff<html><body><p>Coördinatie</p></body></html>".encode("utf-16-le"),
        b'<?xml version="1.0" encoding="ISO-8859-1"?><html xmlns="x"><p>Co\xf6rdinatie</p></html>',
        b'<html><head><meta charset="windows-1252"></head><body><p>Co\xf6rdinatie</p></body></html>',
        b'<html><head><meta charset="nonsense"></head><body><p>Co\xc3\xb6rdinatie</p></body></html>',
        b"<html><body><p>Co\xf6rdinatie</p></body></html>",
        b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Co&ouml;rdinatie</p></body></html>',
    ],
)
def test_encodings_are_recognised(read: Reader, encoded: bytes) -> None:
    assert read(encoded).pages[0].text == "Coördinatie"


def test_a_declared_encoding_that_is_no_text_encoding_is_ignored() -> None:
    assert decode_markup(b'<?xml version="1.0" encoding="base64"?><html>a</html>').endswith(
        "</html>"
    )


def test_broken_markup_is_read_to_the_end(read: Reader) -> None:
    report = read(
        f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>Kop<b>vet<p>{ENDORSE}<td>rest"
    )
    text = report.pages[0].text
    assert ENDORSE in text
    assert text.endswith("rest")


BOMB = (
    "<!DOCTYPE html [<!ENTITY a0 'lol'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    + "]>"
)


@pytest.mark.parametrize("inside", ["<p>begin &a11; einde</p>", "<p title='&a11;'>begin einde</p>"])
def test_entity_bombs_do_not_go_off(tmp_path: Path, inside: str) -> None:
    path = tmp_path / "bomb.xhtml"
    path.write_text(
        f"{BOMB}<html xmlns='http://www.w3.org/1999/xhtml'><body>{inside}</body></html>"
    )
    report = read_report(path)
    if isinstance(report, Report):
        assert len(report.pages[0].text) < 1000


def test_files_are_not_read_through_entities(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("wachtwoord")
    path = tmp_path / "a.xhtml"
    path.write_text(
        f"<!DOCTYPE html [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>"
        f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>voor &x; na</p></body></html>"
    )
    report = read_report(path)
    assert isinstance(report, Report)
    assert "wachtwoord" not in report.pages[0].text
    assert report.pages[0].text.startswith("voor")


def test_deeply_nested_elements_do_not_stop_the_reader(read: Reader) -> None:
    report = read("<html><body>" + "<div>" * 3000 + f"<p>{ENDORSE}</p>" + "</div>" * 3000)
    assert isinstance(report, Report)


def test_a_document_without_any_text_fails_or_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><script>var x;</script></body></html>")
    report = read_report(path)
    assert isinstance(report, Report | ExtractionFailure)
    if isinstance(report, Report):
        assert report.passages == ()


def test_later_rules_and_own_styles_win() -> None:
    sheet = StyleSheet()
    sheet.add(
        "@font-face { src: url(a) } p { font-size: 9pt } .a { font-size: 10pt } p.b{font-size:12pt}"
    )
    assert sheet.style_of("p", "", "", "").font_size == "9pt"
    assert sheet.style_of("p", "b a", "", "").font_size == "12pt"
    assert sheet.style_of("p", "a", "", "font-size: 14PT; color: red").font_size == "14pt"
    assert sheet.style_of("div", "b", "", "").font_size == ""


def test_svg_text_is_read_and_its_descriptions_are_not() -> None:
    document = read_html(
        b"<html xmlns='http://www.w3.org/1999/xhtml'><body><svg xmlns='http://www.w3.org/2000/svg'>"
        b"<title>t</title><text>Uitstoot 2022</text></svg></body></html>"
    )
    assert [b.text for b in document.blocks] == ["Uitstoot 2022"]


def test_parts_beside_each_other_are_not_glued(read: Reader) -> None:
    report = read(
        "<html><body><p style='display:flex'><span>Jaarrekening</span><span>3</span></p>"
        "<div><i style='display:table-cell'>Omzet</i><i style='display:table-cell'>12</i></div>"
        "<p>On<i>be</i>kend</p></body></html>"
    )
    assert [text for _, text in blocks(report)] == ["Jaarrekening 3", "Omzet 12", "Onbekend"]


def test_a_cover_in_another_language_does_not_decide_for_the_whole_document(read: Reader) -> None:
    cover = "<p>Bericht des Vorstands über die Lage der Gesellschaft und die Aussichten.</p>" * 40
    body = "".join(f"<p>{OTHER} Dat is alinea {n}.</p>" for n in range(120))
    report = read(f"<html><body>{cover}{body}</body></html>")
    assert report.pages[0].not_looked is None
    assert report.passages[-1].language == "nl"

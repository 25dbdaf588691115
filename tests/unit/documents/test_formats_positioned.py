"""XHTML converted page by page from PDF: lines at fixed places become columns and paragraphs again."""

from pathlib import Path

from report_mining.documents import read_report
from report_mining.documents.html_text import read_html
from report_mining.records import BlockKind, Report

SUBJECTS = ["lonen", "werktijden", "klimaat", "water", "wonen", "vervoer"]
CSS = (
    ".pf { position: relative } .w0 { width: 793.7px } .h0 { height: 1122.5px }"
    " .t { position: absolute; white-space: pre } .m0 { transform: matrix(0.25,0,0,0.25,0,0) }"
    " .x0 { left: 80px } .x1 { left: 420px } .fs0 { font-size: 56px } .fs1 { font-size: 96px }"
)
Line = tuple[str, int, str, str]  # class of the left side, bottom in pixels, class of size, text


def left(subject: str) -> list[str]:
    return [
        f"Ons beleid over {subject} geldt voor elk land.",
        f"Wij toetsen {subject} bij onze leveranciers en",
        f"wij onderschrijven, ook voor {subject}, de OESO-richt-",
        f"lijnen voor bedrijven in {subject} en handel.",
    ]


def right(subject: str) -> list[str]:
    return [
        f"De uitkomsten voor {subject} bespreken wij elk",
        f"kwartaal met de raad. Daarna gaan {subject} en",
        f"lonen naar de vakbonden, die over {subject} een",
        f"oordeel geven dat wij over {subject} publiceren.",
    ]


def page_lines(number: int, subject: str) -> list[Line]:
    lines = [("x0", 1085, "fs0", "Halvemaet jaarverslag 2022")]
    lines.append(("x0", 1000, "fs1", f"Beleid voor {subject}"))
    lines += [("x0", 950 - 20 * i, "fs0", text) for i, text in enumerate(left(subject))]
    lines += [("x1", 950 - 20 * i, "fs0", text) for i, text in enumerate(right(subject))]
    return [*lines, ("x0", 30, "fs0", str(number + 10))]


def document() -> str:
    css, pages = CSS, []
    for number, subject in enumerate(SUBJECTS, start=1):
        drawn = ""
        for i, (x, bottom, size, text) in enumerate(page_lines(number, subject)):
            css += f" .y{number}_{i} {{ bottom: {bottom}px }}"
            drawn += f'<div class="t m0 {x} y{number}_{i} {size}">{text}</div>'
        pages.append(f'<div class="pf w0 h0"><div class="pc w0 h0">{drawn}</div></div>')
    return (
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><style>{css}</style></head>'
        f"<body>{''.join(pages)}</body></html>"
    )


def read(tmp_path: Path) -> Report:
    path = tmp_path / "report.xhtml"
    path.write_text(document(), encoding="utf-8")
    report = read_report(path)
    assert isinstance(report, Report)
    return report


def test_columns_are_read_one_after_the_other_and_sentences_are_whole(tmp_path: Path) -> None:
    text = read(tmp_path).pages[0].text
    assert "wij onderschrijven, ook voor lonen, de OESO-richtlijnen voor bedrijven in lonen" in text
    assert text.index("lonen en handel.") < text.index("De uitkomsten voor lonen bespreken wij")
    assert "De uitkomsten voor water bespreken wij elk kwartaal met de raad." in text


def test_headings_and_running_titles_of_placed_pages_are_told(tmp_path: Path) -> None:
    report = read(tmp_path)
    page = report.pages[0]
    kinds = {b.kind: page.text[b.char_start : b.char_end] for b in page.blocks}
    assert kinds[BlockKind.HEADING] == "Beleid voor vervoer"
    assert kinds[BlockKind.RUNNING_HEADER] == "Halvemaet jaarverslag 2022"
    assert kinds[BlockKind.RUNNING_FOOTER] == "16"
    endorsed = [p for p in report.passages if "onderschrijven" in p.text]
    assert [p.section_path for p in endorsed] == [(f"Beleid voor {s}",) for s in SUBJECTS]
    assert (endorsed[2].locator or "").startswith("page 3 /html/body/div[3]/div[1]/div[")
    assert {p.page_number for p in report.passages} == {None}


def test_nothing_of_placed_pages_is_lost(tmp_path: Path) -> None:
    report = read(tmp_path)
    balance = report.pages[0].balance
    assert balance.total == balance.kept + sum(n for _, n in balance.dropped)
    lines = [line for n, s in enumerate(SUBJECTS, start=1) for *_, line in page_lines(n, s)]
    whole = sum(map(len, lines)) + dict(balance.dropped)["script_or_style"]
    assert balance.total == whole


def test_placed_boxes_inside_ordinary_pages_change_nothing() -> None:
    paragraphs = "".join(
        f"<p>Alinea {n} staat gewoon in de tekst van het verslag.</p>" for n in range(9)
    )
    document = read_html(
        f"<html><body><div class='page'>{paragraphs}<div style='position:absolute;top:9px;left:1px'>"
        "Kader</div></div></body></html>".encode()
    )
    assert [b.text for b in document.blocks][-1] == "Kader"
    assert len(document.blocks) == 10

"""What stands at odd places on a page: drop caps, heads of tables, text outside the page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from report_mining.documents import read_report
from report_mining.documents.drafting import Draft
from report_mining.documents.drop_caps import join_drop_caps
from report_mining.documents.frames import build_frames, cut_strips, has_columns
from report_mining.documents.header_rows import mark_header_rows
from report_mining.documents.ordering import order_segments
from report_mining.documents.raw_pages import Segment
from report_mining.documents.repair import Vocabulary, repair_line
from report_mining.documents.strip_cuts import find_cuts
from report_mining.records import BlockKind, ReadingLimits, Report

WORDS = "zes woorden staan in deze regel"


def piece(text: str, x: float, y: float, start: int = 0, size: float = 10.0) -> Segment:
    """Return a segment whose lower left corner is at (x, y)."""
    width = 0.5 * size * len(text)
    return Segment(start, start + len(text), text, x, y, x + width, y + 1.2 * size, size, 400)


def column(x: float, top: float, lines: int) -> list[Segment]:
    """Return a paragraph of lines of six words under each other."""
    return [piece(WORDS, x, top - 12 * (n + 1)) for n in range(lines)]


def test_a_drop_cap_is_the_first_letter_of_its_line() -> None:
    cap, line = piece("D", 50, 680, 0, 40), piece("it jaar was goed", 74, 715, 3)
    (joined,) = join_drop_caps([cap, line], Vocabulary([]))
    assert repair_line(joined.text).text == "Dit jaar was goed"
    assert len(joined.text) == joined.raw_end - joined.raw_start


def test_a_drop_cap_that_is_a_word_keeps_its_space() -> None:
    cap, line = piece("A", 50, 680, 0, 40), piece("year of change", 74, 715, 3)
    (joined,) = join_drop_caps([cap, line], Vocabulary(["year"]))
    assert repair_line(joined.text).text == "A year of change"


def test_a_large_letter_above_a_line_is_no_drop_cap() -> None:
    cap, line = piece("D", 50, 700, 0, 40), piece("it jaar was goed", 50, 680, 3)
    assert join_drop_caps([cap, line], Vocabulary([])) == [cap, line]


def test_heads_over_the_columns_of_a_table_are_its_row() -> None:
    heads = [piece("Kerncijfers", 50, 700), piece("2023", 200, 700), piece("2022", 300, 700)]
    row = [piece("Omzet", 50, 685), piece("12", 200, 685), piece("11", 300, 685)]
    drafts = [
        Draft(BlockKind.HEADING, tuple(heads), 0, heading_level=5),
        Draft(BlockKind.TABLE_ROW, tuple(row), 1, tuple((cell,) for cell in row)),
    ]
    assert [d.kind for d in mark_header_rows(drafts)] == [BlockKind.TABLE_ROW] * 2


def test_a_heading_over_a_table_stays_one() -> None:
    row = [piece("Omzet", 50, 685), piece("12", 200, 685)]
    drafts = [
        Draft(BlockKind.HEADING, (piece("Onze cijfers", 50, 700),), 0, heading_level=5),
        Draft(BlockKind.TABLE_ROW, tuple(row), 0, tuple((cell,) for cell in row)),
    ]
    assert mark_header_rows(drafts) == drafts


def test_a_title_with_nothing_beside_it_ends_the_columns() -> None:
    above = [*column(50, 700, 4), *column(300, 700, 4)]
    title = piece("Milieu", 50, 610, size=16.0)
    below = [*column(50, 595, 4), *column(300, 595, 4)]
    strips = cut_strips(build_frames([*above, title, *below]))
    assert find_cuts(strips, list(map(has_columns, strips))) == {1}


def test_a_title_in_a_column_that_the_file_reads_through_ends_nothing() -> None:
    title = piece("Milieu", 50, 610, size=16.0)
    left = [*column(50, 700, 4), title, *column(50, 595, 4)]
    right = [*column(300, 700, 4), *column(300, 595, 4)]
    strips = cut_strips(build_frames([*left, *right]))
    assert find_cuts(strips, list(map(has_columns, strips))) == set()


def test_text_outside_the_crop_box_is_counted_and_not_read(tmp_path: Path) -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(600, 800), invariant=1)
    canvas.drawString(60, 700, "Dit staat op de linker pagina van het verslag.")
    canvas.drawString(360, 700, "Dit staat op de rechter pagina.")
    canvas.save()
    document = pypdfium2.PdfDocument(out.getvalue())
    document[0].set_cropbox(0, 0, 330, 800)
    document.save(tmp_path / "half.pdf")
    document.close()
    report = read_report(tmp_path / "half.pdf", ReadingLimits(ocr=False))
    assert isinstance(report, Report)
    (page,) = report.pages
    assert page.text == "Dit staat op de linker pagina van het verslag."
    assert dict(page.balance.dropped)["outside_page"] == len("Dit staat op de rechter pagina.")
    assert page.balance.total == page.balance.kept + sum(n for _, n in page.balance.dropped)


def test_figures_alone_side_by_side_are_one_row() -> None:
    years = [piece(year, x, 700) for year, x in (("2023", 50), ("2022", 200), ("2021", 350))]
    (row,) = order_segments(years, 595, 842)
    assert [[s.text for s in cell] for cell in row.cells] == [["2023"], ["2022"], ["2021"]]


def test_labels_alone_side_by_side_are_columns() -> None:
    labels = [piece(text, x, 700) for text, x in (("Doel", 50), ("2022", 200), ("Stand", 350))]
    assert [zone.cells for zone in order_segments(labels, 595, 842)] == [[], [], []]

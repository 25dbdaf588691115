"""Plain text: running titles by repetition, paragraphs over line breaks, headings, bullets."""

from pathlib import Path

from report_mining.documents import read_report
from report_mining.documents.repetition import find_repeated, is_page_number
from report_mining.records import BlockKind, Report

LONG = [
    "Wij vragen elke nieuwe leverancier vooraf naar lonen, naar werktijden en",
    "naar de veiligheid van de mensen die voor hem werken, en wij gaan jaarlijks",
    "met een deel van onze leveranciers in gesprek over wat daarvan terechtkomt.",
]


def read(tmp_path: Path, text: str) -> Report:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    report = read_report(path)
    assert isinstance(report, Report), report
    return report


def blocks(report: Report, page: int = 0) -> list[tuple[BlockKind, str]]:
    found = report.pages[page]
    return [(b.kind, found.text[b.char_start : b.char_end]) for b in found.blocks]


def test_running_titles_and_page_numbers_are_set_apart_and_counted(tmp_path: Path) -> None:
    words = ["loon", "werktijd", "milieu", "klimaat", "wonen", "water"]
    text = "\f".join(
        f"Jaarverslag 2022 | Halvemaet\n\nHet gaat hier over {word} in onze keten.\n\n{n}\n"
        for n, word in enumerate(words, start=17)
    )
    report = read(tmp_path, text)
    assert [p.page_label for p in report.pages] == [str(n) for n in range(17, 23)]
    assert [p.text for p in report.passages] == [
        f"Het gaat hier over {w} in onze keten." for w in words
    ]
    dropped = dict(report.pages[0].balance.dropped)
    assert dropped["running_header"] == len("Jaarverslag 2022 | Halvemaet")
    assert dropped["running_footer"] == 2


def test_a_title_that_comes_back_twice_stays(tmp_path: Path) -> None:
    report = read(tmp_path, f"Mensenrechten\n\n{LONG[2]}\n\f" * 2 + "Slot van het verslag.\f")
    assert blocks(report)[0] == (BlockKind.HEADING, "Mensenrechten")


def test_headings_without_an_empty_line_open_a_section(tmp_path: Path) -> None:
    report = read(tmp_path, "\n".join([*LONG, "Mensenrechten in de keten", *LONG]))
    assert blocks(report) == [
        (BlockKind.PARAGRAPH, " ".join(LONG)),
        (BlockKind.HEADING, "Mensenrechten in de keten"),
        (BlockKind.PARAGRAPH, " ".join(LONG)),
    ]
    assert report.passages[-1].section_path == ("Mensenrechten in de keten",)


def test_an_empty_line_inside_a_sentence_does_not_cut_it(tmp_path: Path) -> None:
    report = read(tmp_path, f"{LONG[0]}\n{LONG[1]}\n\n{LONG[2]}\n")
    assert blocks(report) == [(BlockKind.PARAGRAPH, " ".join(LONG))]


def test_single_lines_between_empty_lines_are_left_apart(tmp_path: Path) -> None:
    report = read(tmp_path, "\n\n".join(LONG))
    assert len(blocks(report)) == 3


def test_bullets_whose_glyph_was_lost_are_list_items(tmp_path: Path) -> None:
    report = read(tmp_path, "Wij volgen:\nċċ de OESO-richtlijnen\nvoor bedrijven\nċċ de UNGP's\n")
    assert blocks(report)[1:] == [
        (BlockKind.LIST_ITEM, "ċċ de OESO-richtlijnen voor bedrijven"),
        (BlockKind.LIST_ITEM, "ċċ de UNGP's"),
    ]
    assert {b.lead_in for b in report.pages[0].blocks[1:]} == {"Wij volgen:"}


def test_numbers_of_a_table_at_the_end_of_a_page_are_no_page_numbers() -> None:
    pages = [["Titel", f"tekst {'x' * n}", "12", "2016", "2017"] for n in range(6)]
    assert find_repeated(pages)[0] == {0: BlockKind.RUNNING_HEADER}
    assert is_page_number("Pagina 12 van 90")
    assert not is_page_number("2017")


def test_pages_over_the_limit_are_not_looked_at(tmp_path: Path) -> None:
    from report_mining.records import NotLookedReason, ReadingLimits

    path = tmp_path / "a.txt"
    path.write_text("een zin.\ftwee zinnen.\fdrie zinnen.", encoding="utf-8")
    report = read_report(path, ReadingLimits(max_pages=2))
    assert isinstance(report, Report)
    assert [p.not_looked for p in report.pages] == [None, None, NotLookedReason.OVER_PAGE_LIMIT]

"""Golden pages are drawn the same on every run, and their files are read strictly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from golden.drawing import draw_pdf
from golden.pages import load_page, plain
from golden_measure import ReadPage, sentence_order, wrong_rows

PAGES = Path(__file__).parent / "pages"
PAGE = """
shows: one paragraph
like: a letter
language: en
columns: 1
flows:
  - frames: [[56, 100, 300, {height}]]
    items:
      - h2: A heading of its own
      - p: [The first sentence stands here., "{second}"]
"""


def write_page(folder: Path, second: str = "Another one follows it.", height: int = 200) -> Path:
    path = folder / "en-made-up.yaml"
    path.write_text(PAGE.format(second=second, height=height), encoding="utf-8")
    return path


def test_same_page_gives_the_same_bytes() -> None:
    page = load_page(PAGES / "nl-footnotes-left.yaml")
    assert draw_pdf(page) == draw_pdf(page)


def test_page_stands_between_two_ordinary_pages() -> None:
    page = load_page(PAGES / "nl-spread.yaml")
    with pypdfium2.PdfDocument(draw_pdf(page)) as document:
        assert len(document) == 3
        assert document[1].get_size() == page.size


def test_marks_are_no_part_of_the_truth() -> None:
    assert plain("De OESO-{!}richt{-}lijnen{^4} gelden.") == "De OESO-richtlijnen gelden."


def test_unknown_key_is_an_error(tmp_path: Path) -> None:
    path = write_page(tmp_path)
    path.write_text(path.read_text() + "colour: red\n")
    with pytest.raises(ValueError, match=r"en-made-up.yaml: unknown keys \['colour'\]"):
        load_page(path)


def test_sentence_inside_another_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="stands in each of"):
        load_page(write_page(tmp_path, second="Once more: the first sentence stands here."))


def test_text_that_does_not_fit_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no room"):
        draw_pdf(load_page(write_page(tmp_path, height=20)))


def test_measure_sees_columns_read_across(read_pages: dict[str, ReadPage]) -> None:
    """The measure itself can fail: a text with its sentences shuffled loses its pairs."""
    read = read_pages["nl-two-justified"]
    blocks = list(read.page.blocks)
    turned = replace(read, page=replace(read.page, blocks=tuple(blocks[::-1])))
    assert sentence_order(read).kept > sentence_order(turned).kept


def test_measure_sees_rows_that_fell_apart(read_pages: dict[str, ReadPage]) -> None:
    read = read_pages["nl-esrs-index"]
    empty = replace(read, page=replace(read.page, blocks=()))
    assert wrong_rows(read) == []
    assert len(wrong_rows(empty)) == len(list(read.truth.rows()))

"""Packed pages: nothing of a page is lost while it waits for its layout."""

from report_mining.documents.packed_pages import pack, unpack_all
from report_mining.documents.raw_pages import FOOTNOTE_MARK, RawPage, Segment
from report_mining.records import NotLookedReason


def _page(number: int, *texts: str) -> RawPage:
    segments = tuple(
        Segment(n, n + len(text), text, 0.1 * n, 1 / 3, 500.7, 712.0, 9.5, 700, n == 1, "minion")
        for n, text in enumerate(texts)
    )
    return RawPage(number, 595.0, 842.0, 99, segments, "iv", hidden_counts=(("white_text", 3),))


def test_a_packed_page_comes_back_as_it_was() -> None:
    page = _page(3, "Ons beleid" + FOOTNOTE_MARK, "geïntegreerd \ud800 \ufffe", "")
    assert pack(page).unpack() == page


def test_a_page_without_text_comes_back_with_its_reason() -> None:
    page = RawPage(1, 0.0, 0.0, 0, (), None, NotLookedReason.PAGE_DAMAGED)
    assert pack(page).unpack() == page


def test_pages_come_in_order_and_are_let_go() -> None:
    waiting = [pack(_page(number, f"page {number}")) for number in (1, 2, 3)]
    pages = unpack_all(waiting)
    assert [next(pages).page_number, len(waiting)] == [1, 2]
    assert [page.page_number for page in pages] == [2, 3]
    assert not waiting

"""What holds for every page: offsets point at the text, no character is lost, repair is idempotent."""

from hypothesis import given, settings
from hypothesis import strategies as st

from report_mining.documents.layout import finish_pages, lay_out_pages
from report_mining.documents.ordering import order_segments
from report_mining.documents.raw_pages import RawPage, Segment
from report_mining.documents.repair import repair_line

LINES = st.text(
    alphabet=st.sampled_from([*"abcdeABC  .-:•1é", "\u00ad", "\ufb01", "\u00a0", "\x01", "\ufffe"]),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() == text)
PLACES = st.tuples(
    st.floats(20, 500),
    st.floats(20, 800),
    st.floats(5, 250),
    st.sampled_from([6.0, 9.0, 10.0, 24.0]),
)


def build_page(number: int, drawn: list[tuple[str, tuple[float, float, float, float]]]) -> RawPage:
    segments = []
    offset = 0
    for text, (x, y, width, size) in drawn:
        end = offset + len(text)
        segments.append(Segment(offset, end, text, x, y, x + width, y + size, size, 400))
        offset = end + 2
    return RawPage(number, 595, 842, offset, tuple(segments))


PAGES = st.lists(st.lists(st.tuples(LINES, PLACES), max_size=14), min_size=1, max_size=4).map(
    lambda pages: [build_page(n, drawn) for n, drawn in enumerate(pages, start=1)]
)


@settings(deadline=None, max_examples=60)
@given(PAGES)
def test_offsets_point_at_the_text_and_the_balance_is_exact(raw_pages: list[RawPage]) -> None:
    pages, passages = finish_pages(lay_out_pages(raw_pages), "0" * 64)
    by_number = {page.page_number: page for page in pages}
    for raw, page in zip(raw_pages, pages, strict=True):
        balance = page.balance
        assert balance.total == raw.char_count
        assert balance.total == balance.kept + sum(count for _, count in balance.dropped)
        assert min((count for _, count in balance.dropped), default=0) >= 0
        for block in page.blocks:
            assert page.text[block.char_start : block.char_end].strip()
        for line in page.lines:
            assert 0 <= line.char_start < line.char_end <= len(page.text)
    for passage in passages:
        text = by_number[passage.page_number].text
        assert text[passage.char_start : passage.char_end] == passage.text
        assert passage.boxes


@settings(deadline=None, max_examples=60)
@given(PAGES)
def test_every_segment_is_in_exactly_one_zone(raw_pages: list[RawPage]) -> None:
    for raw in raw_pages:
        zones = order_segments(raw.segments, raw.width_pt, raw.height_pt)
        placed = sorted(segment.raw_start for zone in zones for segment in zone.segments)
        assert placed == [segment.raw_start for segment in raw.segments]


@settings(deadline=None, max_examples=60)
@given(PAGES)
def test_passages_and_running_text_together_hold_every_word(raw_pages: list[RawPage]) -> None:
    pages, passages = finish_pages(lay_out_pages(raw_pages), "0" * 64)
    for page in pages:
        covered = {
            i
            for p in passages
            if p.page_number == page.page_number
            for i in range(p.char_start, p.char_end)
        }
        for block in page.blocks:
            if block.kind.value.startswith("running"):
                covered |= set(range(block.char_start, block.char_end))
        assert not [c for i, c in enumerate(page.text) if i not in covered and not c.isspace()]


@given(LINES)
def test_repair_is_idempotent(text: str) -> None:
    once = repair_line(text).text
    assert repair_line(once).text == once

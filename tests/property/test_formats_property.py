"""What holds for every document without pages: exact offsets, an exact balance, no word lost."""

import io
import re
import zipfile
from collections import Counter
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from report_mining.documents.html_text import read_html
from report_mining.documents.markup import parse_markup
from report_mining.documents.other_formats import read_other_format
from report_mining.documents.unreadable import UnreadableFileError
from report_mining.records import ReadingLimits, Report

WORDS = st.lists(
    st.sampled_from(
        ["keten", "OESO-", "loon.", "•", "Wij:", "1.", "12", "A\u00a0b", "\u00ad", "Kop", "\u200b"]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
TAGS = st.sampled_from(
    [
        *("p", "div", "span", "b", "li", "ul", "h2", "td", "tr", "table", "br", "script", "svg"),
        *("div class='page'", "p style='display:none'", "span style='position:absolute'"),
        *("ix:hidden", "ix:nonNumeric"),
    ]
)
TREES = st.recursive(
    WORDS,
    lambda inside: st.tuples(TAGS, st.lists(inside, max_size=4)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0].split()[0]}>"
    ),
    max_leaves=25,
)
PLAIN = st.lists(
    st.sampled_from([*"abcdE .:-1•\n\n\f\t", "   ", "\u00ad", "abc dE. "]), min_size=1, max_size=200
).map(lambda parts: "a" + "".join(parts))


def read(content: bytes) -> Report:
    return read_other_format(content, "0" * 64, "a", ReadingLimits())


def check(report: Report) -> None:
    for page in report.pages:
        balance = page.balance
        assert balance.total == balance.kept + sum(n for _, n in balance.dropped)
        assert min((n for _, n in balance.dropped), default=0) >= 0
    for passage in report.passages:
        pages = [p for p in report.pages if p.page_number == passage.page_number]
        assert len(pages) == 1
        assert pages[0].text[passage.char_start : passage.char_end] == passage.text
        assert (passage.locator is None) == (passage.page_number is not None)


@settings(deadline=None, max_examples=150)
@given(TREES)
def test_html_balances_and_points_at_its_text(body: str) -> None:
    content = f"<html><body>{body}</body></html>".encode()
    report = read(content)
    check(report)
    whole = "".join(parse_markup(content).itertext())
    assert report.pages[0].balance.total == len(whole)


@settings(deadline=None, max_examples=150)
@given(TREES)
def test_words_of_html_are_shown_or_counted(body: str) -> None:
    document = read_html(f"<html><body>{body}</body></html>".encode())
    assert document.char_count >= sum(len(b.text) - b.text.count(" ") for b in document.blocks)
    assert all(b.text.strip() for b in document.blocks)
    assert all(b.locator.split(" ")[-1].startswith("/") for b in document.blocks)


def package() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/reports/a.xhtml", "<html><body><p>Een verslag.</p></body></html>" * 9)
    return buffer.getvalue()


PACKAGE = package()
DAMAGE = st.lists(
    st.tuples(st.integers(4, len(PACKAGE) - 1), st.integers(0, 255)), min_size=1, max_size=12
)


@settings(deadline=None, max_examples=150)
@given(DAMAGE)
def test_damaged_archives_are_read_or_refused(damage: list[tuple[int, int]]) -> None:
    content = bytearray(PACKAGE)
    for position, value in damage:
        content[position] = value
    with suppress(UnreadableFileError):
        check(read(bytes(content)))


@settings(deadline=None, max_examples=150)
@given(PLAIN)
def test_plain_text_balances_and_loses_no_letter(text: str) -> None:
    report = read(text.encode())
    check(report)
    letters = Counter(re.findall(r"[abcdE1]", text))
    kept = Counter(c for page in report.pages for c in page.text if c in letters)
    assert kept == letters

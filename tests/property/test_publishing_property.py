"""Whatever a report says stays text: in a page, in a CSV and in a workbook."""

from __future__ import annotations

import csv
import dataclasses
import io
import tempfile
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_mining.publishing import write_release
from report_mining.publishing.evidence import split_quote
from report_mining.publishing.neutralising import clean_text, is_formula_like, neutralise_cell
from report_mining.records import (
    Actor,
    Box,
    Company,
    CompanyYear,
    Endorsement,
    Finding,
    IndicatorValue,
    Judgement,
    MatchBasis,
    Release,
    ReportMatch,
    ReportStatus,
    ReviewItem,
    RunFacts,
    Scope,
    ScoredReport,
    ValueStatus,
)
from report_mining.taxonomies.codes import Framework, Stance

RUN = RunFacts(
    "2026-01-15T09:30:00+00:00", 1.0, "i-1", "c-1", "r-1", "0.1", "2026-01-15", 1, 1, 0, True
)
ATTACKS = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1",
    "-2+3",
    "\t=1",
    "\r=1",
    "\u202egnp.exe",
    "a\x00b",
    "\ud800",
    "\ufffe",
    "&amp;<!-- -->",
    "javascript:alert(1)",
    "\n\n=1",
    "＝1",
)
HOSTILE = st.one_of(
    st.sampled_from(ATTACKS),
    st.text(st.characters(codec=None), max_size=60),
    st.builds(lambda a, b: a + b, st.sampled_from(ATTACKS), st.text(max_size=20)),
)
ALLOWED_TAGS_WITH_CODE = {
    "script": 1,
    "style": 0,
}  # both stand in assets/, which holds no report text


class Shape(HTMLParser):
    """Counts elements and collects attributes that could run something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: dict[str, int] = {}
        self.handlers: list[str] = []
        self.hrefs: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] = self.tags.get(tag, 0) + 1
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.hrefs += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def release_saying(text: str) -> Release:
    finding = Finding(
        finding_id=f"f{text}",
        report_id="a" * 64,
        code=Framework.OECD_MNE,
        stance=Stance.ENDORSE,
        score=0.9,
        actor=Actor.SELF,
        own_assertion=None,
        lookalike=None,
        scope=Scope.WHOLE,
        rule=text,
        page_number=1,
        page_label=text,
        locator=text,
        language="en",
        section_path=(text, text),
        quote=text,
        mention=text[:3],
        char_start=0,
        char_end=len(text),
        boxes=(Box(0.0, 0.0, 1.0, 1.0),),
        passage_id="p",
    )
    report = ScoredReport(
        report_id="a" * 64,
        file_name=text,
        path=text,
        status=ReportStatus.SCORED,
        reason=text,
        detail=text,
        pages=1,
        pages_scored=1,
        pages_not_looked=((text, 1),),
        pages_ocr=0,
        languages=((text, 1),),
        passages=1,
        findings=(finding,),
        clues=None,
        instrument_version="i-1",
        reader_version="r-1",
        seconds=0.0,
    )
    match = ReportMatch("a" * 64, text, text, 2023, None, MatchBasis.NAME, 0.5, text, True, text)
    judgement = Judgement(1, ValueStatus.OBSERVED, (finding.finding_id,), 0.9, text)
    decision = Endorsement(
        Framework.OECD_MNE, Stance.ENDORSE, ValueStatus.OBSERVED, judgement, judgement, judgement
    )
    value = IndicatorValue(
        text, 2023, "END-02", text or 0, ValueStatus.OBSERVED, 0.9, finding.finding_id, text
    )
    return Release(
        run=RUN,
        companies=(Company(text, text, sector=text),),
        reports=(report,),
        matches=(match,),
        company_years=(CompanyYear(text, 2023, ("a" * 64,), decision, decision, (value,)),),
        national=(),
        review=(ReviewItem(text, text, 2023, "END-03", text, (finding.finding_id,)),),
    )


@settings(max_examples=18, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE)
def test_hostile_text_stays_text_everywhere(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        write_release(release_saying(text), {}, out, ())
        for path in out.rglob("*.html"):
            check_page(path.read_text("utf-8"))
        for path in (out / "release").glob("*.csv"):
            check_csv(path.read_text("utf-8"))
        check_workbook((out / "release" / "report-mining.xlsx").read_bytes())


def check_page(html: str) -> None:
    shape = Shape()
    shape.feed(html)
    assert {tag: shape.tags.get(tag, 0) for tag in ALLOWED_TAGS_WITH_CODE} == ALLOWED_TAGS_WITH_CODE
    assert not shape.tags.keys() & {"img", "svg", "iframe", "object", "embed", "base"}
    assert shape.handlers == []
    assert not [href for href in shape.hrefs if ":" in href.partition("?")[0]]
    assert clean_text(html) == html


def check_csv(text: str) -> None:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len({len(row) for row in rows}) == 1
    for cell in (cell for row in rows[1:] for cell in row):
        assert not is_formula_like(cell)
        assert clean_text(cell) == cell


def check_workbook(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for name in book.namelist():
            if name.endswith(".xml"):
                root = ElementTree.fromstring(book.read(name))
                assert not [e for e in root.iter() if e.tag.endswith("}f")]
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        for item in shared:
            assert not is_formula_like("".join(item.itertext()))


@given(st.text(st.characters(codec=None)))
def test_cleaning_keeps_length_and_is_done_once(text: str) -> None:
    cleaned = clean_text(text)
    assert len(cleaned) == len(text)
    assert clean_text(cleaned) == cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


@given(st.text(st.characters(codec=None)))
def test_a_neutralised_cell_is_never_a_formula_and_keeps_its_text(text: str) -> None:
    cell = neutralise_cell(text)
    assert not is_formula_like(cell)
    assert cell.removeprefix("'").endswith(clean_text(text).removeprefix("'"))


@given(st.text(), st.lists(st.text(max_size=4), max_size=4))
def test_parts_of_a_quote_join_to_the_quote(quote: str, mentions: list[str]) -> None:
    parts = split_quote(quote, mentions)
    assert "".join(part.text for part in parts) == clean_text(quote)
    assert all(part.text for part in parts)


def test_the_release_of_an_attack_still_shows_it() -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        release = release_saying(ATTACKS[0])
        write_release(dataclasses.replace(release), {}, out, ())
        shape = Shape()
        shape.feed((out / "index.html").read_text("utf-8"))
        assert ATTACKS[0] in "".join(shape.text)

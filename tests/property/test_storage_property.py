"""What holds for every record that goes into the store."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_mining.records import (
    Actor,
    BlockKind,
    Box,
    FailureReason,
    Finding,
    IdentityClues,
    Passage,
    ReportStatus,
    Scope,
    ScoredReport,
)
from report_mining.storage import (
    Store,
    is_kept,
    passages_name,
    report_name,
    storable_passages,
    storable_report,
)
from report_mining.taxonomies.codes import Framework, Lookalike, Stance

REPORT_ID = "5e" * 32
# Everything a Python text can hold, lone surrogates included, with the nasty ones made likely.
ANY_TEXT = st.text(st.characters(), max_size=12) | st.sampled_from(
    [
        "",
        "\x00",
        "\ud800",
        "a\udfffb",
        "\ufeff",
        "e\u0301",
        "\u202e",
        "😀",
        "\r\n",
        "'\";--",
        "=1+1",
    ]
)
CLEAN_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VERSION = st.text(st.characters(exclude_categories=["Cs"]), max_size=90)
WHOLE = st.integers(min_value=-(2**63), max_value=2**63 - 1)
NUMBER = st.floats(allow_nan=False)


def optional(strategy):
    return st.none() | strategy


def tuples_of(strategy):
    return st.lists(strategy, max_size=3).map(tuple)


def records(text):
    """Strategies of passages and scored reports with every field drawn, text from ``text``."""
    box = st.builds(Box, NUMBER, NUMBER, NUMBER, NUMBER)
    passage = st.builds(
        Passage,
        passage_id=text,
        report_id=st.just(REPORT_ID),
        page_number=optional(WHOLE),
        page_label=optional(text),
        locator=optional(text),
        language=text,
        section_path=tuples_of(text),
        text=text,
        char_start=WHOLE,
        char_end=WHOLE,
        boxes=tuples_of(box),
        kind=st.sampled_from(BlockKind),
        lead_in=text,
    )
    finding = st.builds(
        Finding,
        finding_id=text,
        report_id=st.just(REPORT_ID),
        code=st.sampled_from(Framework),
        stance=st.sampled_from(Stance),
        score=NUMBER,
        actor=st.sampled_from(Actor),
        own_assertion=optional(st.booleans()),
        lookalike=optional(st.sampled_from(Lookalike)),
        scope=st.sampled_from(Scope),
        rule=text,
        page_number=optional(WHOLE),
        page_label=optional(text),
        locator=optional(text),
        language=text,
        section_path=tuples_of(text),
        quote=text,
        mention=text,
        char_start=WHOLE,
        char_end=WHOLE,
        boxes=tuples_of(box),
        passage_id=text,
    )
    clues = st.builds(
        IdentityClues,
        kvk=tuples_of(text),
        lei=tuples_of(text),
        front_text=text,
        title=text,
        name_counts_text=text,
        reporting_year=optional(WHOLE),
        reporting_year_basis=text,
    )
    scored = st.builds(
        ScoredReport,
        report_id=st.just(REPORT_ID),
        file_name=text,
        path=text,
        status=st.sampled_from(ReportStatus),
        reason=optional(text | st.sampled_from(FailureReason).map(lambda r: r.value)),
        detail=optional(text),
        pages=WHOLE,
        pages_scored=WHOLE,
        pages_not_looked=tuples_of(st.tuples(text, WHOLE)),
        pages_ocr=WHOLE,
        languages=tuples_of(st.tuples(text, WHOLE)),
        passages=WHOLE,
        findings=tuples_of(finding),
        clues=optional(clues),
        instrument_version=CLEAN_TEXT,
        reader_version=CLEAN_TEXT,
        seconds=NUMBER,
    )
    return scored, tuples_of(passage)


RELAXED = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CLEAN_REPORT, CLEAN_PASSAGES = records(CLEAN_TEXT)
ANY_REPORT, ANY_PASSAGES = records(ANY_TEXT)


def round_trip(scored, passages):
    key = (scored.report_id, scored.reader_version, scored.instrument_version)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(folder)
        store.write(scored, passages)
        assert store.has(*key) is is_kept(scored)
        if not is_kept(scored):
            assert not list(Path(folder).rglob("*.parquet"))
            return None
        return store.read(*key), store.read_passages(*key[:2])


@RELAXED
@given(scored=CLEAN_REPORT, passages=CLEAN_PASSAGES)
def test_every_field_comes_back_exactly(scored, passages):
    found = round_trip(scored, passages)
    if found is not None:
        assert repr(found) == repr(
            (scored, passages)
        )  # repr: also tells 1 from 1.0 and -0.0 from 0


@RELAXED
@given(scored=ANY_REPORT, passages=ANY_PASSAGES)
def test_text_with_lone_surrogates_comes_back_as_announced(scored, passages):
    found = round_trip(scored, passages)
    if found is not None:
        assert found == (storable_report(scored), storable_passages(passages))


@RELAXED
@given(scored=ANY_REPORT, passages=ANY_PASSAGES)
def test_the_stored_form_is_utf8_keeps_lengths_and_is_final(scored, passages):
    stored = storable_report(scored)
    assert storable_report(stored) == stored
    repr(dataclasses.astuple(stored)).encode("utf-8")
    for before, after in zip(passages, storable_passages(passages), strict=True):
        after.text.encode("utf-8")
        assert len(after.text) == len(before.text)
        assert [a for a, b in zip(after.text, before.text, strict=True) if a != b] == [
            "\ufffd" for c in before.text if "\ud800" <= c <= "\udfff"
        ]


@given(first=st.tuples(VERSION, VERSION), second=st.tuples(VERSION, VERSION))
def test_different_versions_never_share_a_file(first, second):
    same = report_name(REPORT_ID, *first) == report_name(REPORT_ID, *second)
    assert same is (first == second)


@given(left=st.sampled_from("-_/ "), right=st.sampled_from("-_/ "))
def test_versions_that_differ_in_a_separator_never_share_a_file(left, right):
    names = {
        report_name(REPORT_ID, f"1{left}2", "3"),
        report_name(REPORT_ID, "1", f"2{right}3"),
    }
    assert len(names) == 2


@given(version=st.text(max_size=200), report_id=st.text(max_size=200))
def test_names_are_safe_on_every_file_system(version, report_id):
    for name in (passages_name(report_id, version), report_name(report_id, version, version)):
        assert name.isascii()
        assert not set(name) & set('/\\:*?"<>| \x00\n')
        assert not name.startswith(".")
        assert len(name) <= 255

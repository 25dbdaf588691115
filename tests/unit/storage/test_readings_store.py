"""Readings of passages come back from the store as they went in, and belong to their report."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import duckdb
import pytest

from report_mining.errors import StorageError
from report_mining.records import (
    Box,
    ChainDepth,
    DueDiligencePrediction,
    LinkDirection,
    LinkPrediction,
    MeasuredKpi,
    NamedIssue,
    NamedParty,
    OwnSdgClaim,
    PartyKind,
    PassageReading,
    ReportStatus,
    ScoredReport,
    StepReading,
)
from report_mining.storage import Store, storable_report

REPORT_ID = "cd" * 32
KEY = (REPORT_ID, "reader-1", "instrument-1")


def make_reading() -> PassageReading:
    text = "Kinderarbeid in cacao uit Ghana, ons grootste risico, koppelen wij aan subdoel 8.7."
    return PassageReading(
        reading_id="r0",
        report_id=REPORT_ID,
        passage_id="p0",
        page_number=12,
        page_label="10",
        locator=None,
        language="nl",
        section_path=("Keten", "Risico's"),
        quote=text,
        char_start=40,
        char_end=40 + len(text),
        boxes=(Box(10.0, 20.0, 300.5, 32.0),),
        due_diligence=DueDiligencePrediction(
            steps=(StepReading("2", 2, 0.91, 0, len(text)),),
            themes=("child_labour",),
            oecd_chapters=("IV", "V"),
            ungp=("18",),
            ilo_rights=("child_labour",),
            chain_depth=ChainDepth.RAW_MATERIAL,
            issues=(NamedIssue("Kinderarbeid", "GH", "cacao", "child_labour", 0, 12),),
            false_friend=None,
        ),
        link=LinkPrediction(
            level=5,
            score=0.88,
            direction=LinkDirection.DO_NO_HARM,
            goals=(8,),
            targets=("8.7",),
            rbc_span=(0, 12),
            sdg_span=(70, 82),
            relation_span=None,
            kpi=MeasuredKpi("daalde naar 4%", 4.0, "%", None, False),
            has_trade_off=True,
            rule="table",
        ),
        sdg_mentions=(OwnSdgClaim(8, "8.7", "risk", "number", 70, 82),),
        sdg_goals=((8, 0.75),),
        parties=(NamedParty(PartyKind.COVENANT, "food", "", True, 3, 9),),
    )


def make_report(*readings: PassageReading) -> ScoredReport:
    return ScoredReport(
        report_id=REPORT_ID,
        file_name="jaarverslag.pdf",
        path="/elsewhere/jaarverslag.pdf",
        status=ReportStatus.SCORED,
        reason=None,
        detail=None,
        pages=20,
        pages_scored=20,
        pages_not_looked=(),
        pages_ocr=0,
        languages=(("nl", 90),),
        passages=90,
        findings=(),
        clues=None,
        instrument_version="instrument-1",
        reader_version="reader-1",
        seconds=0.5,
        readings=readings,
    )


def test_readings_come_back_as_they_went_in(tmp_path: Path) -> None:
    bare = dataclasses.replace(
        make_reading(),
        reading_id="r1",
        page_number=None,
        locator="/html/p[3]",
        boxes=(),
        link=LinkPrediction(0, 0.0, None, (), (), None, None, None, None, False, "none"),
        sdg_mentions=(OwnSdgClaim(13, None, "reference", "icon", 0, 3),),
        parties=(),
    )
    scored = make_report(make_reading(), bare)
    store = Store(tmp_path / "store")
    store.write(scored, ())
    assert store.has(*KEY)
    assert store.read(*KEY) == scored == storable_report(scored)


def test_a_lone_surrogate_in_a_quote_keeps_the_offsets(tmp_path: Path) -> None:
    broken = dataclasses.replace(make_reading(), quote="Kinder\ud83darbeid")
    store = Store(tmp_path / "store")
    store.write(make_report(broken), ())
    [kept] = store.read(*KEY).readings
    assert kept.quote == "Kinder\ufffdarbeid"


def test_a_report_whose_readings_are_gone_is_scored_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.write(make_report(make_reading()), ())
    [file] = (tmp_path / "store" / "readings").iterdir()
    file.unlink()
    assert not store.has(*KEY)


def test_readings_of_another_report_are_refused_both_ways(tmp_path: Path) -> None:
    stranger = dataclasses.replace(make_reading(), report_id="ef" * 32)
    store = Store(tmp_path / "store")
    with pytest.raises(ValueError, match="given with"):
        store.write(make_report(stranger), ())
    store.write(make_report(make_reading()), ())
    other = dataclasses.replace(make_report(stranger), report_id="ef" * 32)
    store.write(other, ())
    folder = tmp_path / "store" / "readings"
    mine, theirs = sorted(folder.iterdir())
    mine.write_bytes(theirs.read_bytes())
    with pytest.raises(StorageError, match="holds findings of report"):
        store.read(*KEY)


def test_anyone_can_count_steps_with_duckdb(tmp_path: Path) -> None:
    Store(tmp_path / "store").write(make_report(make_reading()), ())
    rows = duckdb.sql(
        "select s.step, s.specificity, link_targets[1] from (select unnest(steps) as s, link_targets "
        f"from '{tmp_path}/store/readings/*.parquet')"
    ).fetchall()
    assert rows == [("2", 2, "8.7")]

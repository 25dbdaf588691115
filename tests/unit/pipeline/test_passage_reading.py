"""Which passages become a reading, with readers that we invent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from report_mining.classification.partnerships import load_partnership_reader
from report_mining.classification.sdg_mentions import load_sdg_mention_reader
from report_mining.pipeline.passage_reading import NO_LINK, PassageReaders
from report_mining.pipeline.reading_evidence import PICTURES_PER_REPORT, pictured_readings
from report_mining.pipeline.scoring import read_passages
from report_mining.records import (
    BlockKind,
    Box,
    DueDiligencePrediction,
    LinkPrediction,
    Passage,
    PassageReading,
    Report,
    ReportStatus,
    ScoredReport,
    StepReading,
    TextInContext,
)

NO_DUE_DILIGENCE = DueDiligencePrediction((), (), (), (), (), None, (), None)


@dataclass
class FakeDueDiligence:
    version: str = "due-diligence/fake"

    def read_many(self, contexts: Sequence[TextInContext]) -> tuple[DueDiligencePrediction, ...]:
        return tuple(map(self._read, contexts))

    def _read(self, context: TextInContext) -> DueDiligencePrediction:
        if "audit" not in context.text:
            return NO_DUE_DILIGENCE
        if "financial" in context.text:
            return replace(NO_DUE_DILIGENCE, false_friend="financial_audit")
        step = StepReading("4", 2, 0.9, 0, len(context.text))
        return replace(NO_DUE_DILIGENCE, steps=(step,))


@dataclass
class FakeLinks:
    version: str = "linkage/fake"
    asked: int = 0

    def has_candidate(self, text: str) -> bool:
        return "SDG" in text

    def read(self, context: TextInContext) -> LinkPrediction:
        self.asked += 1
        assert context.column_headers == ("Risk", "Goal")
        return replace(NO_LINK, level=2 if "refer" in context.text else 0)


def passage(number: int, text: str) -> Passage:
    return Passage(
        passage_id=f"p{number}",
        report_id="r",
        page_number=number,
        page_label=None,
        locator=None,
        language="en",
        section_path=("Chain",),
        text=text,
        char_start=5,
        char_end=5 + len(text),
        boxes=(Box(1.0, 2.0, 3.0, 4.0),),
        kind=BlockKind.TABLE_ROW,
        column_headers=("Risk", "Goal"),
    )


def read(*texts: str) -> tuple[list[PassageReading], FakeLinks]:
    links = FakeLinks()
    readers = PassageReaders(
        FakeDueDiligence(), links, load_sdg_mention_reader(), load_partnership_reader()
    )
    assert readers.version == "due-diligence-fake_linkage-fake_partnerships-rules-1"
    passages = tuple(passage(n, text) for n, text in enumerate(texts, start=1))
    report = Report("r", "r.pdf", "", (), passages, "reader")
    return list(read_passages(report, readers)), links


def test_only_passages_that_say_something_become_a_reading() -> None:
    readings, links = read(
        "We audit forty factories a year.",
        "The financial audit was done by our accountant.",
        "Revenue rose by four per cent.",
        "We contribute to SDG 8.",
        "Our rules refer to ISO 26000.",
    )
    assert [r.page_number for r in readings] == [1, 4, 5]
    assert links.asked == 1
    first, goal, framework = readings
    assert (first.quote, first.char_start, first.boxes) == (
        "We audit forty factories a year.",
        5,
        (Box(1.0, 2.0, 3.0, 4.0),),
    )
    assert [(m.goal, m.role) for m in goal.sdg_mentions] == [(8, "contribution")]
    assert [p.code for p in framework.parties] == ["iso26000"]


def test_the_same_passage_keeps_its_id_and_others_have_another() -> None:
    once, _ = read("We audit one.", "We audit two.")
    again, _ = read("We audit one.", "We audit two.")
    assert [r.reading_id for r in once] == [r.reading_id for r in again]
    assert len({r.reading_id for r in once}) == 2


def scored(readings: list[PassageReading]) -> ScoredReport:
    return ScoredReport(
        report_id="r",
        file_name="r.pdf",
        path="",
        status=ReportStatus.SCORED,
        reason=None,
        detail=None,
        pages=1,
        pages_scored=1,
        pages_not_looked=(),
        pages_ocr=0,
        languages=(),
        passages=1,
        findings=(),
        clues=None,
        instrument_version="i",
        reader_version="r",
        seconds=0.0,
        readings=tuple(readings),
    )


def test_each_step_and_claim_gets_one_picture_and_no_report_too_many() -> None:
    readings, _ = read(*(f"We audit {n}." for n in range(5)))
    assert len(pictured_readings(scored(readings))) == 1
    goals, _ = read(*(f"We contribute to SDG {n}." for n in range(1, 18)))
    assert len(pictured_readings(scored(goals))) == PICTURES_PER_REPORT
    without_pages = [replace(r, page_number=None, locator="/p[1]") for r in goals]
    assert pictured_readings(scored(without_pages)) == ()

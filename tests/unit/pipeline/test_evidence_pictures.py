"""Which findings get a picture when there are too many."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from report_mining.pipeline.evidence_pictures import keep_pictures
from report_mining.pipeline.instrument import Versions
from report_mining.pipeline.monitoring import CROPS_PER_REPORT, evidence_of
from report_mining.pipeline.workers import WorkerPool
from report_mining.records import (
    Actor,
    Box,
    ExtractionFailure,
    FailureReason,
    Finding,
    Scope,
    failed_report,
)
from report_mining.storage import PictureStore
from report_mining.taxonomies.codes import Framework, Stance


def make_finding(number: int, stance: Stance, score: float) -> Finding:
    return Finding(
        finding_id=f"f{number}", report_id="r", code=Framework.OECD_MNE, stance=stance, score=score,
        actor=Actor.SELF, own_assertion=None, lookalike=None, scope=Scope.WHOLE, rule="R",
        page_number=number, page_label=None, locator=None, language="en", section_path=(),
        quote="q", mention="m", char_start=0, char_end=1, boxes=(Box(0, 0, 1, 1),), passage_id="p",
    )  # fmt: skip


def test_an_endorsement_gets_its_picture_before_any_number_of_references() -> None:
    references = [make_finding(n, Stance.REFERENCE, 0.99) for n in range(CROPS_PER_REPORT)]
    deciding = make_finding(99, Stance.ENDORSE, 0.9)
    failure = ExtractionFailure("r.pdf", FailureReason.DAMAGED, "")
    scored = failed_report(failure, "r.pdf", "i", "r")
    pictured = evidence_of(replace(scored, findings=(*references, deciding)))
    assert pictured[0] is deciding
    assert len(pictured) == CROPS_PER_REPORT


def test_a_file_without_pages_to_draw_is_no_work_for_a_worker(tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    path.write_text("text under the name of a PDF")
    scored = failed_report(
        ExtractionFailure("r.pdf", FailureReason.DAMAGED, ""), str(path), "i", "r"
    )
    held = replace(scored, findings=(make_finding(1, Stance.ENDORSE, 0.9),))
    pool = WorkerPool(1)
    pool.close()  # a job would be refused
    store = PictureStore(tmp_path)
    assert not keep_pictures([held], evidence_of, store, pool, Versions("i", "r"))
    assert not store.names()

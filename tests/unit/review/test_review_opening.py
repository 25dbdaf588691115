"""Opening the review application: the kept reports stand for the store, and reasons exist in Dutch."""

from __future__ import annotations

from pathlib import Path

from report_mining.pipeline.reviewing import ReviewDesk
from report_mining.pipeline.run_record import read_run_record, recorded_population
from report_mining.storage import Store

KEPT = Path("review") / "reports.json"


def findings_of(out: Path, *, uses_kept: bool) -> dict[str, object]:
    record = read_run_record(out)
    found = recorded_population(record, Store(out / "store"), out if uses_kept else None)
    return {key: report.findings for key, report in found.reports.items()}


def test_the_kept_reports_say_what_the_store_says(run_folder: Path) -> None:
    assert findings_of(run_folder, uses_kept=True) == findings_of(run_folder, uses_kept=False)


def test_without_the_kept_reports_or_with_those_of_another_run_the_store_answers(
    run_folder: Path,
) -> None:
    questions = ReviewDesk(run_folder).questions
    kept = run_folder / KEPT
    kept.write_text(kept.read_text("utf-8").replace('["', '["another ', 1), "utf-8")
    assert ReviewDesk(run_folder).questions == questions
    kept.write_text("{", "utf-8")
    assert ReviewDesk(run_folder).questions == questions
    kept.unlink()
    assert ReviewDesk(run_folder).questions == questions


def test_every_reason_is_told_in_dutch_too(run_folder: Path) -> None:
    desk = ReviewDesk(run_folder)
    told = [question.told for question in desk.questions]
    assert told
    for cy in desk.company_years:
        for endorsement in (cy.oecd, cy.ungp):
            if endorsement is not None:
                told += [j.told for j in (endorsement.strict, endorsement.standard)]
        assert all(value.why_nl and value.why_nl != value.why for value in cy.values)
        measures = cy.conduct.measures if cy.conduct else ()
        assert all(m.why_nl and m.why_nl != m.why for m in measures)
    assert all(sentence.nl and sentence.nl != sentence.en for sentence in told)

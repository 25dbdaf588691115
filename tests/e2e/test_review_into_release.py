"""A decision of a reviewer goes into the release of the next run, and stays in the one after it."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from conftest import SampleRun
from truth import REPORTS, SAMPLE

from report_mining.pipeline.review_answers import Answer
from report_mining.pipeline.reviewing import ReviewDesk
from report_mining.pipeline.runs import MonitorRun, RunOptions
from report_mining.records import ReadingLimits
from report_mining.records.review import ItemKind, ReviewQuestion, ReviewVerdict
from report_mining.taxonomies.codes import Stance

REVIEWER = "a name that is not published"
REASON = "a reason that is not published"


@pytest.fixture(scope="module")
def out(plain_run: SampleRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(plain_run.out, tmp_path_factory.mktemp("reviewed") / "out"))


def publish_again(out: Path) -> None:
    options = RunOptions(
        REPORTS,
        out,
        SAMPLE / "companies.csv",
        SAMPLE / "manifest.csv",
        limits=ReadingLimits(ocr=False),
    )
    with MonitorRun(options) as run:
        assert run.batches() == []
        run.publish()


def rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / "release" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def endorsed(out: Path, year: int) -> int:
    return next(
        int(row["n_endorsed"])
        for row in rows(out, "national_series")
        if (row["reporting_year"], row["series"], row["strictness"])
        == (str(year), "oecd_only", "standard")
    )


def decided_value(out: Path, question: ReviewQuestion) -> tuple[str, str]:
    return next(
        (row["value"], row["status"])
        for row in rows(out, "company_indicators")
        if (row["company_id"], row["reporting_year"], row["indicator_id"])
        == (question.company_id, str(question.reporting_year), "END-03")
    )


def test_the_next_release_holds_the_decision_and_the_one_after_it_too(out: Path) -> None:
    desk = ReviewDesk(out)
    question = next(q for q in desk.questions if q.indicator_id == "END-03")
    assert question.kind in {ItemKind.CONFLICT, ItemKind.NEEDS_REVIEW}
    before = endorsed(out, question.reporting_year)
    answer = Answer(ReviewVerdict.CORRECT, Stance.ENDORSE, reason=REASON)
    desk.decide(question.item_id, answer, REVIEWER)
    for _ in range(2):
        publish_again(out)
        assert endorsed(out, question.reporting_year) == before + 1
        value, status = decided_value(out, question)
        assert (float(value), status) == (1.0, "human_confirmed")
        queue = {(row["company_id"], row["reporting_year"]) for row in rows(out, "review_queue")}
        assert (question.company_id, str(question.reporting_year)) not in queue
    public = [*(out / "release").glob("*.csv"), *out.glob("*.html"), *out.glob("companies/*.html")]
    said = "".join(path.read_text("utf-8-sig") for path in public)
    assert REVIEWER not in said
    assert REASON not in said

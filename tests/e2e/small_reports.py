"""Tiny invented reports as text files: scored in a fraction of a second each."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from report_mining.pipeline.runs import MonitorRun, MonitorSummary, RunOptions
from report_mining.pipeline.workers import Job, WorkerPool
from report_mining.records import ReadingLimits

Result = TypeVar("Result")

# What a release says besides times: equal runs give equal rows.
TABLES = ("findings", "company_indicators", "national_series", "coverage", "failures")

_ENDORSES = "We endorse the OECD Guidelines for Multinational Enterprises and act on them."
_ONDERSCHRIJFT = "Wij onderschrijven de OESO-richtlijnen voor multinationale ondernemingen."
_SILENT = "Revenue grew by four per cent and the works council met nine times."


def report_text(number: int) -> str:
    """Return a report of three pages; every third one says nothing about the guidelines."""
    said = (_ENDORSES, _ONDERSCHRIJFT, _SILENT)[number % 3]
    pages = (
        f"Company {number:03d} B.V.\n\nAnnual report 2023\n\nThis report covers the year 2023.",
        f"Responsible business\n\n{said} Our {number} sites follow the same rules.",
        f"Outlook\n\nIn 2024 company {number:03d} expects to open {number + 2} sites.",
    )
    return "\f".join(pages) + "\n"


def write_reports(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"c{number:03d}.txt").write_text(report_text(number), encoding="utf-8")
    return folder


def write_register(folder: Path, count: int) -> tuple[Path, Path]:
    """Write a company list and a manifest for ``count`` reports."""
    names = [f"{number:03d}" for number in range(count)]
    companies, manifest = folder / "companies.csv", folder / "manifest.csv"
    companies.write_text(
        "company_id,name\n" + "".join(f"c{n},Company {n} B.V.\n" for n in names), "utf-8"
    )
    manifest.write_text(
        "file,company_id,reporting_year,document_type\n"
        + "".join(f"c{n}.txt,c{n},2023,annual_report\n" for n in names),
        "utf-8",
    )
    return companies, manifest


def options_for(folder: Path, count: int, **changes: object) -> RunOptions:
    """Return a run over ``count`` small reports, written on the first call, into ``folder/out``."""
    reports = folder / "reports"
    if not reports.exists():
        write_reports(reports, count)
    companies, manifest = write_register(folder, count)
    chosen = {"workers": 1, "limits": ReadingLimits(ocr=False)} | changes
    return RunOptions(reports, folder / "out", companies, manifest, **chosen)  # type: ignore[arg-type]


class InProcessPool(WorkerPool):
    """Does jobs in this process: for tests of everything besides the workers."""

    def __init__(
        self, size: int, models: Path | None, memory_bytes: int, warm_up: object | None
    ) -> None:
        self.size = size
        self._models = models

    def run(self, job: Job[Result], timeout_s: float) -> Result:
        return job.run(self._models)

    def process_ids(self) -> tuple[int, ...]:
        return ()

    def close(self) -> None:
        return

    def abort(self) -> None:
        return


def start(options: RunOptions) -> MonitorRun:
    """Return a run that works in this process."""
    return MonitorRun(options, InProcessPool)


def run_to_the_end(options: RunOptions) -> MonitorSummary:
    with start(options) as run:
        with run.scoring():
            for batch in run.batches():
                run.score_batch(batch)
        return run.publish()


def tables_of(out: Path) -> dict[str, bytes]:
    """Return the released tables byte for byte; none of them holds a time of day or a duration."""
    return {name: (out / "release" / f"{name}.csv").read_bytes() for name in TABLES}

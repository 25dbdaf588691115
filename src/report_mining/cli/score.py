"""``report-mining score``: findings of single reports, without Prefect."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from report_mining.errors import EXIT_DONE, EXIT_NOTHING_SCORED

if TYPE_CHECKING:
    from report_mining.pipeline.instrument import Versions
    from report_mining.records import (
        DecisionThresholds,
        PassageReading,
        ReadingLimits,
        ScoredReport,
    )


def run_score(
    files: Sequence[Path], models: Path | None, limits: ReadingLimits, as_json: bool
) -> int:
    """Score files in worker processes and print them in the order given."""
    from report_mining.pipeline.instrument import load_instrument, versions_of

    instrument = load_instrument(models)
    thresholds, versions = instrument.stance.thresholds, versions_of(instrument, limits)
    any_scored = False
    for scored in score_files(files, models, limits, versions):
        any_scored = any_scored or scored.has_readable_text
        if as_json:
            print(json.dumps(as_object(scored, thresholds), ensure_ascii=False), flush=True)
        else:
            print_report(scored, thresholds)
    return EXIT_DONE if any_scored else EXIT_NOTHING_SCORED


def score_files(
    files: Sequence[Path], models: Path | None, limits: ReadingLimits, versions: Versions
) -> Iterator[ScoredReport]:
    """Yield a scored report per file, in order; a file that cannot be read is a failed report."""
    from report_mining.pipeline.jobs import WarmUp
    from report_mining.pipeline.runs import default_workers
    from report_mining.pipeline.single import score_path
    from report_mining.pipeline.workers import WorkerPool

    size = min(len(files), default_workers())
    with (
        WorkerPool(size, models, limits.memory_bytes, WarmUp()) as pool,
        ThreadPoolExecutor(size) as threads,
    ):
        yield from threads.map(lambda path: score_path(path, pool, limits, versions), files)


def as_object(scored: ScoredReport, thresholds: DecisionThresholds) -> dict[str, object]:
    """Return a scored report in the shape of DESIGN 10."""
    from report_mining.indicators import report_endorsements
    from report_mining.records import enclose

    endorsements = report_endorsements(scored, thresholds)
    return {
        "file": scored.path,
        "sha256": scored.report_id or None,
        "status": scored.status.value,
        "reason": scored.reason,
        "detail": scored.detail,
        "pages": scored.pages,
        "pages_scored": scored.pages_scored,
        "pages_not_looked": dict(scored.pages_not_looked),
        "reporting_year": scored.clues.reporting_year if scored.clues else None,
        "endorsement": {
            framework.value: {
                "stance": e.stance.value if e.stance else None,
                "strict": e.strict.value,
                "standard": e.standard.value,
                "lenient": e.lenient.value,
                "score": e.standard.probability,
                "status": e.standard.status.value,
                "why": e.standard.why,
            }
            for framework, e in endorsements.items()
        },
        "findings": [
            {
                "code": f.code.value,
                "stance": f.stance.value,
                "score": f.score,
                "page_number": f.page_number,
                "quote": f.quote,
                "bbox_pt": [round(v, 2) for v in enclose(f.boxes)] if f.boxes else None,
                "actor": f.actor.value,
                "own_assertion": f.own_assertion,
                "lookalike": f.lookalike.value if f.lookalike else None,
                "rule": f.rule,
                "section": list(f.section_path),
                "locator": f.locator,
            }
            for f in scored.findings
        ],
        "instrument_version": scored.instrument_version,
        "readings": [_reading_object(reading) for reading in scored.readings],
    }


def _reading_object(reading: PassageReading) -> dict[str, object]:
    """Return one passage with everything that it shows; spans are code points in its quote."""
    from report_mining.records import aspects_of, enclose

    return {
        "page_number": reading.page_number,
        "quote": reading.quote,
        "bbox_pt": [round(v, 2) for v in enclose(reading.boxes)] if reading.boxes else None,
        "section": list(reading.section_path),
        "locator": reading.locator,
        "aspects": [
            {
                "aspect": a.kind.value,
                "code": a.code,
                "level": a.level,
                "detail": a.detail,
                "score": a.score,
                "start": a.start,
                "end": a.end,
            }
            for a in aspects_of(reading)
        ],
    }


def print_report(scored: ScoredReport, thresholds: DecisionThresholds) -> None:
    """Print one report for a person."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from report_mining.indicators import report_endorsements
    from report_mining.records import ReportStatus

    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    console.rule(scored.file_name, align="left")
    console.print(f"status {scored.status.value}" + _because(scored), markup=False)
    if scored.status is ReportStatus.FAILED:
        return
    console.print(_pages_line(scored), markup=False)
    for framework, decision in report_endorsements(scored, thresholds).items():
        stance = decision.stance.value if decision.stance else "nothing found"
        console.print(f"{framework.value}: {stance}; {decision.standard.why}", markup=False)
    if scored.findings:
        table = Table("Page", "Framework", "Stance", "Score", "Quote")
        for f in scored.findings:
            page = "-" if f.page_number is None else str(f.page_number)
            row = (page, f.code.value, f.stance.value, f"{f.score:.2f}")
            table.add_row(*row, Text(_printable(f.quote)))
        console.print(table)


def _because(scored: ScoredReport) -> str:
    return "".join(f": {part}" for part in (scored.reason, scored.detail) if part)


def _pages_line(scored: ScoredReport) -> str:
    unread = ", ".join(f"{n} {reason}" for reason, n in scored.pages_not_looked)
    year = scored.clues.reporting_year if scored.clues else None
    return (
        f"{scored.pages_scored} of {scored.pages} pages looked at"
        + (f" (not: {unread})" if unread else "")
        + f"; reporting year {year or 'not found'}; {scored.seconds:.1f} s"
    )


def _printable(text: str) -> str:
    """Return text without what a terminal would take for a command."""
    return "".join(c if c.isprintable() else " " for c in text)

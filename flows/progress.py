"""A progress bar over the reports of a run, for a person at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from report_mining.pipeline.runs import MonitorRun
from report_mining.records import ScoredReport


@contextmanager
def shown_progress(run: MonitorRun, *, is_shown: bool) -> Iterator[None]:
    """Show reports done, pages a second and time left while the block runs."""
    if not is_shown or not run.plan.new:
        yield
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("Reading reports"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pages]} pages, {task.fields[rate]:.0f} pages/s"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(file=sys.stderr)) as bar:
        row = bar.add_task("", total=len(run.plan.new), pages=0, rate=0.0)
        pages = 0

        def advance(scored: ScoredReport) -> None:
            nonlocal pages
            pages += scored.pages
            elapsed_s = bar.tasks[0].elapsed or 1.0
            bar.update(row, advance=1, pages=pages, rate=pages / elapsed_s)

        run.on_report = advance
        yield

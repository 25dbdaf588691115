"""Progress over the reports of a run, for a person at a terminal: rate, time left, each worker."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from report_mining.pipeline.runs import MonitorRun
from report_mining.records import ScoredReport

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.progress import Progress

REFRESHES_PER_SECOND = 4
_NAME_WIDTH = 60


@contextmanager
def shown_progress(run: MonitorRun, *, is_shown: bool) -> Iterator[None]:
    """Show reports done, pages a second, time left and what each worker is at, during the block."""
    if not is_shown or not run.plan.new:
        yield
        return
    from rich.console import Console
    from rich.live import Live

    bar = _make_bar()
    row = bar.add_task("", total=len(run.plan.new), pages=0, rate=0.0)
    pages = 0

    def advance(scored: ScoredReport) -> None:
        nonlocal pages
        pages += scored.pages
        elapsed_s = bar.tasks[0].elapsed or 1.0
        bar.update(row, advance=1, pages=pages, rate=pages / elapsed_s)

    run.on_report = advance
    with Live(
        console=Console(file=sys.stderr),
        get_renderable=lambda: _screen(run, bar),
        refresh_per_second=REFRESHES_PER_SECOND,
        transient=False,
    ):
        yield


def _make_bar() -> Progress:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("Reading reports"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pages]} pages, {task.fields[rate]:.0f} pages/s"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )


def _screen(run: MonitorRun, bar: Progress) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    return Group(bar, *(Text(line) for line in worker_lines(run, time.monotonic())))


def worker_lines(run: MonitorRun, now: float) -> list[str]:
    """Return what each worker is at and for how long, in seconds; ``now`` is monotonic."""
    at_work = sorted(run.active.copy().items())
    return [
        f"  worker {number}: {one.file[-_NAME_WIDTH:]} ({now - one.since:.0f} s)"
        for number, (_, one) in enumerate(at_work, start=1)
    ]

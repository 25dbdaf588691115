"""``report-mining monitor``: run the flow and say what came of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from report_mining.errors import EXIT_DONE, EXIT_NOTHING_SCORED, InputError, UsageError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from report_mining.pipeline.runs import MonitorSummary, RunOptions
    from report_mining.records import NationalPoint

SHOWN_FAILURES = 15
SHOWN_FILES = 20


def run_monitor(options: RunOptions, *, is_dry: bool, dask_address: str | None = None) -> int:
    """Run the main job and print its summary; return the exit code."""
    _check_input(options)
    if is_dry:
        return _print_plan(options)
    _check_runner(options, dask_address)
    summary = _run_flow(options, dask_address)
    print_summary(summary)
    return EXIT_DONE if summary.scored_count else EXIT_NOTHING_SCORED


def _check_input(options: RunOptions) -> None:
    """Refuse wrong paths and defective lists at once, before a server starts."""
    from report_mining.pipeline.fetching import is_remote
    from report_mining.pipeline.listing import list_files
    from report_mining.pipeline.monitoring import read_register
    from report_mining.publishing import check_output_folder

    if not is_remote(options.reports) and not Path(options.reports).exists():
        raise InputError(f"{options.reports} does not exist; expected a folder with reports")
    for path in (options.companies, options.manifest):
        if path is not None and not path.is_file():
            raise InputError(f"{path} is not a file; expected a CSV file")
    if options.size_test is not None and options.companies is None:
        raise UsageError(
            f"--size-test {options.size_test.value} has no use without a company list; add --companies"
        )
    if options.manifest is not None and options.companies is None:
        raise InputError(
            f"{options.manifest} names companies, but no company list was given; add --companies"
        )
    read_register(options.companies, options.manifest, options.size_test)
    here = None if is_remote(options.out) else Path(options.out)
    if not is_remote(options.reports):
        list_files(Path(options.reports), here)
    if here is not None:
        check_output_folder(here)


def _check_runner(options: RunOptions, dask_address: str | None) -> None:
    """Refuse a cluster that was not named, or that was named and is not used."""
    from report_mining.pipeline.runs import Runner

    if options.runner is Runner.DASK and not dask_address:
        raise UsageError(
            "--runner dask needs the address of a scheduler; add --dask-address tcp://HOST:8786"
        )
    if dask_address and options.runner is not Runner.DASK:
        raise UsageError(f"--dask-address {dask_address} has no use without --runner dask; add it")


def _print_plan(options: RunOptions) -> int:
    from report_mining.pipeline.identifying import read_identifier
    from report_mining.pipeline.instrument import load_instrument, versions_of
    from report_mining.pipeline.monitoring import read_register
    from report_mining.pipeline.planning import plan_run
    from report_mining.pipeline.run_summary import population_sentences
    from report_mining.register import unused_entries
    from report_mining.storage import StatCache, Store

    instrument = load_instrument(options.models)
    versions = versions_of(instrument, options.limits)
    register = read_register(options.companies, options.manifest, options.size_test)
    store = f"{str(options.out).rstrip('/')}/store"
    plan = plan_run(
        options.reports,
        Store(store),
        versions.reader,
        versions.instrument,
        force=options.force,
        out=options.out,
        identifier=read_identifier(StatCache(store), verifies=options.verify),
    )
    print(f"{len(plan.files)} report files, {len(plan.new)} of them to be read")
    print(f"{plan.reused_count} reports are already in {store}")
    for file in plan.new[:SHOWN_FILES]:
        print(f"  to read: {file.relative}")
    if len(plan.new) > SHOWN_FILES:
        print(f"  ... and {len(plan.new) - SHOWN_FILES} more")
    print(f"{len(plan.unopened)} files cannot be opened, {len(plan.ignored)} are no reports")
    for sentence in population_sentences(register.sized):
        print(sentence)
    print(f"{len(register.companies)} companies, {len(register.manifest)} manifest rows")
    present = [f.relative for f in plan.files] + [f.relative for f in plan.unopened]
    for entry in unused_entries(present, register.manifest)[:SHOWN_FILES]:
        print(
            f"  the manifest names {entry.file}, which is not under {options.reports}; mend the path"
        )
    print("nothing was read or written (--dry-run)")
    return EXIT_DONE


def _run_flow(options: RunOptions, dask_address: str | None) -> MonitorSummary:
    from report_mining.flows.server import PrefectServer
    from report_mining.pipeline.fetching import is_remote
    from report_mining.pipeline.runs import Runner

    is_terminal = sys.stderr.isatty()
    with ExitStack() as stack:
        if is_remote(options.out):
            home = Path(stack.enter_context(TemporaryDirectory(prefix="report-mining-prefect-")))
        else:
            home = Path(options.out) / "store" / "prefect"
        server = stack.enter_context(PrefectServer(home))
        if is_terminal:
            print("Starting (Prefect takes some seconds) ...", file=sys.stderr)
        from report_mining.flows.monitor import monitor, with_dask, with_threads

        server.wait()
        flow: Callable[..., MonitorSummary] = (
            with_dask(monitor, dask_address)
            if options.runner is Runner.DASK
            else with_threads(monitor, options.workers)
        )
        return flow(
            reports=options.reports,
            out=options.out,
            companies=options.companies,
            manifest=options.manifest,
            year=options.year,
            workers=options.workers,
            models=options.models,
            force=options.force,
            ocr=options.limits.ocr,
            timeout_s=options.limits.timeout_s,
            show_progress=is_terminal,
            verify=options.verify,
            runner=options.runner,
            size_test=options.size_test,
        )


def print_summary(summary: MonitorSummary) -> None:
    """Print the figure, the counts, the failures and where the dashboard is."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    console.print()
    console.print(_counts_table(summary))
    _print_failures(summary, console)
    if summary.national:
        console.print(_national_table(summary.national))
    for sentence in (*summary.population, *summary.headline):
        console.print(sentence, markup=False)
    _print_names(console, "files of the manifest are not there", summary.missing_files)
    _print_names(
        console, "reports are of a company or year outside the population", summary.outside_files
    )
    if summary.unmatched:
        console.print(
            f"{summary.unmatched} files have no company or year; see release/coverage.csv.",
            markup=False,
        )
    if summary.review_count:
        console.print(f"Waiting for a person: {summary.review_count} (see the review queue).")
    if summary.is_unchanged:
        console.print("Nothing has changed since the last release; it was left as it is.")
    console.print(f"Log: {summary.log}", markup=False)
    console.print(f"Dashboard: {summary.shown_index}", markup=False)


def _counts_table(summary: MonitorSummary) -> Table:
    from rich.table import Table

    table = Table(title="Reports", show_header=False, title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    for status, count in summary.statuses:
        table.add_row(status, str(count))
    table.add_row("read now / from the store", f"{summary.new_count} / {summary.reused_count}")
    table.add_row("pages", f"{summary.pages:,}")
    table.add_row("pages not looked at", f"{summary.pages_not_looked:,}")
    table.add_row("framework mentions", f"{summary.findings:,}")
    if summary.ignored:
        table.add_row("other files, left aside", str(len(summary.ignored)))
    table.add_row("seconds", f"{summary.seconds:.1f}")
    for stage, seconds in summary.stage_seconds:
        table.add_row(f"  of which: {stage}", f"{seconds:.1f}")
    if summary.pages_read_now:
        table.add_row("pages per second", f"{summary.pages_read_now / summary.seconds:.1f}")
    return table


def _print_failures(summary: MonitorSummary, console: Console) -> None:
    for name, reason, detail in summary.failures[:SHOWN_FAILURES]:
        console.print(f"failed: {name}: {reason}: {detail}", markup=False)
    if len(summary.failures) > SHOWN_FAILURES:
        rest = len(summary.failures) - SHOWN_FAILURES
        console.print(f"... and {rest} more; see release/failures.csv")


def _print_names(console: Console, said: str, names: tuple[str, ...]) -> None:
    if names:
        shown = ", ".join(names[:SHOWN_FAILURES]) + (" ..." if names[SHOWN_FAILURES:] else "")
        console.print(f"{len(names)} {said}: {shown}", markup=False)


def _national_table(points: tuple[NationalPoint, ...]) -> Table:
    from rich import box
    from rich.table import Table

    title = "Companies that endorse / with an answer / on the list"
    table = Table(title=title, title_justify="left", box=box.SIMPLE, pad_edge=False)
    for name in ("Year", "Series", "Strictness"):
        table.add_column(name, no_wrap=True)
    for name in ("Count", "Lower", "Observed", "Upper", "Path"):
        table.add_column(name, justify="right", no_wrap=True)
    for p in points:
        shares = (p.share_lower, p.share_observed, p.share_upper, p.path_share)
        table.add_row(
            str(p.reporting_year),
            p.series.value,
            p.strictness.value,
            f"{p.n_endorsed}/{p.n_covered}/{p.n_population}",
            *(_percent(share) for share in shares),
        )
    return table


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"

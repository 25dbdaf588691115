"""The table of speed and scale: resume, Prefect's cost, workers, memory, 10,000 reports.

``python -m benchmarks.end_to_end [--quick] [--reports DIR]`` prints it. ``--quick`` leaves out the
runs over the real reports and takes 200 instead of 10,000 simulated ones. Times are wall-clock on this
machine and depend on what else it does; ratios compare runs that follow each other, and seconds of
processor hardly depend on it. Nothing of the package may change while it runs: the simulated results
carry the version of the code that began. What the screens lose: ``python -m benchmarks.screen``; a cold
``make sample``: ``time make sample``.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from report_mining.pipeline.run_log import LOG_FOLDER
from report_mining.pipeline.run_report import REPORT_NAME
from report_mining.pipeline.runs import MonitorRun, MonitorSummary, RunOptions
from report_mining.records import Company, DocumentType, ManifestEntry, ReadingLimits, ScoredReport
from report_mining.storage import Store

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("REPORT_MINING_SHARED", ROOT.parent / "shared"))
COMMAND = Path(sys.executable).parent / "report-mining"
SIMULATED = 10_000
QUICK = 200
SEEDS = 6  # reports of the sample whose results the simulated ones repeat
LONG_AGO = 1_600_000_000  # when simulated files were written, seconds since 1970


def show(what: str, measured: str, floor: str = "") -> None:
    """Print one row of the table."""
    print(f"| {what} | {measured} | {floor} |", flush=True)


@contextmanager
def timed() -> Iterator[list[float]]:
    """Yield a list that holds wall and CPU seconds (this process and its children) afterwards."""
    spent: list[float] = []
    started, cpu = time.perf_counter(), _cpu_seconds()
    yield spent
    spent += [time.perf_counter() - started, _cpu_seconds() - cpu]


def _cpu_seconds() -> float:
    usages = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in usages)


def peak_mib(who: int) -> float:
    """Return the largest memory that this process, or one of its children, has had."""
    return resource.getrusage(who).ru_maxrss / 1024


def run_plainly(options: RunOptions) -> tuple[MonitorSummary, MonitorRun]:
    """Do the main job without Prefect, a thread per worker."""
    from concurrent.futures import ThreadPoolExecutor

    with MonitorRun(options) as run:
        with run.scoring(), ThreadPoolExecutor(options.workers or 2) as threads:
            list(threads.map(run.score_batch, run.batches()))
        return run.publish(), run


def real_reports(reports: Path, out: Path) -> None:
    """Measure the real reports: two workers, again, two processes apart, through the command."""
    plain = RunOptions(reports, out / "plain", workers=2)
    with timed() as spent:
        summary, run = run_plainly(plain)
    pages, scoring_s = summary.pages_read_now, run.report.stage_seconds["score"]
    show("`monitor` over the real reports, two workers", f"{pages / scoring_s:.1f} pages/s", "15")
    each = 1000 * spent[1] / pages
    show(
        "the same in processor time, release included",
        f"{each:.0f} ms a page, {2000 / each:.1f} pages/s",
    )
    show("peak memory of a worker", f"{run.report.peak_worker_mib:.0f} MiB", "1,536")
    show("seconds by stage, without Prefect", stages_of(run))
    with timed() as spent:
        _, again = run_plainly(plain)
    what = f"the same again, nothing changed, {len(run.plan.files)} files ({stages_of(again)})"
    show(what, f"{spent[0]:.1f} s, {spent[1]:.1f} s of processor", "3 s")
    apart = apart_rate(reports, out)
    share = pages / scoring_s / apart
    what = f"two workers against two processes apart ({apart:.1f} pages/s together)"
    show(what, f"{share:.2f}", "0.85")
    through_prefect(reports, out / "flow", sum(run.report.stage_seconds.values()))


def apart_rate(reports: Path, out: Path) -> float:
    """Return the pages a second of two runs beside each other that share nothing, one worker each.

    Each has every second report by size; their rates are added, so that the one that ends first does
    not count as waiting.
    """
    script = "from benchmarks.end_to_end import half; half()"
    by_size = sorted(reports.glob("*.pdf"), key=lambda path: path.stat().st_size)
    runs = []
    for number in range(2):
        folder = out / f"half-{number}"
        folder.mkdir(parents=True)
        for path in by_size[number::2]:
            shutil.copy(path, folder)
        command = [sys.executable, "-c", script, str(folder), str(out / f"apart-{number}")]
        runs.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True))
    told = [(run.communicate()[0], run.returncode) for run in runs]
    if any(code for _, code in told):
        sys.exit("end_to_end: a run over half of the reports failed; its error is above")
    return sum(float(text) for text, _ in told)


def half() -> None:
    """Score one half with one worker and print its pages a second."""
    summary, run = run_plainly(RunOptions(Path(sys.argv[1]), Path(sys.argv[2]), workers=1))
    print(summary.pages_read_now / run.report.stage_seconds["score"])


def through_prefect(reports: Path, out: Path, plain_s: float) -> None:
    """Measure the command as a person types it, against ``plain_s`` without Prefect."""
    launched = time.time()
    with timed() as spent:
        subprocess.run(
            [COMMAND, "monitor", reports, "--out", out, "--workers", "2"],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    told = json.loads((out / REPORT_NAME).read_text(encoding="utf-8"))
    first = min(begins(out)).timestamp() - launched
    show("start-up before the first report is read", f"{first:.1f} s", "20 s")
    show("the command but for its run, before and after", f"{spent[0] - told['seconds']:.1f} s")
    over = (told["seconds"] - plain_s) / plain_s
    show("Prefect over a bare pool, without start-up", f"{100 * over:+.0f}%", "10%")


def begins(out: Path) -> Iterator[datetime.datetime]:
    """Yield when each report of a run began to be read, from the log of the run."""
    (log,) = (out / LOG_FOLDER).glob("*.jsonl")
    for event in map(json.loads, log.read_text(encoding="utf-8").splitlines()):
        if event["event"] == "scored":
            ended = datetime.datetime.fromisoformat(event["time"])
            yield ended - datetime.timedelta(seconds=event["seconds"])


def stages_of(run: MonitorRun) -> str:
    """Return what the stages of a run took."""
    return ", ".join(f"{k} {v:.1f}" for k, v in run.report.stage_seconds.items())


def seed_run(folder: Path) -> MonitorRun:
    """Score a few reports of the sample; the simulated ones repeat their results."""
    reports = folder / "seeds"
    reports.mkdir()
    for path in sorted((ROOT / "data" / "sample" / "reports").glob("*-20*.pdf"))[:SEEDS]:
        shutil.copy(path, reports)
    limits = ReadingLimits(ocr=False)
    _, run = run_plainly(RunOptions(reports, folder / "seed", workers=1, limits=limits))
    return run


def simulate_store(seed: MonitorRun, folder: Path, count: int) -> list[str]:
    """Write ``count`` files with bytes of their own, and stored results as if they were scored.

    The results are those of the reports of ``seed``, in turn. Pages and passages are empty files:
    nothing reads them when nothing has changed.
    """
    models = [seed.store.read(f.report_id, *_versions(seed)) for f in seed.plan.files]
    store = Store(folder / "out" / "store")
    (folder / "reports").mkdir(parents=True)
    names = []
    for number in range(count):
        path = folder / "reports" / f"r{number:05d}.txt"
        path.write_bytes(f"simulated report {number}\n".encode())
        os.utime(path, (LONG_AGO, LONG_AGO))
        store.write(renumbered(models[number % len(models)], path, number), ())
        names.append(path.name)
    return names


def _versions(run: MonitorRun) -> tuple[str, str]:
    return run.versions.reader, run.versions.instrument


def renumbered(model: ScoredReport, path: Path, number: int) -> ScoredReport:
    """Return a scored report as that of another file."""
    report_id = hashlib.sha256(path.read_bytes()).hexdigest()
    tag = f"{number:08x}"
    return replace(
        model,
        report_id=report_id,
        file_name=path.name,
        path=str(path),
        findings=tuple(
            replace(f, report_id=report_id, finding_id=f.finding_id[:16] + tag)
            for f in model.findings
        ),
        readings=tuple(
            replace(r, report_id=report_id, reading_id=r.reading_id[:16] + tag)
            for r in model.readings
        ),
    )


def write_lists(folder: Path, names: Sequence[str]) -> tuple[Path, Path]:
    """Write a company per report, and whose each report is."""
    companies, manifest = folder / "companies.csv", folder / "manifest.csv"
    listed = [Company(f"c{n}", f"Company {n} B.V.") for n in range(len(names))]
    companies.write_text(
        "company_id,name\n" + "".join(f"{c.company_id},{c.name}\n" for c in listed), "utf-8"
    )
    owned = [
        ManifestEntry(name, company.company_id, 2022, DocumentType.ANNUAL_REPORT)
        for name, company in zip(names, listed, strict=True)
    ]
    rows = (f"{e.file},{e.company_id},{e.reporting_year},{e.document_type}\n" for e in owned)
    manifest.write_text("file,company_id,reporting_year,document_type\n" + "".join(rows), "utf-8")
    return companies, manifest


def scale(seed: MonitorRun, folder: Path, count: int) -> None:
    """Measure aggregation and release from stored results, and a run with nothing changed."""
    names = simulate_store(seed, folder, count)
    companies, manifest = write_lists(folder, names)
    options = replace(
        seed.options, reports=folder / "reports", out=folder / "out", companies=companies,
        manifest=manifest, workers=1,
    )  # fmt: skip
    for label, floor in (("release", "60 s, 1,024 MiB"), ("nothing changed", "15 s")):
        script = "from benchmarks.end_to_end import child; child()"
        done = subprocess.run(
            [sys.executable, "-c", script, options.reports, options.out, companies, manifest],
            cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            sys.exit(f"end_to_end: {count:,} scored reports: {label} failed; its error is above")
        show(f"{count:,} scored reports: {label}", done.stdout.strip(), floor)


def child() -> None:
    """Publish from the store in a process of its own, so that its peak memory is its own; two workers."""
    reports, out, companies, manifest = map(Path, sys.argv[1:5])
    options = RunOptions(
        reports, out, companies, manifest, workers=2, limits=ReadingLimits(ocr=False)
    )
    with timed() as spent, MonitorRun(options) as run:
        if run.plan.new:
            sys.exit(
                f"end_to_end: {len(run.plan.new)} simulated reports are not in the store under "
                f"{run.versions.instrument}; was the code or a model changed meanwhile? start again"
            )
        run.publish()
    memory = f"{peak_mib(resource.RUSAGE_SELF):.0f} MiB, a worker {peak_mib(resource.RUSAGE_CHILDREN):.0f}"
    print(f"{spent[0]:.1f} s ({spent[1]:.1f} s of processor), {memory} ({stages_of(run)})")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--reports", type=Path, default=SHARED / "corpus" / "reports")
    chosen = parser.parse_args()
    now = datetime.datetime.now(datetime.UTC)
    print(f"{now:%Y-%m-%d %H:%M} UTC, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    print("| What | Measured | Floor |\n|---|---|---|")
    folder = Path(tempfile.mkdtemp(prefix="end-to-end-"))
    try:
        if not chosen.quick:
            real_reports(chosen.reports, folder)
        seed = seed_run(folder)
        scale(seed, folder / "scale", QUICK if chosen.quick else SIMULATED)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

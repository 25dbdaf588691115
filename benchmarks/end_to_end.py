"""The table of speed and scale: resume, Prefect's cost, workers, memory, 10,000 reports.

``python -m benchmarks.end_to_end [--quick] [--reports DIR]`` prints it. ``--quick`` leaves out the
runs over the real reports and takes 1,000 instead of 10,000 simulated ones. Times are wall-clock on this
machine and depend on what else it does; ratios compare runs that follow each other.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
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

from report_mining.pipeline.runs import MonitorRun, MonitorSummary, RunOptions
from report_mining.records import Company, DocumentType, ManifestEntry, ReadingLimits, ScoredReport
from report_mining.storage import Store

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("REPORT_MINING_SHARED", ROOT.parent / "shared"))
COMMAND = Path(sys.executable).parent / "report-mining"
SIMULATED = 10_000
QUICK = 1_000
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
    """Measure the real reports: without Prefect, with one worker, through the command, again."""
    plain = RunOptions(reports, out / "plain", workers=2)
    summary, run = run_plainly(plain)
    pages, scoring_s = summary.pages_read_now, run.report.stage_seconds["score"]
    show("`monitor` over the real reports, two workers", f"{pages / scoring_s:.1f} pages/s", "15")
    show("peak memory of a worker", f"{run.report.peak_worker_mib:.0f} MiB", "1,536")
    stages = ", ".join(f"{k} {v:.1f}" for k, v in run.report.stage_seconds.items())
    show("seconds by stage, without Prefect", stages)
    with timed() as spent:
        run_plainly(plain)
    show(f"the same again, {len(run.plan.files)} files", f"{spent[0]:.1f} s", "3 s")
    _, single = run_plainly(replace(plain, out=out / "single", workers=1))
    share = single.report.stage_seconds["score"] / (2 * scoring_s)
    show("two workers against one (1.0: twice as fast)", f"{share:.2f}", "0.85")
    with timed() as spent:
        subprocess.run(
            [COMMAND, "monitor", reports, "--out", out / "flow", "--workers", "2"],
            check=True, capture_output=True,
        )  # fmt: skip
    total_s = sum(run.report.stage_seconds.values())
    show("through Prefect, start-up included, over without", f"{spent[0] / total_s:.2f}", "1.10+")


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
        script = "import sys, pickle; from benchmarks.end_to_end import child; child()"
        done = subprocess.run(
            [sys.executable, "-c", script, options.reports, options.out, companies, manifest],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        show(f"{count:,} scored reports: {label}", done.stdout.strip(), floor)


def child() -> None:
    """Publish from the store in a process of its own, so that its peak memory is its own."""
    reports, out, companies, manifest = map(Path, sys.argv[1:5])
    options = RunOptions(
        reports, out, companies, manifest, workers=1, limits=ReadingLimits(ocr=False)
    )
    with timed() as spent, MonitorRun(options) as run:
        assert run.plan.new == (), "the simulation does not match the store"
        run.publish()
    stages = ", ".join(f"{k} {v:.1f}" for k, v in run.report.stage_seconds.items())
    memory = peak_mib(resource.RUSAGE_SELF)
    print(f"{spent[0]:.1f} s ({spent[1]:.1f} s of processor), {memory:.0f} MiB ({stages})")


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
        sample = RunOptions(
            ROOT / "data" / "sample" / "reports", folder / "seed", workers=2,
            limits=ReadingLimits(ocr=False),
        )  # fmt: skip
        _, seed = run_plainly(sample)
        scale(seed, folder / "scale", QUICK if chosen.quick else SIMULATED)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

"""A second run does only what is new, whatever changed in between."""

from __future__ import annotations

import json
import os
import resource
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from small_reports import (
    options_for,
    report_text,
    run_to_the_end,
    start,
    tables_of,
)
from truth import read_table

from report_mining.errors import InputError, StorageError
from report_mining.pipeline.runs import RunOptions

COUNT = 6


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with small reports and a finished run; copy it before changing it."""
    folder = tmp_path_factory.mktemp("resume")
    options = options_for(folder, COUNT)
    make_old(folder / "reports")
    run_to_the_end(options)
    return folder


@pytest.fixture
def folder(finished: Path, tmp_path: Path) -> Path:
    target = tmp_path / "copy"
    shutil.copytree(finished, target)
    make_old(target / "reports")
    return target


def make_old(reports: Path) -> None:
    """Let the files be written long ago, as they are in practice."""
    long_ago = time.time() - 3600
    for path in reports.iterdir():
        os.utime(path, (long_ago, long_ago))


def run_report(folder: Path) -> dict[str, object]:
    report = json.loads((folder / "out" / "run.json").read_text("utf-8"))
    assert isinstance(report, dict)
    return report


def test_with_nothing_changed_nothing_is_read_and_the_release_stays_as_it_is(folder: Path) -> None:
    options = options_for(folder, COUNT)
    run_to_the_end(options)  # the copy has other paths, so this one publishes
    before = (folder / "out" / "index.html").stat().st_mtime_ns
    summary = run_to_the_end(options)
    assert summary.is_unchanged
    assert (summary.new_count, summary.reused_count) == (0, COUNT)
    assert (folder / "out" / "index.html").stat().st_mtime_ns == before
    assert summary.national
    assert summary.headline


def test_a_damaged_release_is_published_again(folder: Path) -> None:
    options = options_for(folder, COUNT)
    run_to_the_end(options)
    wanted = tables_of(folder / "out")
    (folder / "out" / "release" / "findings.csv").write_text("lost\n")
    assert not run_to_the_end(options).is_unchanged
    assert tables_of(folder / "out") == wanted


def test_a_changed_report_costs_one_report(folder: Path) -> None:
    path = folder / "reports" / "c002.txt"
    path.write_text(report_text(2).replace("Revenue grew", "We endorse the UNGPs. Revenue grew"))
    summary = run_to_the_end(options_for(folder, COUNT))
    assert (summary.new_count, summary.reused_count) == (1, COUNT - 1)
    counts = run_report(folder)["counts"]
    assert isinstance(counts, dict)
    assert (counts["read"], counts["scored"]) == (1, 1)


def test_a_removed_report_leaves_the_release(folder: Path) -> None:
    (folder / "reports" / "c000.txt").unlink()
    summary = run_to_the_end(options_for(folder, COUNT))
    assert (summary.new_count, summary.reused_count) == (0, COUNT - 1)
    assert "c000.txt" not in {row["file"] for row in read_table(folder / "out", "coverage")}
    assert "c000.txt" in summary.missing_files


def test_another_model_scores_again_without_reading(folder: Path) -> None:
    from report_mining.classification.checked_artefacts import packaged_models

    models = folder / "models"
    shutil.copytree(packaged_models(), models)
    manifest = next(models.glob("stance/*/manifest.json"))
    manifest.write_text(manifest.read_text("utf-8") + "\n", "utf-8")  # another fingerprint
    wanted = [row["quote"] for row in read_table(folder / "out", "findings")]
    for path in (folder / "reports").iterdir():
        path.chmod(0o644)
    options = options_for(folder, COUNT, models=models)
    with start(options) as run:
        for batch in run.batches():
            run.score_batch(batch)
        assert run.report.counts["scored"] == COUNT
        assert run.report.counts["read"] == 0
        run.publish()
    assert [row["quote"] for row in read_table(folder / "out", "findings")] == wanted


def test_stored_pages_give_the_findings_that_reading_gives(folder: Path) -> None:
    first = read_table(folder / "out", "findings")
    for name in ("reports", "findings"):
        shutil.rmtree(folder / "out" / "store" / name)
    with start(options_for(folder, COUNT)) as run:
        for batch in run.batches():
            run.score_batch(batch)
        assert run.report.counts["read"] == 0
        run.publish()
    assert read_table(folder / "out", "findings") == first


def test_damaged_stored_pages_are_read_again(folder: Path) -> None:
    for path in (folder / "out" / "store" / "pages").iterdir():
        path.write_bytes(path.read_bytes()[:100])
    shutil.rmtree(folder / "out" / "store" / "findings")
    with start(options_for(folder, COUNT)) as run:
        for batch in run.batches():
            run.score_batch(batch)
        assert run.report.counts["read"] == COUNT


def test_force_reads_everything_again(folder: Path) -> None:
    with start(options_for(folder, COUNT, force=True)) as run:
        for batch in run.batches():
            run.score_batch(batch)
        assert run.report.counts["read"] == COUNT


def test_bytes_changed_behind_the_stamp_are_seen_by_verify(folder: Path) -> None:
    path = folder / "reports" / "c000.txt"
    options = options_for(folder, COUNT)
    run_to_the_end(options)
    before = path.stat()
    text = path.read_text("utf-8")
    path.write_text(text.replace("Outlook", "Prospex"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with start(replace(options, verify=True)) as run:
        assert [f.relative for f in run.plan.new] == ["c000.txt"]


def test_a_clock_that_was_set_back_costs_hashing_and_nothing_else(folder: Path) -> None:
    ahead = time.time() + 86_400
    for path in (folder / "reports").iterdir():
        os.utime(path, (ahead, ahead))  # written "tomorrow": the clock was set back since
    summary = run_to_the_end(options_for(folder, COUNT))
    assert (summary.new_count, summary.reused_count) == (0, COUNT)
    assert summary.seconds >= 0


def test_a_folder_in_use_is_refused_and_left_alone(folder: Path) -> None:
    options = options_for(folder, COUNT)
    with (
        start(options),
        pytest.raises(StorageError, match="in use by another run"),
        start(options),
    ):
        pass


def test_an_unreadable_subfolder_is_refused_by_name(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    hidden = folder / "reports" / "archive"
    hidden.mkdir(mode=0)
    try:
        with pytest.raises(InputError, match="archive cannot be opened"):
            run_to_the_end(options_for(folder, COUNT))
    finally:
        hidden.chmod(0o755)


def test_the_report_of_a_run_says_what_was_done_and_skipped(folder: Path) -> None:
    shutil.copy(folder / "reports" / "c001.txt", folder / "reports" / "twin.txt")
    (folder / "reports" / "notes.xlsx").write_bytes(b"1")
    (folder / "reports" / "empty.txt").write_bytes(b"")
    run_to_the_end(options_for(folder, COUNT))
    report = run_report(folder)
    assert report["outcome"] == "done"
    assert report["skipped_counts"] == {
        "in_store": COUNT,
        "same_content": 1,
        "no_report_format": 1,
    }
    skipped = report["skipped"]
    assert isinstance(skipped, list)
    assert {(s["file"], s["reason"]) for s in skipped} == {
        ("twin.txt", "same_content"),
        ("notes.xlsx", "no_report_format"),
    }
    failed = report["failed"]
    assert isinstance(failed, list)
    assert [f["file"] for f in failed] == ["empty.txt"]


def test_every_line_of_the_log_carries_the_run(folder: Path) -> None:
    run_to_the_end(options_for(folder, COUNT, force=True))
    run_id = run_report(folder)["run_id"]
    lines = (folder / "out" / "logs" / f"{run_id}.jsonl").read_text("utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    assert {event["run_id"] for event in events} == {run_id}
    assert [e["event"] for e in events[:2]] == ["started", "planned"]
    assert events[-1]["event"] == "ended"
    assert sum(event["event"] == "scored" for event in events) == COUNT


def test_a_run_that_is_interrupted_says_so_and_goes_on_later(folder: Path) -> None:
    shutil.rmtree(folder / "out")
    options = options_for(folder, COUNT)
    with pytest.raises(KeyboardInterrupt):
        score_one_and_stop(options)
    assert run_report(folder)["outcome"] == "interrupted"
    assert not (folder / "out" / "index.html").exists()
    assert run_to_the_end(options).reused_count == 1


def score_one_and_stop(options: RunOptions) -> None:
    with start(options) as run:
        run.score_batch(["c000.txt"])
        raise KeyboardInterrupt


def test_a_disk_that_fills_up_ends_the_run_with_advice_and_the_next_run_goes_on(
    tmp_path: Path,
) -> None:
    options = options_for(tmp_path, 3)
    with pytest.raises(StorageError, match="free space"):
        score_with_little_room(options)
    report = run_report(tmp_path)
    assert report["outcome"] == "failed"
    assert "free space" in str(report["error"])
    assert not list((tmp_path / "out").rglob("*.part"))
    assert run_to_the_end(options).new_count == 3


def score_with_little_room(options: RunOptions) -> None:
    """Score while no file may grow beyond a few kilobytes, as on a disk that is nearly full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with start(options) as run:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, hard))
        try:
            for batch in run.batches():
                run.score_batch(batch)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

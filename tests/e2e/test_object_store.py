"""Reports and results on s3://, against a local server."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small_reports import options_for, report_text, run_to_the_end, start, tables_of

from report_mining.errors import InputError, StorageError
from report_mining.pipeline.runs import RunOptions

s3fs = pytest.importorskip("s3fs", reason="needs report-mining[s3]")
moto_server = pytest.importorskip("moto.server", reason="needs moto[server], a dev dependency")

COUNT = 3


@pytest.fixture(scope="module")
def bucket() -> Iterator[Any]:
    """An empty bucket that every fsspec address of s3:// finds, also in worker processes."""
    server = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    settings = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        fs = s3fs.S3FileSystem(use_listings_cache=False)
        fs.mkdir("bucket")
        yield fs
        s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


def options_on(tmp_path: Path, bucket: Any, name: str) -> RunOptions:
    local = options_for(tmp_path, COUNT)
    for number in range(COUNT):
        bucket.pipe_file(f"bucket/{name}/in/c{number:03d}.txt", report_text(number).encode())
    return replace(local, reports=f"s3://bucket/{name}/in", out=f"s3://bucket/{name}/out")


def names_under(bucket: Any, root: str) -> set[str]:
    return {path.removeprefix(f"{root}/") for path in bucket.find(root)}


def fetched(bucket: Any, root: str, target: Path) -> Path:
    bucket.get(f"{root}/release", str(target / "release"), recursive=True)
    return target


def test_reports_and_results_in_a_bucket_give_what_a_disk_gives(
    tmp_path: Path, bucket: Any
) -> None:
    options = options_on(tmp_path, bucket, "whole")
    summary = run_to_the_end(options)
    assert summary.address == "s3://bucket/whole/out/index.html"
    assert (summary.new_count, summary.reused_count) == (COUNT, 0)
    names = names_under(bucket, "bucket/whole/out")
    assert {"index.html", "run.json", "store/published.json"} <= names
    assert not [name for name in names if name.endswith((".part", ".lock"))]
    run_to_the_end(options_for(tmp_path, COUNT))
    there = tables_of(fetched(bucket, "bucket/whole/out", tmp_path / "there"))
    assert there == tables_of(tmp_path / "out")

    again = run_to_the_end(options)
    assert again.is_unchanged
    bucket.rm_file("bucket/whole/in/c000.txt")
    bucket.pipe_file("bucket/whole/in/c001.txt", report_text(7).encode())
    with start(options) as run:
        assert [f.relative for f in run.plan.new] == ["c001.txt"]
        assert [f.relative for f in run.plan.files] == ["c001.txt", "c002.txt"]


def test_an_output_address_in_use_is_refused_with_what_to_delete(
    tmp_path: Path, bucket: Any
) -> None:
    options = options_on(tmp_path, bucket, "locked")
    with start(options), pytest.raises(StorageError) as caught, start(options):
        pass
    assert f"process {os.getpid()} " in str(caught.value)
    assert "delete s3://bucket/locked/out/.report-mining.lock" in str(caught.value)
    assert json.loads(bucket.cat_file("bucket/locked/out/run.json"))["outcome"] == "done"


def test_an_address_without_reports_and_an_unknown_protocol_are_told(
    tmp_path: Path, bucket: Any
) -> None:
    with (
        pytest.raises(InputError, match="holds no report"),
        start(RunOptions("s3://bucket/nothing", tmp_path / "out")),
    ):
        pass
    with (
        pytest.raises(StorageError, match="cannot be opened"),
        start(RunOptions("nowhere://x/y", tmp_path / "out")),
    ):
        pass

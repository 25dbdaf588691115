"""A hash is trusted only while everything says that the bytes are those that were hashed."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from report_mining.pipeline.identifying import Identifier, keep, read_identifier, sha256_of
from report_mining.storage import FileStamp, HashedFile, StatCache

STAMP = FileStamp(size_bytes=10, mtime_ns=10**18, ctime_ns=10**18, inode="7")
SECOND_NS = 10**9
KNOWN = HashedFile("a", STAMP, 10**18 + 10 * SECOND_NS, "hash")


def test_an_unchanged_file_keeps_its_hash() -> None:
    assert KNOWN.still_holds(STAMP)


@pytest.mark.parametrize(
    "changed",
    [
        replace(STAMP, size_bytes=11),
        replace(STAMP, mtime_ns=STAMP.mtime_ns + 1),
        replace(STAMP, ctime_ns=STAMP.ctime_ns + 1),
        replace(STAMP, inode="8"),
    ],
)
def test_any_difference_is_a_reason_to_hash_again(changed: FileStamp) -> None:
    assert not KNOWN.still_holds(changed)


def test_a_file_written_just_before_it_was_hashed_is_hashed_again() -> None:
    assert not replace(KNOWN, hashed_ns=STAMP.mtime_ns + SECOND_NS).still_holds(STAMP)


def test_a_file_from_the_future_is_hashed_again() -> None:
    assert not replace(KNOWN, hashed_ns=STAMP.mtime_ns - 3600 * SECOND_NS).still_holds(STAMP)


def test_a_second_look_hashes_only_what_changed(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.pdf", "b.pdf")]
    for number, path in enumerate(files):
        path.write_bytes(b"%d" % number)
    cache = StatCache(tmp_path / "store")
    later_ns = max(path.stat().st_ctime_ns for path in files) + 3600 * SECOND_NS
    first = Identifier(cache.read(), clock_ns=lambda: later_ns)
    for path in files:
        assert first.identify(path).report_id == sha256_of(path)
    keep(cache, first)
    files[1].write_bytes(b"22")
    second = read_identifier(cache, verifies=False)
    assert [second.identify(path).report_id for path in files] == [sha256_of(p) for p in files]
    assert second.hashed_count == 1
    assert read_identifier(cache, verifies=True).known == {}


def test_a_damaged_cache_costs_hashing_and_nothing_else(tmp_path: Path) -> None:
    cache = StatCache(tmp_path)
    cache.write([KNOWN])
    assert cache.read() == {"a": KNOWN}
    path = next(tmp_path.glob("*.parquet"))
    path.write_bytes(path.read_bytes()[:40])
    assert cache.read() == {}


def test_a_name_that_is_no_text_is_left_out_of_the_cache(tmp_path: Path) -> None:
    cache = StatCache(tmp_path)
    odd = os.fsdecode(b"/r/\xff.pdf")
    cache.write([KNOWN, replace(KNOWN, path=odd)])
    assert set(cache.read()) == {"a"}

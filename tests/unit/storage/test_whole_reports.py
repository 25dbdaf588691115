"""A report comes quickly from its one file, and from its Parquet files where that file is not sound."""

from __future__ import annotations

import dataclasses
import importlib.util
import math
from pathlib import Path
from types import ModuleType

import pytest

from report_mining.errors import StorageError
from report_mining.storage import Store


def load_store_tests() -> ModuleType:
    path = Path(__file__).with_name("test_store.py")
    spec = importlib.util.spec_from_file_location("store_tests", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


samples = load_store_tests()
KEY = samples.KEY


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def whole_file(tmp_path: Path) -> Path:
    return next((tmp_path / "store" / "whole").iterdir())


def test_the_one_file_says_what_the_parquet_files_say(store: Store, tmp_path: Path) -> None:
    odd = dataclasses.replace(samples.make_finding(), quote="half a pair: \ud83d", mention="\x00é")
    store.write(dataclasses.replace(samples.make_report(), findings=(odd,)), ())
    from_parquet = store.read(*KEY)
    for path in (tmp_path / "store").glob("findings/*"):
        path.unlink()
    assert store.read_quickly(*KEY) == from_parquet
    assert repr(store.read_quickly(*KEY)) == repr(from_parquet)


def test_a_byte_that_flips_sends_back_to_the_parquet_files(store: Store, tmp_path: Path) -> None:
    store.write(samples.make_report(), ())
    path = whole_file(tmp_path)
    good = path.read_bytes()
    for offset in range(0, len(good), 7):
        path.write_bytes(good[:offset] + bytes([good[offset] ^ 0x55]) + good[offset + 1 :])
        assert store.read_quickly(*KEY) == samples.make_report()
    path.unlink()
    assert store.read_quickly(*KEY) == samples.make_report()


def test_a_file_under_the_name_of_another_report_is_not_used(store: Store, tmp_path: Path) -> None:
    store.write(samples.make_report(), ())
    path = whole_file(tmp_path)
    path.rename(path.with_name(path.name.replace("ab" * 32, "cd" * 32)))
    with pytest.raises(StorageError, match="not in the store"):
        store.read_quickly("cd" * 32, *KEY[1:])


def test_a_report_that_would_not_come_back_the_same_has_no_such_file(
    store: Store, tmp_path: Path
) -> None:
    odd = dataclasses.replace(samples.make_finding(), score=math.nan)
    store.write(dataclasses.replace(samples.make_report(), findings=(odd,)), ())
    assert not list(tmp_path.glob("store/whole/*"))
    assert math.isnan(store.read_quickly(*KEY).findings[0].score)


def test_writing_again_replaces_it(store: Store) -> None:
    store.write(samples.make_report(), ())
    changed = dataclasses.replace(samples.make_report(), pages=99)
    store.write(changed, ())
    assert store.read_quickly(*KEY) == changed

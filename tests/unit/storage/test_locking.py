"""Two runs never write one output folder at the same time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from report_mining.errors import StorageError
from report_mining.storage import OutputLock
from report_mining.storage.locking import LOCK_NAME

HOLDER = """
import sys, time
from report_mining.storage import OutputLock
lock = OutputLock(sys.argv[1])
lock.acquire()
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_run_is_refused_with_who_holds_it_and_what_to_do(tmp_path: Path) -> None:
    with OutputLock(tmp_path), pytest.raises(StorageError) as caught:
        OutputLock(tmp_path).acquire()
    message = str(caught.value)
    assert f"process {os.getpid()} " in message
    assert "--out" in message
    assert str(tmp_path / LOCK_NAME) in message


def test_a_folder_is_free_after_release_and_the_file_is_gone(tmp_path: Path) -> None:
    for _ in range(2):
        with OutputLock(tmp_path):
            assert (tmp_path / LOCK_NAME).exists()
        assert not (tmp_path / LOCK_NAME).exists()


def test_the_folder_is_made_when_absent(tmp_path: Path) -> None:
    with OutputLock(tmp_path / "new" / "out"):
        assert (tmp_path / "new" / "out" / LOCK_NAME).exists()


def test_a_run_that_fails_gives_the_folder_back(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), OutputLock(tmp_path):
        raise KeyboardInterrupt
    with OutputLock(tmp_path):
        pass


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StorageError, match=f"process {holder.pid} "):
            OutputLock(tmp_path).acquire()
        holder.kill()
    assert (tmp_path / LOCK_NAME).exists()  # the dead process could not remove it
    with OutputLock(tmp_path):
        assert str(os.getpid()) in (tmp_path / LOCK_NAME).read_text()


def test_a_stale_lock_blocks_nobody_even_when_its_process_id_is_used_again(tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).write_text(f"process {os.getppid()} on somewhere, and a long line" * 20)
    with OutputLock(tmp_path):
        assert (tmp_path / LOCK_NAME).read_text().count("process") == 1


def test_a_folder_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(StorageError, match="cannot lock"):
        OutputLock(tmp_path / "out").acquire()


def test_one_lock_object_cannot_be_taken_twice(tmp_path: Path) -> None:
    with OutputLock(tmp_path) as lock, pytest.raises(RuntimeError, match="already held"):
        lock.acquire()

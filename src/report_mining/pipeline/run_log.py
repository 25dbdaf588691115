"""The log of a run: JSON lines that all carry the id of the run, for people and for machines."""

from __future__ import annotations

import datetime
import json
import os
import secrets
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

from report_mining.errors import StorageError

LOG_FOLDER = "logs"
KEPT_LOGS = 50  # of the latest runs; a schedule would fill a disk otherwise

Value = str | int | float | bool | None


def new_run_id(now: datetime.datetime) -> str:
    """Return a name for a run that sorts by time and that no other run has."""
    return f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


class RunLog:
    """Appends one line per event to ``logs/RUN_ID.jsonl``; may be called from many threads."""

    def __init__(
        self,
        out: Path,
        run_id: str,
        clock: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.UTC),
    ) -> None:
        self.path = out / LOG_FOLDER / f"{run_id}.jsonl"
        self._run_id = run_id
        self._clock = clock
        self._lock = threading.Lock()
        self._file: IO[str] | None = None

    def open(self) -> None:
        """Start the log, and delete those of runs long past.

        Raises:
            StorageError: The output folder cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            for old in sorted(self.path.parent.glob("*.jsonl"))[: -KEPT_LOGS + 1]:
                old.unlink()
            self._file = self.path.open("a", encoding="utf-8", newline="\n")
        except OSError as error:
            raise StorageError(
                f"cannot write {self.path}: {error.strerror or error}; check that the output folder "
                "is on a disk with free space and that you may write there, or choose another --out"
            ) from error

    def write(self, event: str, **values: Value) -> None:
        """Append one event; a log that cannot be written any more never ends a run."""
        line = {
            "time": self._clock().isoformat(timespec="milliseconds"),
            "run_id": self._run_id,
            "host": socket.gethostname(),
            "process": os.getpid(),
            "event": event,
            **values,
        }
        with self._lock:
            if self._file is None:
                return
            try:
                self._file.write(json.dumps(line, ensure_ascii=True) + "\n")
                self._file.flush()
            except OSError:
                self._file = None  # the disk is full: the results matter more

    def close(self) -> None:
        """End the log."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None

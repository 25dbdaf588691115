"""One run per output folder: a lock that a dead process cannot keep."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from report_mining.errors import StorageError

LOCK_NAME = ".report-mining.lock"
_MAX_LOCK_BYTES = 400


class OutputLock:
    """Context manager that holds an output folder on a local or shared disk.

    The lock file names process and host. The operating system's own file lock decides: it ends
    with the process, so the file of a dead process is taken over and a reused process id never
    blocks. Where the system has no such lock (Windows), an existing file blocks until deleted.
    """

    def __init__(self, folder: str | Path) -> None:
        self.path = Path(folder) / LOCK_NAME
        self._descriptor: int | None = None

    def __enter__(self) -> Self:
        """Take the folder.

        Raises:
            StorageError: another run holds it, or it cannot be written.
        """
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the folder back."""
        self.release()

    def acquire(self) -> None:
        """Take the folder, which is made when it does not exist; see ``__enter__``."""
        if self._descriptor is not None:
            raise RuntimeError(f"{self.path} is already held by this object")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._descriptor = self._take()
        except OSError as error:
            raise StorageError(
                f"cannot lock {self.path}: {error.strerror or error}; check that you may write "
                "there, or choose another folder with --out"
            ) from error

    def release(self) -> None:
        """Give the folder back; does nothing when it is not held."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        self.path.unlink(missing_ok=True)  # before closing: nobody else can hold it now
        os.close(descriptor)

    def _take(self) -> int:
        """Return an open descriptor of the lock file that only this object holds."""
        while True:
            descriptor = self._open_locked()
            if _is_same_file(descriptor, self.path):
                os.ftruncate(descriptor, 0)
                os.write(descriptor, _holder_text().encode())
                return descriptor
            os.close(descriptor)  # the former holder removed it in between: try the new one

    def _open_locked(self) -> int:
        if sys.platform == "win32":
            try:
                return os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL)
            except FileExistsError as error:
                raise self._held() from error
        import fcntl

        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(descriptor)
            raise self._held() from error
        except OSError:
            os.close(descriptor)
            raise
        return descriptor

    def _held(self) -> StorageError:
        try:
            with self.path.open("rb") as file:
                holder = file.read(_MAX_LOCK_BYTES).decode("utf-8", "replace").strip()
        except OSError:
            holder = ""
        return StorageError(
            f"{self.path.parent} is in use by another run ({holder or 'process unknown'}); wait "
            "until it ends, stop it, or choose another folder with --out; if that process is "
            f"gone, delete {self.path}"
        )


def _holder_text() -> str:
    return f"process {os.getpid()} on {socket.gethostname()}\n"


def _is_same_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False

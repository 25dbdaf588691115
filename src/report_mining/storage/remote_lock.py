"""One run per output address, where there is no file lock: an object that only one run can make."""

from __future__ import annotations

import datetime
import os
import socket
from types import TracebackType
from typing import Self

from report_mining.errors import StorageError
from report_mining.storage.files import cannot, open_file_system
from report_mining.storage.locking import LOCK_NAME


class RemoteLock:
    """Context manager that holds an output address such as ``s3://bucket/out``.

    The object store makes the lock object only when there is none (a conditional write). Unlike a
    file lock it does not end with its process: after a run that was killed the object stays, and
    the message says who made it, when, and which object to delete.
    """

    def __init__(self, address: str) -> None:
        self._address = f"{address.rstrip('/')}/{LOCK_NAME}"
        self._fs, self._path = open_file_system(self._address)

    def __enter__(self) -> Self:
        """Take the address.

        Raises:
            StorageError: another run holds it, or it cannot be written.
        """
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        holder = f"process {os.getpid()} on {socket.gethostname()} since {now}\n"
        try:
            self._fs.pipe_file(self._path, holder.encode(), mode="create")
        except FileExistsError as error:
            raise self._held() from error
        except OSError as error:
            raise cannot("lock", self._address, error) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the address back."""
        try:
            self._fs.rm_file(self._path)
        except FileNotFoundError:
            return  # deleted by hand
        except OSError as failure:
            raise cannot("unlock", self._address, failure) from failure

    def _held(self) -> StorageError:
        try:
            holder = self._fs.cat_file(self._path).decode("utf-8", "replace").strip()
        except OSError:
            holder = ""
        return StorageError(
            f"{self._address.rsplit('/', 1)[0]} is in use by another run "
            f"({holder or 'process unknown'}); wait until it ends, stop it, or choose another "
            f"address with --out; if that process is gone, delete {self._address}"
        )

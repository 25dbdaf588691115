"""The output folder of a run: on a disk as it is, at an address by way of a folder on this machine."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from report_mining.pipeline.fetching import is_remote
from report_mining.publishing import RELEASE_PARTS
from report_mining.storage import OutputLock
from report_mining.storage.files import cannot, open_file_system
from report_mining.storage.remote_lock import RemoteLock

# What a run reads of earlier runs, and what it leaves; the store is written where it belongs.
_PULLED = ("release", "review", "store/published.json")
_PUSHED = (*RELEASE_PARTS, "review", "logs", "run.json", "store/published.json")
_INDEX = "index.html"


class OutputFolder:
    """Holds the lock of an output folder, and says where its store and its release are.

    For an address such as ``s3://bucket/out`` the release is made in a temporary folder and
    copied there when it is complete, with ``index.html`` as the last.
    """

    def __init__(self, out: Path | str) -> None:
        self.address = str(out)
        self.is_remote = is_remote(out)
        self.here = Path(out)  # of an address: set when the folder is taken
        self._held = ExitStack()

    @property
    def store(self) -> str:
        """The path or the address of the store."""
        return f"{self.address.rstrip('/')}/store"

    @property
    def index(self) -> str:
        """The path or the address of the dashboard."""
        return f"{self.address.rstrip('/')}/{_INDEX}"

    def shown(self, path: Path) -> str:
        """Return where a file of this folder will be found, as a path or an address."""
        if not self.is_remote:
            return str(path)
        return f"{self.address.rstrip('/')}/{path.relative_to(self.here).as_posix()}"

    def __enter__(self) -> Self:
        """Take the folder.

        Raises:
            StorageError: Another run holds it, or it cannot be used.
        """
        with ExitStack() as stack:
            if self.is_remote:
                stack.enter_context(RemoteLock(self.address))
                folder = tempfile.TemporaryDirectory(prefix="report-mining-out-")
                self.here = Path(stack.enter_context(folder))
                self._pull()
            else:
                stack.enter_context(OutputLock(self.here))
            self._held = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the folder back."""
        self._held.__exit__(kind, error, trace)

    def _pull(self) -> None:
        fs, root = open_file_system(self.address.rstrip("/"))
        try:
            for path in fs.find(root):
                relative = path[len(root) :].lstrip("/")
                if relative == _INDEX or _is_in(relative, _PULLED):
                    local = self.here / relative
                    local.parent.mkdir(parents=True, exist_ok=True)
                    fs.get_file(path, str(local))
        except FileNotFoundError:
            return
        except OSError as error:
            raise cannot("read", self.address, error) from error

    def push(self) -> None:
        """Copy the release to its address, the index last; does nothing for a folder on a disk.

        Objects of an earlier release that this one lacks are deleted afterwards.

        Raises:
            StorageError: The address cannot be written.
        """
        if not self.is_remote:
            return
        fs, root = open_file_system(self.address.rstrip("/"))
        local = sorted(path for path in self.here.rglob("*") if path.is_file())
        names = [path.relative_to(self.here).as_posix() for path in local]
        wanted = [name for name in names if _is_in(name, _PUSHED)]
        try:
            for name in (*wanted, *(n for n in names if n == _INDEX)):
                fs.put_file(str(self.here / name), f"{root}/{name}")
            if _INDEX in names:
                self._delete_others(frozenset(wanted))
        except OSError as error:
            raise cannot("write", self.address, error) from error

    def _delete_others(self, wanted: frozenset[str]) -> None:
        fs, root = open_file_system(self.address.rstrip("/"))
        for path in fs.find(root):
            relative = path[len(root) :].lstrip("/")
            if _is_in(relative, RELEASE_PARTS) and relative not in wanted:
                fs.rm_file(path)


def _is_in(relative: str, places: tuple[str, ...]) -> bool:
    return any(relative == place or relative.startswith(f"{place}/") for place in places)

"""A folder of files at any fsspec address, each written as a whole: complete or absent."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import fsspec
from fsspec.implementations.local import LocalFileSystem

from report_mining.errors import StorageError

UNFINISHED_SUFFIX = ".part"
# Here an object appears when it is complete, and renaming would be a copy.
_OBJECT_STORES = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oss"})


class FileFolder:
    """A folder of files; local or any fsspec address."""

    def __init__(self, folder: str | Path) -> None:
        self._fs, root = open_file_system(str(folder))
        self._root = root.rstrip("/")
        self.is_local = isinstance(self._fs, LocalFileSystem)
        named = self._fs.protocol
        protocols = {named} if isinstance(named, str) else set(named)
        self._is_object_store = not _OBJECT_STORES.isdisjoint(protocols)

    def path(self, name: str) -> str:
        """Return the path of the file called ``name``, as messages show it."""
        return f"{self._root}/{name}"

    def has(self, name: str) -> bool:
        """Return whether a complete file called ``name`` is there."""
        try:
            return bool(self._fs.isfile(self.path(name)))
        except OSError as error:
            raise cannot("read", self.path(name), error) from error

    def names(self) -> frozenset[str]:
        """Return the names of the complete files in the folder; none where it does not exist."""
        try:
            if self.is_local:
                found = self._local_names()
            else:
                found = [path.rsplit("/", 1)[-1] for path in self._fs.find(self._root, maxdepth=1)]
        except FileNotFoundError:
            return frozenset()
        except OSError as error:
            raise cannot("read", self._root, error) from error
        return frozenset(name for name in found if not name.endswith(UNFINISHED_SUFFIX))

    def write_bytes(self, name: str, content: bytes) -> None:
        """Write the file ``name``, replacing an older one in a single step.

        Raises:
            StorageError: the folder cannot be written or the disk is full.
        """
        unfinished = self.path(f"{name}.{os.getpid()}-{secrets.token_hex(4)}{UNFINISHED_SUFFIX}")
        try:
            if self._is_object_store:
                self._fs.pipe_file(self.path(name), content)
                return
            self._fs.makedirs(self._root, exist_ok=True)
            self._put(unfinished, content)
            self._rename(unfinished, self.path(name))
        except OSError as error:
            self._forget(unfinished)
            raise cannot("write", self.path(name), error) from error

    def read_bytes(self, name: str) -> bytes:
        """Return the content of the file ``name``.

        Raises:
            StorageError: the file is absent or cannot be read.
        """
        path = self.path(name)
        try:
            return Path(path).read_bytes() if self.is_local else bytes(self._fs.cat_file(path))
        except FileNotFoundError as error:
            raise StorageError(f"{path} is not in the store; score the report again") from error
        except OSError as error:
            raise cannot("read", path, error) from error

    def remove(self, name: str) -> None:
        """Remove the file ``name``; does nothing where it is absent.

        Raises:
            StorageError: it cannot be removed.
        """
        try:
            self._fs.rm_file(self.path(name))
        except FileNotFoundError:
            return
        except OSError as error:
            raise cannot("remove", self.path(name), error) from error

    def clear_unfinished(self) -> int:
        """Delete what killed runs left half written; return how many files that were.

        Only for the holder of the output lock: it would also delete what another run writes.
        """
        try:
            leftovers = self._unfinished()
            for path in leftovers:
                self._fs.rm_file(path)
        except OSError as error:
            raise cannot("clean", self._root, error) from error
        return len(leftovers)

    def _unfinished(self) -> list[str]:
        """Return the paths of what is half written."""
        if not self.is_local:
            return list(self._fs.glob(f"{_literal(self._root)}/*{UNFINISHED_SUFFIX}"))
        found = self._local_names()
        return [self.path(name) for name in found if name.endswith(UNFINISHED_SUFFIX)]

    def _local_names(self) -> list[str]:
        """Return all names in the folder; a listing of fsspec looks at every file."""
        return os.listdir(self._root) if Path(self._root).is_dir() else []  # noqa: PTH208

    def _put(self, path: str, content: bytes) -> None:
        if not self.is_local:
            self._fs.pipe_file(path, content)
            return
        with Path(path).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def _rename(self, source: str, target: str) -> None:
        if self.is_local:
            Path(source).replace(target)  # atomic, also over an existing file
        else:
            self._fs.mv(source, target)

    def _forget(self, path: str) -> None:
        """Remove a file that could not be finished; a failure here must not hide the first."""
        try:
            self._fs.rm_file(path)
        except OSError:
            return


def open_file_system(address: str) -> tuple[fsspec.AbstractFileSystem, str]:
    """Return the file system of an address and the path in it.

    Raises:
        StorageError: Its protocol is unknown or needs a package that is not installed.
    """
    fresh = {"use_listings_cache": False} if "://" in address else {}  # others write there too
    try:
        fs, root = fsspec.core.url_to_fs(address, **fresh)
    except (ImportError, ValueError) as error:
        raise StorageError(
            f"{address} cannot be opened ({error}); for s3:// install report-mining[s3], or give "
            "a folder"
        ) from error
    return fs, root


def cannot(verb: str, path: str, error: OSError) -> StorageError:
    """Return the error for a file that the system does not let us use."""
    detail = error.strerror or str(error) or type(error).__name__
    return StorageError(
        f"cannot {verb} {path}: {detail}; check that the output folder exists on a disk with "
        "free space and that you may write there, or choose another one with --out"
    )


def _literal(path: str) -> str:
    """Return ``path`` with the characters escaped that a glob would interpret."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in path)

"""A Prefect server of our own, started early so that its start-up hides behind other work.

Nothing here imports Prefect: the import takes seconds, and its settings are read at that moment.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Self

from report_mining.errors import StorageError

START_TIMEOUT_S = 180.0  # 20 s, Prefect's own limit, is too short on a small machine
_POLL_S = 0.2
DATABASE_NAME = "prefect.db"
_DATABASE_SETTINGS = (
    "PREFECT_API_DATABASE_CONNECTION_URL",
    "PREFECT_SERVER_DATABASE_CONNECTION_URL",
)
QUIET_SETTINGS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # telemetry tries the network and logs errors
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",  # errors reach the user as exceptions, once
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(int(START_TIMEOUT_S)),
    "PREFECT_CLI_PROMPT": "false",
}


class PrefectServer:
    """A child process ``prefect server start`` on a free loopback port, which ends with this one.

    When the user's own ``PREFECT_API_URL`` is set, that server is used and none is started.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Set Prefect's environment and start the server without waiting for it."""
        for name, value in QUIET_SETTINGS.items():
            os.environ.setdefault(name, value)
        if "PREFECT_API_URL" not in os.environ:
            self._start()
        return self

    def _start(self) -> None:
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            self._log = (self._home / "server.log").open("ab")
        except OSError as error:
            raise StorageError(
                f"{error.filename} cannot be written: {error.strerror}; choose another --out"
            ) from error
        os.environ["PREFECT_HOME"] = str(self._home.resolve())
        self._database = self._home / DATABASE_NAME
        is_elsewhere = any(name in os.environ for name in _DATABASE_SETTINGS)
        self._is_fresh = not (is_elsewhere or self._database.exists())
        if self._is_fresh:
            _copy_template(self._database)
        port = _free_port()
        self._process = subprocess.Popen(
            _server_command(port),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )
        os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
        self._health = f"http://127.0.0.1:{port}/api/health"

    def wait(self) -> None:
        """Return when the server answers.

        Raises:
            StorageError: It ended or did not answer in time; the message names its log.
        """
        if self._process is None:
            return
        deadline = time.monotonic() + START_TIMEOUT_S
        while not _answers(self._health):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise StorageError(
                    f"the Prefect server did not start within {START_TIMEOUT_S:.0f} s; "
                    f"see {self._home / 'server.log'}, or set PREFECT_API_URL to a server of yours"
                )
            time.sleep(_POLL_S)
        if self._is_fresh:
            _keep_template(self._database)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the server that was started here."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
        del os.environ["PREFECT_API_URL"]


def _template() -> Path:
    """Return where the first database of the installed Prefect is kept, once there has been one."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "report-mining" / f"prefect-{version('prefect')}.db"


def _copy_template(database: Path) -> None:
    """Begin with tables that are made already; making them takes 8 s.

    Without sound ones Prefect makes its tables itself.
    """
    with contextlib.suppress(OSError, RuntimeError):  # the latter: nobody has a home here
        unfinished = database.with_suffix(".part")
        shutil.copyfile(_template(), unfinished)
        if _is_sound(unfinished):
            unfinished.replace(database)
        else:
            unfinished.unlink()


def _is_sound(database: Path) -> bool:
    try:
        with contextlib.closing(sqlite3.connect(database)) as opened:
            checked = opened.execute("pragma quick_check").fetchone()
            migrated = opened.execute("select count(*) from alembic_version").fetchone()
    except sqlite3.Error:
        return False
    return bool(checked == ("ok",) and migrated != (0,))


def _keep_template(database: Path) -> None:
    """Keep the tables of a server that has just started, before any run, for later ones.

    Where the folder for such things cannot be written, later runs wait as long as this one.
    """
    with contextlib.suppress(OSError, RuntimeError, sqlite3.Error):
        kept = _template()
        if kept.exists() and _is_sound(kept):
            return
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
            copy = Path(folder) / kept.name
            with (
                contextlib.closing(sqlite3.connect(database)) as source,
                contextlib.closing(sqlite3.connect(copy)) as target,
            ):
                source.backup(target)
            if _is_sound(copy):
                copy.replace(kept)


def _server_command(port: int) -> list[str]:
    tied = [sys.executable, str(Path(__file__).with_name("tied_process.py")), str(os.getpid())]
    server = [*tied, sys.executable, "-m", "prefect", "server", "start"]
    return [*server, "--no-ui", "--host", "127.0.0.1", "--port", str(port)]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False

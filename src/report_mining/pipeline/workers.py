"""Long-lived worker processes that read and score files, so that a hostile file costs one failure.

A worker is ``python -m report_mining.pipeline.worker``. Parent and worker exchange pickled messages
over the worker's own pipes, each with an 8-byte length in front. A worker that dies, hangs or
runs out of memory is replaced, and its job becomes a `WorkerFailure`.
"""

from __future__ import annotations

import os
import pickle
import queue
import select
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self, TypeVar

from report_mining.errors import ReportMiningError
from report_mining.records import FailureReason

Result_co = TypeVar("Result_co", covariant=True)

_HEADER = struct.Struct(">Q")
_STOP_WAIT_S = 2.0
_WARM_UP_TIMEOUT_S = 300.0  # loading models is no part of what a file may take


class Job(Protocol[Result_co]):
    """Work for a worker: a picklable record that knows how to run."""

    def run(self, models: Path | None) -> Result_co:
        """Do the work inside the worker; ``models`` is the folder the pool was started with."""
        ...


@dataclass(frozen=True, slots=True)
class WorkerFailure:
    """A job whose worker did not answer."""

    reason: FailureReason
    detail: str


class PoolClosedError(RuntimeError):
    """A job was given to workers that were stopped, as after Ctrl-C."""


@dataclass(frozen=True, slots=True)
class JobError:
    """An error of our own tree that a job raised in the worker; raised again in the parent."""

    error: ReportMiningError


def send_message(stream: IO[bytes], message: object) -> None:
    """Write one message and flush."""
    payload = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_HEADER.pack(len(payload)) + payload)
    stream.flush()


def receive_message(stream: IO[bytes]) -> object:
    """Read one message; raise EOFError when the other side is gone."""
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        raise EOFError("the worker closed its pipe")
    payload = stream.read(_HEADER.unpack(header)[0])
    return pickle.loads(payload)  # our own child on our own pipe, never outside input


class _Worker:
    """One worker process and the pipe to it."""

    def __init__(self, models: Path | None, memory_bytes: int, warm_up: Job[object] | None) -> None:
        command = [sys.executable, "-m", "report_mining.pipeline.worker", str(memory_bytes)]
        if models is not None:
            command.append(str(models))
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        self._is_warming = warm_up is not None
        if warm_up is not None:  # answered before the first job, while the parent plans
            assert self._process.stdin is not None
            send_message(self._process.stdin, warm_up)

    def ask(self, job: Job[Result_co], timeout_s: float) -> Result_co | WorkerFailure:
        """Run one job; afterwards a worker that failed is dead."""
        assert self._process.stdin is not None
        try:
            if self._is_warming:
                self._is_warming = False
                loaded = self._receive(_WARM_UP_TIMEOUT_S)
                if isinstance(loaded, WorkerFailure):
                    return loaded
            send_message(self._process.stdin, job)
            answer = self._receive(timeout_s)
        except (EOFError, BrokenPipeError):
            return self._describe_death()
        return answer  # type: ignore[return-value]  # the worker answers with what run() returned

    def _receive(self, timeout_s: float) -> object:
        stream = self._process.stdout
        assert stream is not None
        ready, _, _ = select.select([stream], [], [], timeout_s)
        if not ready:
            self.kill()
            return WorkerFailure(
                FailureReason.TIMED_OUT,
                f"reading took longer than {timeout_s:.0f} s and was stopped; "
                "try the file alone with a longer --timeout",
            )
        answer = receive_message(stream)
        if isinstance(answer, JobError):
            raise answer.error
        return answer

    def _describe_death(self) -> WorkerFailure:
        code = self._process.wait()
        if code == -signal.SIGKILL:
            return WorkerFailure(
                FailureReason.OUT_OF_MEMORY,
                "the reading process was killed by the system, most likely for lack of memory",
            )
        name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return WorkerFailure(
            FailureReason.CRASHED, f"the reading process ended unexpectedly ({name})"
        )

    @property
    def process_id(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """End the worker and everything it started."""
        if self.is_alive:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._close()

    def stop(self) -> None:
        """Ask the worker to end, and end it when it does not."""
        if self._process.stdin is not None and self.is_alive:
            try:
                self._process.stdin.close()
                self._process.wait(_STOP_WAIT_S)
            except (subprocess.TimeoutExpired, BrokenPipeError):
                self.kill()
        self._close()

    def _close(self) -> None:
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue  # a dead worker cannot take the last bytes; nothing is lost


class WorkerPool:
    """A fixed number of worker processes; ``run`` may be called from many threads."""

    def __init__(
        self,
        size: int,
        models: Path | None = None,
        memory_bytes: int = 4 * 1024**3,
        warm_up: Job[object] | None = None,
    ) -> None:
        if size < 1:
            raise ValueError(f"a pool needs at least 1 worker, got {size}")
        self.size = size
        self._models = models
        self._memory_bytes = memory_bytes
        self._warm_up = warm_up
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._all: set[_Worker] = set()
        self._is_closed = False
        for _ in range(size):  # started at once: they load their models while the parent plans
            self._idle.put(self._start())

    def _start(self) -> _Worker:
        worker = _Worker(self._models, self._memory_bytes, self._warm_up)
        with self._lock:
            self._all.add(worker)
        return worker

    @contextmanager
    def _borrow(self) -> Iterator[_Worker]:
        worker = self._idle.get()
        if not worker.is_alive and not self._is_closed:
            worker = self._replace(worker)
        try:
            yield worker
        finally:
            self._idle.put(worker)

    def _replace(self, dead: _Worker) -> _Worker:
        with self._lock:
            self._all.discard(dead)
        dead.kill()
        return self._start()

    def run(self, job: Job[Result_co], timeout_s: float) -> Result_co | WorkerFailure:
        """Return what the job returns, or why its worker did not answer.

        Raises:
            PoolClosedError: The pool was closed before or meanwhile; the job counts as not tried.
            ReportMiningError: What the job raised of our own errors, such as a missing model.
        """
        with self._borrow() as worker:
            if self._is_closed:
                raise PoolClosedError("the workers were stopped")
            answer = worker.ask(job, timeout_s)
        if isinstance(answer, WorkerFailure) and self._is_closed:
            raise PoolClosedError("the workers were stopped")
        return answer

    def process_ids(self) -> tuple[int, ...]:
        """Return the ids of the running worker processes."""
        with self._lock:
            return tuple(worker.process_id for worker in self._all if worker.is_alive)

    def close(self) -> None:
        """End all workers."""
        self._is_closed = True
        with self._lock:
            workers = list(self._all)
            self._all.clear()
        for worker in workers:
            worker.stop()

    def abort(self) -> None:
        """Kill all workers at once, as after Ctrl-C."""
        self._is_closed = True
        with self._lock:
            workers = list(self._all)
            self._all.clear()
        for worker in workers:
            worker.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()

"""The worker process: takes jobs from its standard input until it is closed.

Run as ``python -m report_mining.pipeline.worker MEMORY_BYTES [MODELS]``; see `workers`.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path
from typing import IO

from report_mining.errors import ReportMiningError
from report_mining.pipeline.workers import (
    Job,
    JobError,
    WorkerFailure,
    receive_message,
    send_message,
)
from report_mining.records import FailureReason


def serve(jobs: IO[bytes], answers: IO[bytes], models: Path | None) -> None:
    """Answer jobs until the parent closes the pipe."""
    while True:
        try:
            job = receive_message(jobs)
        except EOFError:
            return
        answer = _run(job, models)  # type: ignore[arg-type]  # the parent sends jobs
        try:
            send_message(answers, answer)
        except BrokenPipeError:
            return  # the parent was killed; what this job stored is complete


def _run(job: Job[object], models: Path | None) -> object:
    try:
        return job.run(models)
    except ReportMiningError as error:
        return JobError(error)
    except MemoryError:
        return WorkerFailure(
            FailureReason.OUT_OF_MEMORY,
            "reading needed more memory than a file may take; try it alone on a larger machine",
        )


def _private_stdout() -> IO[bytes]:
    """Return the pipe to the parent, and send what libraries print to standard error instead."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def main() -> None:
    """Set the memory limit and serve."""
    memory_bytes = int(sys.argv[1])
    models = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    serve(sys.stdin.buffer, _private_stdout(), models)


if __name__ == "__main__":
    main()

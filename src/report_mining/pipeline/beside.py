"""The workbook of a release written by a worker, while the pages are written here."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from report_mining.pipeline.workers import WorkerFailure, WorkerPool
from report_mining.publishing import Beside, WorkbookOrder

_TIMEOUT_S = 1800.0


@dataclass(frozen=True, slots=True)
class WriteWorkbook:
    """Write the workbook of a release."""

    order: WorkbookOrder

    def run(self, models: Path | None) -> None:  # noqa: ARG002
        """Write it."""
        self.order.write()


def beside_in(pool: WorkerPool) -> Beside:
    """Return what has a worker of ``pool`` write the workbook; where it dies, it is written here."""

    @contextmanager
    def beside(order: WorkbookOrder) -> Iterator[None]:
        thread = ThreadPoolExecutor(1)
        try:
            answer = thread.submit(pool.run, WriteWorkbook(order), _TIMEOUT_S)
            yield
            if isinstance(answer.result(), WorkerFailure):
                order.write()
        finally:
            thread.shutdown(wait=False)  # after an error the pool is ended, and with it the worker

    return beside

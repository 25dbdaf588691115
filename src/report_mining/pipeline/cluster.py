"""Scores a batch of reports on a machine of a cluster: it shares nothing but addresses."""

from __future__ import annotations

import atexit
import socket
import threading
from dataclasses import dataclass
from pathlib import Path

from report_mining.errors import InstrumentError
from report_mining.pipeline.instrument import Versions
from report_mining.pipeline.jobs import WarmUp, load_instrument_once
from report_mining.pipeline.monitoring import score_and_store
from report_mining.pipeline.stored_scoring import StoredResult, StoredScoring
from report_mining.pipeline.workers import WorkerPool


@dataclass(frozen=True, slots=True)
class ClusterBatch:
    """Some reports for one machine: where they are, where results go, and with which models.

    Models are named by their folder (None: those of the installed package) and never sent.
    """

    works: tuple[StoredScoring, ...]
    models: str | None
    instrument_version: str  # of the run; a machine that has another one refuses
    reader_version: str
    memory_bytes: int


class _Pools(threading.local):
    """A pool of one worker process for each thread of a cluster machine, kept between batches."""

    def __init__(self) -> None:
        self.by_models: dict[tuple[str | None, int], WorkerPool] = {}

    def get(self, batch: ClusterBatch) -> WorkerPool:
        """Return the pool of this thread for these models."""
        key = (batch.models, batch.memory_bytes)
        if key not in self.by_models:
            models = None if batch.models is None else Path(batch.models)
            pool = WorkerPool(1, models, batch.memory_bytes, WarmUp())
            atexit.register(pool.abort)
            self.by_models[key] = pool
        return self.by_models[key]


_POOLS = _Pools()


def score_on_cluster(batch: ClusterBatch) -> tuple[StoredResult, ...]:
    """Score a batch into the store, in a process of its own, and return what to tell of it.

    Raises:
        InstrumentError: This machine has other models or another version of the package.
        StorageError: The store cannot be written from here.
    """
    versions = Versions(batch.instrument_version, batch.reader_version)
    _check_instrument(batch)
    pool = _POOLS.get(batch)
    return tuple(score_and_store(work, pool, versions) for work in batch.works)


def _check_instrument(batch: ClusterBatch) -> None:
    models = None if batch.models is None else Path(batch.models)
    found = load_instrument_once(models).version
    if found != batch.instrument_version:
        raise InstrumentError(
            f"{socket.gethostname()} scores with instrument {found}, the run with "
            f"{batch.instrument_version}; install the same report-mining there and give both the "
            "same --models"
        )

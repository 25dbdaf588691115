"""Scores one report into the store, from its stored pages where they are; runs in a worker."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path

from report_mining.documents import read_report
from report_mining.pipeline.fetching import local_copy, name_of
from report_mining.pipeline.instrument import Instrument, versions_of
from report_mining.pipeline.scoring import score_read
from report_mining.records import (
    ExtractionFailure,
    FailureReason,
    ReadingLimits,
    Report,
    ScoredReport,
)
from report_mining.storage import Store, storable_read, storable_report


@dataclass(frozen=True, slots=True)
class StoredScoring:
    """Where one report is, and where its results go."""

    address: str  # path, or any fsspec address
    report_id: str  # sha256 as planned
    store: str  # the ``store`` folder of the output folder: path or address
    limits: ReadingLimits
    reads_again: bool = False  # also where the store holds the pages


@dataclass(frozen=True, slots=True)
class StoredResult:
    """What a worker tells of one report; passages and pages stay in the store."""

    scored: ScoredReport
    was_read: bool  # False: the pages came from the store


def score_into_store(work: StoredScoring, instrument: Instrument) -> StoredResult:
    """Return the scored report as the store gives it back; it is kept there already.

    Raises:
        StorageError: The store cannot be written.
    """
    started = time.perf_counter()
    versions = versions_of(instrument, work.limits)
    store = Store(work.store)
    name = name_of(work.address)
    kept = None if work.reads_again else store.find_read(work.report_id, versions.reader, name)
    report = kept or _read(work)
    if isinstance(report, ExtractionFailure):
        scored = replace(versions.failed(report, Path(name)), path=work.address)
        store.write(scored, ())
        return StoredResult(storable_report(scored), True)
    if kept is None:
        report = storable_read(report)
        store.write_read(report, versions.reader)
    scored = score_read(report, work.address, instrument, versions, started).scored
    store.write(scored, None)
    return StoredResult(storable_report(scored), kept is None)


def _read(work: StoredScoring) -> Report | ExtractionFailure:
    try:
        with local_copy(work.address) as path:
            return read_report(path, work.limits)
    except OSError as error:
        detail = f"{work.address} cannot be fetched ({error}); check the address and your access"
        return ExtractionFailure(
            name_of(work.address), FailureReason.NOT_FOUND, detail, work.report_id
        )

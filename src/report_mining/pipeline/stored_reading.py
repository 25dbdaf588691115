"""A batch of scored reports read from the store by a worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from report_mining.records import ScoredReport
from report_mining.storage import Store


@dataclass(frozen=True, slots=True)
class ReadStored:
    """Read scored reports from the store."""

    store: str  # the folder
    report_ids: tuple[str, ...]
    reader_version: str
    instrument_version: str

    def run(self, models: Path | None) -> tuple[ScoredReport, ...]:  # noqa: ARG002
        """Return the reports in the order of their ids."""
        store = Store(self.store)
        return tuple(
            store.read(report_id, self.reader_version, self.instrument_version)
            for report_id in self.report_ids
        )

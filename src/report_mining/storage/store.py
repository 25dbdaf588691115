"""The store: what is known of each report, keyed by its content and the versions that read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from report_mining.errors import StorageError
from report_mining.records import (
    FailureReason,
    Finding,
    Passage,
    PassageReading,
    Report,
    ReportStatus,
    ScoredReport,
)
from report_mining.storage import rows
from report_mining.storage.names import findings_name, passages_name, readings_name, report_name
from report_mining.storage.page_rows import PAGES, page_rows, report_from_pages
from report_mining.storage.parquet_files import ParquetFolder, damaged
from report_mining.storage.schemas import FINDINGS, PASSAGES, READINGS, REPORTS
from report_mining.storage.whole_reports import WholeReports, whole_name

#: Failures that say more about the machine and the moment than about the file: tried again.
RETRIED_FAILURES = frozenset(
    {FailureReason.TIMED_OUT, FailureReason.OUT_OF_MEMORY, FailureReason.CRASHED}
)


def is_kept(scored: ScoredReport) -> bool:
    """Return whether the store keeps ``scored``, so that a second run need not score it again.

    A file without a content hash has no key; failures in ``RETRIED_FAILURES`` may pass next time.
    """
    if not scored.report_id:
        return False
    return scored.status is not ReportStatus.FAILED or scored.reason not in RETRIED_FAILURES


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a store held when its folders were listed; one listing instead of a look per report."""

    reports: frozenset[str]
    findings: frozenset[str]
    readings: frozenset[str]
    passages: frozenset[str]

    def has(self, report_id: str, reader_version: str, instrument_version: str) -> bool:
        """Return whether everything of this report under these versions is in the store."""
        key = (report_id, reader_version, instrument_version)
        return (
            report_name(*key) in self.reports
            and findings_name(*key) in self.findings
            and readings_name(*key) in self.readings
            and passages_name(report_id, reader_version) in self.passages
        )


class Store:
    """Scored reports in Parquet files under one folder; knows no company.

    ``folder`` is the ``store`` folder of an output folder: a path or an fsspec address such as
    ``s3://bucket/out/store``. Under it: ``reports/`` and ``findings/`` (named by report, reader
    version and instrument version), ``passages/`` and ``pages/`` (named by report and reader version);
    ``readings/`` is named as ``findings/``. ``whole/`` holds the reports once more, to be read quickly.
    """

    def __init__(self, folder: str | Path) -> None:
        base = str(folder).rstrip("/")
        self._reports = ParquetFolder(f"{base}/reports", REPORTS)
        self._passages = ParquetFolder(f"{base}/passages", PASSAGES)
        self._findings = ParquetFolder(f"{base}/findings", FINDINGS)
        self._readings = ParquetFolder(f"{base}/readings", READINGS)
        self._pages = ParquetFolder(f"{base}/pages", PAGES)
        self._whole = WholeReports(f"{base}/whole")

    @property
    def is_local(self) -> bool:
        """Whether the store is on this machine."""
        return self._reports.is_local

    def holdings(self) -> Holdings:
        """Return what is in the store now."""
        return Holdings(
            self._reports.names(),
            self._findings.names(),
            self._readings.names(),
            self._passages.names(),
        )

    def write_read(self, report: Report, reader_version: str) -> None:
        """Keep what was read of a report, so that another instrument need not read it again.

        Raises:
            StorageError: the folder cannot be written or a value does not fit.
        """
        name = passages_name(report.report_id, reader_version)
        self._pages.write(name, page_rows(report))
        self._passages.write(name, [rows.passage_row(p) for p in report.passages])

    def find_read(self, report_id: str, reader_version: str, file_name: str) -> Report | None:
        """Return what ``write_read`` kept, under the name that the file has now; None without it.

        A damaged file counts as absent: the report is read again and the file replaced.
        """
        name = passages_name(report_id, reader_version)
        if not (self._pages.has(name) and self._passages.has(name)):
            return None
        try:
            passages = self.read_passages(report_id, reader_version)
            return report_from_pages(self._pages.read(name), passages, file_name)
        except (StorageError, ValueError):
            return None

    def has(self, report_id: str, reader_version: str, instrument_version: str) -> bool:
        """Return whether everything of this report under these versions is in the store."""
        key = (report_id, reader_version, instrument_version)
        return (
            self._reports.has(report_name(*key))
            and self._findings.has(findings_name(*key))
            and self._readings.has(readings_name(*key))
            and self._passages.has(passages_name(report_id, reader_version))
        )

    def write(self, scored: ScoredReport, passages: tuple[Passage, ...] | None) -> None:
        """Keep ``scored`` and its passages; does nothing where ``is_kept`` is false.

        ``passages`` is None where ``write_read`` has kept them already.

        The report file is written last, so that a kill in between leaves a report that ``has``
        does not see and that is scored again. Replaces what was there.

        Raises:
            StorageError: the folder cannot be written or a value does not fit.
        """
        if not is_kept(scored):
            return
        _check_belongs(scored, passages or ())
        key = _key_of(scored)
        if passages is not None:
            self._passages.write(
                passages_name(scored.report_id, scored.reader_version),
                [rows.passage_row(p) for p in passages],
            )
        whole = whole_name(report_name(*key))
        self._whole.forget(whole)  # before what it repeats changes
        finding_rows = [rows.finding_row(f) for f in scored.findings]
        reading_rows = [rows.reading_row(r) for r in scored.readings]
        report_row = rows.report_row(scored)
        self._findings.write(findings_name(*key), finding_rows)
        self._readings.write(readings_name(*key), reading_rows)
        self._whole.write(whole, rows.report_from_rows(report_row, finding_rows, reading_rows))
        self._reports.write(report_name(*key), [report_row])

    def read(self, report_id: str, reader_version: str, instrument_version: str) -> ScoredReport:
        """Return the scored report that ``write`` kept.

        ``path`` and ``file_name`` are those of the run that scored it; the file may have moved.

        Raises:
            StorageError: it is not there, damaged, or not written by this program.
        """
        key = (report_id, reader_version, instrument_version)
        path = self._reports.path(report_name(*key))
        found = self._reports.read(report_name(*key))
        if len(found) != 1:
            raise damaged(path, f"it has {len(found)} rows, expected 1")
        finding_rows = self._findings.read(findings_name(*key))
        reading_rows = self._readings.read(readings_name(*key))
        try:
            scored = rows.report_from_rows(found[0], finding_rows, reading_rows)
        except ValueError as error:
            raise damaged(path, str(error)) from error
        if _key_of(scored) != key:
            raise damaged(path, f"it holds {_key_of(scored)}, expected {key}")
        _check_evidence(self._findings.path(findings_name(*key)), key[0], scored.findings)
        _check_evidence(self._readings.path(readings_name(*key)), key[0], scored.readings)
        return scored

    def read_quickly(
        self, report_id: str, reader_version: str, instrument_version: str
    ) -> ScoredReport:
        """Return what ``read`` returns, from the one file that holds it all where that is sound.

        Raises:
            StorageError: see ``read``.
        """
        key = (report_id, reader_version, instrument_version)
        found = self._whole.find(whole_name(report_name(*key)))
        if found is None or _key_of(found) != key:
            return self.read(*key)
        return found

    def read_passages(self, report_id: str, reader_version: str) -> tuple[Passage, ...]:
        """Return the passages of a report, in their order.

        Raises:
            StorageError: they are not there, damaged, or not written by this program.
        """
        name = passages_name(report_id, reader_version)
        found = self._passages.read(name)
        try:
            passages = tuple(rows.passage_from_row(row) for row in found)
        except ValueError as error:
            raise damaged(self._passages.path(name), str(error)) from error
        strangers = {p.report_id for p in passages} - {report_id}
        if strangers:
            raise damaged(
                self._passages.path(name), f"it holds passages of report {min(strangers)}"
            )
        return passages

    def clear_unfinished(self) -> int:
        """Delete half-written files of killed runs and return their number; hold the lock."""
        folders = (self._reports, self._passages, self._findings, self._readings, self._pages)
        cleared = sum(folder.clear_unfinished() for folder in folders)
        return cleared + self._whole.clear_unfinished()


def _key_of(scored: ScoredReport) -> tuple[str, str, str]:
    return (scored.report_id, scored.reader_version, scored.instrument_version)


def _check_belongs(scored: ScoredReport, passages: tuple[Passage, ...]) -> None:
    """Refuse records of another report: that would be a mistake of ours, not of the input."""
    strangers = {p.report_id for p in passages} | {f.report_id for f in scored.findings}
    strangers |= {r.report_id for r in scored.readings}
    strangers -= {scored.report_id}
    if strangers:
        raise ValueError(
            f"passages or findings of report {min(strangers)!r} given with {scored.report_id!r}"
        )


def _check_evidence(
    path: str, report_id: str, evidence: Sequence[Finding] | Sequence[PassageReading]
) -> None:
    strangers = {item.report_id for item in evidence} - {report_id}
    if strangers:
        raise damaged(path, f"it holds findings of report {min(strangers)}")

"""A file of a format without pages that cannot be read, with the reason and what to do."""

from __future__ import annotations

from report_mining.records import FailureReason


class UnreadableFileError(Exception):
    """Carries the failure reason and what to tell; `reading.read_report` makes a failure of it."""

    def __init__(self, reason: FailureReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail

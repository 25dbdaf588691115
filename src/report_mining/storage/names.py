"""File names of the store: content hash plus versions, safe on every file system."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

_MAX_PART_LENGTH = 80  # three parts and the suffix stay below the usual limit of 255 bytes
_UNSAFE = re.compile(r"[^A-Za-z0-9._+-]")
_UNSAFE_BEFORE_THE_LAST = re.compile(r"[^A-Za-z0-9._+]")  # "-" separates the parts


def passages_name(report_id: str, reader_version: str) -> str:
    """Return the name of the file that holds the passages of one report."""
    return f"{_part(report_id, is_last=False)}-{_part(reader_version, is_last=True)}.parquet"


def report_name(report_id: str, reader_version: str, instrument_version: str) -> str:
    """Return the name of the file that holds the facts of one scored report."""
    return (
        f"{_part(report_id, is_last=False)}-{_part(reader_version, is_last=False)}"
        f"-{_part(instrument_version, is_last=True)}.parquet"
    )


def findings_name(report_id: str, reader_version: str, instrument_version: str) -> str:
    """Return the name of the file that holds the findings of one report."""
    return report_name(report_id, reader_version, instrument_version)


def readings_name(report_id: str, reader_version: str, instrument_version: str) -> str:
    """Return the name of the file that holds the readings of one report."""
    return report_name(report_id, reader_version, instrument_version)


# A run has one version of each kind, and asks for every report several times.
@lru_cache(maxsize=4096)
def _part(text: str, *, is_last: bool) -> str:
    """Return ``text`` as a file name part; texts that differ give parts that differ.

    A text that had to be changed carries a hash of the original after a ``~``, which no
    unchanged text contains.
    """
    unsafe = _UNSAFE if is_last else _UNSAFE_BEFORE_THE_LAST
    safe = unsafe.sub("_", text)[:_MAX_PART_LENGTH].lstrip(".")
    if safe == text and safe:
        return safe
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{safe[: _MAX_PART_LENGTH - 13]}~{digest}"

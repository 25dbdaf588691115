"""Puts records on disk between runs: Parquet files anyone can read, and the lock of a folder."""

from report_mining.storage.locking import OutputLock
from report_mining.storage.names import findings_name, passages_name, report_name
from report_mining.storage.rows import storable_passages, storable_report
from report_mining.storage.store import Store, is_kept

__all__ = [
    "OutputLock",
    "Store",
    "findings_name",
    "is_kept",
    "passages_name",
    "report_name",
    "storable_passages",
    "storable_report",
]

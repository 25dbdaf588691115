"""Puts records on disk between runs: Parquet files anyone can read, and the lock of a folder."""

from report_mining.storage.locking import OutputLock
from report_mining.storage.names import findings_name, passages_name, report_name
from report_mining.storage.page_rows import storable_read
from report_mining.storage.pictures import PictureStore, picture_name
from report_mining.storage.rows import storable_passages, storable_report
from report_mining.storage.stat_cache import FileStamp, HashedFile, StatCache
from report_mining.storage.store import Holdings, Store, is_kept

__all__ = [
    "FileStamp",
    "HashedFile",
    "Holdings",
    "OutputLock",
    "PictureStore",
    "StatCache",
    "Store",
    "findings_name",
    "is_kept",
    "passages_name",
    "picture_name",
    "report_name",
    "storable_passages",
    "storable_read",
    "storable_report",
]

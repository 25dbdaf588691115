"""Keeps Python's search for cycles from looking through a whole release again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# New records before a search. Templates leave some 200 records in cycles a page; all else that is no
# longer referred to is freed at once, as ever.
_NEW_RECORDS = 100_000


@contextmanager
def rare_collections() -> Iterator[None]:
    """Search for cycles seldom inside the block, and never among what was there before it.

    A release of thousands of reports is millions of records without a cycle; by default they are
    looked through each time that a quarter has been added.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_NEW_RECORDS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def settle() -> None:
    """Take what is there now out of the search too, until ``rare_collections`` ends."""
    gc.freeze()

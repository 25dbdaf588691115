"""Values of single cells of the store.

Text rule: Parquet text is UTF-8, which cannot hold a lone surrogate (half of a UTF-16 pair, as
broken PDF fonts and undecodable file names produce). Every lone surrogate becomes one U+FFFD, so
offsets keep pointing at the same characters. All other text comes back exactly as it went in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from report_mining.records import Box

Row = Mapping[str, Any]  # one row as pyarrow gives and takes it; stays inside this package

_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def clean_text(value: str) -> str:
    """Return ``value`` with each lone surrogate replaced (see the text rule above)."""
    return _LONE_SURROGATE.sub(_REPLACEMENT, value)


def optional_text(value: str | None) -> str | None:
    """Return ``value`` cleaned, or None."""
    return None if value is None else clean_text(value)


def clean_texts(values: Iterable[str]) -> list[str]:
    """Return every text cleaned."""
    return [clean_text(value) for value in values]


def box_rows(boxes: Iterable[Box]) -> list[Row]:
    """Return boxes as cells of a list of structs."""
    return [box._asdict() for box in boxes]


def boxes_of(rows: Iterable[Row]) -> tuple[Box, ...]:
    """Return the boxes of such a cell."""
    return tuple(Box(r["x0"], r["y0"], r["x1"], r["y1"]) for r in rows)

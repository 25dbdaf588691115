"""Splitting companies into training, calibration and held-out by a stable hash."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from report_mining.errors import InputError

_TRAIN_SHARE = 0.70
_CALIBRATION_SHARE = 0.15
_SALT = "report-mining splits 2026"
SPLITS_FILE = "splits.csv"  # under annotations/<task>
_COLUMNS = ("company", "split")


class Split(StrEnum):
    """What the items of a company are used for."""

    TRAIN = "train"
    CALIBRATION = "calibration"  # thresholds and the layer on top of the encoder
    HELD_OUT = "held_out"  # measured, never fitted


def split_of(company: str) -> Split:
    """Return the split of a company, the same on every machine and for ever."""
    digest = hashlib.sha256(f"{_SALT}|{company}".encode()).digest()
    share = int.from_bytes(digest[:8], "big") / 2**64
    if share < _TRAIN_SHARE:
        return Split.TRAIN
    return Split.CALIBRATION if share < _TRAIN_SHARE + _CALIBRATION_SHARE else Split.HELD_OUT


def read_splits(path: Path) -> dict[str, Split]:
    """Return the recorded split of every company.

    Raises:
        InputError: the file cannot be read, or a row is not a company with a split.
    """
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        return {row["company"]: Split(row["split"]) for row in rows}
    except (OSError, KeyError, ValueError) as error:
        raise InputError(
            f"{path}: cannot be read as company,split ({error}); make it anew with"
            " `report-mining annotations`"
        ) from error


def add_splits(path: Path, companies: Iterable[str]) -> int:
    """Append the companies that ``path`` does not hold yet and return how many; rows never change.

    Raises:
        InputError: the file holds something else.
    """
    known = read_splits(path) if path.exists() else {}
    new = sorted(set(companies) - set(known))
    with path.open("a", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        if not known:
            writer.writerow(_COLUMNS)
        writer.writerows((company, split_of(company).value) for company in new)
    return len(new)

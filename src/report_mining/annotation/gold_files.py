"""Reading any file of stance labels: other people's passages, or items of our own."""

from __future__ import annotations

import json
from pathlib import Path

from report_mining.annotation.stance_gold import read_stance_gold
from report_mining.annotation.stance_gold_items import gold_rows
from report_mining.annotation.stance_items import read_challenge
from report_mining.errors import InputError
from report_mining.records import GoldStance


def read_gold(path: Path) -> tuple[GoldStance, ...]:
    """Return the labels of ``path``: JSON Lines of passages or of our own items, or the CSV.

    Raises:
        InputError: the file cannot be read.
        GoldFileError: one or more lines are not what they should be; all are listed.
    """
    if _holds_items(path):
        return tuple(gold_rows(read_challenge(path)))
    return read_stance_gold(path)


def _holds_items(path: Path) -> bool:
    """Whether the first line is one of our own items, which list their mentions."""
    try:
        with path.open(encoding="utf-8") as lines:
            first = json.loads(next(lines, "null"))
    except ValueError:
        return False  # no JSON: the other reader knows the CSV, or says what is wrong
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error}); give a file of labels") from error
    return isinstance(first, dict) and "mentions" in first

"""The truth about the sample, as records for the end-to-end tests."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
REPORTS = SAMPLE / "reports"
FRAMEWORKS = ("OECD_MNE", "UNGP")

TRUTH: dict[str, Any] = yaml.safe_load((SAMPLE / "truth.yaml").read_text("utf-8"))
FILES: dict[str, Any] = TRUTH["files"]


def read_table(out: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a released CSV."""
    with (out / "release" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def parse_objects(text: str) -> list[dict[str, Any]]:
    """Return the objects of JSON Lines."""
    return [json.loads(line) for line in text.splitlines()]


def as_number(text: str) -> int | None:
    """Return a 0/1 cell as a number, an empty cell as None."""
    return int(float(text)) if text else None


def squeeze(text: str) -> str:
    """Return text with every run of white space as one space."""
    return " ".join(text.split())

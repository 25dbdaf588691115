"""Speed of finding candidates in plain text, and how much passes: ``python -m benchmarks.screen``."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from report_mining.classification import load_stance_reader

FLOOR_MB_PER_S = 5.0
_PASSAGE_CHARACTERS = 600  # about 90 words
_TURNS = 5


def passages(folder: Path) -> list[str]:
    """Return the extracted reports under ``folder`` in pieces of the length of a passage."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return [
        text[start : start + _PASSAGE_CHARACTERS]
        for text in texts
        for start in range(0, len(text), _PASSAGE_CHARACTERS)
    ]


def measure(pieces: Sequence[str]) -> tuple[float, float]:
    """Return megabytes a CPU second (best of five) and the share of pieces that pass."""
    reader = load_stance_reader()
    size = sum(len(piece.encode()) for piece in pieces) / 1e6
    fastest = float("inf")
    passed = 0
    for _ in range(_TURNS):
        started = time.process_time()
        passed = sum(map(reader.has_candidate, pieces))
        fastest = min(fastest, time.process_time() - started)
    return size / fastest, passed / len(pieces)


def main() -> None:
    """Print the table."""
    folder = Path(os.environ.get("REPORT_MINING_SHARED", "../shared")) / "corpus" / "reports_text"
    pieces = passages(folder)
    if not pieces:
        print(f"{folder}: no extracted reports here; set REPORT_MINING_SHARED")
        return
    speed, share = measure(pieces)
    print(f"passages: {len(pieces)}; candidates of the stance task: {share:.1%}")
    print(f"speed: {speed:.1f} MB per CPU second (floor {FLOOR_MB_PER_S})")


if __name__ == "__main__":
    main()

"""Counts which letters follow each other in our own Dutch and English texts.

Usage: ``python scripts/letter_pairs.py FILE… > src/report_mining/documents/data/letter_pairs.json``
with the Markdown, CSV and YAML files of our own domain description. Only the counts are kept.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

from report_mining.documents.legibility import letter_pairs

_WORD = re.compile(r"[^\W\d_]+")


def main(files: list[str]) -> None:
    """Print the counts as JSON."""
    counts: Counter[str] = Counter()
    for file in files:
        for word in _WORD.findall(Path(file).read_text(encoding="utf-8", errors="ignore")):
            counts.update(letter_pairs(word))
    print(json.dumps(dict(sorted(counts.items())), indent=0, sort_keys=True))


if __name__ == "__main__":
    main(sys.argv[1:])

"""Write the third of the due diligence items that a second reader labels, without any label.

Usage: python scripts/blind_due_diligence.py OUT_FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from report_mining.annotation.due_diligence_items import blind_rows, read_due_diligence_items
from report_mining.annotation.items import ITEMS_FOLDER, batch_files

FOLDER = Path(__file__).resolve().parents[1] / "annotations" / "due-diligence"


def main(out: Path) -> None:
    """Write two halves, so that two readers can share the work."""
    rows = blind_rows(read_due_diligence_items(batch_files(FOLDER / ITEMS_FOLDER)))
    out.mkdir(parents=True, exist_ok=True)
    middle = (len(rows) + 1) // 2
    for number, part in enumerate((rows[:middle], rows[middle:]), start=1):
        lines = "".join(row.model_dump_json() + "\n" for row in part)
        (out / f"half-{number}.jsonl").write_text(lines, encoding="utf-8")
    print(f"{len(rows)} passages written to {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Write manifest.json of the SDG rules with the checksums of its files."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "models" / "sdg-goals" / "rules-1"


def main() -> None:
    """Write the manifest."""
    files = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(FOLDER.glob("*.yaml"))
    }
    manifest = {
        "task": "sdg-goals",
        "version": "rules-1",
        "labels": [str(number) for number in range(1, 18)],
        "languages": ["en", "nl"],
        "taxonomies": {"sdg_goals": "2026.1", "sdg_targets": "2026.1"},
        "scores_are": "saturating sums of weights set by hand, not calibrated",
        "files": files,
    }
    text = json.dumps(manifest, indent=2) + "\n"
    (FOLDER / "manifest.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

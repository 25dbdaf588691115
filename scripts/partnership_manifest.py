"""Write manifest.json of the names of covenants, partners and frameworks with their checksums."""

from __future__ import annotations

from pathlib import Path

from report_mining.classification.checked_artefacts import write_manifest

FOLDER = Path(__file__).resolve().parents[1] / "models" / "partnerships" / "rules-1"


def main() -> None:
    """Write the manifest."""
    fields = {
        "task": "partnerships",
        "version": "rules-1",
        "labels": ["covenant", "partner", "framework"],
        "languages": ["en", "nl"],
    }
    write_manifest(FOLDER, fields, ["names.yaml"])


if __name__ == "__main__":
    main()

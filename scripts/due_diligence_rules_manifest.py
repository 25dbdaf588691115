"""Write manifest.json of the due diligence rules with the checksums of its files."""

from __future__ import annotations

from pathlib import Path

from report_mining.classification.checked_artefacts import write_manifest

FOLDER = Path(__file__).resolve().parents[1] / "models" / "due-diligence" / "rules-1"


def main() -> None:
    """Write the manifest."""
    fields = {
        "task": "due-diligence",
        "version": "rules-1",
        "labels": ["1", "2", "3", "4", "5", "6", "X"],
        "languages": ["en", "nl"],
        "taxonomies": {"themes": "2026.1", "oecd_chapters": "2026.1", "ungp_principles": "2026.1"},
        "scores_are": "saturating sums of weights set by hand, not calibrated",
    }
    write_manifest(FOLDER, fields, sorted(path.name for path in FOLDER.glob("*.yaml")))


if __name__ == "__main__":
    main()

"""Write manifest.json of the SDG rules with the checksums of its files."""

from __future__ import annotations

from pathlib import Path

from report_mining.classification.checked_artefacts import write_manifest

FOLDER = Path(__file__).resolve().parents[1] / "models" / "sdg-goals" / "rules-1"


def main() -> None:
    """Write the manifest."""
    fields = {
        "task": "sdg-goals",
        "version": "rules-1",
        "labels": [str(number) for number in range(1, 18)],
        "languages": ["en", "nl"],
        "taxonomies": {"sdg_goals": "2026.1", "sdg_targets": "2026.1"},
        "scores_are": "saturating sums of weights set by hand, not calibrated",
    }
    write_manifest(FOLDER, fields, sorted(path.name for path in FOLDER.glob("*.yaml")))


if __name__ == "__main__":
    main()

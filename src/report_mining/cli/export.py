"""``report-mining export``: a release in another shape."""

from __future__ import annotations

from pathlib import Path

from report_mining.errors import EXIT_DONE


def run_export(folder: Path, format_name: str, target: Path | None) -> int:
    """Write the export and say where it stands."""
    from report_mining.publishing import ExportFormat, export_release

    print(export_release(folder, ExportFormat(format_name), target))
    return EXIT_DONE

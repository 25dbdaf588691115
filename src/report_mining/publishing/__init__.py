"""Writes published tables, the workbook, the data package, the dashboard and the exports."""

from report_mining.publishing.exporting import ExportFormat, export_release
from report_mining.publishing.headline import headline_wordings
from report_mining.publishing.published import read_published_series
from report_mining.publishing.releasing import (
    RELEASE_PARTS,
    Beside,
    check_output_folder,
    write_release,
)
from report_mining.publishing.workbook import WorkbookOrder

__all__ = [
    "RELEASE_PARTS",
    "Beside",
    "ExportFormat",
    "WorkbookOrder",
    "check_output_folder",
    "export_release",
    "headline_wordings",
    "read_published_series",
    "write_release",
]

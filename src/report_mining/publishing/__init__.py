"""Writes published tables, the workbook, the data package and the dashboard."""

from report_mining.publishing.releasing import write_release

__all__ = ["write_release"]

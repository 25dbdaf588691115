"""Writes published tables, the workbook, the data package and the dashboard."""

from report_mining.publishing.headline import headline_wordings
from report_mining.publishing.published import read_published_series
from report_mining.publishing.releasing import check_output_folder, write_release

__all__ = ["check_output_folder", "headline_wordings", "read_published_series", "write_release"]

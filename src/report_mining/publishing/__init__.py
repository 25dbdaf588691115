"""Writes a release: tables, workbook, data package, dashboard."""

"""Knows companies and years, and which report is whose."""

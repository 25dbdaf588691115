"""Measurements: each module prints a table; results stand in RESULTS.md with date, machine and data."""

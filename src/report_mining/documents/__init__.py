"""Reads files: any report becomes a `Report`, or a counted failure."""

"""Reads human labels: gold rows of every labelled file."""

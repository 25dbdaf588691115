"""Reads human labels: gold rows of every labelled file."""

from report_mining.annotation.stance_gold import GoldFileError, read_stance_gold

__all__ = ["GoldFileError", "read_stance_gold"]

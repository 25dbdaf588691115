"""Decides what a person should look at first."""

from report_mining.review.doubtful import doubtful_matches
from report_mining.review.queue import build_queue

__all__ = ["build_queue", "doubtful_matches"]

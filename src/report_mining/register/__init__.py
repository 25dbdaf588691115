"""Knows companies and years, and which report is whose."""

from report_mining.register.clues import find_clues
from report_mining.register.company_list import read_companies
from report_mining.register.manifest import read_manifest, unused_entries
from report_mining.register.matching import match_reports

__all__ = ["find_clues", "match_reports", "read_companies", "read_manifest", "unused_entries"]

"""Knows companies and years, and which report is whose."""

from report_mining.register.clues import find_clues
from report_mining.register.company_list import read_companies
from report_mining.register.manifest import read_manifest, unused_entries
from report_mining.register.match_notes import REJECTED
from report_mining.register.matching import match_reports
from report_mining.register.risk_sectors import RiskSector, load_risk_sectors
from report_mining.register.size import FinancialRule, SizedList, SizeTest, apply_size_test

__all__ = [
    "REJECTED",
    "FinancialRule",
    "RiskSector",
    "SizeTest",
    "SizedList",
    "apply_size_test",
    "find_clues",
    "load_risk_sectors",
    "match_reports",
    "read_companies",
    "read_manifest",
    "unused_entries",
]

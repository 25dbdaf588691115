"""Counts findings into company-year values and a national figure."""

from report_mining.indicators.company_years import (
    company_years,
    coverage_by_year,
    unused_matches,
)
from report_mining.indicators.definitions import load_indicator_definitions
from report_mining.indicators.endorsement import decide_endorsement, report_endorsements
from report_mining.indicators.evidence import strength_key
from report_mining.indicators.national import either_family, judge_series, national_series

__all__ = [
    "company_years",
    "coverage_by_year",
    "decide_endorsement",
    "either_family",
    "judge_series",
    "load_indicator_definitions",
    "national_series",
    "report_endorsements",
    "strength_key",
    "unused_matches",
]

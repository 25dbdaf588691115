"""Counts findings into company-year values and a national figure."""

from report_mining.indicators.bounds import share_bounds, widened_bounds
from report_mining.indicators.breaks import breaks_between
from report_mining.indicators.change import national_changes, paired_change
from report_mining.indicators.company_years import (
    company_years,
    coverage_by_year,
    documents_by_company,
    unused_matches,
)
from report_mining.indicators.conduct import conduct_of, without_profile
from report_mining.indicators.conduct_series import conduct_series
from report_mining.indicators.correction import correct_share
from report_mining.indicators.definitions import load_indicator_definitions
from report_mining.indicators.endorsement import decide_endorsement, report_endorsements
from report_mining.indicators.evidence import strength_key
from report_mining.indicators.human_decisions import (
    confirm_endorsement,
    counts_as_endorsement,
    is_looked_at,
    with_human_decisions,
)
from report_mining.indicators.intervals import cell_interval, wilson_interval
from report_mining.indicators.national import either_family, judge_series, national_series
from report_mining.indicators.panels import balanced_panel
from report_mining.indicators.ppi import ReviewedSample, prediction_powered_share
from report_mining.indicators.review_effort import gold_to_narrow_interval, reviews_to_narrow_bounds
from report_mining.indicators.sectors import sector_series
from report_mining.indicators.vintages import keep_published, stamp_points

__all__ = [
    "ReviewedSample",
    "balanced_panel",
    "breaks_between",
    "cell_interval",
    "company_years",
    "conduct_of",
    "conduct_series",
    "confirm_endorsement",
    "correct_share",
    "counts_as_endorsement",
    "coverage_by_year",
    "decide_endorsement",
    "documents_by_company",
    "either_family",
    "gold_to_narrow_interval",
    "is_looked_at",
    "judge_series",
    "keep_published",
    "load_indicator_definitions",
    "national_changes",
    "national_series",
    "paired_change",
    "prediction_powered_share",
    "report_endorsements",
    "reviews_to_narrow_bounds",
    "sector_series",
    "share_bounds",
    "stamp_points",
    "strength_key",
    "unused_matches",
    "widened_bounds",
    "wilson_interval",
    "with_human_decisions",
    "without_profile",
]

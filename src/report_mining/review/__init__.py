"""Decides what a person should look at first, and keeps what people decided."""

from report_mining.review.decisions import DecisionLog, current_decisions, identified
from report_mining.review.doubtful import doubtful_matches, is_doubtful
from report_mining.review.exchange import ExchangeFormat, ExchangeItem, GivenDecision
from report_mining.review.exchange_reading import Refused
from report_mining.review.questions import (
    OPEN_KINDS,
    Examined,
    asked_strictness,
    build_questions,
    readings_by_item,
)
from report_mining.review.queue import build_queue
from report_mining.review.reopening import (
    family_item_id,
    machine_reading,
    match_item_id,
    match_reading,
)
from report_mining.review.standing import StandingDecisions, human_stance, standing_decisions

__all__ = [
    "OPEN_KINDS",
    "DecisionLog",
    "Examined",
    "ExchangeFormat",
    "ExchangeItem",
    "GivenDecision",
    "Refused",
    "StandingDecisions",
    "asked_strictness",
    "build_questions",
    "build_queue",
    "current_decisions",
    "doubtful_matches",
    "family_item_id",
    "human_stance",
    "identified",
    "is_doubtful",
    "machine_reading",
    "match_item_id",
    "match_reading",
    "readings_by_item",
    "standing_decisions",
]

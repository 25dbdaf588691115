"""The evidence of a link as numbers, for the model that says how probable a link is."""

from __future__ import annotations

import numpy as np

from report_mining.classification.encoding import Floats
from report_mining.classification.link_evidence import LinkEvidence
from report_mining.classification.link_kpi import has_movement
from report_mining.classification.link_lexicon import RELATIONS, STRONG, WEAK
from report_mining.classification.link_rules import judge_sentence

_CONTEXTS = ("anaphor", "parallel", "listing", "index", "third_party", "wish", "own", "business", "trade_off")  # fmt: skip
_KINDS = (*STRONG, *WEAK, "harm")
_RULES = ("harm", "brackets", "clause", "adjoining")
COLUMNS = (
    *(f"here_{kind}" for kind in _KINDS),
    *(f"before_{kind}" for kind in _KINDS),
    *(f"after_{kind}" for kind in (*WEAK, "harm")),
    "any_strong_after",
    *(f"relation_{kind}" for kind in RELATIONS),
    *(f"context_{kind}" for kind in _CONTEXTS),
    "before_third_party",
    *(f"rule_{rule}" for rule in _RULES),
    "any_strong_here",
    "any_strong_before",
    "has_target",
    "in_brackets",
    "is_general",
    "many_goals",
    "figure_moves",
    "relation_and_strong_here",
    "relation_and_anaphor_and_strong_before",
)
_MANY = 3


def feature_row(found: LinkEvidence, text: str) -> Floats:
    """Return the columns for one sentence of ``text`` (normalised), shape (columns,)."""
    verdict = judge_sentence(found)
    strong_here, strong_before = bool(found.here & {*STRONG}), bool(found.before & {*STRONG})
    related = bool(found.relation_kinds)
    values = [
        *(kind in found.here for kind in _KINDS),
        *(kind in found.before for kind in _KINDS),
        *(kind in found.after for kind in (*WEAK, "harm")),
        bool(found.after & {*STRONG}),
        *(kind in found.relation_kinds for kind in RELATIONS),
        *(kind in found.contexts for kind in _CONTEXTS),
        "third_party" in found.contexts_before,
        *(verdict.is_link and verdict.rule == rule for rule in _RULES),
        strong_here,
        strong_before,
        bool(found.targets),
        found.is_in_brackets,
        found.is_general,
        len(found.goals) > _MANY,
        has_movement(text),
        related and strong_here,
        related and "anaphor" in found.contexts and strong_before,
    ]
    return np.array(values, np.float32)

"""How specific a passage is: a claim (1), a process (2), or a process with an outcome (3)."""

from __future__ import annotations

from report_mining.classification.due_diligence_evidence import DueDiligenceEvidence

CLAIM, PROCESS, OUTCOME = 1, 2, 3
_SHORT_WORDS = 14  # a text this short seldom describes a process


def specificity_of(evidence: DueDiligenceEvidence) -> int:
    """Return 1 to 3 for a passage that shows a step (DOMAIN 2.3)."""
    outcomes = evidence.count("specific.outcome")
    figures = evidence.numbers + evidence.number_words
    if outcomes and figures and (outcomes >= 2 or evidence.percentages or evidence.numbers >= 2):
        return OUTCOME
    marks = process_marks(evidence)
    vague = evidence.count("specific.vague")
    if marks >= 2 or (marks and not vague and evidence.words > _SHORT_WORDS):
        return PROCESS
    return CLAIM


def process_marks(evidence: DueDiligenceEvidence) -> int:
    """Return how many of who, how, how often and figures a passage tells."""
    return sum(
        bool(told)
        for told in (
            evidence.count("specific.who"),
            evidence.count("specific.how") - evidence.count("specific.how_often"),
            evidence.count("specific.how_often"),
            evidence.numbers + evidence.number_words,
        )
    )

"""From the probabilities of the trained model to what is said of a passage."""

from __future__ import annotations

import re
from collections.abc import Mapping

from report_mining.classification.due_diligence_evidence import DueDiligenceEvidence
from report_mining.classification.due_diligence_rules import (
    STEPS,
    DueDiligenceRules,
    chain_depth,
    false_friend,
    principles_of,
    step_reading,
)
from report_mining.classification.due_diligence_specificity import CLAIM, OUTCOME, PROCESS
from report_mining.records.due_diligence import (
    ChainDepth,
    DueDiligencePrediction,
    NamedIssue,
    StepReading,
)

# An entry of a glossary says what a word means, not what the company does.
_DEFINITION = re.compile(r"(?i)\s*(?:refers? to|defined as|the term|verwijst naar|de term)\b")
_SENTENCE_WORDS = 7  # fewer are a heading or a cell, which describes nothing
# Codes whose words were measured to add more than they cost, by cross-fitting over companies.
_NAMED_BY_WORDS = (
    "theme.child_labour",
    "theme.deforestation",
    "theme.land_rights",
    "theme.living_wage",
    "theme.womens_rights",
    "ilo.child_labour",
    "ilo.collective_bargaining",
    "ilo.discrimination",
    "ilo.forced_labour",
)
_LEAST_DEPTH = 0.3  # below, what the words say stands
_NONE_NEAR = 0.5  # a friend this probable is named where no step is


def decide(
    evidence: DueDiligenceEvidence,
    scores: Mapping[str, float],
    thresholds: Mapping[str, float],
    rules: DueDiligenceRules,
    issues: tuple[NamedIssue, ...],
) -> DueDiligencePrediction:
    """Return what the model and the rules make of a passage together.

    The model decides; its thresholds for steps were chosen on passages of real reports.
    """
    steps = _steps(evidence, scores, thresholds, rules)
    if not steps:
        return without_step(evidence, scores)
    return DueDiligencePrediction(
        steps=steps,
        themes=_named_codes(evidence, scores, thresholds, "theme"),
        oecd_chapters=_codes(scores, thresholds, "chapter"),
        ungp=tuple(
            sorted(
                {
                    *principles_of(evidence, rules, steps),
                    *(c for c in _codes(scores, thresholds, "ungp") if c == "24"),
                },
                key=int,
            )
        ),
        ilo_rights=_named_codes(evidence, scores, thresholds, "ilo"),
        chain_depth=_depth(evidence, scores),
        issues=issues,
        false_friend=None,
    )


def without_step(
    evidence: DueDiligenceEvidence, scores: Mapping[str, float]
) -> DueDiligencePrediction:
    """Return that a passage shows no step, and why its words look like one."""
    return DueDiligencePrediction(
        steps=(),
        themes=(),
        oecd_chapters=(),
        ungp=(),
        ilo_rights=(),
        chain_depth=None,
        issues=(),
        false_friend=_friend(evidence, scores),
    )


def grade_of(scores: Mapping[str, float], thresholds: Mapping[str, float]) -> int:
    """Return how specific a passage is, 1 to 3."""
    if scores["grade.3"] >= thresholds["grade.3"]:
        return OUTCOME
    return PROCESS if scores["grade.2"] >= thresholds["grade.2"] else CLAIM


def _steps(
    evidence: DueDiligenceEvidence,
    scores: Mapping[str, float],
    thresholds: Mapping[str, float],
    rules: DueDiligenceRules,
) -> tuple[StepReading, ...]:
    if not can_show_step(evidence):
        return ()
    shown = [step for step in STEPS if scores[f"step.{step}"] >= thresholds[f"step.{step}"]]
    shown.sort(key=lambda step: -scores[f"step.{step}"])
    grade = grade_of(scores, thresholds)
    return tuple(
        step_reading(evidence, rules, step, grade, scores[f"step.{step}"])
        for step in shown[: rules.most_steps]
    )


def can_show_step(evidence: DueDiligenceEvidence) -> bool:
    """Return whether a passage is a statement: no heading, no cell, no entry of a glossary."""
    is_short = evidence.words < _SENTENCE_WORDS
    return not is_short and _DEFINITION.match(evidence.normal.text) is None


def _codes(
    scores: Mapping[str, float], thresholds: Mapping[str, float], part: str
) -> tuple[str, ...]:
    prefix = part + "."
    return tuple(
        label.removeprefix(prefix)
        for label, score in scores.items()
        if label.startswith(prefix) and score >= thresholds[label]
    )


def _named_codes(
    evidence: DueDiligenceEvidence,
    scores: Mapping[str, float],
    thresholds: Mapping[str, float],
    part: str,
) -> tuple[str, ...]:
    """Return the codes that the model gives or that plain words name."""
    named = {
        label.removeprefix(f"{part}.")
        for label in _NAMED_BY_WORDS
        if label.startswith(part) and evidence.concepts.get(label)
    }
    return tuple(sorted(named.union(_codes(scores, thresholds, part))))


def _depth(evidence: DueDiligenceEvidence, scores: Mapping[str, float]) -> ChainDepth | None:
    """Return the most probable place; where none is likely, what the words say."""
    told = {depth: scores.get(f"depth.{depth.value}", 0.0) for depth in ChainDepth}
    best = max(told, key=lambda depth: told[depth])
    return best if told[best] >= _LEAST_DEPTH else chain_depth(evidence)


def _friend(evidence: DueDiligenceEvidence, scores: Mapping[str, float]) -> str | None:
    told = {
        label.removeprefix("friend."): score
        for label, score in scores.items()
        if label.startswith("friend.")
    }
    best = max(told, key=lambda name: told[name], default=None)
    if best is not None and told[best] >= _NONE_NEAR:
        return best
    return false_friend(evidence)

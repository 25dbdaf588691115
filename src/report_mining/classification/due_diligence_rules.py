"""The due diligence rules: from what the lexicon finds to steps, themes, chapters and the rest."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from report_mining.classification.checked_artefacts import CheckedArtefact, read_yaml
from report_mining.classification.due_diligence_evidence import (
    DueDiligenceEvidence,
    SentenceEvidence,
)
from report_mining.errors import ArtefactError
from report_mining.records.due_diligence import ChainDepth, StepReading

RULES_FILE = "rules.yaml"
STEPS = ("1", "2", "3", "4", "5", "6", "X")
_DEEPEST_FIRST = (
    ChainDepth.RAW_MATERIAL,
    ChainDepth.TIER2,
    ChainDepth.TIER1,
    ChainDepth.DOWNSTREAM,
    ChainDepth.OWN,
)
# Words that say by themselves that people are the object.
_PLAIN_RIGHTS = (
    "theme.child_labour",
    "theme.living_wage",
    "theme.land_rights",
    "theme.deforestation",
    "ilo.forced_labour",
    "ilo.freedom_of_association",
)
_TOUCHED_ALONE = 3  # words on people, nature and harm that need no word on the chain beside them
# A disclosure of the Global Reporting Initiative: "G4-HR10", "GRI 414", "408-1".
_DISCLOSURE = re.compile(
    r"(?<![\w-])(?:G4-[A-Z]{2,3}\d|GRI[ :-]{0,2}[1-4]\d{2}|[1-4]\d{2}-\d{1,2}(?![\d%-]))"
)
_INDEX_WORDS = 25  # a text this short that holds such a code is a row of an index
_ROW_WORDS = 40  # the same with its cells
_INTERNAL_LINE = "friend.internal_whistleblower"
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class DueDiligenceRules:
    """What ``rules.yaml`` says."""

    gate_alone: tuple[str, ...]
    gate_who: tuple[str, ...]
    gate_what: tuple[str, ...]
    weights: Mapping[str, float]
    limit: float  # from which sum of weights a step shows
    share_beside: float  # of the strongest step, from which another shows beside it
    most_steps: int
    principles: Mapping[str, str]  # step -> UN Guiding Principle
    process_specificity: int  # from which a step stands for its principle

    def has_candidate(self, text: str) -> bool:
        """Return whether a passage is worth reading; a few microseconds."""
        lowered = text.lower()
        is_near = _holds_any(lowered, self.gate_alone) or (
            _holds_any(lowered, self.gate_who) and _holds_any(lowered, self.gate_what)
        )
        return is_near and not is_index_row(text)


def is_index_row(text: str) -> bool:
    """Return whether a text only says under which code of a standard something is reported."""
    most = _ROW_WORDS if "|" in text else _INDEX_WORDS
    return len(text.split()) < most and _DISCLOSURE.search(text) is not None


def load_due_diligence_rules(artefact: CheckedArtefact) -> DueDiligenceRules:
    """Return the rules of an artefact.

    Raises:
        ArtefactError: the file is missing or something in it is.
    """
    path = artefact.path(RULES_FILE)
    row = read_yaml(path)
    try:
        gate, weights, principles = row["gate"], row["weights"], row["steps_to_principles"]
        if not (isinstance(gate, dict) and isinstance(weights, dict)):
            raise TypeError("gate and weights have to be mappings")
        if not isinstance(principles, dict):
            raise TypeError("steps_to_principles has to be a mapping")
        return DueDiligenceRules(
            gate_alone=tuple(map(str, gate["alone"])),
            gate_who=tuple(map(str, gate["who"])),
            gate_what=tuple(map(str, gate["what"])),
            weights={str(k): float(v) for k, v in weights.items()},
            limit=float(str(row["limit"])),
            share_beside=float(str(row["share_beside"])),
            most_steps=int(str(row["most_steps"])),
            principles={str(k): str(v) for k, v in principles.items()},
            process_specificity=int(str(row["process_specificity"])),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ArtefactError(f"{path}: {error} is missing or of another kind; restore it") from error


def speaks_of_people(evidence: DueDiligenceEvidence) -> bool:
    """Return whether people or environment are the object, rather than the company's own money."""
    if names_rights(evidence):
        return True
    touched = sum(evidence.count(part) for part in ("subject.", "theme.", "ilo."))
    if evidence.count("friend.financial_risk") >= touched:
        return False
    return touched >= _TOUCHED_ALONE or bool(touched and evidence.count("chain."))


def names_rights(evidence: DueDiligenceEvidence) -> bool:
    """Return whether rights, or due diligence on them, are named outright."""
    found = evidence.concepts
    return bool(
        evidence.count("subject.rights")
        or "subject.rights" in evidence.heading
        or any(found.get(right) for right in _PLAIN_RIGHTS)
        or any(c.startswith("step.") and c.endswith(".alone") for c in found)
    )


def false_friend(evidence: DueDiligenceEvidence) -> str | None:
    """Return why the words are no due diligence for people or environment, None where they are."""
    found = {
        concept.removeprefix("friend."): n
        for concept, n in evidence.concepts.items()
        if concept.startswith("friend.")
    }
    if not found or evidence.count("subject.rights") or evidence.count("theme."):
        return None
    return max(sorted(found), key=lambda name: found[name])


def read_steps(
    evidence: DueDiligenceEvidence, rules: DueDiligenceRules, specificity: int
) -> tuple[StepReading, ...]:
    """Return the steps that a passage shows, the strongest first."""
    is_subject = speaks_of_people(evidence)
    if not is_subject or false_friend(evidence) is not None:
        return ()
    sums = {step: _step_sum(evidence, rules, step) for step in STEPS}
    strongest = max(sums.values())
    limit = max(rules.limit, rules.share_beside * strongest)
    shown = sorted((s for s in STEPS if sums[s] >= limit), key=lambda s: -sums[s])
    return tuple(
        step_reading(evidence, rules, step, specificity, saturated(sums[step]))
        for step in shown[: rules.most_steps]
    )


def step_reading(
    evidence: DueDiligenceEvidence,
    rules: DueDiligenceRules,
    step: str,
    specificity: int,
    score: float,
) -> StepReading:
    """Return a step with the sentence that shows it best."""
    best = max(evidence.sentences, key=lambda s: _sentence_sum(s, rules, step))
    start, end = _trimmed(evidence.normal.text, best)
    first, last = evidence.normal.original_span(start, end) if end > start else (0, 0)
    if step == "6" and _INTERNAL_LINE in evidence.concepts and not evidence.count("chain."):
        specificity = 1  # a line for the own staff only (DOMAIN 2.3)
    return StepReading(step, specificity, round(score, _DIGITS), first, last)


def step_sums(evidence: DueDiligenceEvidence, rules: DueDiligenceRules) -> dict[str, float]:
    """Return the sum of weights per step, without the question what they are about."""
    return {step: _step_sum(evidence, rules, step) for step in STEPS}


def saturated(total: float) -> float:
    """Return a sum of weights as a score between 0 and 1; not calibrated."""
    return 1 - math.exp(-total / 3)


def codes_of(evidence: DueDiligenceEvidence, group: str, least: int = 1) -> tuple[str, ...]:
    """Return the codes of one group, such as ``theme``, that are named at least so often."""
    prefix = group + "."
    return tuple(
        sorted(
            concept.removeprefix(prefix)
            for concept, n in evidence.concepts.items()
            if concept.startswith(prefix) and n >= least
        )
    )


def chain_depth(evidence: DueDiligenceEvidence) -> ChainDepth | None:
    """Return the deepest part of the chain that a passage names."""
    named = {d for d in _DEEPEST_FIRST if evidence.concepts.get(f"depth.{d.value}")}
    return next((depth for depth in _DEEPEST_FIRST if depth in named), None)


def principles_of(
    evidence: DueDiligenceEvidence, rules: DueDiligenceRules, steps: tuple[StepReading, ...]
) -> tuple[str, ...]:
    """Return the UN Guiding Principles: those of the steps, and those with words of their own."""
    found = {
        rules.principles[s.step]
        for s in steps
        if s.step in rules.principles and s.specificity >= rules.process_specificity
    }
    return tuple(sorted(found | set(codes_of(evidence, "ungp")), key=int))


def _holds_any(lowered: str, parts: tuple[str, ...]) -> bool:
    """Return whether one of the parts stands in the text; a loop takes a third of ``any``."""
    for part in parts:  # noqa: SIM110
        if part in lowered:
            return True
    return False


def _step_sum(evidence: DueDiligenceEvidence, rules: DueDiligenceRules, step: str) -> float:
    return sum(_sentence_sum(sentence, rules, step) for sentence in evidence.sentences)


def _sentence_sum(sentence: SentenceEvidence, rules: DueDiligenceRules, step: str) -> float:
    found = sentence.concepts
    return sum(
        rules.weights[kind] * found.get(f"step.{step}.{kind}", 0)
        for kind in ("alone", "subject", "hint")
    )


def _trimmed(text: str, sentence: SentenceEvidence) -> tuple[int, int]:
    """Return the sentence without the spaces around it."""
    part = text[sentence.start : sentence.end]
    return (
        sentence.start + len(part) - len(part.lstrip()),
        sentence.start + len(part.rstrip()),
    )

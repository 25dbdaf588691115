"""The stance rules R1 to R12 of the codebook, in their order; R0 is in ``names``."""

from __future__ import annotations

from report_mining.classification.legal_rules import incidents, legal_frame, metrics
from report_mining.classification.matrix_rules import (
    accusations,
    denied_above,
    own_breaches,
    undecided,
)
from report_mining.classification.others_rules import duties, others_act, violators
from report_mining.classification.own_rules import (
    anchors,
    applied,
    denials,
    strong,
    weak_or_partial,
)
from report_mining.classification.scenes import Scene
from report_mining.classification.structure_rules import answers, headings, pointers, rows
from report_mining.classification.verdicts import Rule, Verdict
from report_mining.records import Actor
from report_mining.taxonomies.codes import Framework, Stance

RULES: tuple[Rule, ...] = (
    rows, answers, metrics, legal_frame, pointers, accusations, others_act, violators, duties,
    incidents, undecided, denied_above, own_breaches, denials, weak_or_partial, anchors, applied, strong, headings,
)  # fmt: skip


def judge(scene: Scene) -> Verdict:
    """Return the verdict of the first rule that applies."""
    for rule in RULES:
        verdict = rule(scene)
        if verdict is not None:
            return _within_sector_guidance(scene, verdict)
    return Verdict(Stance.REFERENCE, "R0-nothing-said", Actor.OTHER)


def _within_sector_guidance(scene: Scene, verdict: Verdict) -> Verdict:
    """Cap the due diligence guidance: applying it is not endorsing the Guidelines."""
    if scene.framework is Framework.OECD_DDG and verdict.stance is Stance.ENDORSE:
        return Verdict(Stance.APPLY, "R9-guidance-capped", verdict.actor)
    return verdict

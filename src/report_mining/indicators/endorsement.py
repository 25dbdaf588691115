"""Decides whether a company-year endorses a framework, as DOMAIN 5.10 prescribes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from report_mining.indicators import wording
from report_mining.indicators.evidence import (
    CLASHES_WITH_DENIAL,
    counts_for,
    effective_stance,
    independent_pair,
    is_claim,
    mentions_of,
    score_at,
    strength_key,
)
from report_mining.records import (
    DecisionThresholds,
    Endorsement,
    Finding,
    Judgement,
    ScoredReport,
    Strictness,
    ValueStatus,
)
from report_mining.taxonomies.codes import Framework, Stance

ENDORSABLE = (Framework.OECD_MNE, Framework.UNGP)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Everything that the three judgements of one family rest on."""

    framework: Framework
    mentions: tuple[Finding, ...]  # all real mentions, strongest first
    credible: tuple[Finding, ...]  # all but claims and denials with a score below t_low
    is_fully_looked: bool
    limits: DecisionThresholds

    @property
    def denials(self) -> tuple[Finding, ...]:
        """The company's own denials of the whole framework, best first."""
        return tuple(f for f in self.credible if effective_stance(f) is Stance.NEGATED)

    def counting(self, strictness: Strictness) -> tuple[Finding, ...]:
        """Return the credible endorsements at one strictness, highest score first."""
        hits = (
            f
            for f in self.credible
            if counts_for(f, strictness) and score_at(f, strictness) >= self.limits.t_low
        )
        return tuple(sorted(hits, key=lambda f: (-score_at(f, strictness), strength_key(f))))


def decide_endorsement(
    framework: Framework,
    findings: Sequence[Finding],
    is_fully_looked: bool,
    thresholds: DecisionThresholds,
) -> Endorsement:
    """Decide on one framework family over the findings of one company-year or report.

    The order of ``findings`` makes no difference. ``is_fully_looked`` says that every page of every
    document was read; without it nothing becomes 0, except by the company's own denial.

    Raises:
        ValueError: when the thresholds are not 0 <= t_low <= t_high <= 1.
    """
    _check_thresholds(thresholds)
    mentions = mentions_of(framework, findings)
    credible = tuple(
        f
        for f in mentions
        if score_at(f, Strictness.STANDARD) >= thresholds.t_low or not is_claim(f)
    )
    evidence = _Evidence(framework, mentions, credible, is_fully_looked, thresholds)
    stance, stance_status = _strongest_stance(evidence)
    return Endorsement(
        framework=framework,
        stance=stance,
        stance_status=stance_status,
        strict=_judge(evidence, Strictness.STRICT),
        standard=_judge(evidence, Strictness.STANDARD),
        lenient=_judge(evidence, Strictness.LENIENT),
    )


def report_endorsements(
    scored: ScoredReport, thresholds: DecisionThresholds
) -> dict[Framework, Endorsement]:
    """Return the decision on the OECD Guidelines and the UNGPs over one report."""
    return {
        framework: decide_endorsement(
            framework, scored.findings, scored.is_fully_looked, thresholds
        )
        for framework in ENDORSABLE
    }


def _check_thresholds(limits: DecisionThresholds) -> None:
    if not 0.0 <= limits.t_low <= limits.t_high <= 1.0:
        raise ValueError(
            f"t_low is {limits.t_low} and t_high is {limits.t_high}; "
            "expected 0 <= t_low <= t_high <= 1"
        )


def _judge(evidence: _Evidence, strictness: Strictness) -> Judgement:
    """Return the judgement of one strictness, with a parent's statement mentioned when left out."""
    judgement = (
        _judge_clash(evidence, strictness)
        or _judge_positive(evidence, strictness)
        or _judge_negative(evidence, strictness)
    )
    if judgement.value == 1:
        return judgement
    told = wording.with_parent_note(judgement.told, evidence.mentions)
    return replace(judgement, why=told.en, why_nl=told.nl)


def _judge_clash(evidence: _Evidence, strictness: Strictness) -> Judgement | None:
    """Return a conflict when the company both claims and denies, else None.

    ENDORSE, ANCHOR or APPLY beside a denial clash at every strictness. An own regulatory assertion
    clashes only where it would count, at the lenient one.
    """
    positives = tuple(
        f
        for f in evidence.counting(Strictness.LENIENT)
        if f.stance in CLASHES_WITH_DENIAL or counts_for(f, strictness)
    )
    denials = evidence.denials
    if not positives or not denials:
        return None
    ordered = (positives[0], denials[0], *positives[1:], *denials[1:])
    told = wording.clash(positives[0], denials[0])
    return Judgement(None, ValueStatus.CONFLICT, _ids(ordered), None, told.en, told.nl)


def _judge_positive(evidence: _Evidence, strictness: Strictness) -> Judgement | None:
    """Return 1 by rule (a) or (b), a request for review for a single hit, or None."""
    hits = evidence.counting(strictness)
    if not hits:
        return None
    best = hits[0]
    score = score_at(best, strictness)
    if score >= evidence.limits.t_high:
        why = wording.strong_hit(best, score, evidence.limits)
        return Judgement(1, ValueStatus.OBSERVED, _ids(hits), score, why.en, why.nl)
    pair = independent_pair(hits)
    if pair is not None:
        why = wording.pair_hit(*pair, evidence.limits)
        ordered = (*pair, *(f for f in hits if f not in pair))
        return Judgement(1, ValueStatus.OBSERVED, _ids(ordered), score, why.en, why.nl)
    why = wording.single_hit(best, score, evidence.limits)
    return Judgement(None, ValueStatus.NEEDS_REVIEW, _ids(hits), score, why.en, why.nl)


def _judge_negative(evidence: _Evidence, strictness: Strictness) -> Judgement:
    """Return 0 for a denial or a full look, else None: could not look."""
    mentions, framework = evidence.mentions, evidence.framework
    if evidence.denials:
        why = wording.denied(evidence.denials[0], framework)
        others = tuple(f for f in mentions if f not in evidence.denials)
        ids = _ids((*evidence.denials, *others))
        score = evidence.denials[0].score
        return Judgement(0, ValueStatus.OBSERVED, ids, score, why.en, why.nl)
    if not evidence.is_fully_looked:
        why = wording.could_not_look(len(mentions), framework)
        status = ValueStatus.COULD_NOT_LOOK
        return Judgement(None, status, _ids(mentions), None, why.en, why.nl)
    if mentions:
        why = wording.not_endorsed(mentions, framework, strictness)
        return Judgement(0, ValueStatus.OBSERVED, _ids(mentions), None, why.en, why.nl)
    why = wording.nothing_found(framework)
    return Judgement(0, ValueStatus.NOT_FOUND, (), None, why.en, why.nl)


def _strongest_stance(evidence: _Evidence) -> tuple[Stance | None, ValueStatus]:
    """Return END-05: the strongest credible stance, and how sure that is.

    A single doubtful hit and a contradiction keep the stance with the status of the review.
    """
    if not evidence.mentions:
        looked = evidence.is_fully_looked
        return None, ValueStatus.NOT_FOUND if looked else ValueStatus.COULD_NOT_LOOK
    if not evidence.credible:
        return effective_stance(evidence.mentions[0]), ValueStatus.NEEDS_REVIEW
    stance = effective_stance(evidence.credible[0])
    status = _judge(evidence, deciding_strictness(stance)).status
    in_review = status in {ValueStatus.CONFLICT, ValueStatus.NEEDS_REVIEW}
    return stance, status if in_review else ValueStatus.OBSERVED


def deciding_strictness(stance: Stance | None) -> Strictness:
    """Return the strictest judgement for which this stance can count; LENIENT for the others."""
    if stance is Stance.ENDORSE:
        return Strictness.STRICT
    return Strictness.STANDARD if stance is Stance.ANCHOR else Strictness.LENIENT


def _ids(findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(f.finding_id for f in findings)

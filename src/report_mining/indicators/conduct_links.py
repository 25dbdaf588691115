"""LNK-01 to LNK-06: how risk management and the SDGs are tied together, and the company type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_mining.indicators import conduct_wording as say
from report_mining.indicators.conduct_evidence import (
    ConductEvidence,
    Hit,
    answer,
    group_by_code,
    ids_of,
    summarise,
    told_measure,
    where,
    without_evidence,
)
from report_mining.indicators.conduct_sdgs import is_own_claim
from report_mining.indicators.conduct_steps import substantial_steps
from report_mining.indicators.conduct_themes import has_substance
from report_mining.records import (
    AspectKind,
    AspectSummary,
    CompanyType,
    LinkDirection,
    Measure,
    PassageReading,
    ValueStatus,
)
from report_mining.records.aspects import RELATED_LINK
from report_mining.taxonomies.codes import Framework, Stance

TARGET_LEVEL, MEASURED_LEVEL = 4, 5
SAME_REPORT = 1  # risk management and SDGs stand in the same documents, apart from each other
_FAMILIES = frozenset({Framework.OECD_MNE, Framework.UNGP})
_ACTIONS = frozenset({"3", "4", "6"})


def link_measures(evidence: ConductEvidence) -> Iterator[Measure]:
    """Yield LNK-01 to LNK-06."""
    yield _level(evidence)
    yield _linked_risks(evidence)
    yield _type(evidence, "LNK-03", is_strict=False)
    yield _type(evidence, "LNK-03-STRICT", is_strict=True)
    yield _integrated_kpis(evidence)
    yield _trade_offs(evidence)
    yield _approach(evidence)


def link_aspects(evidence: ConductEvidence) -> Iterator[AspectSummary]:
    """Yield the links by level, the highest first."""
    hits = evidence.of_kind(AspectKind.LINK)
    for level in sorted({h.aspect.level or 0 for h in hits}, reverse=True):
        found = [h for h in hits if h.aspect.level == level]
        yield summarise(found, AspectKind.LINK, str(level), level)


def link_level(evidence: ConductEvidence) -> int:
    """Return the highest level of a link, 0 to 5."""
    levels = [h.aspect.level or 0 for h in evidence.of_kind(AspectKind.LINK)]
    if levels:
        return max(levels)
    return SAME_REPORT if _names_conduct(evidence) and _goal_hits(evidence) else 0


def _goal_hits(evidence: ConductEvidence) -> list[Hit]:
    return evidence.of_kind(AspectKind.GOAL)


def _names_conduct(evidence: ConductEvidence) -> bool:
    named = any(
        f.code in _FAMILIES and f.stance is not Stance.NOT_FRAMEWORK for f in evidence.findings
    )
    return named or bool(evidence.of_kind(AspectKind.STEP))


def _level(evidence: ConductEvidence) -> Measure:
    level = link_level(evidence)
    hits = evidence.of_kind(AspectKind.LINK)
    if level == SAME_REPORT:
        hits = _goal_hits(evidence)
    found = say.highest_link(level, where(hits[0].reading)) if hits else say.NOTHING
    if level == SAME_REPORT and hits:
        found = say.named_apart(where(hits[0].reading))
    words = (found, say.NOT_BOTH)
    if not level:
        return without_evidence(evidence, "LNK-01", words[1])
    return answer(evidence, "LNK-01", float(level), hits, words)


def _linked_risks(evidence: ConductEvidence) -> Measure:
    issues = group_by_code(evidence.of_kind(AspectKind.ISSUE))
    if not issues:
        measure = without_evidence(evidence, "LNK-02", say.NO_RISK)
        is_looked = measure.status is ValueStatus.NOT_FOUND
        status = ValueStatus.NOT_APPLICABLE if is_looked else measure.status
        return told_measure("LNK-02", None, status, measure.told)
    linked = {
        code: [h for h in hits if h.reading.link.level >= RELATED_LINK]
        for code, hits in issues.items()
    }
    tied = [code for code, hits in linked.items() if hits]
    share = round(len(tied) / len(issues), 4)
    hits = [h for found in linked.values() for h in found] or [
        h for found in issues.values() for h in found
    ]
    why = say.tied_risks(len(tied), len(issues))
    return answer(evidence, "LNK-02", share, hits, (why, why))


def _endorses(evidence: ConductEvidence) -> bool | None:
    values = (evidence.oecd.standard.value, evidence.ungp.standard.value)
    if 1 in values:
        return True
    return None if None in values else False


def _does_due_diligence(evidence: ConductEvidence) -> bool | None:
    if len(substantial_steps(evidence)) >= evidence.rules.steps_with_substance:
        return True
    return False if evidence.is_fully_looked else None


def _claims_sdgs(evidence: ConductEvidence) -> bool | None:
    if _claim_hits(evidence):
        return True
    return False if evidence.is_fully_looked else None


def _claim_hits(evidence: ConductEvidence) -> list[Hit]:
    own = {
        r.reading_id
        for r in evidence.readings
        if r.link.level >= RELATED_LINK or any(is_own_claim(m) for m in r.sdg_mentions)
    }
    hits = [h for h in _goal_hits(evidence) if h.reading.reading_id in own]
    return [*(h for h in evidence.of_kind(AspectKind.LINK) if h.reading.reading_id in own), *hits]


def either(first: bool | None, second: bool | None) -> bool | None:
    """Return "or" where None means that it is not known."""
    if first or second:
        return True
    return None if None in (first, second) else False


def both(first: bool | None, second: bool | None) -> bool | None:
    """Return "and" where None means that it is not known."""
    if first is False or second is False:
        return False
    return None if None in (first, second) else True


def company_type(imvo: bool | None, sdg: bool | None, level: int) -> CompanyType:
    """Return the type of DOMAIN 1.4; UNKNOWN where a flag cannot be said."""
    if imvo is None or sdg is None:
        return CompanyType.UNKNOWN
    if imvo and sdg:
        return CompanyType.INTEGRATED if level >= RELATED_LINK else CompanyType.PARALLEL
    if imvo:
        return CompanyType.IMVO_ONLY
    return CompanyType.SDG_ONLY if sdg else CompanyType.NEITHER


def _type(evidence: ConductEvidence, indicator_id: str, *, is_strict: bool) -> Measure:
    endorses, acts = _endorses(evidence), _does_due_diligence(evidence)
    imvo = both(endorses, acts) if is_strict else either(endorses, acts)
    sdg, level = _claims_sdgs(evidence), link_level(evidence)
    kind = company_type(imvo, sdg, level)
    substantial = substantial_steps(evidence)
    steps = [h for h in evidence.of_kind(AspectKind.STEP) if h.aspect.code in substantial]
    links = [h for h in evidence.of_kind(AspectKind.LINK) if (h.aspect.level or 0) >= RELATED_LINK]
    hits = [*links, *steps, *_claim_hits(evidence)]
    status = ValueStatus.OBSERVED if hits or endorses else ValueStatus.NOT_FOUND
    if kind is CompanyType.UNKNOWN:
        status = ValueStatus.COULD_NOT_LOOK
    findings = (*evidence.oecd.standard.finding_ids, *evidence.ungp.standard.finding_ids)
    ids = ids_of(hits)
    why = say.type_flags(endorses, acts, sdg, level)
    shown = findings if endorses else ()
    return Measure(indicator_id, kind.value, status, ids, why.en, None, shown, why.nl)


def _integrated_kpis(evidence: ConductEvidence) -> Measure:
    hits = [h for h in evidence.of_kind(AspectKind.LINK) if (h.aspect.level or 0) >= MEASURED_LEVEL]
    words = (say.measured_links(len(ids_of(hits))), say.NO_MEASURED_LINK)
    return answer(evidence, "LNK-04", float(len(ids_of(hits))), hits, words)


def _trade_offs(evidence: ConductEvidence) -> Measure:
    named = {r.reading_id for r in evidence.readings if r.link.has_trade_off}
    kinds = (AspectKind.LINK, AspectKind.GOAL, AspectKind.STEP)
    hits = [h for k in kinds for h in evidence.of_kind(k) if h.reading.reading_id in named]
    found = say.trade_off(where(hits[0].reading)) if hits else say.NOTHING
    return answer(evidence, "LNK-05", 1.0, hits, (found, say.NO_TRADE_OFF))


def _approach(evidence: ConductEvidence) -> Measure:
    links = evidence.of_kind(AspectKind.LINK)
    words = re.compile(r"(?i)\b(?:" + "|".join(evidence.rules.product_words) + ")")
    risk = [h for h in links if _is_approach_a(h.reading)]
    new = [h for h in links if words.search(h.reading.quote) and _is_plus(h.reading, evidence)]
    names = [name for name, found in (("A", risk), ("A+", new)) if found]
    hits = [*risk, *new]
    if not hits:
        return without_evidence(evidence, "LNK-06", say.NO_APPROACH, "none")
    words_told = (say.approach(names, where(hits[0].reading)), say.NO_APPROACH)
    return answer(evidence, "LNK-06", " and ".join(names), hits, words_told, nothing="none")


def _is_approach_a(reading: PassageReading) -> bool:
    steps = {s.step for s in reading.due_diligence.steps}
    has_risk = bool(reading.due_diligence.issues) or "2" in steps
    return reading.link.level >= TARGET_LEVEL and has_risk and bool(steps & _ACTIONS)


def _is_plus(reading: PassageReading, evidence: ConductEvidence) -> bool:
    does_good = reading.link.direction in (LinkDirection.DO_GOOD, LinkDirection.BOTH)
    return reading.link.level >= RELATED_LINK and does_good and has_substance(reading, evidence)

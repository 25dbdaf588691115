"""DD-01 to DD-09: how specifically the documents describe each step of due diligence."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from report_mining.indicators import conduct_wording as say
from report_mining.indicators.conduct_evidence import (
    ConductEvidence,
    Hit,
    answer,
    group_by_code,
    ids_of,
    summarise,
    where,
)
from report_mining.records import AspectKind, AspectSummary, ChainDepth, Measure
from report_mining.records.aspects import SEPARATOR

STEPS = ("1", "2", "3", "4", "5", "6")
STEP_INDICATORS = MappingProxyType(
    {
        "1": "DD-01",
        "2": "DD-02",
        "3": "DD-03",
        "4": "DD-04",
        "5": "DD-05",
        "6": "DD-06",
        "X": "DD-07",
    }
)
_UPSTREAM = (ChainDepth.OWN, ChainDepth.TIER1, ChainDepth.TIER2, ChainDepth.RAW_MATERIAL)


def step_measures(evidence: ConductEvidence) -> Iterator[Measure]:
    """Yield DD-01 to DD-09."""
    for code, indicator_id in STEP_INDICATORS.items():
        yield _step(evidence, code, indicator_id)
    yield _issues(evidence)
    yield from _totals(evidence)
    yield _depth(evidence)


def step_aspects(evidence: ConductEvidence) -> Iterator[AspectSummary]:
    """Yield the steps and the named risks with their evidence."""
    for code in STEP_INDICATORS:
        hits = evidence.of_kind(AspectKind.STEP, code)
        if hits:
            yield summarise(hits, AspectKind.STEP, code, evidence.step_levels[code])
    for code, hits in group_by_code(evidence.of_kind(AspectKind.ISSUE)).items():
        yield summarise(hits, AspectKind.ISSUE, code, 0)


def step_levels(evidence: ConductEvidence) -> dict[str, int]:
    """Return the specificity of each of the six steps, 0 where nothing was found."""
    return {code: evidence.step_levels.get(code, 0) for code in STEPS}


def substantial_steps(evidence: ConductEvidence) -> list[str]:
    """Return the steps that are described with substance."""
    return [c for c, level in step_levels(evidence).items() if level >= evidence.rules.substance]


def _step(evidence: ConductEvidence, code: str, indicator_id: str) -> Measure:
    hits = evidence.of_kind(AspectKind.STEP, code)
    level = evidence.step_levels.get(code, 0)
    found = say.NOTHING
    if hits:
        found = say.step(code, level, where(hits[0].reading), len(ids_of(hits)))
    return answer(evidence, indicator_id, float(level), hits, (found, say.no_step(code)))


def _issues(evidence: ConductEvidence) -> Measure:
    hits = evidence.of_kind(AspectKind.ISSUE)
    names = sorted({_issue_name(hit) for hit in hits})
    found = say.risks_named(len(names), where(hits[0].reading)) if hits else say.NOTHING
    words = (found, say.NO_RISK_FOR_PEOPLE)
    return answer(evidence, "DD-02-ISSUES", SEPARATOR.join(names), hits, words, nothing="none")


def _issue_name(hit: Hit) -> str:
    detail = f" ({hit.aspect.detail})" if hit.aspect.detail else ""
    return f"{hit.aspect.code}{detail}".replace(SEPARATOR, ",")


def _totals(evidence: ConductEvidence) -> Iterator[Measure]:
    levels = step_levels(evidence)
    hits = [h for h in evidence.of_kind(AspectKind.STEP) if h.aspect.code in levels]
    substantial = substantial_steps(evidence)
    nothing, found = say.NO_STEP, say.steps_with_substance(substantial)
    yield answer(evidence, "DD-08", float(len(substantial)), hits, (found, nothing))
    mean = round(sum(levels.values()) / len(levels), 4)
    yield answer(evidence, "DD-08-MEAN", mean, hits, (found, nothing))


def _depth(evidence: ConductEvidence) -> Measure:
    described = [
        (h, h.reading.due_diligence.chain_depth)
        for h in evidence.of_kind(AspectKind.STEP)
        if h.reading.due_diligence.chain_depth is not None
    ]
    upstream = [d for _, d in described if d in _UPSTREAM]
    deepest = max(upstream, key=_UPSTREAM.index) if upstream else ChainDepth.DOWNSTREAM
    hits = [h for h, d in described if d is deepest]
    found = say.deepest_tier(where(hits[0].reading)) if hits else say.NOTHING
    words = (found, say.NO_TIER)
    return answer(evidence, "DD-09", deepest.value, hits, words, nothing="none")

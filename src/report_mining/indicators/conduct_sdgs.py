"""SDG-01 to SDG-06: goals and targets that a company names, in which role, with which figures."""

from __future__ import annotations

from collections.abc import Iterator

from report_mining.indicators import conduct_wording as say
from report_mining.indicators.conduct_evidence import (
    ConductEvidence,
    Hit,
    answer,
    group_by_code,
    summarise,
    told_measure,
    where,
    without_evidence,
)
from report_mining.indicators.conduct_themes import LEVELS, reading_level
from report_mining.records import (
    AspectKind,
    AspectSummary,
    Measure,
    OwnSdgClaim,
    ThemeLevel,
    ValueStatus,
)
from report_mining.records.aspects import RELATED_LINK, SEPARATOR
from report_mining.records.wording import Wording
from report_mining.taxonomies import load_taxonomy
from report_mining.taxonomies.categories import ThemeCategory

CLAIM_ROLES = frozenset({"priority", "contribution"})
RISK_ROLE = "risk"
ICON = "icon"  # a page of icons is no claim (DOMAIN 1.4)
REPORTING_TARGET = "12.6"


def sdg_measures(evidence: ConductEvidence) -> Iterator[Measure]:
    """Yield SDG-01 to SDG-06."""
    claimed = _with_roles(evidence.of_kind(AspectKind.GOAL), CLAIM_ROLES)
    yield _set(evidence, "SDG-01", claimed, say.CLAIMED)
    yield _set(evidence, "SDG-02", _own(evidence.of_kind(AspectKind.TARGET)), say.AS_TARGETS)
    risks = _with_roles(evidence.of_kind(AspectKind.GOAL), frozenset({RISK_ROLE}))
    yield _set(evidence, "SDG-03", risks, say.WITH_NEGATIVE_EFFECT)
    yield _kpis(evidence)
    yield _cherry_picking(evidence, claimed)
    yield _reporting(evidence)


def sdg_aspects(evidence: ConductEvidence) -> Iterator[AspectSummary]:
    """Yield the goals and targets with their evidence; claims come before other roles."""
    for kind in (AspectKind.GOAL, AspectKind.TARGET):
        grouped = group_by_code(evidence.of_kind(kind))
        for code in sorted(grouped, key=code_order):
            hits = sorted(grouped[code], key=lambda h: h.aspect.detail not in CLAIM_ROLES)
            yield summarise(hits, kind, code, 0)


def is_own_claim(mention: OwnSdgClaim) -> bool:
    """Return whether a mention attaches a goal to something of the company itself."""
    return mention.role in CLAIM_ROLES and mention.form != ICON


def code_order(code: str) -> tuple[int, int, str]:
    """Return the order of goals and targets: 8 before 8.7 before 8.10 before 8.a before 10."""
    goal, _, target = code.partition(".")
    return (int(goal), int(target) if target.isdigit() else 100 if target else 0, target)


def _with_roles(hits: list[Hit], roles: frozenset[str]) -> list[Hit]:
    return [h for h in hits if h.aspect.detail in roles]


def _own(hits: list[Hit]) -> list[Hit]:
    return [h for h in hits if h.aspect.detail != "third_party"]


def _set(evidence: ConductEvidence, indicator_id: str, hits: list[Hit], what: Wording) -> Measure:
    codes = sorted({h.aspect.code for h in hits}, key=code_order)
    found = say.some_are(len(codes), what, where(hits[0].reading)) if hits else say.NOTHING
    value = SEPARATOR.join(codes)
    return answer(evidence, indicator_id, value, hits, (found, say.none_is(what)), nothing="none")


def _kpis(evidence: ConductEvidence) -> Measure:
    hits = [h for h in evidence.of_kind(AspectKind.LINK) if h.reading.link.kpi is not None]
    quotes = {h.reading.link.kpi.quote for h in hits if h.reading.link.kpi}
    words = (say.kpis(len(quotes)), say.NO_KPI)
    return answer(evidence, "SDG-04", float(len(quotes)), hits, words)


def _cherry_picking(evidence: ConductEvidence, claimed: list[Hit]) -> Measure:
    """Return SDG-05, for sectors only: the share of the claimed goals without a risk behind them."""
    goals = {int(h.aspect.code) for h in claimed}
    if not goals:
        measure = without_evidence(evidence, "SDG-05", say.NO_GOAL)
        status = measure.status
        if status is ValueStatus.NOT_FOUND:
            status = ValueStatus.NOT_APPLICABLE
        return told_measure("SDG-05", None, status, measure.told)
    if not evidence.is_fully_looked:
        return told_measure("SDG-05", None, ValueStatus.COULD_NOT_LOOK, say.RISK_MAY_BE_MISSED)
    bare = goals - _backed_goals(evidence)
    why = say.bare_goals(len(bare), len(goals))
    return answer(evidence, "SDG-05", round(len(bare) / len(goals), 4), claimed, (why, why))


def _backed_goals(evidence: ConductEvidence) -> set[int]:
    """Return the goals with a link, a risk role, or a theme that is treated as a risk."""
    goals = {g for r in evidence.readings if r.link.level >= RELATED_LINK for g in r.link.goals}
    goals |= {m.goal for r in evidence.readings for m in r.sdg_mentions if m.role == RISK_ROLE}
    risk = LEVELS.index(ThemeLevel.RISK)
    for category in load_taxonomy("themes"):
        if not isinstance(category, ThemeCategory):
            continue
        hits = evidence.of_kind(AspectKind.THEME, category.code.value)
        if any(LEVELS.index(reading_level(h.reading, category.code.value)) >= risk for h in hits):
            goals |= {int(goal.value) for goal in category.goals}
    return goals


def _reporting(evidence: ConductEvidence) -> Measure:
    named = evidence.of_kind(AspectKind.TARGET, REPORTING_TARGET)
    kinds = (AspectKind.STEP, AspectKind.THEME, AspectKind.GOAL)
    any_hits = named or [h for kind in kinds for h in evidence.of_kind(kind)]
    value = "named" if named else "yes"
    found = say.sustainability(where(any_hits[0].reading)) if any_hits else say.NOTHING
    if named:
        found = say.reporting_target(where(named[0].reading))
    words = (found, say.NO_SUSTAINABILITY)
    return answer(evidence, "SDG-06", value, any_hits, words, nothing="no")

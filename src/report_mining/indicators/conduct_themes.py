"""THM-01 to THM-04: priority themes, enabling rights, fit with the sector, chapters of the Guidelines."""

from __future__ import annotations

from collections.abc import Iterator

from report_mining.indicators import conduct_wording as say
from report_mining.indicators.conduct_evidence import (
    ConductEvidence,
    Hit,
    answer,
    ids_of,
    summarise,
    told_measure,
    where,
    without_evidence,
)
from report_mining.records import (
    AspectKind,
    AspectSummary,
    ChainDepth,
    Measure,
    PassageReading,
    ThemeLevel,
    ValueStatus,
)
from report_mining.records.aspects import SEPARATOR

THEMES = (
    "child_labour",
    "womens_rights",
    "living_wage",
    "decent_work",
    "sustainable_production",
    "land_rights",
    "deforestation",
)
ENABLING_RIGHTS = ("freedom_of_association", "collective_bargaining")  # C87 and C98
LEVELS = tuple(ThemeLevel)
SECTOR_FIT = "THM-03"
_RISK_STEPS = frozenset({"2"})
_ACTION_STEPS = frozenset({"3", "4", "6"})
_SUBSTANTIVE_CHAPTERS = ("II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")


def theme_measures(evidence: ConductEvidence) -> Iterator[Measure]:
    """Yield THM-01 to THM-04."""
    yield from _themes(evidence)
    yield _enabling(evidence)
    yield _sector_fit(evidence)
    yield _chapters(evidence)


def theme_aspects(evidence: ConductEvidence) -> Iterator[AspectSummary]:
    """Yield the themes and chapters with their evidence."""
    for code in THEMES:
        hits = ranked_hits(evidence, AspectKind.THEME, code)
        if hits:
            yield summarise(hits, AspectKind.THEME, code, LEVELS.index(level_of(hits, code)))
    for code in evidence.codes(AspectKind.CHAPTER):
        yield summarise(evidence.of_kind(AspectKind.CHAPTER, code), AspectKind.CHAPTER, code, 0)


def ranked_hits(evidence: ConductEvidence, kind: AspectKind, code: str) -> list[Hit]:
    """Return the hits of a theme or right; those that go furthest come first."""
    hits = evidence.of_kind(kind, code)
    return sorted(hits, key=lambda h: -LEVELS.index(reading_level(h.reading, code)))


def level_of(hits: list[Hit], code: str) -> ThemeLevel:
    """Return how far the documents go on a theme or right."""
    if not hits:
        return ThemeLevel.NONE
    return max((reading_level(h.reading, code) for h in hits), key=LEVELS.index)


def reading_level(reading: PassageReading, code: str) -> ThemeLevel:
    """Return how far one passage goes: mention, risk, action or result."""
    steps = {s.step: s.specificity for s in reading.due_diligence.steps}
    acted = [specificity for step, specificity in steps.items() if step in _ACTION_STEPS]
    if any(specificity >= 3 for specificity in acted):
        return ThemeLevel.RESULT
    if any(specificity >= 2 for specificity in acted):
        return ThemeLevel.ACTION
    is_risk = any(issue.right == code for issue in reading.due_diligence.issues)
    return ThemeLevel.RISK if is_risk or _RISK_STEPS & set(steps) else ThemeLevel.MENTION


def _themes(evidence: ConductEvidence) -> Iterator[Measure]:
    ranked = {code: ranked_hits(evidence, AspectKind.THEME, code) for code in THEMES}
    levels = {code: level_of(hits, code) for code, hits in ranked.items()}
    hits = [hit for found in ranked.values() for hit in found]
    beyond = [
        c for c, level in levels.items() if LEVELS.index(level) >= LEVELS.index(ThemeLevel.RISK)
    ]
    nothing, found = say.NO_THEME, say.themes(beyond)
    yield answer(evidence, "THM-01", float(len(beyond)), hits, (found, nothing))
    listed = SEPARATOR.join(f"{code}={level}" for code, level in levels.items())
    yield answer(evidence, "THM-01-LEVELS", listed, hits, (found, nothing), nothing=listed)


def _enabling(evidence: ConductEvidence) -> Measure:
    ranked = {code: ranked_hits(evidence, AspectKind.RIGHT, code) for code in ENABLING_RIGHTS}
    best = max(ENABLING_RIGHTS, key=lambda code: LEVELS.index(level_of(ranked[code], code)))
    level = level_of(ranked[best], best)
    hits = [*ranked[best], *(h for code, found in ranked.items() if code != best for h in found)]
    found = say.NOTHING
    if hits:
        in_chain = any(_is_in_chain(h.reading) for h in hits)
        found = say.union_rights(where(hits[0].reading), is_in_chain=in_chain)
    words = (found, say.NO_UNION_RIGHTS)
    return answer(evidence, "THM-02", level.value, hits, words, nothing=ThemeLevel.NONE.value)


def no_sector_fit() -> Measure:
    """Return THM-03 where nothing is known of the sector of the company."""
    return told_measure(SECTOR_FIT, None, ValueStatus.NOT_APPLICABLE, say.NO_PROFILE)


def _is_in_chain(reading: PassageReading) -> bool:
    return reading.due_diligence.chain_depth not in (None, ChainDepth.OWN)


def _sector_fit(evidence: ConductEvidence) -> Measure:
    if evidence.profile is None:
        return no_sector_fit()
    addressed: dict[str, list[Hit]] = {}
    for risk in evidence.profile.risks:
        kind = AspectKind.THEME if risk in THEMES else AspectKind.RIGHT
        hits = ranked_hits(evidence, kind, risk)
        if LEVELS.index(level_of(hits, risk)) >= LEVELS.index(ThemeLevel.RISK):
            addressed[risk] = hits
    n = len(evidence.profile.risks)
    share = round(len(addressed) / n, 4)
    hits = [hit for found in addressed.values() for hit in found]
    words = (say.sector_risks(list(addressed), n), say.sector_risks((), n))
    return answer(evidence, SECTOR_FIT, share, hits, words)


def _chapters(evidence: ConductEvidence) -> Measure:
    hits = [
        h
        for h in evidence.of_kind(AspectKind.CHAPTER)
        if h.aspect.code in _SUBSTANTIVE_CHAPTERS and has_substance(h.reading, evidence)
    ]
    chapters = [c for c in _SUBSTANTIVE_CHAPTERS if any(h.aspect.code == c for h in hits)]
    words = (say.chapters(chapters), say.NO_CHAPTER)
    if not ids_of(hits):
        return without_evidence(evidence, "THM-04", words[1])
    return answer(evidence, "THM-04", float(len(chapters)), hits, words)


def has_substance(reading: PassageReading, evidence: ConductEvidence) -> bool:
    """Return whether a passage describes a step with substance."""
    return any(s.specificity >= evidence.rules.substance for s in reading.due_diligence.steps)

"""What the readings of a company-year add up to: hits per aspect, the best first, and what they support."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from report_mining.indicators import conduct_wording as say
from report_mining.indicators.conduct_rules import ConductRules, SectorProfile, load_conduct_rules
from report_mining.indicators.wording import place_in_words
from report_mining.records import (
    AspectKind,
    AspectSummary,
    ChainDepth,
    Endorsement,
    Finding,
    Measure,
    PassageReading,
    ReadingAspect,
    ValueStatus,
    aspects_of,
)
from report_mining.records.wording import Wording

_UPSTREAM = frozenset({ChainDepth.TIER1, ChainDepth.TIER2, ChainDepth.RAW_MATERIAL})


class Hit(NamedTuple):
    """One aspect in one reading."""

    reading: PassageReading
    aspect: ReadingAspect


@dataclass(frozen=True, slots=True)
class ConductEvidence:
    """Everything that the documents of one company-year, or one report, show."""

    readings: tuple[PassageReading, ...]
    findings: tuple[Finding, ...]
    is_fully_looked: bool
    oecd: Endorsement
    ungp: Endorsement
    profile: SectorProfile | None
    ranked: Mapping[AspectKind, tuple[Hit, ...]]  # the hits of each kind, the best first
    step_levels: Mapping[str, int]  # what the hits of each step support; no hit: no entry
    rules: ConductRules

    def of_kind(self, kind: AspectKind, code: str | None = None) -> list[Hit]:
        """Return the hits of one kind, and of one code where given, the best first."""
        return [h for h in self.ranked.get(kind, ()) if code is None or code == h.aspect.code]

    def codes(self, kind: AspectKind) -> list[str]:
        """Return the codes of one kind, in the order of their names."""
        return sorted({h.aspect.code for h in self.ranked.get(kind, ())})


def gather_conduct(
    readings: Iterable[PassageReading],
    findings: Iterable[Finding],
    endorsements: tuple[Endorsement, Endorsement],
    *,
    is_fully_looked: bool,
    profile: SectorProfile | None = None,
) -> ConductEvidence:
    """Return the evidence of the documents of one company-year, or of one report."""
    rules = load_conduct_rules()
    kept = tuple({r.reading_id: r for r in readings}.values())
    ranked = _rank(kept, rules)
    steps = group_by_code(ranked.get(AspectKind.STEP, ()))
    return ConductEvidence(
        readings=kept,
        findings=tuple(findings),
        is_fully_looked=is_fully_looked,
        oecd=endorsements[0],
        ungp=endorsements[1],
        profile=profile,
        ranked=ranked,
        step_levels={code: supported_level(hits, rules) for code, hits in steps.items()},
        rules=rules,
    )


def _rank(
    readings: Iterable[PassageReading], rules: ConductRules
) -> dict[AspectKind, tuple[Hit, ...]]:
    """Return the hits by kind; sorted here once, because every measure asks for some of them."""
    found: dict[AspectKind, list[Hit]] = defaultdict(list)
    for reading in readings:
        for aspect in aspects_of(reading):
            found[aspect.kind].append(Hit(reading, aspect))
    return {
        kind: tuple(sorted(hits, key=lambda hit: _order(hit, rules)))
        for kind, hits in found.items()
    }


def supported_level(hits: Sequence[Hit], rules: ConductRules) -> int:
    """Return the highest specificity that the hits support, 0 to 3.

    2 and 3 need one passage with a score of ``t_high``, or two on different pages with ``t_low``:
    errors of single passages add up over a long report (DOMAIN 5.6, item 5). And these passages have
    to say what is at stake for people or environment.
    """
    for level in (3, 2):
        able = [h for h in hits if (h.aspect.level or 0) >= level]
        sure = [h for h in able if _carries(h, rules)]
        is_sure = any((h.aspect.score or 0.0) >= rules.t_high for h in sure)
        if is_sure or len({place_of(h.reading) for h in sure}) > 1:
            return level
    return 1 if hits else 0


def has_subject(reading: PassageReading, rules: ConductRules) -> bool:
    """Return whether a passage says what is at stake: a theme, right, risk, chapter or tier."""
    found = reading.due_diligence
    if found.themes or found.ilo_rights or found.issues or found.chain_depth in _UPSTREAM:
        return True
    return bool(set(found.oecd_chapters) & set(rules.subject_chapters))


def place_of(reading: PassageReading) -> tuple[str, int | str | None]:
    """Return where a reading stands: its document with its page, or its element."""
    return (reading.report_id, reading.page_number or reading.locator)


def ids_of(hits: Iterable[Hit]) -> tuple[str, ...]:
    """Return the ids of the readings, each once, in order."""
    return tuple(dict.fromkeys(h.reading.reading_id for h in hits))


def summarise(hits: Sequence[Hit], kind: AspectKind, code: str, level: int) -> AspectSummary:
    """Return one aspect over all documents; ``hits`` are its evidence, the best first."""
    details = sorted({h.aspect.detail for h in hits if h.aspect.detail})
    return AspectSummary(kind, code, level, ", ".join(details), ids_of(hits))


def answer(
    evidence: ConductEvidence,
    indicator_id: str,
    value: float | str,
    hits: Sequence[Hit],
    words: tuple[Wording, Wording],
    nothing: float | str = 0.0,
) -> Measure:
    """Return a measure that was found, was not found, or could not be looked for.

    Args:
        evidence: Says whether every page was looked at.
        indicator_id: Such as DD-03.
        value: What the hits show; used only where there are hits.
        hits: The evidence, the best first.
        words: What to say when there is something, and when there is nothing.
        nothing: The value when every page was looked at and nothing was found.
    """
    if hits:
        status, shown, why = ValueStatus.OBSERVED, value, words[0]
        if not evidence.is_fully_looked:
            why = say.may_be_more(why)
        ids = ids_of(hits)
        return Measure(indicator_id, shown, status, ids, why.en, _score(hits), why_nl=why.nl)
    return without_evidence(evidence, indicator_id, words[1], nothing)


def without_evidence(
    evidence: ConductEvidence, indicator_id: str, why: Wording, nothing: float | str = 0.0
) -> Measure:
    """Return a measure without evidence: not found, or not to be said."""
    if evidence.is_fully_looked:
        return told_measure(indicator_id, nothing, ValueStatus.NOT_FOUND, why)
    return told_measure(indicator_id, None, ValueStatus.COULD_NOT_LOOK, say.no_zero(why))


def told_measure(
    indicator_id: str, value: float | str | None, status: ValueStatus, why: Wording
) -> Measure:
    """Return a measure that rests on no passage, with its reason in both languages."""
    return Measure(indicator_id, value, status, (), why.en, why_nl=why.nl)


def group_by_code(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    """Return the hits by code, in order of first appearance."""
    grouped: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        grouped[hit.aspect.code].append(hit)
    return dict(grouped)


def where(reading: PassageReading) -> Wording:
    """Return the place of a reading in words."""
    return place_in_words(reading.page_number, reading.locator)


def _carries(hit: Hit, rules: ConductRules) -> bool:
    is_sure = (hit.aspect.score or 0.0) >= rules.t_low
    return is_sure and has_subject(hit.reading, rules)


def _score(hits: Sequence[Hit]) -> float | None:
    return max((h.aspect.score for h in hits if h.aspect.score is not None), default=None)


def _order(hit: Hit, rules: ConductRules) -> tuple[int, float, str, int, int]:
    """Return the place of a hit: what can carry a level comes first, then the surer one."""
    reading, level = hit.reading, hit.aspect.level or 0
    if hit.aspect.kind is AspectKind.STEP and not _carries(hit, rules):
        level = 0
    return (
        -level,
        -(hit.aspect.score or 0.0),
        reading.report_id,
        reading.page_number or 0,
        reading.char_start,
    )

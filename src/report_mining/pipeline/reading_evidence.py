"""Which readings of a report deserve a picture: the best of every step, theme, goal and link."""

from __future__ import annotations

from report_mining.records import (
    AspectKind,
    EvidencePlace,
    PassageReading,
    ReadingAspect,
    ScoredReport,
    aspects_of,
)
from report_mining.records.aspects import RELATED_LINK

PICTURES_PER_REPORT = 12  # the rest keep quote and page
_PICTURED = (AspectKind.LINK, AspectKind.STEP, AspectKind.THEME, AspectKind.GOAL)
_CLAIMS = frozenset({"priority", "contribution"})

_Key = tuple[int, str]


def pictured_readings(scored: ScoredReport) -> tuple[EvidencePlace, ...]:
    """Return the places of the readings that deserve a picture: links, then steps, themes, goals."""
    best: dict[_Key, tuple[tuple[int, float], PassageReading]] = {}
    for reading in scored.readings:
        if not reading.boxes or reading.page_number is None:
            continue
        for aspect in aspects_of(reading):
            if not _is_pictured(aspect):
                continue
            key = (_PICTURED.index(aspect.kind), aspect.code)
            strength = (aspect.level or 0, aspect.score or 0.0)
            if key not in best or strength > best[key][0]:
                best[key] = (strength, reading)
    chosen = dict.fromkeys(best[key][1].reading_id for key in sorted(best))
    by_id = {reading.reading_id: reading for reading in scored.readings}
    return tuple(_place(by_id[i]) for i in list(chosen)[:PICTURES_PER_REPORT])


def _is_pictured(aspect: ReadingAspect) -> bool:
    if aspect.kind is AspectKind.LINK:
        return (aspect.level or 0) >= RELATED_LINK
    if aspect.kind is AspectKind.GOAL:
        return aspect.detail in _CLAIMS
    return aspect.kind in _PICTURED


def _place(reading: PassageReading) -> EvidencePlace:
    return EvidencePlace(reading.reading_id, reading.page_number, reading.boxes)

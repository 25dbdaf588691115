"""Rows about conduct: readings of passages, measures per report, sectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from report_mining.language import split_sentences
from report_mining.publishing.lookups import ReleaseIndex, ReportFile
from report_mining.publishing.report_rows import SECTION_SEPARATOR
from report_mining.publishing.rows import ReadingRow, ReportIndicatorRow, SectorConductRow
from report_mining.records import (
    AspectKind,
    Measure,
    PassageReading,
    ReadingAspect,
    aspects_of,
    enclose,
)

SECTOR_ONLY = frozenset({"SDG-05"})  # no row per company or report (DOMAIN 4.4)
_READINGS_HELD = 1000  # those of some companies; the measures of a company come together
_WHOLE = frozenset({AspectKind.THEME, AspectKind.CHAPTER, AspectKind.PRINCIPLE, AspectKind.RIGHT})
_STEP_OF = {f"DD-0{n}": code for n, code in enumerate("123456X", start=1)}
_KINDS_OF = {
    "DD": (AspectKind.STEP,),
    "THM": (AspectKind.THEME, AspectKind.RIGHT, AspectKind.CHAPTER),
    "SDG": (AspectKind.TARGET, AspectKind.GOAL, AspectKind.LINK),
    "LNK": (AspectKind.LINK, AspectKind.ISSUE, AspectKind.STEP, AspectKind.GOAL),
    "PAR": (AspectKind.PARTY,),
}


@dataclass(frozen=True, slots=True)
class Sentences:
    """A reading with its sentences, so that a span can be quoted in full sentences."""

    reading: PassageReading
    spans: tuple[tuple[int, int], ...]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the sentences that ``start`` to ``end`` touches."""
        touched = [s for s in self.spans if s[0] < max(end, start + 1) and s[1] > start]
        if not touched:
            return 0, len(self.reading.quote)
        return touched[0][0], touched[-1][1]

    def of(self, aspect: ReadingAspect) -> tuple[int, int]:
        """Return the span of the sentences that show ``aspect``."""
        if aspect.kind in _WHOLE:
            return 0, len(self.reading.quote)
        return self.around(aspect.start, aspect.end)


def sentences_of(reading: PassageReading) -> Sentences:
    """Return a reading with its sentences."""
    return Sentences(reading, _sentence_spans(reading.quote))


# The same passage carries many indicators and quotes of a release.
_sentence_spans = lru_cache(maxsize=4096)(split_sentences)


class ShownAspects:
    """What the readings of a release show, remembered while many measures rest on the same ones."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[ReadingAspect, ...]] = {}  # by reading id

    def of(self, reading: PassageReading) -> tuple[ReadingAspect, ...]:
        """Return everything that ``reading`` shows."""
        shown = self._held.get(reading.reading_id)
        if shown is None:
            if len(self._held) >= _READINGS_HELD:
                self._held.clear()
            shown = self._held[reading.reading_id] = aspects_of(reading)
        return shown


def telling_quote(reading: PassageReading, indicator_id: str, aspects: ShownAspects) -> str:
    """Return the sentences of a reading that carry an indicator; all of it where that is not known."""
    kinds = _KINDS_OF.get(indicator_id.split("-", maxsplit=1)[0], ())
    step = _STEP_OF.get(indicator_id)
    shown = aspects.of(reading) if kinds else ()
    fitting = [
        a for kind in kinds for a in shown if a.kind is kind and (step is None or a.code == step)
    ]
    if not fitting:
        return reading.quote
    start, end = sentences_of(reading).of(max(fitting, key=lambda a: a.level or 0))
    return reading.quote[start:end]


def reading_rows(index: ReleaseIndex) -> Iterator[ReadingRow]:
    """Yield a row per reading and aspect by file and place, once per company-year of the report."""
    for file in index.distinct_files():
        for reading in sorted(file.report.readings, key=_reading_order):
            sentences = sentences_of(reading)
            for aspect in aspects_of(reading):
                yield _reading_row(file, sentences, aspect)


def _reading_order(reading: PassageReading) -> tuple[int, int, str]:
    return (reading.page_number or 0, reading.char_start, reading.reading_id)


def _reading_row(file: ReportFile, sentences: Sentences, aspect: ReadingAspect) -> ReadingRow:
    reading = sentences.reading
    start, end = sentences.of(aspect)
    box = enclose(reading.boxes) if reading.boxes else None
    return ReadingRow(
        reading_id=reading.reading_id,
        company_id=file.company_id,
        reporting_year=file.reporting_year,
        file=file.file,
        report_sha256=reading.report_id,
        aspect=aspect.kind.value,
        code=aspect.code,
        level=aspect.level,
        detail=aspect.detail,
        score=None if aspect.score is None else round(aspect.score, 6),
        page_number=reading.page_number,
        page_label=reading.page_label,
        locator=reading.locator,
        language=reading.language,
        section=SECTION_SEPARATOR.join(reading.section_path),
        quote=reading.quote[start:end],
        char_start=reading.char_start + start,
        char_end=reading.char_start + end,
        x0_pt=box.x0 if box else None,
        y0_pt=box.y0 if box else None,
        x1_pt=box.x1 if box else None,
        y1_pt=box.y1 if box else None,
        instrument_version=file.report.instrument_version,
    )


def report_indicator_rows(index: ReleaseIndex) -> Iterator[ReportIndicatorRow]:
    """Yield the measures of every report by itself, by file and indicator."""
    decisions = {d.report_id: d for d in index.release.report_endorsements}
    seen: set[str] = set()
    aspects = ShownAspects()
    for file in index.files:
        decision = decisions.get(file.report.report_id)
        if decision is None or decision.conduct is None or file.report.report_id in seen:
            continue
        seen.add(file.report.report_id)
        for measure in sorted(decision.conduct.measures, key=lambda m: m.indicator_id):
            if measure.indicator_id not in SECTOR_ONLY:
                yield _report_indicator_row(index, file, measure, aspects)


def _report_indicator_row(
    index: ReleaseIndex, file: ReportFile, measure: Measure, aspects: ShownAspects
) -> ReportIndicatorRow:
    run = index.release.run
    reading = index.first_reading(measure.reading_ids)
    finding = index.first_finding(measure.finding_ids) if reading is None else None
    quote = telling_quote(reading, measure.indicator_id, aspects) if reading else None
    evidence = reading or finding
    return ReportIndicatorRow(
        file=file.file,
        report_sha256=file.report.report_id,
        reporting_year=file.reporting_year,
        indicator_id=measure.indicator_id,
        value=measure.value,
        status=measure.status.value,
        probability=None if measure.probability is None else round(measure.probability, 6),
        n_readings=len(measure.reading_ids),
        page_number=evidence.page_number if evidence else None,
        quote=finding.quote if finding else quote,
        why=measure.why,
        instrument_version=run.instrument_version,
        codebook_version=run.codebook_version,
        vintage=run.vintage,
        why_nl=measure.told.nl,
    )


def sector_conduct_rows(index: ReleaseIndex) -> Iterator[SectorConductRow]:
    """Yield how conduct is spread per year and sector."""
    run = index.release.run
    for point in index.release.conduct:
        yield SectorConductRow(
            reporting_year=point.reporting_year,
            sector=point.sector,
            indicator_id=point.indicator_id,
            category=point.category,
            n_population=point.n_population,
            n_covered=point.n_covered,
            n_companies=point.count,
            value=point.value,
            is_suppressed=point.is_suppressed,
            instrument_version=run.instrument_version,
            codebook_version=run.codebook_version,
            vintage=run.vintage,
        )

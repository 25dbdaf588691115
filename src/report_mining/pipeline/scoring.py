"""One report in, one scored report out: the unit of work that everything else maps over."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from report_mining.documents import read_report
from report_mining.documents.passages import boxes_of_span
from report_mining.pipeline.instrument import Instrument, Versions, versions_of
from report_mining.pipeline.passage_reading import PassageReaders
from report_mining.records import (
    ExtractionFailure,
    Finding,
    IdentityClues,
    NotLookedReason,
    Page,
    Passage,
    PassageReading,
    ReadingLimits,
    Report,
    ReportStatus,
    ScoredReport,
    StanceMention,
    TextInContext,
)
from report_mining.register import find_clues

CONTEXT_CHARS = 600  # how much of the neighbouring passages the stance reader sees


@dataclass(frozen=True, slots=True)
class ScoredFile:
    """A scored report together with the passages it was scored on."""

    scored: ScoredReport
    passages: tuple[Passage, ...]


def score_report(
    path: Path, instrument: Instrument, limits: ReadingLimits = ReadingLimits()
) -> ScoredReport:
    """Return the findings of one report, or the record that counts it as failed.

    Pure apart from reading the file. It runs in this process: use the command line (or
    `WorkerPool`) for files that you do not trust.
    """
    return score_file(path, instrument, limits).scored


def score_file(
    path: Path, instrument: Instrument, limits: ReadingLimits = ReadingLimits()
) -> ScoredFile:
    """Return the scored report and its passages."""
    started = time.perf_counter()
    report = read_report(path, limits)
    versions = versions_of(instrument, limits)
    if isinstance(report, ExtractionFailure):
        return ScoredFile(versions.failed(report, path), ())
    return score_read(report, str(path), instrument, versions, started)


def score_read(
    report: Report, path: str, instrument: Instrument, versions: Versions, started: float
) -> ScoredFile:
    """Return the scored report and its passages for a report that was read, now or earlier.

    Args:
        report: What was read.
        path: Where the file is, as later runs and messages show it.
        instrument: What scores it.
        versions: What the result carries.
        started: ``time.perf_counter()`` when work on this report began.
    """
    clues = find_clues(report)
    names = own_names_of(clues)
    findings = tuple(find_stances(report, instrument, names))
    readings = tuple(read_passages(report, instrument.passage_readers, names))
    seconds = time.perf_counter() - started
    evidence = _Evidence(findings, readings, clues)
    scored = _summarise(report, path, evidence, versions, seconds)
    return ScoredFile(scored, report.passages)


def own_names_of(clues: IdentityClues) -> str:
    """Return the texts in which a report calls its company by name."""
    return "\n".join((clues.title or "", clues.front_text, clues.name_counts_text)).strip()


def find_stances(
    report: Report, instrument: Instrument, own_names_text: str = ""
) -> Iterator[Finding]:
    """Yield one finding per framework mention, in reading order."""
    pages = {page.page_number: page for page in report.pages}
    for index, passage in enumerate(report.passages):
        if not instrument.stance.has_candidate(passage.text):
            continue
        context = context_of(report.passages, index, own_names_text)
        for mention in instrument.stance.read(context):
            yield make_finding(report.report_id, pages[passage.page_number], passage, mention)


def read_passages(
    report: Report, readers: PassageReaders, own_names_text: str = ""
) -> Iterator[PassageReading]:
    """Yield one reading per passage on due diligence, themes, SDGs or partners, in reading order."""
    passages = report.passages
    contexts = [context_of(passages, index, own_names_text) for index in range(len(passages))]
    yield from readers.read_many(report.report_id, passages, contexts)


def context_of(
    passages: tuple[Passage, ...], index: int, own_names_text: str = ""
) -> TextInContext:
    """Return a passage with its neighbours, as the stance reader takes it."""
    passage = passages[index]
    before = passages[index - 1].text if index > 0 else ""
    after = passages[index + 1].text if index + 1 < len(passages) else ""
    return TextInContext(
        text=passage.text,
        language=passage.language,
        section=passage.section_path,
        before=before[-CONTEXT_CHARS:],
        after=after[:CONTEXT_CHARS],
        kind=passage.kind,
        lead_in=passage.lead_in,
        own_names_text=own_names_text,
        row_header=passage.row_header,
        column_headers=passage.column_headers,
    )


def make_finding(report_id: str, page: Page, passage: Passage, mention: StanceMention) -> Finding:
    """Return the finding of one mention, with its place on the page."""
    start = passage.char_start + mention.sentence_start
    end = passage.char_start + mention.sentence_end
    place = f"{report_id}|{page.page_number}|{passage.char_start + mention.start}|"
    key = (
        place + f"{mention.framework}|{mention.stance}|{passage.text[mention.start : mention.end]}"
    )
    return Finding(
        finding_id=hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24],
        report_id=report_id,
        code=mention.framework,
        stance=mention.stance,
        score=mention.score,
        actor=mention.actor,
        own_assertion=mention.own_assertion,
        lookalike=mention.lookalike,
        scope=mention.scope,
        rule=mention.rule,
        page_number=passage.page_number,
        page_label=passage.page_label,
        locator=passage.locator,
        language=passage.language,
        section_path=passage.section_path,
        quote=passage.text[mention.sentence_start : mention.sentence_end],
        mention=passage.text[mention.start : mention.end],
        char_start=start,
        char_end=end,
        boxes=boxes_of_span(page.lines, start, end),
        passage_id=passage.passage_id,
        standard_score=mention.standard_score,
    )


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What was found in one report."""

    findings: tuple[Finding, ...]
    readings: tuple[PassageReading, ...]
    clues: IdentityClues


def _summarise(
    report: Report,
    path: str,
    evidence: _Evidence,
    versions: Versions,
    seconds: float,
) -> ScoredReport:
    not_looked = Counter(p.not_looked for p in report.pages if p.not_looked is not None)
    status, detail = status_of(report.pages)
    return ScoredReport(
        report_id=report.report_id,
        file_name=report.file_name,
        path=path,
        status=status,
        reason=None,
        detail=detail,
        pages=len(report.pages),
        pages_scored=len(report.pages) - not_looked.total(),
        pages_not_looked=tuple(sorted((reason.value, n) for reason, n in not_looked.items())),
        pages_ocr=sum(page.is_ocr for page in report.pages),
        languages=tuple(Counter(p.language for p in report.passages).most_common()),
        passages=len(report.passages),
        findings=evidence.findings,
        clues=evidence.clues,
        instrument_version=versions.instrument,
        reader_version=versions.reader,
        seconds=seconds,
        readings=evidence.readings,
    )


def status_of(pages: tuple[Page, ...]) -> tuple[ReportStatus, str | None]:
    """Return what became of a report, and a sentence where that needs one."""
    unread = [page.not_looked for page in pages if page.not_looked is not None]
    readable = [page for page in pages if page.not_looked is None and page.text.strip()]
    if not readable and NotLookedReason.LANGUAGE_NOT_COVERED in unread:
        return ReportStatus.NOT_COVERED, "no page is in Dutch or English"
    if not readable:
        return ReportStatus.NO_TEXT, "no page has text that could be read; is it a scan?"
    if unread:
        return ReportStatus.PARTIAL, f"{len(unread)} of {len(pages)} pages were not looked at"
    return ReportStatus.SCORED, None

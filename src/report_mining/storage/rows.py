"""Turns records into rows of the store and back, field by field; text follows `cells`."""

from __future__ import annotations

from collections.abc import Iterable

from report_mining.records import (
    Actor,
    BlockKind,
    Finding,
    IdentityClues,
    Passage,
    ReportStatus,
    Scope,
    ScoredReport,
)
from report_mining.storage.cells import (
    Row,
    box_rows,
    boxes_of,
    clean_text,
    clean_texts,
    optional_text,
)
from report_mining.storage.reading_rows import reading_from_row, reading_row
from report_mining.taxonomies.codes import Framework, Lookalike, Stance

__all__ = [
    "Row",
    "finding_from_row",
    "finding_row",
    "passage_from_row",
    "passage_row",
    "reading_from_row",
    "reading_row",
    "report_from_rows",
    "report_row",
    "storable_passages",
    "storable_report",
]


def storable_report(scored: ScoredReport) -> ScoredReport:
    """Return ``scored`` as reading it back from the store gives it (see the text rule above)."""
    return report_from_rows(
        report_row(scored),
        [finding_row(f) for f in scored.findings],
        [reading_row(r) for r in scored.readings],
    )


def storable_passages(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return ``passages`` as reading them back from the store gives them."""
    return tuple(passage_from_row(passage_row(p)) for p in passages)


def passage_row(passage: Passage) -> Row:
    """Return the row of one passage."""
    return {
        "passage_id": clean_text(passage.passage_id),
        "report_id": clean_text(passage.report_id),
        "page_number": passage.page_number,
        "page_label": optional_text(passage.page_label),
        "locator": optional_text(passage.locator),
        "language": clean_text(passage.language),
        "section_path": clean_texts(passage.section_path),
        "text": clean_text(passage.text),
        "char_start": passage.char_start,
        "char_end": passage.char_end,
        "boxes": box_rows(passage.boxes),
        "kind": passage.kind.value,
        "lead_in": clean_text(passage.lead_in),
        "spans_columns": passage.spans_columns,
        "runs_on": passage.runs_on,
        "row_header": clean_text(passage.row_header),
        "column_headers": clean_texts(passage.column_headers),
    }


def passage_from_row(row: Row) -> Passage:
    """Return the passage of one row."""
    return Passage(
        passage_id=row["passage_id"],
        report_id=row["report_id"],
        page_number=row["page_number"],
        page_label=row["page_label"],
        locator=row["locator"],
        language=row["language"],
        section_path=tuple(row["section_path"]),
        text=row["text"],
        char_start=row["char_start"],
        char_end=row["char_end"],
        boxes=boxes_of(row["boxes"]),
        kind=BlockKind(row["kind"]),
        lead_in=row["lead_in"],
        spans_columns=row["spans_columns"],
        runs_on=row["runs_on"],
        row_header=row["row_header"],
        column_headers=tuple(row["column_headers"]),
    )


def finding_row(finding: Finding) -> Row:
    """Return the row of one finding."""
    return {
        "finding_id": clean_text(finding.finding_id),
        "report_id": clean_text(finding.report_id),
        "code": finding.code.value,
        "stance": finding.stance.value,
        "score": finding.score,
        "actor": finding.actor.value,
        "own_assertion": finding.own_assertion,
        "lookalike": None if finding.lookalike is None else finding.lookalike.value,
        "scope": finding.scope.value,
        "rule": clean_text(finding.rule),
        "page_number": finding.page_number,
        "page_label": optional_text(finding.page_label),
        "locator": optional_text(finding.locator),
        "language": clean_text(finding.language),
        "section_path": clean_texts(finding.section_path),
        "quote": clean_text(finding.quote),
        "mention": clean_text(finding.mention),
        "char_start": finding.char_start,
        "char_end": finding.char_end,
        "boxes": box_rows(finding.boxes),
        "passage_id": clean_text(finding.passage_id),
        "standard_score": finding.standard_score,
    }


def finding_from_row(row: Row) -> Finding:
    """Return the finding of one row."""
    return Finding(
        finding_id=row["finding_id"],
        report_id=row["report_id"],
        code=Framework(row["code"]),
        stance=Stance(row["stance"]),
        score=row["score"],
        actor=Actor(row["actor"]),
        own_assertion=row["own_assertion"],
        lookalike=None if row["lookalike"] is None else Lookalike(row["lookalike"]),
        scope=Scope(row["scope"]),
        rule=row["rule"],
        page_number=row["page_number"],
        page_label=row["page_label"],
        locator=row["locator"],
        language=row["language"],
        section_path=tuple(row["section_path"]),
        quote=row["quote"],
        mention=row["mention"],
        char_start=row["char_start"],
        char_end=row["char_end"],
        boxes=boxes_of(row["boxes"]),
        passage_id=row["passage_id"],
        standard_score=row["standard_score"],
    )


def _clues_row(clues: IdentityClues) -> Row:
    return {
        "kvk": clean_texts(clues.kvk),
        "lei": clean_texts(clues.lei),
        "front_text": clean_text(clues.front_text),
        "title": clean_text(clues.title),
        "name_counts_text": clean_text(clues.name_counts_text),
        "reporting_year": clues.reporting_year,
        "reporting_year_basis": clean_text(clues.reporting_year_basis),
    }


def _clues_from_row(row: Row) -> IdentityClues:
    return IdentityClues(
        kvk=tuple(row["kvk"]),
        lei=tuple(row["lei"]),
        front_text=row["front_text"],
        title=row["title"],
        name_counts_text=row["name_counts_text"],
        reporting_year=row["reporting_year"],
        reporting_year_basis=row["reporting_year_basis"],
    )


def report_row(scored: ScoredReport) -> Row:
    """Return the row of one scored report; its findings and readings have rows of their own."""
    return {
        "report_id": clean_text(scored.report_id),
        "file_name": clean_text(scored.file_name),
        "path": clean_text(scored.path),
        "status": scored.status.value,
        "reason": optional_text(scored.reason),
        "detail": optional_text(scored.detail),
        "pages": scored.pages,
        "pages_scored": scored.pages_scored,
        "pages_not_looked": [
            {"reason": clean_text(reason), "count": count}
            for reason, count in scored.pages_not_looked
        ],
        "pages_ocr": scored.pages_ocr,
        "languages": [
            {"language": clean_text(language), "passages": count}
            for language, count in scored.languages
        ],
        "passages": scored.passages,
        "clues": None if scored.clues is None else _clues_row(scored.clues),
        "instrument_version": clean_text(scored.instrument_version),
        "reader_version": clean_text(scored.reader_version),
        "seconds": scored.seconds,
    }


def report_from_rows(
    row: Row, finding_rows: Iterable[Row], reading_rows: Iterable[Row] = ()
) -> ScoredReport:
    """Return the scored report of one row and the rows of its findings and readings, in order."""
    return ScoredReport(
        report_id=row["report_id"],
        file_name=row["file_name"],
        path=row["path"],
        status=ReportStatus(row["status"]),
        reason=row["reason"],
        detail=row["detail"],
        pages=row["pages"],
        pages_scored=row["pages_scored"],
        pages_not_looked=tuple((r["reason"], r["count"]) for r in row["pages_not_looked"]),
        pages_ocr=row["pages_ocr"],
        languages=tuple((r["language"], r["passages"]) for r in row["languages"]),
        passages=row["passages"],
        findings=tuple(finding_from_row(r) for r in finding_rows),
        clues=None if row["clues"] is None else _clues_from_row(row["clues"]),
        instrument_version=row["instrument_version"],
        reader_version=row["reader_version"],
        seconds=row["seconds"],
        readings=tuple(reading_from_row(r) for r in reading_rows),
    )

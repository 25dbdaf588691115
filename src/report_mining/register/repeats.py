"""Recognises documents that say the same: the same text in other bytes, or in another language."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from report_mining.records import ReportMatch, ScoredReport

# Figures with three digits or more; years say too little, because every report of a year holds them.
_FIGURE = re.compile(r"(?<![\w.,])\d[\d.,]*\d(?![\w])")
_YEAR = re.compile(r"(?:19|20)\d{2}")
MIN_FIGURES = 8  # in the front pages of both
MIN_SHARED = 0.7  # of the smaller set: pages may break elsewhere in a translation
MAX_PAGES_APART = 0.2  # of the longer document
_COVERED = frozenset({"nl", "en"})


def mark_repeats(
    matches: Sequence[ReportMatch], reports_by_file: Mapping[str, ScoredReport]
) -> tuple[ReportMatch, ...]:
    """Return the matches, those of a later file marked when it repeats or translates an earlier one.

    Only documents of one company and year are compared. "Earlier" is by file name, for a translation
    the one of which more pages were scored.
    """
    marked: list[ReportMatch] = []
    groups: dict[tuple[str, int], list[ReportMatch]] = {}
    for match in matches:
        if match.company_id is not None and match.reporting_year is not None:
            groups.setdefault((match.company_id, match.reporting_year), []).append(match)
    for match in matches:
        others: list[ReportMatch] = []
        if match.company_id is not None and match.reporting_year is not None:
            others = groups[match.company_id, match.reporting_year]
        marked.append(_marked(match, others, reports_by_file))
    return tuple(marked)


def _marked(
    match: ReportMatch, others: Sequence[ReportMatch], reports: Mapping[str, ScoredReport]
) -> ReportMatch:
    own = reports[match.file]
    for other in sorted(others, key=lambda m: m.file):
        theirs = reports[other.file]
        if other.file == match.file or own.report_id == theirs.report_id:
            continue
        if other.file < match.file and is_same_text(own, theirs):
            return replace(match, repeats_file=other.file)
        is_fuller = (-theirs.pages_scored, other.file) < (-own.pages_scored, match.file)
        if is_fuller and match.document_type is other.document_type and is_translation(own, theirs):
            return replace(match, translates_file=other.file)
    return match


def is_same_text(one: ScoredReport, other: ScoredReport) -> bool:
    """Whether two files hold the same text: front pages, headers, and the counts over the whole."""
    mine, theirs = _fingerprint(one), _fingerprint(other)
    return mine is not None and mine == theirs


def is_translation(one: ScoredReport, other: ScoredReport) -> bool:
    """Whether two documents are in Dutch and English, about as long, and show the same figures."""
    languages = {_main_language(one), _main_language(other)}
    if languages != _COVERED or one.clues is None or other.clues is None:
        return False
    longest = max(one.pages, other.pages)
    if abs(one.pages - other.pages) > MAX_PAGES_APART * longest:
        return False
    mine, theirs = _figures(one.clues.front_text), _figures(other.clues.front_text)
    smaller = min(len(mine), len(theirs))
    return smaller >= MIN_FIGURES and len(mine & theirs) >= MIN_SHARED * smaller


def _main_language(report: ScoredReport) -> str:
    return report.languages[0][0] if report.languages else ""


def _fingerprint(report: ScoredReport) -> str | None:
    """Return a hash of what is known of a text, None for a file without any."""
    if report.clues is None or not report.clues.front_text.strip():
        return None
    parts = (
        " ".join(report.clues.front_text.split()),
        " ".join(report.clues.name_counts_text.split()),
        repr((report.pages, report.passages, report.languages)),
        repr([(f.quote, f.page_number) for f in report.findings]),
    )
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


def _figures(text: str) -> frozenset[str]:
    """Return the figures of a text without thousands and decimal signs, which differ by language."""
    digits = (re.sub(r"\D", "", found) for found in _FIGURE.findall(text))
    return frozenset(d for d in digits if len(d) >= 3 and not _YEAR.fullmatch(d))

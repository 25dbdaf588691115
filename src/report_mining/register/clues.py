"""Collects what a report says about whose it is and which year it covers."""

from __future__ import annotations

import re
from collections import Counter

from report_mining.records import BlockKind, IdentityClues, Page, Report
from report_mining.register.identifiers import find_kvk, find_lei
from report_mining.register.reporting_year import YearTexts, infer_reporting_year

FRONT_PAGES = 4
FRONT_CHARACTERS_PER_PAGE = 2_500
COVER_CHARACTERS = 1_200
RUNNING_LINES = 20  # the most frequent running headers and footers that are kept
# Separates pages in ``IdentityClues.front_text``; the text before the first one is the cover.
PAGE_BREAK = "\f"
_RUNNING = frozenset({BlockKind.RUNNING_HEADER, BlockKind.RUNNING_FOOTER})
# Neither the "'22" of a club nor the 9 of "Delta-9" is a page number.
_PRINTED_PAGE_NUMBER = re.compile(r"^\d{1,3}\b\W*|\W*\b(?<!['’])(?<!\w-)\d{1,3}$")


def find_clues(report: Report) -> IdentityClues:
    """Return the identifiers, the texts in which names are looked for, and the reporting year."""
    front = _front_pages(report)
    running = _running_lines(report)
    body = PAGE_BREAK.join(page.text for page in report.pages)
    year, basis = infer_reporting_year(
        YearTexts(
            cover=front[0][:COVER_CHARACTERS] if front else "",
            running="\n".join(running),
            title=report.title,
            front="\n".join(front),
            body=body,
            file_name=report.file_name,
            is_dutch=_is_dutch(report),
            has_cover=bool(front) and len(front[0]) <= COVER_CHARACTERS,
        )
    )
    return IdentityClues(
        kvk=find_kvk(body),
        lei=find_lei(body),
        front_text=PAGE_BREAK.join(front),
        title=report.title,
        name_counts_text="\n".join(running),
        reporting_year=year,
        reporting_year_basis=basis,
    )


def _front_pages(report: Report) -> tuple[str, ...]:
    """Return the beginning of the first pages that have text, with form feeds taken out."""
    texts = [page.text.replace(PAGE_BREAK, "\n") for page in report.pages if page.text.strip()]
    if len(texts) == 1 and len(texts[0]) > FRONT_CHARACTERS_PER_PAGE:  # a format without pages
        return (texts[0][:COVER_CHARACTERS], texts[0][COVER_CHARACTERS : 3 * COVER_CHARACTERS])
    return tuple(text[:FRONT_CHARACTERS_PER_PAGE] for text in texts[:FRONT_PAGES])


def _running_lines(report: Report) -> tuple[str, ...]:
    """Return the running headers and footers without page numbers, most frequent first.

    A number that stays the same from page to page counts no pages: "Haven 12".
    """
    pages = [_running_of(page) for page in report.pages]
    as_printed = Counter(line for lines in pages for line in lines)
    counts = Counter(
        shown
        for lines in pages
        for shown in {n if as_printed[n] > 1 else _PRINTED_PAGE_NUMBER.sub("", n) for n in lines}
        if len(shown) > 1
    )
    repeated = [line for line, count in counts.items() if count > 1 or len(report.pages) == 1]
    return tuple(sorted(repeated, key=lambda line: (-counts[line], line))[:RUNNING_LINES])


def _running_of(page: Page) -> set[str]:
    """Return the running headers and footers of one page, each on one line."""
    blocks = (block for block in page.blocks if block.kind in _RUNNING)
    return {" ".join(page.text[b.char_start : b.char_end].split()) for b in blocks}


def _is_dutch(report: Report) -> bool:
    dutch = sum(passage.language == "nl" for passage in report.passages)
    return 2 * dutch > len(report.passages)

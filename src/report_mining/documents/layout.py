"""From raw pages to a report: running headers, reading order, blocks, text, passages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from report_mining.documents.assembly import AssembledPage, PageStyle, SectionTracker, assemble_page
from report_mining.documents.continuation import join_continued, open_end
from report_mining.documents.drafting import Draft, draft_blocks, measure_body
from report_mining.documents.ordering import order_segments
from report_mining.documents.page_language import document_language, mark_coverage, page_language
from report_mining.documents.passages import cut_passages
from report_mining.documents.raw_pages import RawPage
from report_mining.documents.repair import Vocabulary
from report_mining.documents.running import find_running
from report_mining.records import NotLookedReason, Page, Passage


def lay_out_pages(raw_pages: Sequence[RawPage]) -> list[AssembledPage]:
    """Return the pages with text in reading order; headings carry over from page to page."""
    running = find_running(raw_pages)
    body = measure_body(raw_pages)
    drafts: list[list[Draft]] = []
    for raw, index in zip(raw_pages, running, strict=True):
        content = [s for position, s in enumerate(raw.segments) if position not in index]
        zones = order_segments(content, raw.width_pt, raw.height_pt)
        drafts.append(join_continued(draft_blocks(zones, body, raw.height_pt)))
    vocabulary = Vocabulary(s.text for raw in raw_pages for s in raw.segments)
    sections = SectionTracker()
    return [
        assemble_page(raw, page_drafts, index, sections, PageStyle(body.weight, vocabulary))
        for raw, index, page_drafts in zip(raw_pages, running, drafts, strict=True)
    ]


def finish_pages(
    assembled: Sequence[AssembledPage], report_id: str
) -> tuple[tuple[Page, ...], tuple[Passage, ...]]:
    """Return the pages with their coverage by language, and their passages.

    A page of garbled text has no passages.
    """
    document = document_language(assembled)
    pages: list[Page] = []
    passages: list[Passage] = []
    for item, following in zip_longest(assembled, assembled[1:]):
        language = page_language(item.page, document)
        pages.append(mark_coverage(item.page, language))
        if item.page.not_looked is NotLookedReason.GARBLED_TEXT:
            continue  # nobody can read it; the page says why
        end = open_end(item.page, following.page) if following is not None else None
        passages.extend(cut_passages(item, report_id, language, end))
    return tuple(pages), tuple(passages)

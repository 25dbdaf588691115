"""From raw pages to a report: running headers, reading order, blocks, text, passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from report_mining.documents.assembly import AssembledPage, SectionTracker, assemble_page
from report_mining.documents.drafting import Draft, draft_blocks, measure_body, rank_headings
from report_mining.documents.ordering import order_segments
from report_mining.documents.page_language import document_language, mark_coverage, page_language
from report_mining.documents.passages import cut_passages
from report_mining.documents.raw_pages import RawPage
from report_mining.documents.repair import Vocabulary
from report_mining.documents.running import find_running
from report_mining.records import Page, Passage


def lay_out_pages(raw_pages: Sequence[RawPage]) -> list[AssembledPage]:
    """Return the pages with text in reading order; headings carry over from page to page."""
    running = find_running(raw_pages)
    body = measure_body(raw_pages)
    drafts: list[list[Draft]] = []
    for raw, index in zip(raw_pages, running, strict=True):
        content = [s for position, s in enumerate(raw.segments) if position not in index]
        zones = order_segments(content, raw.width_pt, raw.height_pt)
        drafts.append(draft_blocks(zones, body, raw.height_pt))
    style = rank_headings(body, (draft for page in drafts for draft in page))
    vocabulary = Vocabulary(s.text for raw in raw_pages for s in raw.segments)
    sections = SectionTracker()
    assembled = []
    for raw, index, page_drafts in zip(raw_pages, running, drafts, strict=True):
        ranked = [
            replace(d, heading_level=style.heading_level(d.segments[0].size_pt))
            if d.heading_level
            else d
            for d in page_drafts
        ]
        assembled.append(assemble_page(raw, ranked, index, sections, vocabulary, body.weight))
    return assembled


def finish_pages(
    assembled: Sequence[AssembledPage], report_id: str
) -> tuple[tuple[Page, ...], tuple[Passage, ...]]:
    """Return the pages with their coverage by language, and their passages."""
    document = document_language(assembled)
    pages: list[Page] = []
    passages: list[Passage] = []
    for item in assembled:
        language = page_language(item.page, document)
        pages.append(mark_coverage(item.page, language))
        passages.extend(cut_passages(item, report_id, language))
    return tuple(pages), tuple(passages)

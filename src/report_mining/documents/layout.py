"""From raw pages to a report: running headers, reading order, blocks, text, passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from report_mining.documents.assembly import AssembledPage, PageStyle, SectionTracker, assemble_page
from report_mining.documents.continuation import join_continued, open_end
from report_mining.documents.drafting import draft_blocks
from report_mining.documents.drop_caps import join_drop_caps
from report_mining.documents.header_rows import mark_header_rows
from report_mining.documents.ordering import order_segments
from report_mining.documents.page_language import document_language, mark_coverage, page_language
from report_mining.documents.passages import cut_passages
from report_mining.documents.raw_pages import RawPage
from report_mining.documents.repair import Vocabulary
from report_mining.documents.running import RunningIndex, RunningSurvey
from report_mining.documents.table_headers import name_columns
from report_mining.documents.text_styles import StyleCounts, TextStyle
from report_mining.records import NotLookedReason, Page, Passage


@dataclass(frozen=True, slots=True)
class Survey:
    """What the pages of a document tell about each other."""

    running: tuple[RunningIndex, ...]  # of each page, which segments are headers and footers
    body: TextStyle
    vocabulary: Vocabulary


class Surveyor:
    """Takes in the pages of a document, one by one, for its survey."""

    def __init__(self) -> None:
        self._running, self._styles = RunningSurvey(), StyleCounts()
        self._vocabulary = Vocabulary()

    def add(self, raw: RawPage) -> None:
        """Take in the next page."""
        self._running.add(raw)
        self._styles.add(raw.segments)
        self._vocabulary.learn([segment.text for segment in raw.segments])

    def survey(self) -> Survey:
        """Return what is to be known about the whole document before its first page is laid out."""
        return Survey(tuple(self._running.find()), self._styles.usual(), self._vocabulary)


def survey_pages(raw_pages: Iterable[RawPage]) -> Survey:
    """Return the survey of all pages of a document."""
    surveyor = Surveyor()
    for raw in raw_pages:
        surveyor.add(raw)
    return surveyor.survey()


def lay_out_page(
    raw: RawPage, position: int, survey: Survey, sections: SectionTracker
) -> AssembledPage:
    """Return one page (0-based ``position``) with its text; ``sections`` moves on with it."""
    index, body = survey.running[position], survey.body
    content = [s for number, s in enumerate(raw.segments) if number not in index]
    content = join_drop_caps(content, survey.vocabulary)
    zones = order_segments(content, raw.width_pt, raw.height_pt, raw.grids)
    blocks = mark_header_rows(draft_blocks(zones, body, raw.height_pt))
    drafts = name_columns(join_continued(blocks))
    return assemble_page(raw, drafts, index, sections, PageStyle(body.weight, survey.vocabulary))


def lay_out_pages(raw_pages: Sequence[RawPage]) -> list[AssembledPage]:
    """Return the pages with text in reading order; headings carry over from page to page."""
    survey, sections = survey_pages(raw_pages), SectionTracker()
    return [lay_out_page(raw, n, survey, sections) for n, raw in enumerate(raw_pages)]


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

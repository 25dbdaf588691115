"""Explicit Parquet schemas of the store, with a description of every column."""

from __future__ import annotations

import pyarrow as pa

STORE_FORMAT = "1"  # goes up when a column changes its meaning
DESCRIPTION_KEY = b"description"


def describe(name: str, kind: pa.DataType, description: str, *, nullable: bool = False) -> pa.Field:
    """Return a column that says in the file itself what it holds."""
    return pa.field(name, kind, nullable=nullable, metadata={DESCRIPTION_KEY: description})


def list_of(item: pa.DataType) -> pa.DataType:
    """Return a list type whose items are never null."""
    return pa.list_(pa.field("element", item, nullable=False))


def struct_of(**kinds: pa.DataType) -> pa.DataType:
    """Return a struct type whose members are never null."""
    return pa.struct([pa.field(name, kind, nullable=False) for name, kind in kinds.items()])


TEXT = pa.string()
WHOLE = pa.int64()
TEXTS = list_of(TEXT)
BOXES = list_of(struct_of(x0=pa.float64(), y0=pa.float64(), x1=pa.float64(), y1=pa.float64()))
REASON_COUNTS = list_of(struct_of(reason=TEXT, count=WHOLE))
LANGUAGE_COUNTS = list_of(struct_of(language=TEXT, passages=WHOLE))

_BOXES_TEXT = "one box per printed line, in PDF points, origin bottom-left of the physical page"
_PAGE_TEXT = "physical page, 1-based; null for formats without pages"

CLUES = pa.struct(
    [
        describe("kvk", TEXTS, "Chamber of Commerce numbers in the text, most frequent first"),
        describe("lei", TEXTS, "Legal Entity Identifiers in the text with valid check digits"),
        describe("front_text", TEXT, "text of the first pages, for matching company names"),
        describe("title", TEXT, "title in the metadata of the file; empty where there is none"),
        describe("name_counts_text", TEXT, "running headers and footers, for matching names"),
        describe("reporting_year", WHOLE, "year the report covers; null: unknown", nullable=True),
        describe("reporting_year_basis", TEXT, "how the reporting year was found"),
    ]
)

REPORTS = pa.schema(
    [
        describe("report_id", TEXT, "sha256 of the bytes of the file, hex"),
        describe("file_name", TEXT, "name of the file when it was scored"),
        describe("path", TEXT, "path of the file when it was scored; it may have moved since"),
        describe("status", TEXT, "scored, partial, not_covered, no_text or failed"),
        describe("reason", TEXT, "why it failed; null for other statuses", nullable=True),
        describe("detail", TEXT, "what happened, as a sentence for people", nullable=True),
        describe("pages", WHOLE, "physical pages in the file"),
        describe("pages_scored", WHOLE, "pages that were read and scored"),
        describe("pages_not_looked", REASON_COUNTS, "pages that could not be looked at, by reason"),
        describe("pages_ocr", WHOLE, "pages whose text comes from optical character recognition"),
        describe("languages", LANGUAGE_COUNTS, "passages per language, ISO 639-1 or und"),
        describe("passages", WHOLE, "passages in the report"),
        describe("clues", CLUES, "what the report says about company and year", nullable=True),
        describe("instrument_version", TEXT, "taxonomies, models and thresholds that scored it"),
        describe("reader_version", TEXT, "version of the code that read it"),
        describe("seconds", pa.float64(), "wall-clock seconds of reading and scoring"),
    ]
)

# Where a passage, finding or reading stands.
_PLACE = (
    describe("page_number", WHOLE, _PAGE_TEXT, nullable=True),
    describe("page_label", TEXT, "page number as printed; null: unknown", nullable=True),
    describe("locator", TEXT, "element path where there are no pages", nullable=True),
    describe("language", TEXT, "ISO 639-1, or und when undetermined"),
    describe("section_path", TEXTS, "headings above it, from the outermost to the nearest"),
)

PASSAGES = pa.schema(
    [
        describe("passage_id", TEXT, "content hash of report, page, span and text"),
        describe("report_id", TEXT, "sha256 of the bytes of the file, hex"),
        *_PLACE,
        describe("text", TEXT, "repaired text of the passage"),
        describe("char_start", WHOLE, "offset in the page text in code points, inclusive"),
        describe("char_end", WHOLE, "offset in the page text in code points, exclusive"),
        describe("boxes", BOXES, _BOXES_TEXT),
        describe("kind", TEXT, "kind of block: paragraph, list_item, table_row and so on"),
        describe("lead_in", TEXT, "the sentence that governs a list item; else empty"),
        describe(
            "spans_columns", pa.bool_(), "a sentence in it runs from one column into the next"
        ),
        describe("runs_on", pa.bool_(), "its last sentence goes on on the next page"),
        describe("row_header", TEXT, "what names a table row; else empty"),
        describe(
            "column_headers", TEXTS, "what stands over each cell of a table row, in its order"
        ),
    ]
)

FINDINGS = pa.schema(
    [
        describe("finding_id", TEXT, "content hash of the finding"),
        describe("report_id", TEXT, "sha256 of the bytes of the file, hex"),
        describe("code", TEXT, "family of the framework that is named, such as OECD_MNE"),
        describe("stance", TEXT, "what is said about the framework, one of ten stances"),
        describe("score", pa.float64(), "confidence that the stance is right, 0 to 1"),
        describe("actor", TEXT, "whose stance it is"),
        describe("own_assertion", pa.bool_(), "for REGULATORY only; else null", nullable=True),
        describe("lookalike", TEXT, "what it is if not a framework; else null", nullable=True),
        describe("scope", TEXT, "how much of the company or the framework it covers"),
        describe("rule", TEXT, "rule that decided"),
        *_PLACE,
        describe("quote", TEXT, "the sentence that was judged, from the repaired page text"),
        describe("mention", TEXT, "the name of the framework as it stands in the quote"),
        describe("char_start", WHOLE, "start of the quote in the page text, inclusive"),
        describe("char_end", WHOLE, "end of the quote in the page text, exclusive"),
        describe("boxes", BOXES, _BOXES_TEXT),
        describe("passage_id", TEXT, "the passage that holds the quote"),
        describe(
            "standard_score",
            pa.float64(),
            "probability of ENDORSE or ANCHOR; null where the rules alone decided",
            nullable=True,
        ),
    ]
)

STEPS = list_of(struct_of(step=TEXT, specificity=WHOLE, score=pa.float64(), start=WHOLE, end=WHOLE))
ISSUES = list_of(
    pa.struct(
        [
            pa.field("name", TEXT, nullable=False),
            pa.field("country", TEXT),
            pa.field("commodity", TEXT),
            pa.field("right", TEXT),
            pa.field("start", WHOLE, nullable=False),
            pa.field("end", WHOLE, nullable=False),
        ]
    )
)
SDG_MENTIONS = list_of(
    pa.struct(
        [
            pa.field("goal", WHOLE, nullable=False),
            pa.field("target", TEXT),
            pa.field("role", TEXT, nullable=False),
            pa.field("form", TEXT, nullable=False),
            pa.field("start", WHOLE, nullable=False),
            pa.field("end", WHOLE, nullable=False),
        ]
    )
)
SPAN = struct_of(start=WHOLE, end=WHOLE)
KPI = pa.struct(
    [
        pa.field("quote", TEXT, nullable=False),
        pa.field("value", pa.float64(), nullable=False),
        pa.field("unit", TEXT, nullable=False),
        pa.field("year", WHOLE),
        pa.field("is_goal", pa.bool_(), nullable=False),
    ]
)
GOAL_SCORES = list_of(struct_of(goal=WHOLE, score=pa.float64()))
PARTIES = list_of(
    struct_of(kind=TEXT, code=TEXT, group=TEXT, is_own=pa.bool_(), start=WHOLE, end=WHOLE)
)
_SPAN_TEXT = "code points in the quote; null where there is none"

READINGS = pa.schema(
    [
        describe("reading_id", TEXT, "content hash of report and passage"),
        describe("report_id", TEXT, "sha256 of the bytes of the file, hex"),
        describe("passage_id", TEXT, "the passage that was read"),
        *_PLACE,
        describe("quote", TEXT, "the passage, from the repaired page text"),
        describe("char_start", WHOLE, "start of the quote in the page text, inclusive"),
        describe("char_end", WHOLE, "end of the quote in the page text, exclusive"),
        describe("boxes", BOXES, _BOXES_TEXT),
        describe("steps", STEPS, "due diligence steps with specificity 1 to 3 and score"),
        describe("themes", TEXTS, "priority themes"),
        describe("oecd_chapters", TEXTS, "chapters of the OECD Guidelines"),
        describe("ungp", TEXTS, "UN Guiding Principles 11 to 24"),
        describe("ilo_rights", TEXTS, "fundamental rights at work"),
        describe("chain_depth", TEXT, "deepest tier described; null: none", nullable=True),
        describe("issues", ISSUES, "salient risks that the passage names"),
        describe("false_friend", TEXT, "why the words are no due diligence", nullable=True),
        describe("link_level", WHOLE, "0 to 5; level 1 is given to reports only"),
        describe("link_score", pa.float64(), "probability that the level is 3 or higher"),
        describe(
            "link_direction", TEXT, "do_no_harm, do_good or both; null below 3", nullable=True
        ),
        describe("link_goals", list_of(WHOLE), "goals of the link"),
        describe("link_targets", TEXTS, "targets of the link"),
        describe("link_rbc_span", SPAN, _SPAN_TEXT, nullable=True),
        describe("link_sdg_span", SPAN, _SPAN_TEXT, nullable=True),
        describe("link_relation_span", SPAN, _SPAN_TEXT, nullable=True),
        describe("link_kpi", KPI, "figure that measures the effect; null: none", nullable=True),
        describe("link_has_trade_off", pa.bool_(), "whether a trade-off between goals is named"),
        describe("link_rule", TEXT, "rule or model that decided on the link"),
        describe("sdg_mentions", SDG_MENTIONS, "goals and targets named, with role and form"),
        describe("sdg_goals", GOAL_SCORES, "goals that the model selected, with their score"),
        describe("parties", PARTIES, "covenants, partners and other frameworks named"),
    ]
)

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

PASSAGES = pa.schema(
    [
        describe("passage_id", TEXT, "content hash of report, page, span and text"),
        describe("report_id", TEXT, "sha256 of the bytes of the file, hex"),
        describe("page_number", WHOLE, _PAGE_TEXT, nullable=True),
        describe("page_label", TEXT, "page number as printed; null: unknown", nullable=True),
        describe("locator", TEXT, "element path where there are no pages", nullable=True),
        describe("language", TEXT, "ISO 639-1, or und when undetermined"),
        describe("section_path", TEXTS, "headings above it, from the outermost to the nearest"),
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
        describe("page_number", WHOLE, _PAGE_TEXT, nullable=True),
        describe("page_label", TEXT, "page number as printed; null: unknown", nullable=True),
        describe("locator", TEXT, "element path where there are no pages", nullable=True),
        describe("language", TEXT, "ISO 639-1, or und when undetermined"),
        describe("section_path", TEXTS, "headings above it, from the outermost to the nearest"),
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

"""Explicit Parquet schemas of the store, with a description of every column."""

from __future__ import annotations

import pyarrow as pa

STORE_FORMAT = "1"  # goes up when a column changes its meaning
DESCRIPTION_KEY = b"description"


def _field(name: str, kind: pa.DataType, description: str, *, nullable: bool = False) -> pa.Field:
    """Return a column that says in the file itself what it holds."""
    return pa.field(name, kind, nullable=nullable, metadata={DESCRIPTION_KEY: description})


def _list(item: pa.DataType) -> pa.DataType:
    """Return a list type whose items are never null."""
    return pa.list_(pa.field("element", item, nullable=False))


def _struct(**kinds: pa.DataType) -> pa.DataType:
    """Return a struct type whose members are never null."""
    return pa.struct([pa.field(name, kind, nullable=False) for name, kind in kinds.items()])


TEXT = pa.string()
WHOLE = pa.int64()
TEXTS = _list(TEXT)
BOXES = _list(_struct(x0=pa.float64(), y0=pa.float64(), x1=pa.float64(), y1=pa.float64()))
REASON_COUNTS = _list(_struct(reason=TEXT, count=WHOLE))
LANGUAGE_COUNTS = _list(_struct(language=TEXT, passages=WHOLE))

_BOXES_TEXT = "one box per printed line, in PDF points, origin bottom-left of the physical page"
_PAGE_TEXT = "physical page, 1-based; null for formats without pages"

CLUES = pa.struct(
    [
        _field("kvk", TEXTS, "Chamber of Commerce numbers in the text, most frequent first"),
        _field("lei", TEXTS, "Legal Entity Identifiers in the text with valid check digits"),
        _field("front_text", TEXT, "text of the first pages, for matching company names"),
        _field("title", TEXT, "title in the metadata of the file; empty where there is none"),
        _field("name_counts_text", TEXT, "running headers and footers, for matching names"),
        _field("reporting_year", WHOLE, "year the report covers; null: unknown", nullable=True),
        _field("reporting_year_basis", TEXT, "how the reporting year was found"),
    ]
)

REPORTS = pa.schema(
    [
        _field("report_id", TEXT, "sha256 of the bytes of the file, hex"),
        _field("file_name", TEXT, "name of the file when it was scored"),
        _field("path", TEXT, "path of the file when it was scored; it may have moved since"),
        _field("status", TEXT, "scored, partial, not_covered, no_text or failed"),
        _field("reason", TEXT, "why it failed; null for other statuses", nullable=True),
        _field("detail", TEXT, "what happened, as a sentence for people", nullable=True),
        _field("pages", WHOLE, "physical pages in the file"),
        _field("pages_scored", WHOLE, "pages that were read and scored"),
        _field("pages_not_looked", REASON_COUNTS, "pages that could not be looked at, by reason"),
        _field("pages_ocr", WHOLE, "pages whose text comes from optical character recognition"),
        _field("languages", LANGUAGE_COUNTS, "passages per language, ISO 639-1 or und"),
        _field("passages", WHOLE, "passages in the report"),
        _field("clues", CLUES, "what the report says about company and year", nullable=True),
        _field("instrument_version", TEXT, "taxonomies, models and thresholds that scored it"),
        _field("reader_version", TEXT, "version of the code that read it"),
        _field("seconds", pa.float64(), "wall-clock seconds of reading and scoring"),
    ]
)

PASSAGES = pa.schema(
    [
        _field("passage_id", TEXT, "content hash of report, page, span and text"),
        _field("report_id", TEXT, "sha256 of the bytes of the file, hex"),
        _field("page_number", WHOLE, _PAGE_TEXT, nullable=True),
        _field("page_label", TEXT, "page number as printed; null: unknown", nullable=True),
        _field("locator", TEXT, "element path where there are no pages", nullable=True),
        _field("language", TEXT, "ISO 639-1, or und when undetermined"),
        _field("section_path", TEXTS, "headings above it, from the outermost to the nearest"),
        _field("text", TEXT, "repaired text of the passage"),
        _field("char_start", WHOLE, "offset in the page text in code points, inclusive"),
        _field("char_end", WHOLE, "offset in the page text in code points, exclusive"),
        _field("boxes", BOXES, _BOXES_TEXT),
        _field("kind", TEXT, "kind of block: paragraph, list_item, table_row and so on"),
        _field("lead_in", TEXT, "the sentence that governs a list item; else empty"),
        _field("spans_columns", pa.bool_(), "a sentence in it runs from one column into the next"),
        _field("runs_on", pa.bool_(), "its last sentence goes on on the next page"),
        _field("row_header", TEXT, "what names a table row; else empty"),
        _field("column_headers", TEXTS, "what stands over each cell of a table row, in its order"),
    ]
)

FINDINGS = pa.schema(
    [
        _field("finding_id", TEXT, "content hash of the finding"),
        _field("report_id", TEXT, "sha256 of the bytes of the file, hex"),
        _field("code", TEXT, "family of the framework that is named, such as OECD_MNE"),
        _field("stance", TEXT, "what is said about the framework, one of ten stances"),
        _field("score", pa.float64(), "confidence that the stance is right, 0 to 1"),
        _field("actor", TEXT, "whose stance it is"),
        _field("own_assertion", pa.bool_(), "for REGULATORY only; else null", nullable=True),
        _field("lookalike", TEXT, "what it is if not a framework; else null", nullable=True),
        _field("scope", TEXT, "how much of the company or the framework it covers"),
        _field("rule", TEXT, "rule that decided"),
        _field("page_number", WHOLE, _PAGE_TEXT, nullable=True),
        _field("page_label", TEXT, "page number as printed; null: unknown", nullable=True),
        _field("locator", TEXT, "element path where there are no pages", nullable=True),
        _field("language", TEXT, "ISO 639-1, or und when undetermined"),
        _field("section_path", TEXTS, "headings above it, from the outermost to the nearest"),
        _field("quote", TEXT, "the sentence that was judged, from the repaired page text"),
        _field("mention", TEXT, "the name of the framework as it stands in the quote"),
        _field("char_start", WHOLE, "start of the quote in the page text, inclusive"),
        _field("char_end", WHOLE, "end of the quote in the page text, exclusive"),
        _field("boxes", BOXES, _BOXES_TEXT),
        _field("passage_id", TEXT, "the passage that holds the quote"),
        _field(
            "standard_score",
            pa.float64(),
            "probability of ENDORSE or ANCHOR; null where the rules alone decided",
            nullable=True,
        ),
    ]
)

"""One row per company, year and metric with source and comment: for benchmarks and Wikirate."""

from __future__ import annotations

from collections.abc import Iterator

from report_mining.publishing.columns import Cell
from report_mining.publishing.export_columns import load_layout
from report_mining.publishing.neutralising import clean_text
from report_mining.publishing.released import ReadRelease, ReleasedYear
from report_mining.publishing.rows import IndicatorRow
from report_mining.publishing.usage_warnings import GENERAL_WARNINGS
from report_mining.publishing.wide_rows import LIST_SEPARATOR, typed_value
from report_mining.publishing.wording import word

WIKIRATE_DESIGNER = "report-mining"
WIKIRATE_UNKNOWN = "Unknown"  # how Wikirate writes an answer that was looked for and not found
_QUOTE_CHARACTERS = 500  # of a quote inside a comment; the whole quote stands in other exports
_FORBIDDEN_IN_NAMES = str.maketrans(
    "+/~|<>", "------"
)  # Wikirate joins names with + and paths with /
Cells = tuple[Cell, ...]


def wba_rows(release: ReadRelease) -> Iterator[Cells]:
    """Yield the rows for benchmark organisations; the columns are ``ExportLayout.wba``."""
    for year in release.years:
        for name in sorted(year.values):
            cells = _wba_cells(release, year, year.values[name])
            yield tuple(cells[column.name] for column in load_layout().wba)


def _wba_cells(release: ReadRelease, year: ReleasedYear, value: IndicatorRow) -> dict[str, Cell]:
    definition = release.definitions.get(value.indicator_id)
    return {
        "company_id": year.company.company_id,
        "company_name": year.company.name,
        "lei": year.company.lei,
        "sector": year.company.sector,
        "year": year.reporting_year,
        "indicator_id": value.indicator_id,
        "indicator_name": definition.name_en if definition else None,
        "unit": definition.unit if definition else None,
        "value": typed_value(value.value),
        "status": value.status,
        "probability": value.probability,
        "source": LIST_SEPARATOR.join(source_files(year, value)) or None,
        "source_page": value.page_number,
        "source_sha256": value.report_sha256,
        "quote": value.quote,
        "comment": f"{_status_in_words(value)}. {GENERAL_WARNINGS[0].en}",
        "instrument_version": value.instrument_version,
        "codebook_version": value.codebook_version,
        "vintage": value.vintage,
    }


def wikirate_rows(release: ReadRelease) -> Iterator[Cells]:
    """Yield the rows of a Wikirate import of answers; the columns are ``ExportLayout.wikirate``."""
    for year in release.years:
        for name in sorted(year.values):
            value = year.values[name]
            given = typed_value(value.value)
            yield (
                _metric_name(release, name),
                year.company.name,
                year.reporting_year,
                WIKIRATE_UNKNOWN if given is None else given,
                LIST_SEPARATOR.join(source_files(year, value)),
                _wikirate_comment(value),
            )


def source_files(year: ReleasedYear, value: IndicatorRow) -> tuple[str, ...]:
    """Return the file that carries the evidence, or else every file of the company-year."""
    own = [d.file for d in year.documents if d.report_sha256 == value.report_sha256]
    return tuple(own[:1] or [d.file for d in year.documents])


def _metric_name(release: ReadRelease, indicator_id: str) -> str:
    definition = release.definitions.get(indicator_id)
    title = f"{definition.name_en} ({indicator_id})" if definition else indicator_id
    return f"{WIKIRATE_DESIGNER}+{title.translate(_FORBIDDEN_IN_NAMES)}"


def _wikirate_comment(value: IndicatorRow) -> str:
    parts = [f"Status: {_status_in_words(value)}."]
    if value.page_number:
        parts.append(f"PDF page {value.page_number}.")
    if value.quote:
        parts.append(f"Quote: “{_shortened(value.quote)}”")
    parts += [GENERAL_WARNINGS[0].en, f"Instrument {value.instrument_version}, {value.vintage}."]
    return " ".join(parts)


def _shortened(quote: str) -> str:
    text = clean_text(quote)
    return text if len(text) <= _QUOTE_CHARACTERS else f"{text[:_QUOTE_CHARACTERS]} …"


def _status_in_words(value: IndicatorRow) -> str:
    return word("value_status", value.status).en

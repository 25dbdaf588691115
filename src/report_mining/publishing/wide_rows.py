"""One row per company and year with every field of the catalogue; unknown stays empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from report_mining.publishing.columns import Cell
from report_mining.publishing.export_columns import ExportColumn, load_layout
from report_mining.publishing.released import ReadRelease, ReleasedYear
from report_mining.publishing.rows import CompanyRow, IndicatorRow
from report_mining.publishing.usage_warnings import GENERAL_WARNINGS
from report_mining.records import Actor, ValueStatus

LIST_SEPARATOR = "; "
HEADLINE = "END-03"
_STATUS_SUFFIX = "_status"
_NOT_MEASURED = ("Not measured by this version.", "Niet gemeten door deze versie.")
_WARNING_COLUMN = ExportColumn(
    "usage_warning", "How the row must not be read.", "Hoe de regel niet gelezen mag worden."
)


@dataclass(frozen=True, slots=True)
class WideTable:
    """The wide table: columns with their meaning, and the cells of every company-year."""

    columns: tuple[ExportColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]


def make_wide_table(release: ReadRelease) -> WideTable:
    """Return the wide table of a release.

    After the fields of the catalogue come indicators that it does not name, the status of every
    indicator of the release, and the warning that belongs to every export.
    """
    columns = tuple(_columns(release))
    rows = tuple(
        tuple(cells.get(column.name) for column in columns)
        for cells in (_cells(release, year) for year in release.years)
    )
    return WideTable(columns, rows)


def _columns(release: ReadRelease) -> Iterator[ExportColumn]:
    known = load_layout().wide
    yield from (_described(release, c) if c.is_indicator else c for c in known)
    present = release.indicator_ids()
    named = {column.name for column in known}
    yield from (
        _described(release, ExportColumn(name, "", "", is_indicator=True))
        for name in present
        if name not in named
    )
    for name in present:
        yield ExportColumn(
            f"{name}{_STATUS_SUFFIX}",
            f"What the value of {name} means, or why it is empty.",
            f"Wat de waarde van {name} betekent, of waarom die leeg is.",
        )
    yield _WARNING_COLUMN


def _described(release: ReadRelease, column: ExportColumn) -> ExportColumn:
    definition = release.definitions.get(column.name)
    if definition is None:
        return ExportColumn(column.name, *_NOT_MEASURED, is_indicator=True)
    return ExportColumn(
        column.name,
        f"{definition.name_en} ({definition.unit}). {definition.warning_en}",
        f"{definition.name_nl} ({definition.unit}). {definition.warning_nl}",
        is_indicator=True,
    )


def _cells(release: ReadRelease, year: ReleasedYear) -> dict[str, Cell]:
    return {
        **_company_cells(release, year.company),
        "financial_year": year.reporting_year,
        "documents": LIST_SEPARATOR.join(d.file for d in year.documents) or None,
        **{name: typed_value(value.value) for name, value in year.values.items()},
        **{f"{name}{_STATUS_SUFFIX}": value.status for name, value in year.values.items()},
        "sdg_goals": _text_of(year.values.get("SDG-01")),
        "sdg_targets": _text_of(year.values.get("SDG-02")),
        "board_approved": _text_of(year.values.get("END-07-BOARD")),
        **_decision_cells(year),
        **_evidence_cells(year),
        "model_version": release.facts.instrument_version,
        "codebook_version": release.facts.codebook_version,
        "vintage": release.facts.vintage,
        _WARNING_COLUMN.name: GENERAL_WARNINGS[0].en,
    }


def _company_cells(release: ReadRelease, company: CompanyRow) -> dict[str, Cell]:
    parent = release.companies.get(company.parent_id or "")
    return {
        "company_id": company.company_id,
        "name": company.name,
        "kvk": company.kvk,
        "lei": company.lei,
        "parent_name": parent.name if parent else None,
        "sbi": company.sbi,
        "sector": company.sector,
        "kpmg_sector": LIST_SEPARATOR.join(company.risk_sectors.split(";")) or None,
        "is_large": company.is_large,
        "employees": company.staff,
        "assets_eur": company.assets_eur,
        "turnover_eur": company.turnover_eur,
    }


def _decision_cells(year: ReleasedYear) -> dict[str, Cell]:
    headline = year.values.get(HEADLINE)
    oecd, ungp = year.decisions.get("OECD_MNE"), year.decisions.get("UNGP")
    return {
        "status": headline.status if headline else None,
        "probability": headline.probability if headline else None,
        "reviewed_by_human": _is_reviewed(headline),
        "stance_family_oecd": oecd.strongest_stance if oecd else None,
        "stance_family_ungp": ungp.strongest_stance if ungp else None,
    }


def _is_reviewed(headline: IndicatorRow | None) -> int | None:
    return None if headline is None else int(headline.status == ValueStatus.HUMAN_CONFIRMED)


def _evidence_cells(year: ReleasedYear) -> dict[str, Cell]:
    finding = year.evidence
    if finding is None:
        return {}
    types = {d.report_sha256: d.document_type for d in year.documents}
    return {
        "via_parent": int(finding.actor == Actor.PARENT),
        "scope": finding.scope,
        "doc_type": types.get(finding.report_sha256),
        "evidence_quote": finding.quote,
        "evidence_lang": finding.language,
        "evidence_url_or_id": f"sha256:{finding.report_sha256}",
        "page": finding.page_number,
        "char_start": finding.char_start,
        "char_end": finding.char_end,
    }


def typed_value(value: float | str | None) -> Cell:
    """Return a value of the long table, which is text there, as the number that it may be."""
    if not isinstance(value, str):
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    if not value.isascii() or not value[-1:].isdigit() or "_" in value:
        return value  # such as "nan", "1_0" or a number in other digits
    return int(number) if number.is_integer() and "." not in value else number


def _text_of(value: IndicatorRow | None) -> str | None:
    return None if value is None or value.value is None else str(value.value)

"""What every published column means, as described in ``data/tables.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from report_mining.errors import TaxonomyError

_SOURCE = "publishing/data/tables.yaml"


class FieldType(StrEnum):
    """The Frictionless types that the release uses."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


class TableName(StrEnum):
    """The tables of a release; a value is also the name of its files."""

    COMPANY_INDICATORS = "company_indicators"
    FINDINGS = "findings"
    NATIONAL_SERIES = "national_series"
    SECTOR_SERIES = "sector_series"
    CHANGE = "change"
    BALANCED_PANEL = "balanced_panel"
    PUBLISHED_SERIES = "published_series"
    POPULATION_COVERAGE = "population_coverage"
    COVERAGE = "coverage"
    FAILURES = "failures"
    REVIEW_QUEUE = "review_queue"
    ENDORSEMENTS = "endorsements"
    READINGS = "readings"
    REPORT_INDICATORS = "report_indicators"
    SECTOR_CONDUCT = "sector_conduct"
    COMPANIES = "companies"


@dataclass(frozen=True, slots=True)
class FieldSchema:
    """One column: its type, unit and what to beware of."""

    name: str
    type: FieldType
    title_en: str
    title_nl: str
    description: str
    unit: str
    warning: str
    values: str  # group of wordings that explains the codes, "" for none
    minimum: float | None
    maximum: float | None


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table and its columns in order."""

    name: TableName
    title_en: str
    title_nl: str
    description: str
    primary_key: tuple[str, ...]
    needs_companies: bool
    fields: tuple[FieldSchema, ...]


class _FieldEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    type: FieldType
    title_en: str
    title_nl: str
    description: str
    unit: str
    warning: str = ""
    values: str = ""
    minimum: float | None = None
    maximum: float | None = None


class _TableEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: TableName
    title_en: str
    title_nl: str
    description: str
    primary_key: tuple[str, ...]
    needs_companies: bool
    fields: tuple[_FieldEntry, ...]


class _SchemaFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    version: str
    tables: tuple[_TableEntry, ...]


@cache
def load_schemas() -> tuple[TableSchema, ...]:
    """Return the description of every table, in the order of the release.

    Raises:
        TaxonomyError: when the file has defects; all are listed.
    """
    text = (
        resources.files("report_mining.publishing").joinpath("data/tables.yaml").read_text("utf-8")
    )
    try:
        parsed = _SchemaFile.model_validate(yaml.safe_load(text))
    except ValidationError as error:
        defects = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise TaxonomyError(_SOURCE, defects, "correct the entries") from error
    return tuple(_to_schema(table) for table in parsed.tables)


def schema_of(name: TableName) -> TableSchema:
    """Return the description of one table."""
    return next(schema for schema in load_schemas() if schema.name is name)


@cache
def load_dutch_notes() -> MappingProxyType[str, str]:
    """Return what the columns hold in Dutch, by ``column`` or ``table.column``."""
    source = resources.files("report_mining.publishing").joinpath("data/column_notes_nl.yaml")
    return MappingProxyType(yaml.safe_load(source.read_text("utf-8")))


def dutch_note(table: TableName, column: str) -> str:
    """Return what a column holds in Dutch; "" where nobody has written it.

    A test asks that every column has a note.
    """
    notes = load_dutch_notes()
    return notes.get(f"{table.value}.{column}", notes.get(column, ""))


def _to_schema(entry: _TableEntry) -> TableSchema:
    fields = tuple(FieldSchema(**field.model_dump()) for field in entry.fields)
    return TableSchema(**{**entry.model_dump(), "fields": fields})

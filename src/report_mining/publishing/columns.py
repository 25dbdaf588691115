"""A table column by column: every distinct text is made harmless once, however often it stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from report_mining.publishing.neutralising import (
    clean_text,
    count_replaced,
    is_formula_like,
    neutralise_cell,
)
from report_mining.publishing.rows import Row
from report_mining.publishing.schemas import FieldSchema, FieldType, TableSchema

if TYPE_CHECKING:
    import polars as pl

Cell = str | int | float | bool | None
_TEXT_TYPES: frozenset[type] = frozenset({str, type(None)})


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one field, in the order of the rows."""

    field: FieldSchema
    shown: pl.Series  # for spreadsheets: text cleaned and neutralised
    cleaned: pl.Series  # for Parquet: text cleaned of control characters
    neutralised_count: int  # text cells with an apostrophe in front of them in ``shown``
    replaced_count: int  # characters replaced by U+FFFD


@dataclass(frozen=True, slots=True)
class TextCounts:
    """What was done to the text of a table; see ``Column``."""

    neutralised_count: int
    replaced_count: int


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of one table, all of the same height."""

    schema: TableSchema
    columns: tuple[Column, ...]
    height: int

    @property
    def counts(self) -> TextCounts:
        """What was done to the text of all columns."""
        return TextCounts(
            sum(column.neutralised_count for column in self.columns),
            sum(column.replaced_count for column in self.columns),
        )

    def shown(self) -> pl.DataFrame:
        """Return the table as a spreadsheet may have it."""
        import polars as pl

        return pl.DataFrame([column.shown for column in self.columns])

    def cleaned(self) -> pl.DataFrame:
        """Return the table as Parquet has it."""
        import polars as pl

        return pl.DataFrame([column.cleaned for column in self.columns])


@dataclass(frozen=True, slots=True)
class _Texts:
    """What becomes of the distinct texts of a column."""

    shown: dict[str, str]
    cleaned: dict[str, str]


def arrange(schema: TableSchema, rows: Sequence[Row]) -> Table:
    """Return ``rows`` by column, in the types of ``schema``.

    A number in a text column becomes a number without a trailing ``.0``; only what was text before
    is neutralised.
    """
    by_column: Sequence[Sequence[Cell]] = list(zip(*map(_values_of, rows), strict=True))
    if not rows:
        by_column = [()] * len(schema.fields)
    pairs = zip(schema.fields, by_column, strict=True)
    return Table(schema, tuple(_column(field, values) for field, values in pairs), len(rows))


def _values_of(row: Row) -> tuple[Cell, ...]:
    """Return the values of ``row`` in the order of its fields; much faster than ``astuple``."""
    return _values_getter(cast("Hashable", type(row)))(row)


@cache
def _values_getter(row_type: type[Any]) -> Callable[[Row], tuple[Cell, ...]]:
    return attrgetter(*(field.name for field in fields(row_type)))


def _column(field: FieldSchema, values: Sequence[Cell]) -> Column:
    if field.type is not FieldType.STRING:
        series = _typed(field, values)
        return Column(field, series, series, 0, 0)
    is_plain = _has_only_texts(values)
    counts = _count_texts(values, is_plain)
    texts = _Texts(
        {text: neutralise_cell(text) for text in counts},
        {text: clean_text(text) for text in counts},
    )
    cleaned = _text_series(field.name, _as_texts(values, texts.cleaned, is_plain))
    is_harmless = texts.shown == texts.cleaned
    return Column(
        field,
        cleaned
        if is_harmless
        else _text_series(field.name, _as_texts(values, texts.shown, is_plain)),
        cleaned,
        sum(count for text, count in counts.items() if is_formula_like(text)),
        sum(count * count_replaced(text) for text, count in counts.items()),
    )


def _count_texts(values: Sequence[Cell], is_plain: bool) -> Counter[str]:
    """Return how often each text stands in a column; ``is_plain``: it holds no numbers."""
    if not is_plain:
        return Counter(value for value in values if isinstance(value, str))
    counts: Counter[Any] = Counter(values)
    del counts[None]  # no error where nothing is missing
    return counts


def _as_texts(
    values: Sequence[Cell], texts: dict[str, str], is_plain: bool
) -> Sequence[str | None]:
    """Return a column of texts; each of its texts becomes what ``texts`` says."""
    if not is_plain:
        return [_as_text(value, texts) for value in values]
    if all(text is become for text, become in texts.items()):
        return cast("Sequence[str | None]", values)
    told: dict[Any, str | None] = {**texts, None: None}
    return list(map(told.__getitem__, values))


def _has_only_texts(values: Sequence[Cell]) -> bool:
    """Return whether a column holds no numbers: 1, 1.0 and True would be one key of a dictionary."""
    return _TEXT_TYPES.issuperset(map(type, values))


def _as_text(value: Cell, texts: dict[str, str]) -> str | None:
    if isinstance(value, str):
        return texts[value]
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return None if value is None else str(value)


def _text_series(name: str, values: Sequence[str | None]) -> pl.Series:
    """Return a column of texts that holds each distinct text once, however often it stands there."""
    import polars as pl

    places = {text: place for place, text in enumerate(dict.fromkeys(values))}
    distinct = pl.Series(name, list(places), dtype=pl.String)
    return distinct.gather(pl.Series(list(map(places.__getitem__, values)), dtype=pl.UInt32))


def _typed(field: FieldSchema, values: Sequence[Cell]) -> pl.Series:
    import polars as pl

    types: dict[FieldType, type[pl.DataType]] = {
        FieldType.INTEGER: pl.Int64,
        FieldType.NUMBER: pl.Float64,
        FieldType.BOOLEAN: pl.Boolean,
    }
    return pl.Series(field.name, values, dtype=types[field.type])

"""What becomes of text cells, with and without numbers between them."""

from __future__ import annotations

import pytest

from report_mining.publishing.columns import Cell, arrange
from report_mining.publishing.rows import IndicatorRow
from report_mining.publishing.schemas import TableName, schema_of


def row(value: float | str | None) -> IndicatorRow:
    return IndicatorRow("c", 2024, "X-01", value, "observed", None, None, None, None, "i", "c", "v")


@pytest.mark.parametrize(
    ("values", "shown", "neutralised_count"),
    [
        (("=1", None, "yes", "=1"), ["'=1", None, "yes", "'=1"], 2),
        (("1", 1, 1.0, True, -0.0, 0.5), ["1", "1", "1", "True", "-0", "0.5"], 0),
        (("-1", -1.0, None), ["'-1", "-1", None], 1),
        ((), [], 0),
    ],
)
def test_only_texts_are_neutralised_and_each_cell_keeps_its_own_kind(
    values: tuple[Cell, ...], shown: list[str | None], neutralised_count: int
) -> None:
    table = arrange(schema_of(TableName.COMPANY_INDICATORS), [row(value) for value in values])
    column = next(c for c in table.columns if c.field.name == "value")
    assert column.shown.to_list() == shown
    assert column.neutralised_count == neutralised_count


def test_control_characters_are_replaced_and_counted_per_cell() -> None:
    rows = [row("a\x00b"), row(None), row("a\x00b"), row("=\x00")]
    table = arrange(schema_of(TableName.COMPANY_INDICATORS), rows)
    column = next(c for c in table.columns if c.field.name == "value")
    assert column.cleaned.to_list() == ["a\ufffdb", None, "a\ufffdb", "=\ufffd"]
    assert column.shown.to_list() == ["a\ufffdb", None, "a\ufffdb", "'=\ufffd"]
    assert (column.replaced_count, column.neutralised_count) == (3, 1)

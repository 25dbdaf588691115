"""Reading labels of due diligence: our own items, a folder of them, or modern slavery statements."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from report_mining.annotation.due_diligence_items import (
    gold_rows,
    items_of_split,
    read_due_diligence_items,
)
from report_mining.annotation.items import ITEMS_FOLDER, batch_files, read_rows
from report_mining.annotation.sdg_gold import first_keys
from report_mining.annotation.splits import SPLITS_FILE, Split, read_splits
from report_mining.errors import InputError
from report_mining.records.due_diligence import GoldDueDiligence

# What a criterion of the Australian act says of our steps; the others say nothing that can be compared.
_STEPS_OF_CRITERIA = {"C4 (risk mitigation)": "3", "C4 (remediation)": "6"}
_SHAPES = "text, statement, labels (modern slavery statements), or our own items"


class StatementRow(BaseModel):
    """A sentence of a modern slavery statement with the criteria of the act that it meets."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    statement: str
    text: str = Field(min_length=1)
    labels: tuple[str, ...]


def read_due_diligence_gold(path: Path) -> tuple[GoldDueDiligence, ...]:
    """Return the labels of ``path``: JSON Lines, or a folder of our own items.

    Of a folder such as ``annotations/due-diligence`` the items of the held-out companies are read.

    Raises:
        InputError: the file cannot be read, or holds no labels.
        GoldFileError: one or more lines are not what they should be; all are listed.
    """
    if path.is_dir():
        items = read_due_diligence_items(batch_files(path / ITEMS_FOLDER))
        return gold_rows(items_of_split(items, read_splits(path / SPLITS_FILE), Split.HELD_OUT))
    keys = first_keys(path)
    if "false_friend" in keys:
        return gold_rows(read_due_diligence_items([path]))
    if "statement" in keys:
        placed = read_rows([path], StatementRow)
        return tuple(_from_statement(one.row, one.line) for one in placed)
    raise InputError(f"{path}: line 1 has {', '.join(keys) or 'no fields'}; expected {_SHAPES}")


def _from_statement(row: StatementRow, line: int) -> GoldDueDiligence:
    """Return the steps 3 and 6 that the criteria name; their specificity is not judged: 0."""
    steps = sorted(
        {_STEPS_OF_CRITERIA[label] for label in row.labels if label in _STEPS_OF_CRITERIA}
    )
    return GoldDueDiligence(
        gold_id=f"line {line}",
        text=row.text,
        language="en",
        document=row.statement,
        section=(),
        steps=tuple((step, 0) for step in steps),
        judged_steps=tuple(sorted(set(_STEPS_OF_CRITERIA.values()))),
    )

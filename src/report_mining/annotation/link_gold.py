"""Reading human labels of links between responsible conduct and the SDGs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, StrictStr

from report_mining.annotation.due_diligence_items import gold_rows, read_due_diligence_items
from report_mining.annotation.items import ITEMS_FOLDER, batch_files, item_id, read_rows
from report_mining.annotation.splits import Split, split_of
from report_mining.errors import InputError
from report_mining.records.due_diligence import GoldDueDiligence, LinkDirection

_LEVELS = (0, 2, 3, 4, 5)
_Level = Annotated[int, Field(ge=0, le=5)]


class LinkLabels(BaseModel):
    """The link of one text."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    level: _Level | None  # None: the annotators differed
    direction: LinkDirection | None = None
    goals: tuple[int, ...] | None = None
    targets: tuple[str, ...] | None = None


class LinkRow(BaseModel):
    """One line: a text with ``link``, or with the labels beside it; more fields are left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: StrictStr = Field(min_length=1)
    language: str | None = None
    section: str | tuple[str, ...] | None = None
    row_id: str | None = Field(default=None, validation_alias="id")
    document: str | None = Field(
        default=None, validation_alias=AliasChoices("company", "report", "document", "file")
    )
    link: LinkLabels | None = None
    level: _Level | None = Field(default=None, validation_alias=AliasChoices("link_level", "level"))


def read_link_gold(path: Path) -> tuple[GoldDueDiligence, ...]:
    """Return the labels of ``path``: JSON Lines, or ``annotations/due-diligence``.

    Of a folder the items of the held-out companies are read.

    Raises:
        InputError: the file cannot be read, or no row has a level.
        GoldFileError: one or more lines are not what they should be; all are listed.
    """
    if path.is_dir():
        return read_link_items(path, (Split.HELD_OUT,))
    rows = [_gold(one.row, f"line {one.line}") for one in read_rows([path], LinkRow)]
    if all(row.link_level is None for row in rows):
        raise InputError(
            f"{path}: no row has a level of the link; expected link.level, link_level or level, "
            f"one of {', '.join(map(str, _LEVELS))}"
        )
    return tuple(rows)


def read_link_items(folder: Path, splits: Iterable[Split]) -> tuple[GoldDueDiligence, ...]:
    """Return our own items under ``folder`` whose company belongs to one of ``splits``.

    Raises:
        InputError: there is none.
        GoldFileError: lines have defects; all are listed.
    """
    wanted = frozenset(splits)
    items = read_due_diligence_items(batch_files(folder / ITEMS_FOLDER))
    return gold_rows(item for item in items if split_of(item.company) in wanted)


def _gold(row: LinkRow, place: str) -> GoldDueDiligence:
    labels = row.link or LinkLabels(level=row.level)
    section = (row.section,) if isinstance(row.section, str) else tuple(row.section or ())
    document = row.document or ""
    return GoldDueDiligence(
        gold_id=row.row_id
        or (item_id(document, row.language or "", row.text) if document else place),
        text=row.text,
        language=row.language,
        document=document,
        section=section,
        steps=None,
        link_level=labels.level,
        link_direction=labels.direction,
        link_goals=None if labels.goals is None else frozenset(labels.goals),
        link_targets=None if labels.targets is None else frozenset(labels.targets),
    )

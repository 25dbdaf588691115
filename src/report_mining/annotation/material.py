"""What our own sets of items share: each text once, second labels of known items, splits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from report_mining.annotation.items import SECOND_FOLDER, PlacedRow, read_rows
from report_mining.annotation.splits import SPLITS_FILE, Split
from report_mining.errors import InputError

if TYPE_CHECKING:
    from pydantic import BaseModel


class OwnItem(Protocol):
    """A text that we wrote ourselves."""

    @property
    def item_id(self) -> str:
        """The id by which a second annotator names it."""

    @property
    def company(self) -> str:
        """The invented company that it belongs to."""


_Item = TypeVar("_Item", bound=OwnItem)
_Row = TypeVar("_Row", bound="BaseModel")


def distinct_items(
    placed: Iterable[PlacedRow[_Row]], make: Callable[[_Row], _Item]
) -> tuple[_Item, ...]:
    """Return the item of every row, in order.

    Raises:
        InputError: the same text of the same company stands twice.
    """
    items: dict[str, _Item] = {}
    for one in placed:
        item = make(one.row)
        if item.item_id in items:
            raise InputError(
                f"{one.file} line {one.line}: this text of {item.company} stands twice; drop one"
            )
        items[item.item_id] = item
    return tuple(items.values())


def second_labels(
    folder: Path, model: type[_Row], id_of: Callable[[_Row], str], items: Iterable[_Item]
) -> tuple[tuple[_Item, _Row], ...]:
    """Return what a second annotator said under ``folder``, each with its item.

    Raises:
        InputError: a file cannot be read, or a label has no item; the first ten are named.
        GoldFileError: lines have defects; all are listed.
    """
    placed = read_rows(sorted((folder / SECOND_FOLDER).glob("*.jsonl")), model)
    by_id = {item.item_id: item for item in items}
    unknown = [
        f"{p.file} line {p.line}: {id_of(p.row)}" for p in placed if id_of(p.row) not in by_id
    ]
    if unknown:
        raise InputError(
            "labels for items that do not exist (was a text changed after it was labelled?): "
            + "; ".join(unknown[:10])
        )
    return tuple((by_id[id_of(p.row)], p.row) for p in placed)


def of_split(
    items: Sequence[_Item], splits: Mapping[str, Split], wanted: Split, task: str
) -> tuple[_Item, ...]:
    """Return the items whose company belongs to ``wanted``; ``task`` is named in the advice.

    Raises:
        InputError: a company has no split yet.
    """
    missing = sorted({item.company for item in items} - set(splits))
    if missing:
        raise InputError(
            f"{SPLITS_FILE} has no row for {', '.join(missing[:10])}; run"
            f" `report-mining annotations {task} --add-splits`"
        )
    return tuple(item for item in items if splits[item.company] is wanted)

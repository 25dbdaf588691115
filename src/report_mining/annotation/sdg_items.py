"""Our own SDG items: passages with the goals and targets that they speak to, some labelled twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from report_mining.annotation.agreement import SetPair
from report_mining.annotation.items import (
    ITEMS_FOLDER,
    SECOND_FOLDER,
    PlacedRow,
    batch_files,
    item_id,
    read_rows,
)
from report_mining.annotation.separation import AnnotatedText
from report_mining.annotation.splits import SPLITS_FILE, Split
from report_mining.errors import InputError
from report_mining.records import BlockKind, TextInContext
from report_mining.records.sdg import GoldSdg
from report_mining.taxonomies.sdg_candidates import goals_of_targets

TABLE_ROW_NOISE = "table_flattened"

Goal = Annotated[int, Field(strict=True, ge=1, le=17)]


class SdgLabelsRow(BaseModel):
    """The labels of one text, by whichever annotator."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    goals: tuple[Goal, ...]  # empty: it speaks to none
    targets: tuple[str, ...]  # each of one of the goals; a goal may have none

    @model_validator(mode="after")
    def _labels_fit_each_other(self) -> Self:
        for labels in (self.goals, self.targets):
            if len(set(labels)) < len(labels):
                raise ValueError("a label stands twice")
        strange = [
            target for target in self.targets if goals_of_targets().get(target) not in self.goals
        ]
        if strange:
            raise ValueError(f"no target of the goals beside it: {', '.join(strange)}")
        return self


class SdgItemRow(SdgLabelsRow):
    """One line of a batch file."""

    company: str
    sector: str
    language: Literal["nl", "en"]
    style: str = Field(alias="register")
    text: str = Field(min_length=1)
    pair: str | None = None
    noise: str | None = None


class SecondSdgRow(SdgLabelsRow):
    """What the second annotator said of one item."""

    id: str


@dataclass(frozen=True, slots=True)
class SdgItem:
    """A passage with its labels."""

    item_id: str
    company: str
    context: TextInContext
    goals: frozenset[int]
    targets: frozenset[str]
    sector: str
    register: str
    pair: str | None  # two items of one company that differ in one point
    noise: str | None


@dataclass(frozen=True, slots=True)
class SdgMaterial:
    """Everything under ``annotations/sdg``."""

    items: tuple[SdgItem, ...]  # with their first labels
    goal_pairs: tuple[SetPair, ...]  # first and second goals of every item labelled twice
    target_pairs: tuple[SetPair, ...]  # the same for targets, in the same order


def read_sdg_items(paths: Iterable[Path]) -> tuple[SdgItem, ...]:
    """Return the items of several batch files, in order.

    Raises:
        InputError: a file cannot be read, or the same text of the same company stands twice.
        GoldFileError: lines have defects; all are listed.
    """
    placed = read_rows(paths, SdgItemRow)
    items: dict[str, SdgItem] = {}
    for one in placed:
        item = _item(one.row)
        if item.item_id in items:
            raise InputError(
                f"{one.file} line {one.line}: this text of {item.company} stands twice; drop one"
            )
        items[item.item_id] = item
    return tuple(items.values())


def read_sdg_material(folder: Path) -> SdgMaterial:
    """Return the items under ``folder`` (``annotations/sdg``) and what a second annotator said.

    Raises:
        InputError: a file cannot be read, or a second label has no item.
        GoldFileError: lines have defects; all are listed.
    """
    items = read_sdg_items(batch_files(folder / ITEMS_FOLDER))
    placed = read_rows(sorted((folder / SECOND_FOLDER).glob("*.jsonl")), SecondSdgRow)
    by_id = {item.item_id: item for item in items}
    _refuse_strangers(by_id, placed)
    both = [(by_id[one.row.id], one.row) for one in placed]
    return SdgMaterial(
        items=items,
        goal_pairs=tuple(
            SetPair(item.item_id, _as_text(item.goals), _as_text(row.goals)) for item, row in both
        ),
        target_pairs=tuple(
            SetPair(item.item_id, item.targets, frozenset(row.targets)) for item, row in both
        ),
    )


def items_of_split(
    items: Iterable[SdgItem], splits: dict[str, Split], wanted: Split
) -> tuple[SdgItem, ...]:
    """Return the items whose company belongs to ``wanted``.

    Raises:
        InputError: a company has no split yet.
    """
    kept = tuple(items)
    missing = sorted({item.company for item in kept} - set(splits))
    if missing:
        raise InputError(
            f"{SPLITS_FILE} has no row for {', '.join(missing[:10])}; run"
            " `report-mining annotations sdg-goals --add-splits`"
        )
    return tuple(item for item in kept if splits[item.company] is wanted)


def annotated_sdg_texts(items: Iterable[SdgItem]) -> list[AnnotatedText]:
    """Return what the checks on shared wording need.

    No name of a goal is left out: none is eight words long, and without that the check is stricter.
    """
    return [AnnotatedText(item.item_id, item.company, item.context.text) for item in items]


def sdg_gold_rows(items: Sequence[SdgItem]) -> tuple[GoldSdg, ...]:
    """Return one gold row per item."""
    return tuple(
        GoldSdg(
            gold_id=item.item_id,
            text=item.context.text,
            goals=item.goals,
            language=item.context.language,
            document=item.company,
            targets=item.targets,
        )
        for item in items
    )


def _item(row: SdgItemRow) -> SdgItem:
    kind = BlockKind.TABLE_ROW if row.noise == TABLE_ROW_NOISE else BlockKind.PARAGRAPH
    return SdgItem(
        item_id=item_id(row.company, row.language, row.text),
        company=row.company,
        context=TextInContext(text=row.text, language=row.language, kind=kind),
        goals=frozenset(row.goals),
        targets=frozenset(row.targets),
        sector=row.sector,
        register=row.style,
        pair=row.pair,
        noise=row.noise,
    )


def _refuse_strangers(
    by_id: Mapping[str, SdgItem], second: Iterable[PlacedRow[SecondSdgRow]]
) -> None:
    unknown = [f"{p.file} line {p.line}: {p.row.id}" for p in second if p.row.id not in by_id]
    if unknown:
        raise InputError(
            "labels for items that do not exist (was a text changed after it was labelled?): "
            + "; ".join(unknown[:10])
        )


def _as_text(goals: Iterable[int]) -> frozenset[str]:
    return frozenset(str(goal) for goal in goals)

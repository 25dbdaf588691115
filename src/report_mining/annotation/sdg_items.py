"""Our own SDG items: passages with the goals and targets that they speak to, some labelled twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from report_mining.annotation.agreement import SetPair
from report_mining.annotation.items import (
    ITEMS_FOLDER,
    batch_files,
    item_id,
    read_rows,
)
from report_mining.annotation.material import distinct_items, of_split, second_labels
from report_mining.annotation.separation import AnnotatedText
from report_mining.annotation.splits import Split
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


class ReportGoalsRow(BaseModel):
    """A passage of a real report with the goals that somebody read in it; targets were not given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: str
    language: Literal["nl", "en"]
    section: tuple[str, ...]
    text: str = Field(min_length=1)
    goals: tuple[Goal, ...]
    calibrates: bool = False  # scores are calibrated on it; else the heads of the goals learn it


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
    return distinct_items(read_rows(paths, SdgItemRow), _item)


def read_sdg_material(folder: Path) -> SdgMaterial:
    """Return the items under ``folder`` (``annotations/sdg``) and what a second annotator said.

    Raises:
        InputError: a file cannot be read, or a second label has no item.
        GoldFileError: lines have defects; all are listed.
    """
    items = read_sdg_items(batch_files(folder / ITEMS_FOLDER))
    both = second_labels(folder, SecondSdgRow, lambda row: row.id, items)
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
    return of_split(tuple(items), splits, wanted, "sdg-goals")


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


def _as_text(goals: Iterable[int]) -> frozenset[str]:
    return frozenset(str(goal) for goal in goals)

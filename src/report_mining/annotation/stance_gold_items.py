"""Stance items as training and evaluation material: labels settled, companies split."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from report_mining.annotation.agreement import LabelPair
from report_mining.annotation.items import ITEMS_FOLDER, SECOND_FOLDER, PlacedRow, read_rows
from report_mining.annotation.separation import AnnotatedText
from report_mining.annotation.stance_items import (
    LabelledMention,
    StanceItem,
    read_challenge,
    read_stance_items,
)
from report_mining.errors import InputError
from report_mining.records import GoldStance
from report_mining.taxonomies.codes import Lookalike, Stance

ADJUDICATED_FILE, CHALLENGE_FILE = "adjudicated.jsonl", "challenge.jsonl"


class SecondLabels(BaseModel):
    """What the second annotator said of the mentions of one item, in their order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    labels: tuple[str, ...]  # STANCE, REGULATORY:true or NOT_FRAMEWORK:tax


class AdjudicatedRow(BaseModel):
    """What was decided on a mention on which two annotators differed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    mention: int  # 0-based
    stance: Stance
    own_assertion: bool | None = None
    lookalike: Lookalike | None = None
    reason: str


@dataclass(frozen=True, slots=True)
class StanceMaterial:
    """Everything under ``annotations/stance``."""

    items: tuple[StanceItem, ...]  # labels after adjudication
    challenge: tuple[StanceItem, ...]
    pairs: tuple[LabelPair, ...]  # first and second label of every mention labelled twice


def read_stance_material(folder: Path) -> StanceMaterial:
    """Return the items under ``folder`` (``annotations/stance``) with their settled labels.

    Raises:
        InputError: a file cannot be read, or a second or adjudicated label has no item.
        GoldFileError: lines have defects; all are listed.
    """
    items = read_stance_items(folder / ITEMS_FOLDER)
    second = read_rows(sorted((folder / SECOND_FOLDER).glob("*.jsonl")), SecondLabels)
    decided = read_rows([folder / ADJUDICATED_FILE], AdjudicatedRow)
    by_id = {item.item_id: item for item in items}
    _refuse_strangers(by_id, second, decided)
    return StanceMaterial(
        items=tuple(settle(items, [placed.row for placed in decided])),
        challenge=read_challenge(folder / CHALLENGE_FILE),
        pairs=tuple(pair for placed in second for pair in _pairs(by_id[placed.row.id], placed.row)),
    )


def settle(items: Iterable[StanceItem], decided: Sequence[AdjudicatedRow]) -> list[StanceItem]:
    """Return the items with the labels that were decided instead of the first ones."""
    by_place = {(row.id, row.mention): row for row in decided}
    return [
        replace(
            item,
            mentions=tuple(
                _settled(mention, by_place.get((item.item_id, place)))
                for place, mention in enumerate(item.mentions)
            ),
        )
        for item in items
    ]


def _settled(mention: LabelledMention, row: AdjudicatedRow | None) -> LabelledMention:
    if row is None:
        return mention
    return replace(
        mention, stance=row.stance, own_assertion=row.own_assertion, lookalike=row.lookalike
    )


def annotated_texts(items: Iterable[StanceItem]) -> list[AnnotatedText]:
    """Return what the checks on shared wording need."""
    return [
        AnnotatedText(
            item.item_id,
            item.company,
            item.context.text,
            tuple((mention.start, mention.end) for mention in item.mentions),
        )
        for item in items
    ]


def gold_rows(items: Iterable[StanceItem]) -> list[GoldStance]:
    """Return one gold row per mention, with the context of its item."""
    rows: list[GoldStance] = []
    for item in items:
        for place, mention in enumerate(item.mentions):
            rows.append(
                GoldStance(
                    gold_id=f"{item.item_id}/{place}",
                    framework=mention.framework,
                    match=item.context.text[mention.start : mention.end],
                    passage=item.context.text,
                    stance=mention.stance,
                    own_assertion=mention.own_assertion,
                    lookalike=mention.lookalike,
                    language=item.context.language,
                    document=item.company,
                    context=item.context,
                    start=mention.start,
                )
            )
    return rows


def _pairs(item: StanceItem, second: SecondLabels) -> list[LabelPair]:
    if len(second.labels) != len(item.mentions):
        raise InputError(
            f"second labels of {item.item_id}: {len(second.labels)} labels for "
            f"{len(item.mentions)} mentions; give one per mention, in order"
        )
    return [
        LabelPair(f"{item.item_id}/{place}", mention.stance.value, label.partition(":")[0])
        for place, (mention, label) in enumerate(zip(item.mentions, second.labels, strict=True))
    ]


def _refuse_strangers(
    by_id: Mapping[str, StanceItem],
    second: Iterable[PlacedRow[SecondLabels]],
    decided: Iterable[PlacedRow[AdjudicatedRow]],
) -> None:
    places = [(p.file, p.line, p.row.id) for p in second] + [
        (p.file, p.line, p.row.id) for p in decided
    ]
    unknown = [f"{file} line {line}: {found}" for file, line, found in places if found not in by_id]
    if unknown:
        raise InputError(
            "labels for items that do not exist (was a text changed after it was labelled?): "
            + "; ".join(unknown[:10])
        )

"""Our own due diligence items: passages with steps, topics and links, a third labelled twice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from report_mining.annotation.due_diligence_rows import (
    BlindRow,
    DueDiligenceItemRow,
    DueDiligenceLabelsRow,
    SecondDueDiligenceRow,
)
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
from report_mining.records.due_diligence import GoldDueDiligence

DUE_DILIGENCE_FOLDER = "due-diligence"  # under annotations
_TABLE_NOISE = "table_flattened"
# Names that every report prints the same: frameworks, and goals by their number.
_NAMES = re.compile(
    r"(?i)(?:UN|United Nations|VN)[ -]Guiding Principles(?: on Business and Human Rights)?"
    r"|OECD Guidelines(?: for Multinational Enterprises)?(?: on Responsible Business Conduct)?"
    r"|OESO-richtlijnen(?: voor multinationale ondernemingen)?"
    r"|(?:SDG(?:['’]?s)?|goals?|doel(?:en|stellingen)?)(?:[ ,]+(?:SDG|and|en|to|tot|\d{1,2}))*[ ,]+\d{1,2}"
)
_BLIND_SHARE = 3  # one in so many items is labelled twice
_BLIND_SALT = "second reader 2026"


@dataclass(frozen=True, slots=True)
class DueDiligenceItem:
    """A passage with its first labels."""

    item_id: str
    company: str
    context: TextInContext
    row: DueDiligenceItemRow


@dataclass(frozen=True, slots=True)
class DueDiligenceMaterial:
    """Everything under ``annotations/due-diligence``."""

    items: tuple[DueDiligenceItem, ...]
    pairs: tuple[tuple[DueDiligenceItem, SecondDueDiligenceRow], ...]  # items labelled twice


def read_due_diligence_items(paths: Iterable[Path]) -> tuple[DueDiligenceItem, ...]:
    """Return the items of several batch files, in order.

    Raises:
        InputError: a file cannot be read, or the same text of the same company stands twice.
        GoldFileError: lines have defects; all are listed.
    """
    return distinct_items(read_rows(paths, DueDiligenceItemRow), _item)


def read_due_diligence_material(folder: Path) -> DueDiligenceMaterial:
    """Return the items under ``folder`` and what a second annotator said of some.

    Raises:
        InputError: a file cannot be read, or a second label has no item.
        GoldFileError: lines have defects; all are listed.
    """
    items = read_due_diligence_items(batch_files(folder / ITEMS_FOLDER))
    pairs = second_labels(folder, SecondDueDiligenceRow, lambda row: row.id, items)
    return DueDiligenceMaterial(items, pairs)


def items_of_split(
    items: Sequence[DueDiligenceItem], splits: dict[str, Split], wanted: Split
) -> tuple[DueDiligenceItem, ...]:
    """Return the items whose company belongs to ``wanted``.

    Raises:
        InputError: a company has no split yet.
    """
    return of_split(items, splits, wanted, "due-diligence")


def annotated_due_diligence_texts(items: Iterable[DueDiligenceItem]) -> list[AnnotatedText]:
    """Return what the checks on shared wording need; names of frameworks and goals are left out."""
    return [
        AnnotatedText(
            item.item_id,
            item.company,
            item.context.text,
            tuple(found.span() for found in _NAMES.finditer(item.context.text)),
        )
        for item in items
    ]


def blind_rows(items: Iterable[DueDiligenceItem]) -> tuple[BlindRow, ...]:
    """Return the third of the items that a second annotator labels, chosen by a hash of their id.

    In an order that tells nothing of company or batch.
    """
    chosen = [item for item in items if _draw(item.item_id) % _BLIND_SHARE == 0]
    return tuple(
        BlindRow(
            id=item.item_id,
            language=item.row.language,
            section=item.row.section,
            text=item.context.text,
        )
        for item in sorted(chosen, key=lambda item: _draw(item.item_id))
    )


def gold_rows(items: Iterable[DueDiligenceItem]) -> tuple[GoldDueDiligence, ...]:
    """Return one gold row per item, with its first labels."""
    return tuple(_gold(item, item.row) for item in items)


def _gold(item: DueDiligenceItem, row: DueDiligenceLabelsRow) -> GoldDueDiligence:
    return GoldDueDiligence(
        gold_id=item.item_id,
        text=item.context.text,
        language=item.context.language,
        document=item.company,
        section=item.context.section,
        steps=tuple((one.step, one.specificity) for one in row.steps),
        themes=frozenset(row.themes),
        oecd_chapters=frozenset(row.oecd_chapters),
        ungp=frozenset(row.ungp),
        ilo_rights=frozenset(row.ilo_rights),
        chain_depth=row.chain_depth,
        link_level=row.link.level,
        link_direction=row.link.direction,
        link_goals=frozenset(row.link.goals),
        link_targets=frozenset(row.link.targets),
    )


def _item(row: DueDiligenceItemRow) -> DueDiligenceItem:
    kind = BlockKind.TABLE_ROW if row.noise == _TABLE_NOISE else BlockKind.PARAGRAPH
    return DueDiligenceItem(
        item_id=item_id(row.company, row.language, row.text, row.section or ""),
        company=row.company,
        context=TextInContext(
            text=row.text,
            language=row.language,
            section=(row.section,) if row.section else (),
            kind=kind,
        ),
        row=row,
    )


def _draw(identity: str) -> int:
    return int(hashlib.sha256(f"{_BLIND_SALT}|{identity}".encode()).hexdigest()[:12], 16)

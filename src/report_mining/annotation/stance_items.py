"""Our own stance items: sentences in context, every framework mention with its label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from report_mining.annotation.items import PlacedRow, batch_files, item_id, read_rows
from report_mining.records import TextInContext
from report_mining.records.documents import BlockKind
from report_mining.taxonomies.codes import Framework, Lookalike, Stance

INDEX_ROW_NOISE = "table_flattened"


class MentionRow(BaseModel):
    """One framework mention as it stands in a batch file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    match: str
    framework: Framework
    stance: Stance
    own_assertion: bool | None = None
    lookalike: Lookalike | None = None
    occurrence: int = 1  # which of several equal strings in the text, 1-based

    @model_validator(mode="after")
    def _fields_fit_the_label(self) -> Self:
        if (self.own_assertion is not None) != (self.stance is Stance.REGULATORY):
            raise ValueError("own_assertion is given exactly when the stance is REGULATORY")
        if (self.lookalike is not None) != (self.stance is Stance.NOT_FRAMEWORK):
            raise ValueError("lookalike is given exactly when the stance is NOT_FRAMEWORK")
        return self


class StanceItemRow(BaseModel):
    """One line of a batch file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    company: str
    sector: str
    language: Literal["nl", "en"]
    document: str
    style: str = Field(alias="register")
    section: str | None = None
    list_parent: str | None = None
    before: str | None = None
    text: str
    after: str | None = None
    mentions: tuple[MentionRow, ...]  # empty: the text only looks as if it named one
    pair: str | None = None
    noise: str | None = None
    challenge: str | None = None  # the phenomenon, in the challenge file only

    @model_validator(mode="after")
    def _mentions_stand_in_the_text(self) -> Self:
        for mention in self.mentions:
            if _find(self.text, mention) < 0:
                raise ValueError(f"{mention.match!r} does not stand in the text so often")
        return self


@dataclass(frozen=True, slots=True)
class LabelledMention:
    """A mention with its place and label."""

    framework: Framework
    start: int  # code points in the item's text, inclusive
    end: int  # exclusive
    stance: Stance
    own_assertion: bool | None
    lookalike: Lookalike | None


@dataclass(frozen=True, slots=True)
class StanceItem:
    """A sentence in context with its labelled mentions."""

    item_id: str
    company: str
    context: TextInContext
    mentions: tuple[LabelledMention, ...]
    document: str  # annual_report, policy, supplier_code, ...
    register: str
    pair: str | None
    noise: str | None
    challenge: str | None


def read_stance_items(folder: Path) -> tuple[StanceItem, ...]:
    """Return the items of all batches of ``folder`` (``annotations/stance/items``), in order.

    Raises:
        InputError: a file cannot be read or there is none.
        GoldFileError: lines have defects; all are listed.
    """
    return tuple(_items(read_rows(batch_files(folder), StanceItemRow)))


def read_challenge(path: Path) -> tuple[StanceItem, ...]:
    """Return the items of the challenge file, which no model is trained on.

    Raises:
        InputError: the file cannot be read.
        GoldFileError: lines have defects; all are listed.
    """
    return tuple(_items(read_rows([path], StanceItemRow)))


def _items(rows: tuple[PlacedRow[StanceItemRow], ...]) -> Iterator[StanceItem]:
    for placed in rows:
        row = placed.row
        yield StanceItem(
            item_id=item_id(row.company, row.language, row.text, row.section or ""),
            company=row.company,
            context=_context(row),
            mentions=tuple(_mention(row.text, mention) for mention in row.mentions),
            document=row.document,
            register=row.style,
            pair=row.pair,
            noise=row.noise,
            challenge=row.challenge,
        )


def _context(row: StanceItemRow) -> TextInContext:
    kind = BlockKind.LIST_ITEM if row.list_parent else BlockKind.PARAGRAPH
    return TextInContext(
        text=row.text,
        language=row.language,
        section=(row.section,) if row.section else (),
        before=row.before or "",
        after=row.after or "",
        kind=BlockKind.TABLE_ROW if row.noise == INDEX_ROW_NOISE else kind,
        lead_in=row.list_parent or "",
    )


def _mention(text: str, mention: MentionRow) -> LabelledMention:
    start = _find(text, mention)
    return LabelledMention(
        framework=mention.framework,
        start=start,
        end=start + len(mention.match),
        stance=mention.stance,
        own_assertion=mention.own_assertion,
        lookalike=mention.lookalike,
    )


def _find(text: str, mention: MentionRow) -> int:
    """Return where the mention stands in ``text``, -1 when it does not."""
    start = -1
    for _ in range(mention.occurrence):
        start = text.find(mention.match, start + 1)
        if start < 0:
            return -1
    return start

"""Mentions in passages of real reports, with the stance that somebody read; their text is not kept."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from report_mining.annotation.items import item_id, read_rows
from report_mining.annotation.stance_items import LabelledMention, StanceItem
from report_mining.records import TextInContext
from report_mining.records.documents import BlockKind
from report_mining.taxonomies.codes import Framework, Stance


class ReportStanceRow(BaseModel):
    """One mention in the passage of a report, in its context."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: str
    language: Literal["nl", "en"]
    kind: BlockKind = BlockKind.PARAGRAPH
    section: tuple[str, ...] = ()
    lead_in: str = ""
    before: str = ""
    text: str = Field(min_length=1)
    after: str = ""
    own_names: str = ""  # texts in which the report calls its company by name
    start: int = Field(ge=0)  # of the name, code points in ``text``, inclusive
    end: int  # exclusive
    framework: Framework
    stance: Stance
    own_assertion: bool | None = None  # with REGULATORY only
    measures: bool = False  # models are measured on it; else they learn it

    @model_validator(mode="after")
    def _fields_fit(self) -> Self:
        if not self.start < self.end <= len(self.text):
            raise ValueError(f"end is {self.end}, expected a place behind start in the text")
        if (self.own_assertion is not None) != (self.stance is Stance.REGULATORY):
            raise ValueError("own_assertion is given exactly when the stance is REGULATORY")
        return self


def read_report_stances(path: Path) -> tuple[tuple[StanceItem, ...], tuple[StanceItem, ...]]:
    """Return the items to learn from and those to measure on, one mention each.

    Raises:
        InputError: the file cannot be read.
        GoldFileError: lines are not what they should be; all are listed.
    """
    rows = [one.row for one in read_rows([path], ReportStanceRow)]
    return (
        tuple(_item(row) for row in rows if not row.measures),
        tuple(_item(row) for row in rows if row.measures),
    )


def _item(row: ReportStanceRow) -> StanceItem:
    return StanceItem(
        item_id=item_id(row.document, row.language, row.text, " / ".join(row.section)),
        company=row.document,
        context=TextInContext(
            text=row.text,
            language=row.language,
            section=row.section,
            before=row.before,
            after=row.after,
            kind=row.kind,
            lead_in=row.lead_in,
            own_names_text=row.own_names,
        ),
        mentions=(
            LabelledMention(
                row.framework, row.start, row.end, row.stance, row.own_assertion, lookalike=None
            ),
        ),
        document="report",
        register="report",
        pair=None,
        noise=None,
        challenge=None,
    )

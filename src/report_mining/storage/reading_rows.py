"""Turns readings of passages into rows of the store and back; text follows the rule of `rows`."""

from __future__ import annotations

from report_mining.records import (
    ChainDepth,
    DueDiligencePrediction,
    LinkDirection,
    LinkPrediction,
    MeasuredKpi,
    NamedIssue,
    NamedParty,
    OwnSdgClaim,
    PartyKind,
    PassageReading,
    StepReading,
)
from report_mining.storage.cells import (
    Row,
    box_rows,
    boxes_of,
    clean_text,
    clean_texts,
    optional_text,
)


def reading_row(reading: PassageReading) -> Row:
    """Return the row of one reading."""
    return {
        "reading_id": clean_text(reading.reading_id),
        "report_id": clean_text(reading.report_id),
        "passage_id": clean_text(reading.passage_id),
        "page_number": reading.page_number,
        "page_label": optional_text(reading.page_label),
        "locator": optional_text(reading.locator),
        "language": clean_text(reading.language),
        "section_path": clean_texts(reading.section_path),
        "quote": clean_text(reading.quote),
        "char_start": reading.char_start,
        "char_end": reading.char_end,
        "boxes": box_rows(reading.boxes),
        **_due_diligence_cells(reading.due_diligence),
        **_link_cells(reading.link),
        "sdg_mentions": [_mention_row(mention) for mention in reading.sdg_mentions],
        "sdg_goals": [{"goal": goal, "score": score} for goal, score in reading.sdg_goals],
        "parties": [_party_row(party) for party in reading.parties],
    }


def reading_from_row(row: Row) -> PassageReading:
    """Return the reading of one row.

    Raises:
        ValueError: a code of the row is none of ours.
    """
    return PassageReading(
        reading_id=row["reading_id"],
        report_id=row["report_id"],
        passage_id=row["passage_id"],
        page_number=row["page_number"],
        page_label=row["page_label"],
        locator=row["locator"],
        language=row["language"],
        section_path=tuple(row["section_path"]),
        quote=row["quote"],
        char_start=row["char_start"],
        char_end=row["char_end"],
        boxes=boxes_of(row["boxes"]),
        due_diligence=_due_diligence(row),
        link=_link(row),
        sdg_mentions=tuple(OwnSdgClaim(**mention) for mention in row["sdg_mentions"]),
        sdg_goals=tuple((g["goal"], g["score"]) for g in row["sdg_goals"]),
        parties=tuple(NamedParty(**{**p, "kind": PartyKind(p["kind"])}) for p in row["parties"]),
    )


def _due_diligence_cells(found: DueDiligencePrediction) -> Row:
    return {
        "steps": [
            {
                "step": clean_text(s.step),
                "specificity": s.specificity,
                "score": s.score,
                "start": s.start,
                "end": s.end,
            }
            for s in found.steps
        ],
        "themes": clean_texts(found.themes),
        "oecd_chapters": clean_texts(found.oecd_chapters),
        "ungp": clean_texts(found.ungp),
        "ilo_rights": clean_texts(found.ilo_rights),
        "chain_depth": found.chain_depth.value if found.chain_depth else None,
        "issues": [
            {
                "name": clean_text(i.name),
                "country": optional_text(i.country),
                "commodity": optional_text(i.commodity),
                "right": optional_text(i.right),
                "start": i.start,
                "end": i.end,
            }
            for i in found.issues
        ],
        "false_friend": optional_text(found.false_friend),
    }


def _due_diligence(row: Row) -> DueDiligencePrediction:
    return DueDiligencePrediction(
        steps=tuple(StepReading(**step) for step in row["steps"]),
        themes=tuple(row["themes"]),
        oecd_chapters=tuple(row["oecd_chapters"]),
        ungp=tuple(row["ungp"]),
        ilo_rights=tuple(row["ilo_rights"]),
        chain_depth=None if row["chain_depth"] is None else ChainDepth(row["chain_depth"]),
        issues=tuple(NamedIssue(**issue) for issue in row["issues"]),
        false_friend=row["false_friend"],
    )


def _link_cells(link: LinkPrediction) -> Row:
    return {
        "link_level": link.level,
        "link_score": link.score,
        "link_direction": link.direction.value if link.direction else None,
        "link_goals": list(link.goals),
        "link_targets": clean_texts(link.targets),
        "link_rbc_span": _span_row(link.rbc_span),
        "link_sdg_span": _span_row(link.sdg_span),
        "link_relation_span": _span_row(link.relation_span),
        "link_kpi": None if link.kpi is None else _kpi_row(link.kpi),
        "link_has_trade_off": link.has_trade_off,
        "link_rule": clean_text(link.rule),
    }


def _link(row: Row) -> LinkPrediction:
    direction, kpi = row["link_direction"], row["link_kpi"]
    return LinkPrediction(
        level=row["link_level"],
        score=row["link_score"],
        direction=None if direction is None else LinkDirection(direction),
        goals=tuple(row["link_goals"]),
        targets=tuple(row["link_targets"]),
        rbc_span=_span(row["link_rbc_span"]),
        sdg_span=_span(row["link_sdg_span"]),
        relation_span=_span(row["link_relation_span"]),
        kpi=None if kpi is None else MeasuredKpi(**kpi),
        has_trade_off=row["link_has_trade_off"],
        rule=row["link_rule"],
    )


def _span_row(span: tuple[int, int] | None) -> Row | None:
    return None if span is None else {"start": span[0], "end": span[1]}


def _span(row: Row | None) -> tuple[int, int] | None:
    return None if row is None else (row["start"], row["end"])


def _kpi_row(kpi: MeasuredKpi) -> Row:
    return {
        "quote": clean_text(kpi.quote),
        "value": kpi.value,
        "unit": clean_text(kpi.unit),
        "year": kpi.year,
        "is_goal": kpi.is_goal,
    }


def _mention_row(mention: OwnSdgClaim) -> Row:
    return {
        "goal": mention.goal,
        "target": optional_text(mention.target),
        "role": clean_text(mention.role),
        "form": clean_text(mention.form),
        "start": mention.start,
        "end": mention.end,
    }


def _party_row(party: NamedParty) -> Row:
    return {
        "kind": party.kind.value,
        "code": clean_text(party.code),
        "group": clean_text(party.group),
        "is_own": party.is_own,
        "start": party.start,
        "end": party.end,
    }

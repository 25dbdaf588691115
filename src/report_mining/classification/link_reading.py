"""The link reader: how a text ties responsible business conduct to the SDGs, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from report_mining.classification.checked_artefacts import (
    CheckedArtefact,
    open_active,
    packaged_models,
)
from report_mining.classification.link_evidence import LinkEvidence, gather_evidence
from report_mining.classification.link_kpi import find_kpi, has_movement
from report_mining.classification.link_lexicon import STRONG, Cue, LinkLexicon, load_link_lexicon
from report_mining.classification.link_rules import (
    GOAL_LEVEL,
    MEASURED,
    NO_LINK,
    SAME_PASSAGE,
    TARGET_LEVEL,
    judge_sentence,
    judge_table,
)
from report_mining.classification.link_tables import is_table, read_table
from report_mining.classification.normalising import NormalText, normalise
from report_mining.classification.sdg_mentions import (
    SdgMention,
    SdgMentionReader,
    load_sdg_mention_reader,
)
from report_mining.records import BlockKind, TextInContext
from report_mining.records.due_diligence import LinkDirection, LinkPrediction, MeasuredKpi

LINK_TASK = "linkage"
_BY_RULE = {True: 0.8, False: 0.05}  # scores of rules without a model
_DIGITS = 4


class LinkReader:
    """Reads links with the rules of one artefact; same input, same output."""

    def __init__(self, version: str, lexicon: LinkLexicon, mentions: SdgMentionReader) -> None:
        self._version = version
        self._lexicon = lexicon
        self._mentions = mentions

    @property
    def version(self) -> str:
        """The artefact's task and version, part of the instrument's version."""
        return self._version

    def has_candidate(self, text: str) -> bool:
        """Return whether ``text`` may name an SDG and an element of conduct; cheap."""
        lowered = text.lower()
        return any(literal in lowered for literal in _LITERALS)

    def read(self, context: TextInContext) -> LinkPrediction:
        """Return the level of the link in ``context.text`` with what it ties together."""
        if is_table(context.text) or context.kind is BlockKind.TABLE_ROW:
            return self._read_table(context)
        normal = normalise(context.text)
        mentions = self._mentions.read(replace(context, text=normal.text))
        found = gather_evidence(normal.text, mentions, self._lexicon)
        if not found:
            return _nothing("no_sdg", has_trade_off=False)
        return self._decide(normal, found)

    def _decide(self, normal: NormalText, found: Sequence[LinkEvidence]) -> LinkPrediction:
        verdicts = [judge_sentence(one) for one in found]
        links = [one for one, v in zip(found, verdicts, strict=True) if v.is_link]
        if not links:
            return self._unlinked(normal, found, verdicts[0].rule)
        best = max(links, key=lambda one: len(one.targets))
        kpi = _kpi(normal.text, links) if best.targets else None
        level = MEASURED if kpi else TARGET_LEVEL if best.targets else GOAL_LEVEL
        rule = verdicts[found.index(best)].rule
        return LinkPrediction(
            level=level,
            score=_BY_RULE[True],
            direction=direction_of(links),
            goals=tuple(sorted({goal for one in links for goal in one.goals})),
            targets=tuple(dict.fromkeys(t for one in links for t in one.targets)),
            rbc_span=_span(normal, _place(best.rbc)),
            sdg_span=_span(normal, best.sdg),
            relation_span=_span(normal, _place(best.relation)),
            kpi=kpi,
            has_trade_off=any("trade_off" in one.contexts for one in found),
            rule=rule,
        )

    def _unlinked(
        self, normal: NormalText, found: Sequence[LinkEvidence], rule: str
    ) -> LinkPrediction:
        """Return level 2 where an element of conduct stands in the text, else 0."""
        strong = self._lexicon.strong(normal.text)
        outside = [cue for cue in strong if not any(_covers(one.sdg, cue.start) for one in found)]
        if not outside:
            return replace(
                _nothing("no_conduct", any("trade_off" in one.contexts for one in found)),
                sdg_span=_span(normal, found[0].sdg),
            )
        return replace(
            _nothing(rule, any("trade_off" in one.contexts for one in found)),
            level=SAME_PASSAGE,
            rbc_span=_span(normal, (outside[0].start, outside[0].end)),
            sdg_span=_span(normal, found[0].sdg),
        )

    def _read_table(self, context: TextInContext) -> LinkPrediction:
        headers = context.column_headers
        governed = replace(
            context, kind=BlockKind.TABLE_ROW, section=(*context.section, " | ".join(headers))
        )
        mentions = self._mentions.read(governed)
        found = read_table(context.text, headers, mentions, self._lexicon)
        verdict = judge_table(found)
        if not verdict.is_link:
            strong = self._lexicon.strong(context.text)
            level = SAME_PASSAGE if strong and mentions and not found.is_index else NO_LINK
            return replace(_nothing(verdict.rule, has_trade_off=False), level=level)
        return self._table_link(context, mentions, found.linked, verdict.rule)

    def _table_link(
        self,
        context: TextInContext,
        mentions: Sequence[SdgMention],
        rows: Sequence[tuple[int, int]],
        rule: str,
    ) -> LinkPrediction:
        in_rows = [m for m in mentions if any(_covers(row, m.start) for row in rows)] or [*mentions]
        targets = tuple(dict.fromkeys(m.target.value for m in in_rows if m.target))
        strong = self._lexicon.strong(context.text)
        is_measured = bool(targets) and self._lexicon.relations.has("measure", context.text)
        kpi = find_kpi([context.text]) if is_measured else None
        return LinkPrediction(
            level=MEASURED if kpi else TARGET_LEVEL if targets else GOAL_LEVEL,
            score=_BY_RULE[True],
            direction=LinkDirection.DO_NO_HARM,
            goals=tuple(sorted({int(m.goal.value) for m in in_rows})),
            targets=targets,
            rbc_span=(strong[0].start, strong[0].end) if strong else None,
            sdg_span=(in_rows[0].start, in_rows[0].end) if in_rows else None,
            relation_span=None,
            kpi=kpi,
            has_trade_off=False,
            rule=rule,
        )


_LITERALS = ("sdg", "goal", "doel", "2030", "target", "agenda")


def load_link_reader(models: Path | None = None) -> LinkReader:
    """Return the reader of the active artefact under ``models``, by default the packaged one.

    Raises:
        ArtefactError: the artefact is missing or does not match its manifest.
    """
    folder = models or packaged_models()
    artefact = open_active(folder, LINK_TASK)
    return reader_of(artefact, load_sdg_mention_reader(models))


def reader_of(artefact: CheckedArtefact, mentions: SdgMentionReader) -> LinkReader:
    """Return the reader with the lists of one artefact."""
    return LinkReader(artefact.version, load_link_lexicon(artefact), mentions)


def direction_of(links: Sequence[LinkEvidence]) -> LinkDirection:
    """Return whether the links speak of harm, of good, or of both."""
    does_good = any("business" in one.contexts and "harm" in one.relation_kinds for one in links)
    has_conduct = any((one.here | one.before) & {*STRONG, "harm", "weak"} for one in links)
    if not has_conduct:
        return LinkDirection.DO_GOOD
    return LinkDirection.BOTH if does_good else LinkDirection.DO_NO_HARM


def _kpi(text: str, links: Sequence[LinkEvidence]) -> MeasuredKpi | None:
    """Return the figure that measures a link, where the text says that one does."""
    for one in links:
        start, end = one.sentence
        if "measure" in one.relation_kinds or has_movement(text[start:end]):
            return find_kpi([text[start:end], text[:start], text[end:]])
    return None


def _covers(span: tuple[int, int], place: int) -> bool:
    return span[0] <= place < span[1]


def _place(cue: Cue | None) -> tuple[int, int] | None:
    return None if cue is None else (cue.start, cue.end)


def _span(normal: NormalText, span: tuple[int, int] | None) -> tuple[int, int] | None:
    return normal.original_span(*span) if span else None


def _nothing(rule: str, has_trade_off: bool) -> LinkPrediction:
    return LinkPrediction(
        level=NO_LINK,
        score=_BY_RULE[False],
        direction=None,
        goals=(),
        targets=(),
        rbc_span=None,
        sdg_span=None,
        relation_span=None,
        kpi=None,
        has_trade_off=has_trade_off,
        rule=rule,
    )

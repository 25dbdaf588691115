"""The link reader: how a text ties responsible business conduct to the SDGs, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from report_mining.classification.checked_artefacts import (
    mapping_of,
    open_active,
    open_artefact,
    packaged_models,
    require_equal,
)
from report_mining.classification.link_evidence import LinkEvidence, gather_evidence
from report_mining.classification.link_features import feature_row
from report_mining.classification.link_kpi import find_kpi, has_movement
from report_mining.classification.link_lexicon import (
    STRONG,
    WEAK,
    Cue,
    LinkLexicon,
    load_link_lexicon,
)
from report_mining.classification.link_model import LinkModel, load_link_model
from report_mining.classification.link_rules import (
    GOAL_LEVEL,
    INDEX,
    MEASURED,
    NO_LINK,
    SAME_PASSAGE,
    TARGET_LEVEL,
    is_conduct,
    is_labelled_risk,
    judge_sentence,
    judge_table,
    refusal_of,
)
from report_mining.classification.link_tables import is_table, read_table
from report_mining.classification.normalising import NormalText, normalise
from report_mining.classification.reading import guess_language
from report_mining.classification.sdg_mentions import (
    SdgMention,
    SdgMentionReader,
    load_sdg_mention_reader,
)
from report_mining.records import BlockKind, TextInContext
from report_mining.records.due_diligence import LinkDirection, LinkPrediction, MeasuredKpi

LINK_TASK = "linkage"
RULES_FOLDER = Path(LINK_TASK) / "rules-1"  # under a folder of models
_LINK_BY_RULE, _NONE_BY_RULE = 0.8, 0.05  # scores of tables
_STEP = 0.01  # what a refused text stays below the threshold


class LinkReader:
    """Reads links with the rules and the model of one artefact; same input, same output."""

    def __init__(
        self, version: str, lexicon: LinkLexicon, mentions: SdgMentionReader, model: LinkModel
    ) -> None:
        self._version = version
        self._lexicon = lexicon
        self._mentions = mentions
        self._model = model

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
        normal, found = self.gather(context)
        if not found:
            return _nothing("no_sdg")
        language = context.language if context.language in self._model.thresholds else None
        return self._decide(normal, found, language or guess_language(normal.text))

    def gather(self, context: TextInContext) -> tuple[NormalText, tuple[LinkEvidence, ...]]:
        """Return the normalised text and the evidence of its sentences that name an SDG."""
        normal = normalise(context.text)
        mentions = self._mentions.read(replace(context, text=normal.text))
        return normal, gather_evidence(normal.text, mentions, self._lexicon)

    def _decide(
        self, normal: NormalText, found: Sequence[LinkEvidence], language: str
    ) -> LinkPrediction:
        scores = [self._model.probability(feature_row(one, normal.text)) for one in found]
        limit = self._model.thresholds[language]
        links = [
            one
            for one, score in zip(found, scores, strict=True)
            if (score >= limit or is_labelled_risk(one)) and refusal_of(one) is None
        ]
        if not links:
            refusals = [refusal_of(one) or judge_sentence(one).rule for one in found]
            low = min(max(scores), limit - _STEP)
            return self._unlinked(normal, found, refusals[0], low)
        best = max(links, key=lambda one: (len(one.targets), scores[found.index(one)]))
        kpi = _kpi(normal.text, links) if best.targets else None
        return LinkPrediction(
            level=MEASURED if kpi else TARGET_LEVEL if best.targets else GOAL_LEVEL,
            score=round(max(*scores, limit), _DIGITS),
            direction=direction_of(links),
            goals=tuple(sorted({goal for one in links for goal in one.goals})),
            targets=tuple(dict.fromkeys(t for one in links for t in one.targets)),
            rbc_span=_span(normal, _place(best.rbc)),
            sdg_span=_span(normal, best.sdg),
            relation_span=_span(normal, _place(best.relation)),
            kpi=kpi,
            has_trade_off=_has_trade_off(found),
            rule=judge_sentence(best).rule,
        )

    def _unlinked(
        self, normal: NormalText, found: Sequence[LinkEvidence], rule: str, score: float
    ) -> LinkPrediction:
        """Return level 2 where an element of conduct stands in the text, else 0.

        Weak elements together count only beside a target: in real reports they stand near goals
        everywhere.
        """
        strong = self._lexicon.strong(normal.text)
        outside = [cue for cue in strong if not any(_covers(one.sdg, cue.start) for one in found)]
        has_target = any(one.targets and is_conduct(one.here | one.before) for one in found)
        has_conduct = (bool(outside) or has_target) and rule != INDEX
        nothing = _nothing(rule if has_conduct else "no_conduct", score)
        return replace(
            nothing,
            level=SAME_PASSAGE if has_conduct else NO_LINK,
            rbc_span=_span(normal, _place(outside[0])) if outside else None,
            sdg_span=_span(normal, found[0].sdg),
            has_trade_off=_has_trade_off(found),
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
            return replace(_nothing(verdict.rule), level=level)
        return self._table_link(context, mentions, found.risks, verdict.rule)

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
            score=_LINK_BY_RULE,
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


_DIGITS = 4
_LITERALS = ("sdg", "goal", "doel", "2030", "target", "agenda")


def load_link_reader(models: Path | None = None) -> LinkReader:
    """Return the reader of the active artefact under ``models``, by default the packaged one.

    Raises:
        ArtefactError: the artefact is missing, does not match its manifest, or was fitted with
            other rules.
    """
    folder = models or packaged_models()
    artefact = open_active(folder, LINK_TASK)
    rules = open_artefact(folder / RULES_FOLDER)
    require_equal(artefact, "rules", mapping_of(rules, "files"))
    mentions = load_sdg_mention_reader(models)
    return LinkReader(
        artefact.version, load_link_lexicon(rules), mentions, load_link_model(artefact)
    )


def direction_of(links: Sequence[LinkEvidence]) -> LinkDirection:
    """Return whether the links speak of harm, of good, or of both."""
    does_good = any("business" in one.contexts and "harm" in one.relation_kinds for one in links)
    has_conduct = any((one.here | one.before) & {*STRONG, *WEAK, "harm"} for one in links)
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


def _has_trade_off(found: Sequence[LinkEvidence]) -> bool:
    return any("trade_off" in one.contexts for one in found)


def _nothing(rule: str, score: float = _NONE_BY_RULE) -> LinkPrediction:
    return LinkPrediction(
        level=NO_LINK,
        score=round(score, _DIGITS),
        direction=None,
        goals=(),
        targets=(),
        rbc_span=None,
        sdg_span=None,
        relation_span=None,
        kpi=None,
        has_trade_off=False,
        rule=rule,
    )

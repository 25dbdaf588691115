"""The stance reader: from a text in its context to the stance on every framework it names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from report_mining.classification.artefact import (
    StanceArtefact,
    StanceManifest,
    load_stance_artefact,
)
from report_mining.classification.attachment import FAR
from report_mining.classification.checked_artefacts import packaged_models
from report_mining.classification.cues import CueFinder
from report_mining.classification.deciding import MentionDraft, decide
from report_mining.classification.names import Around, Certainty, FoundName, NameFinder
from report_mining.classification.normalising import TracedText, normalise
from report_mining.classification.own_names import weigh_name
from report_mining.classification.scenes import Scene
from report_mining.classification.staging import Stage
from report_mining.classification.stance_rules import judge
from report_mining.classification.untangling import TextApart
from report_mining.classification.verdicts import Verdict
from report_mining.errors import ArtefactError
from report_mining.records import (
    Actor,
    BlockKind,
    DecisionThresholds,
    Scope,
    StanceMention,
    TextInContext,
)
from report_mining.taxonomies.codes import Framework, Stance

_DUTCH = re.compile(
    r"(?i)\b(?:de|het|een|van|wij|onze|ons|en|voor|zijn|wordt|niet|met|aan|naar|bij|dat|die|op|te)\b"
)
_ENGLISH = re.compile(
    r"(?i)\b(?:the|of|and|we|our|for|are|is|to|with|not|that|which|by|on|has|have|as|its)\b"
)
_LOOKALIKE_SCORE = "R0-lookalike"
# Named too often for the encoder to read each; no indicator counts a stance on the SDGs.
_BY_RULES_ALONE = (Framework.SDG,)


class StanceReader:
    """Reads stances with the rules and the classifier of one artefact; same input, same output."""

    def __init__(self, artefact: StanceArtefact) -> None:
        self._manifest: StanceManifest = artefact.manifest
        self._names = NameFinder(artefact.names)
        self._lexicons: Mapping[str, Mapping[str, object]] = artefact.lexicons
        self._classifier = artefact.classifier
        self._untangler = artefact.untangler
        self._finders: dict[str, CueFinder] = {}

    @property
    def version(self) -> str:
        """The artefact's task and version, part of the instrument's version."""
        return self._manifest.version

    @property
    def thresholds(self) -> DecisionThresholds:
        """The scores from which a stance counts for a company."""
        return self._manifest.thresholds

    @property
    def rule_scores(self) -> Mapping[str, float]:
        """How sure each rule is, set by hand, 0 to 1."""
        return self._manifest.rule_scores

    def has_candidate(self, text: str) -> bool:
        """Return whether a framework can be named in ``text``; cheap, never misses one."""
        return self._names.may_contain(text)

    def read(self, context: TextInContext) -> tuple[StanceMention, ...]:
        """Return one mention per framework name in the text, look-alikes included, by place."""
        drafts = self.draft(context)
        mentions = [self.by_rules(draft) for draft in drafts]
        asked = [
            place
            for place, draft in enumerate(drafts)
            if draft.name.framework not in _BY_RULES_ALONE
        ]
        if self._classifier is not None and asked:
            assessed = self._classifier.assess(
                [drafts[place].window for place in asked],
                [drafts[place].features for place in asked],
            )
            for place, assessment in zip(asked, assessed, strict=True):
                mentions[place] = decide(
                    drafts[place],
                    assessment,
                    mentions[place],
                    self._manifest.pooling,
                    self._manifest.caution,
                )
        return tuple(sorted(mentions, key=lambda m: (m.start, m.end, m.framework)))

    def draft(self, context: TextInContext) -> tuple[MentionDraft, ...]:
        """Return what the rules make of every name in the text, before the classifier is asked."""
        normal = normalise(context.text)
        traced: TracedText = normal
        before, after = normalise(context.before).text, normalise(context.after).text
        section = " / ".join(context.section)
        names = self._names.find(normal.text, Around(before, after, section))
        if not names:
            return ()
        known = context.language if context.language in self._lexicons else None
        language = known or guess_language(f"{context.text} {context.before}")
        if self._untangler is not None and _may_be_tangled(context, names):
            apart = self._untangler.untangle(normal.text, language)
            named = self._names.find(apart.text, Around("", "", section)) if apart else []
            if apart is not None and _families(named) >= _families(names):  # no cut tore a name
                # Nothing tells which of the columns the neighbouring text belongs to.
                context, traced = replace(context, before="", after=""), TextApart(apart, normal)
                before = after = ""
                names = named
        stage = Stage(context, traced.text, tuple(names), self._finder(language), self._names)
        plain = replace(context, text=traced.text, before=before, after=after)
        return tuple(self._draft(stage, plain, traced, name) for name in names)

    def _finder(self, language: str) -> CueFinder:
        """Return the cue finder of a language, made on first use."""
        if language not in self._finders:
            if language not in self._lexicons:
                known = ", ".join(sorted(self._lexicons))
                raise ArtefactError(
                    f"{self.version}: has no lexicon for {language!r}, only for {known}; add one"
                )
            self._finders[language] = CueFinder(self._lexicons[language])
        return self._finders[language]

    def _draft(
        self, stage: Stage, plain: TextInContext, normal: TracedText, name: FoundName
    ) -> MentionDraft:
        """Return the verdict of the rules on one name, with what the classifier looks at."""
        scene: Scene | None = None
        doubt = 1.0
        verdict = Verdict(Stance.NOT_FRAMEWORK, _LOOKALIKE_SCORE, Actor.OTHER)
        if name.lookalike is None:
            scene = stage.scene(name)
            subject = scene.named_subject if scene.subject is None else ()
            verdict = weigh_name(judge(scene), subject, stage.context.own_names_text)
            doubt = self._doubt(scene, name, verdict)
        return MentionDraft(
            name=name,
            verdict=verdict,
            doubt=doubt,
            place=normal.original_span(name.start, name.end),
            sentence=normal.original_span(*stage.span_of(name)),
            context=plain,
            scene=scene,
        )

    def by_rules(self, draft: MentionDraft) -> StanceMention:
        """Return the mention as the rules alone judge it.

        Raises:
            ArtefactError: the manifest gives the rule no score.
        """
        verdict = draft.verdict
        if verdict.rule not in self._manifest.rule_scores:
            raise ArtefactError(
                f"{self.version}: manifest.json has no score for the rule {verdict.rule!r}; add it"
            )
        return StanceMention(
            framework=draft.name.framework,
            start=draft.place[0],
            end=draft.place[1],
            stance=verdict.stance,
            score=round(self._manifest.rule_scores[verdict.rule] * draft.doubt, 4),
            actor=verdict.actor,
            own_assertion=verdict.own_assertion,
            lookalike=draft.name.lookalike,
            scope=verdict.scope if verdict.stance is not Stance.NOT_FRAMEWORK else Scope.WHOLE,
            rule=verdict.rule,
            sentence_start=draft.sentence[0],
            sentence_end=draft.sentence[1],
        )

    def _doubt(self, scene: Scene, name: FoundName, verdict: Verdict) -> float:
        """Return the factor for what makes this mention less certain than its rule."""
        penalties = self._manifest.penalties
        factor = 1.0
        if name.certainty is Certainty.MAYBE and name.is_doubtful:
            factor *= penalties["ambiguous_name"]
        if name.certainty is Certainty.SHORT:
            factor *= penalties["short_form"]
        if scene.distance >= FAR:
            factor *= penalties["far_attachment"]
        if (
            verdict.actor is Actor.SELF
            and not verdict.says_whose
            and scene.subject is None
            and not scene.named_subject
            and not scene.has_first_person_nearby
        ):
            factor *= penalties["no_subject"]
        return factor


def _families(names: Sequence[FoundName]) -> set[Framework]:
    return {name.framework for name in names}


def _may_be_tangled(context: TextInContext, names: Sequence[FoundName]) -> bool:
    is_judged = any(name.framework not in _BY_RULES_ALONE for name in names)
    return is_judged and context.kind is BlockKind.PARAGRAPH


def load_stance_reader(models_dir: Path | None = None) -> StanceReader:
    """Return the reader of the active stance artefact, the packaged one by default.

    Raises:
        ArtefactError: the artefact is missing or does not match its manifest.
    """
    return StanceReader(load_stance_artefact(models_dir or packaged_models()))


def guess_language(text: str) -> str:
    """Return ``nl`` or ``en`` by the function words of ``text``."""
    return "nl" if len(_DUTCH.findall(text)) > len(_ENGLISH.findall(text)) else "en"

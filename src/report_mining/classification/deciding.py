"""Deciding on a mention: what the rules say, what the classifier says, and who may overrule whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from report_mining.classification.names import FoundName
from report_mining.classification.own_names import UNKNOWN_NAME
from report_mining.classification.scenes import Scene
from report_mining.classification.stance_classifier import Assessment
from report_mining.classification.stance_features import Features, features_of
from report_mining.classification.verdicts import STANDARD, Verdict
from report_mining.classification.windows import marked_window
from report_mining.records import Actor, Scope, StanceMention, TextInContext
from report_mining.taxonomies.codes import Framework, Lookalike, Stance

CLASSIFIER_RULE = "classifier"
_ASSERTS_FROM = 0.5
_DIGITS = 4
RULES_WEIGHT = 0.6  # of the rules in the opinion pool; the rest is the classifier's
# Whose stance it is where the classifier decides against the rules.
_USUAL_ACTORS = {
    Stance.REQUIRE: Actor.SUPPLIER,
    Stance.THIRD_PARTY: Actor.OTHER,
    Stance.REFERENCE: Actor.OTHER,
    Stance.NOT_FRAMEWORK: Actor.OTHER,
}


@dataclass(frozen=True)
class MentionDraft:
    """One name with the verdict of the rules; what the classifier looks at is made when asked."""

    name: FoundName
    verdict: Verdict
    doubt: float  # factor on the score of the rules, 0 to 1
    place: tuple[int, int]  # of the name, in the original text
    sentence: tuple[int, int]  # of the judged sentence, in the original text
    context: TextInContext  # normalised
    scene: Scene | None  # None for a look-alike

    @cached_property
    def window(self) -> str:
        """The words around the name, the name marked."""
        return marked_window(self.context, self.name.start, self.name.end)

    @cached_property
    def features(self) -> Features:
        """What the rules see, as named numbers."""
        return features_of(self.name, self.verdict, self.scene)


def decide(draft: MentionDraft, assessment: Assessment, by_rules: StanceMention) -> StanceMention:
    """Return the mention as rules and classifier judge it together.

    An endorsement that only one of them sees scores about a half: it never counts by itself, a
    person looks at it.
    """
    chances = pool(assessment.probabilities, by_rules.stance, by_rules.score)
    stance = max(chances, key=lambda each: chances[each])
    if draft.name.framework is Framework.OECD_DDG and stance is Stance.ENDORSE:
        stance = Stance.APPLY  # DOMAIN 3.9: using a sector guidance is not endorsing the Guidelines
    score, standard = chances[stance], sum(chances[each] for each in STANDARD)
    if draft.verdict.rule.endswith(UNKNOWN_NAME):  # a subject that may be another company
        score, standard = min(score, by_rules.score), min(standard, by_rules.score)
    agrees = stance is draft.verdict.stance
    return replace(
        by_rules,
        stance=stance,
        score=round(score, _DIGITS),
        standard_score=round(standard, _DIGITS),
        actor=by_rules.actor if agrees else _USUAL_ACTORS.get(stance, Actor.SELF),
        own_assertion=_asserts(stance, assessment),
        lookalike=_lookalike(stance, draft.name),
        scope=by_rules.scope if agrees else Scope.WHOLE,
        rule=by_rules.rule if agrees else f"{CLASSIFIER_RULE}, not {by_rules.rule}",
    )


def pool(
    chances: Mapping[Stance, float], rules_say: Stance, rule_score: float
) -> dict[Stance, float]:
    """Return what the classifier and the rules hold probable together (a linear opinion pool).

    The rules put their score on one stance and share the rest out evenly. Their weight lets them
    decide where they are sure of anything, and the classifier where they have nothing to say.
    Source: Stone, The opinion pool, Annals of Mathematical Statistics 32 (1961).
    """
    rest = (1 - rule_score) / (len(Stance) - 1)
    return {
        stance: (1 - RULES_WEIGHT) * chances[stance]
        + RULES_WEIGHT * (rule_score if stance is rules_say else rest)
        for stance in Stance
    }


def _asserts(stance: Stance, assessment: Assessment) -> bool | None:
    """Return whether regulatory text is asserted of the company; None for other stances."""
    return assessment.asserts >= _ASSERTS_FROM if stance is Stance.REGULATORY else None


def _lookalike(stance: Stance, name: FoundName) -> Lookalike | None:
    if stance is not Stance.NOT_FRAMEWORK:
        return None
    return name.lookalike or Lookalike.OTHER

"""Deciding on a mention: what the rules say, what the classifier says, and who may overrule whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from report_mining.classification.names import FoundName
from report_mining.classification.scenes import Scene
from report_mining.classification.stance_classifier import Assessment
from report_mining.classification.stance_features import Features, features_of
from report_mining.classification.verdicts import STANDARD, Verdict
from report_mining.classification.windows import marked_window
from report_mining.records import Actor, StanceMention, TextInContext
from report_mining.taxonomies.codes import Framework, Lookalike, Stance

CLASSIFIER_RULE = "classifier"
_ASSERTS_FROM = 0.5
SURE_ENOUGH = 0.5  # probability of a stance
_DIGITS = 4
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


def decide(
    draft: MentionDraft, assessment: Assessment, by_rules: StanceMention, most_alone: float
) -> StanceMention:
    """Return the mention as the classifier judges it, where the rules have nothing to say.

    A classifier that holds nothing probable has nothing to say either: the mention stays as it is.
    An endorsement that the rules do not see never counts for a company by itself: its score is at
    most ``most_alone``, so that a person looks at it.
    """
    stance = assessment.stance
    if assessment.probabilities[stance] < SURE_ENOUGH:
        return by_rules
    if draft.name.framework is Framework.OECD_DDG and stance is Stance.ENDORSE:
        stance = Stance.APPLY  # DOMAIN 3.9: using a sector guidance is not endorsing the Guidelines
    score = assessment.probabilities[stance]
    return replace(
        by_rules,
        stance=stance,
        score=round(min(score, most_alone) if stance in STANDARD else score, _DIGITS),
        standard_score=round(min(assessment.standard, most_alone), _DIGITS),
        actor=_USUAL_ACTORS.get(stance, Actor.SELF),
        own_assertion=_asserts(stance, assessment),
        lookalike=_lookalike(stance, draft.name),
        rule=f"{CLASSIFIER_RULE}, not {by_rules.rule}",
    )


def _asserts(stance: Stance, assessment: Assessment) -> bool | None:
    """Return whether regulatory text is asserted of the company; None for other stances."""
    return assessment.asserts >= _ASSERTS_FROM if stance is Stance.REGULATORY else None


def _lookalike(stance: Stance, name: FoundName) -> Lookalike | None:
    if stance is not Stance.NOT_FRAMEWORK:
        return None
    return name.lookalike or Lookalike.OTHER

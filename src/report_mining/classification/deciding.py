"""Deciding on a mention: what the rules say and what the classifier says, each by its record."""

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
from report_mining.records import Actor, StanceMention, TextInContext
from report_mining.taxonomies.codes import Framework, Lookalike, Stance

CLASSIFIER_RULE = "classifier"
_ASSERTS_FROM = 0.5
_DIGITS = 4
# Whose stance it is where the classifier decides against the rules.
_USUAL_ACTORS = {
    Stance.REQUIRE: Actor.SUPPLIER,
    Stance.THIRD_PARTY: Actor.OTHER,
    Stance.REFERENCE: Actor.OTHER,
    Stance.NOT_FRAMEWORK: Actor.OTHER,
}


@dataclass(frozen=True, slots=True)
class Pooling:
    """How far rules and classifier are believed."""

    precision: Mapping[str, float]  # rule -> how often it was right, 0 to 1
    weight: float  # of the rules, 0 to 1; the classifier has the rest
    sharpness: float  # power of the mean, at least 1


@dataclass(frozen=True, slots=True)
class Caution:
    """What keeps a doubtful endorsement from counting for a company by itself."""

    most_alone: float  # highest score of an endorsement that only the classifier sees
    least_doubted: float  # score of an endorsement whose name only the classifier doubts


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
    draft: MentionDraft,
    assessment: Assessment,
    by_rules: StanceMention,
    pooling: Pooling,
    caution: Caution,
) -> StanceMention:
    """Return the mention as rules and classifier judge it together.

    An endorsement that the rules do not see, or whose subject the report does not go by, does not
    count for a company alone: its score is at most ``caution.most_alone``, so that a person looks at
    it, or a second one on another page has to say the same.
    """
    sure = pooling.precision[draft.verdict.rule] * draft.doubt
    chances = pooled(assessment.probabilities, by_rules.stance, sure, pooling)
    stance = max(chances, key=lambda label: chances[label])
    if stance is Stance.NOT_FRAMEWORK and by_rules.stance in STANDARD:
        # Only the classifier takes the name for something else: a person looks at it.
        score = min(by_rules.score, caution.least_doubted)
        return replace(by_rules, score=score, standard_score=score)
    if draft.name.framework is Framework.OECD_DDG and stance is Stance.ENDORSE:
        stance = Stance.APPLY  # DOMAIN 3.9: using a sector guidance is not endorsing the Guidelines
        chances[stance] += chances[Stance.ENDORSE]
    is_seen = by_rules.stance in STANDARD and not draft.verdict.rule.endswith(UNKNOWN_NAME)
    limit = 1.0 if is_seen else caution.most_alone
    score = min(chances[stance], limit) if stance in STANDARD else chances[stance]
    told = replace(
        by_rules,
        score=round(score, _DIGITS),
        standard_score=round(min(sum(chances[label] for label in STANDARD), limit), _DIGITS),
    )
    if stance is by_rules.stance:
        return told
    return replace(
        told,
        stance=stance,
        actor=_USUAL_ACTORS.get(stance, Actor.SELF),
        own_assertion=_asserts(stance, assessment),
        lookalike=_lookalike(stance, draft.name),
        rule=f"{CLASSIFIER_RULE}, not {by_rules.rule}",
    )


def pooled(
    probabilities: Mapping[Stance, float], say: Stance, sure: float, pooling: Pooling
) -> dict[Stance, float]:
    """Return the weighted mean of the classifier's probabilities and of what the rules say.

    A mean of two opinions that were right on their own is too cautious (Ranjan and Gneiting 2010,
    "Combining probability forecasts"): it is sharpened by a power and shares add up to 1 again.

    Args:
        probabilities: What the classifier says.
        say: What the rules say.
        sure: Probability of ``say``; all other stances share the rest evenly.
        pooling: Weight of the rules and power.
    """
    rest, weight = (1 - sure) / (len(Stance) - 1), pooling.weight
    raised = {
        stance: ((1 - weight) * probabilities[stance] + weight * (sure if stance is say else rest))
        ** pooling.sharpness
        for stance in Stance
    }
    total = sum(raised.values())
    return {stance: share / total for stance, share in raised.items()}


def _asserts(stance: Stance, assessment: Assessment) -> bool | None:
    """Return whether regulatory text is asserted of the company; None for other stances."""
    return assessment.asserts >= _ASSERTS_FROM if stance is Stance.REGULATORY else None


def _lookalike(stance: Stance, name: FoundName) -> Lookalike | None:
    if stance is not Stance.NOT_FRAMEWORK:
        return None
    return name.lookalike or Lookalike.OTHER

"""What is known of a text for each goal and target before the classifier weighs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from report_mining.classification.encoding import Floats
from report_mining.classification.sdg_lexicon import SdgLexicon, scores
from report_mining.classification.sdg_mentions import SdgMentionReader
from report_mining.records import TextInContext

GOALS = tuple(range(1, 18))
GOAL_COLUMNS = (
    "encoder", "lexicon", "named", "another_named", "similarity", "best_other", "words", "dutch",
)  # fmt: skip
TARGET_COLUMNS = ("encoder", "similarity", "lexicon", "lexicon_share", "named", "goal")
_LONGEST_PIECE = 110  # words; longer texts are cut at sentences and pooled by the highest score
POOLING_RULE = f"texts over {_LONGEST_PIECE} words are cut at sentences and have the highest score of their pieces"
_SENTENCE_ENDS = (".", "!", "?", ";")


@dataclass(frozen=True, slots=True)
class SdgEvidence:
    """What lexicon and explicit mentions say of one text."""

    language: str
    words: int
    lexicon_goals: Floats  # shape (17,), 0 to 1
    lexicon_targets: Mapping[str, float]
    named_goals: frozenset[int]
    named_targets: frozenset[str]


def gather(
    context: TextInContext, language: str, lexicon: SdgLexicon, mentions: SdgMentionReader
) -> SdgEvidence:
    """Return the evidence of one text in ``language``."""
    said = scores(lexicon.read(context.text, language))
    by_goal = {int(goal.value): score for goal, score in said.goals.items()}
    named = mentions.read(context) if mentions.may_contain(context) else ()
    return SdgEvidence(
        language=language,
        words=len(context.text.split()),
        lexicon_goals=np.array([by_goal.get(goal, 0.0) for goal in GOALS], np.float32),
        lexicon_targets={target.value: score for target, score in said.targets.items()},
        named_goals=frozenset(int(mention.goal.value) for mention in named),
        named_targets=frozenset(m.target.value for m in named if m.target is not None),
    )


def goal_rows(evidence: SdgEvidence, logits: Floats, similarities: Floats) -> Floats:
    """Return the columns ``GOAL_COLUMNS`` for each goal, then 17 marks of which goal it is.

    Args:
        evidence: What lexicon and mentions say.
        logits: Of the model on the vector, shape (17,).
        similarities: With the descriptions of the goals, centred, shape (17,).

    Returns:
        Shape (17, columns + 17).
    """
    rows = np.zeros((len(GOALS), len(GOAL_COLUMNS)), np.float32)
    rows[:, 0] = logits
    rows[:, 1] = evidence.lexicon_goals
    rows[:, 2] = [goal in evidence.named_goals for goal in GOALS]
    rows[:, 3] = [bool(evidence.named_goals - {goal}) for goal in GOALS]
    rows[:, 4] = similarities
    order = np.sort(logits)
    rows[:, 5] = [order[-2] if logit == order[-1] else order[-1] for logit in logits]
    rows[:, 6] = np.log1p(evidence.words) - 3.5
    rows[:, 7] = evidence.language == "nl"
    return np.hstack([rows, np.eye(len(GOALS), dtype=np.float32)])


def target_rows(
    evidence: SdgEvidence,
    targets: Sequence[str],
    logits: Floats,
    similarities: Floats,
    goal_scores: Floats,
) -> Floats:
    """Return the columns ``TARGET_COLUMNS`` for each target, shape (n_targets, columns)."""
    rows = np.zeros((len(targets), len(TARGET_COLUMNS)), np.float32)
    rows[:, 0] = logits
    rows[:, 1] = similarities
    found = np.array([evidence.lexicon_targets.get(target, 0.0) for target in targets], np.float32)
    goals = np.array([goal_of(target) for target in targets])
    rows[:, 2] = found
    for goal in GOALS:
        inside = goals == goal
        rows[inside, 3] = found[inside] / max(float(found[inside].sum()), 1.0)
    rows[:, 4] = [target in evidence.named_targets for target in targets]
    chances = np.clip(goal_scores[goals - 1], 1e-4, 1 - 1e-4)
    rows[:, 5] = np.log(chances / (1 - chances))
    return rows


def goal_of(target: str) -> int:
    """Return the goal of a target such as ``8.7``."""
    return int(target.partition(".")[0])


def pieces(text: str) -> list[str]:
    """Return ``text`` in pieces of at most about 110 words, cut where a sentence ends.

    Each piece is scored by itself; a text has the highest score of its pieces.
    """
    words = text.split()
    if len(words) <= _LONGEST_PIECE:
        return [text]
    cuts = [0]
    while len(words) - cuts[-1] > _LONGEST_PIECE:
        end = cuts[-1] + _LONGEST_PIECE
        ends = [i for i in range(cuts[-1] + 20, end) if words[i - 1].endswith(_SENTENCE_ENDS)]
        cuts.append(ends[-1] if ends else end)
    cuts.append(len(words))
    return [" ".join(words[start:end]) for start, end in pairwise(cuts)]

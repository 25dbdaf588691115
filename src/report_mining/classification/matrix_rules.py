"""R2, R3 and R5 for what stands above a clause: accusations, denied statements, open questions."""

from __future__ import annotations

import re

from report_mining.classification.cues import Cue, CueKind
from report_mining.classification.scenes import Scene
from report_mining.classification.subjects import OTHERS
from report_mining.classification.verdicts import Verdict
from report_mining.records import Actor
from report_mining.taxonomies.codes import Stance

_NEAR_BREACH = 8  # tokens between a word for a breach and the framework
_NEAR_CLAIM = 10  # tokens between a negation and the noun or verb that it denies
# Nouns for people who act: "the notifiers", "de indieners", "activisten".
_AGENTS = re.compile(r"[a-z\u00e0-\u00ff]{3,}(?:ers|ants|ists|ents|isten|enden|anten|aars)")
_RELATIVE = frozenset({"die", "who", "that", "which", "dat"})
_IF = frozenset(
    {"if", "when", "where", "should", "might", "could", "may", "would", "als", "indien", "wanneer"}
    | {"zou", "zouden", "kan", "kunnen", "avoid", "prevent", "voorkomen", "voorkomt", "unless"}
)
_OURS = frozenset({"our", "onze", "ons"})
_CONDITIONALS = frozenset({"regardless", "irrespective", "ongeacht"})


def accusations(scene: Scene) -> Verdict | None:
    """A breach that somebody else claims: neither ours to admit nor a denial."""
    if _is_breached(scene) and (_claimed(scene) or _has_outside_source(scene)):
        return Verdict(Stance.THIRD_PARTY, "R2-accusation", Actor.OTHER)
    return None


def _is_breached(scene: Scene) -> bool:
    """Return whether the sentence says that the framework is not observed."""
    if scene.is_negated:
        return True
    if any(0 <= scene.mention - c.end <= _NEAR_BREACH for c in scene.sentence.of(CueKind.CONTRARY)):
        return True
    return any(
        abs(c.start - scene.mention) <= _NEAR_BREACH for c in scene.sentence.of(CueKind.VIOLATE)
    )


def _claimed(scene: Scene) -> bool:
    """Return whether a verb or noun of claiming has the breach as content, and is not our own."""
    own = scene.sentence.of(CueKind.SUBJECT_SELF)
    return any(
        claim.start < scene.mention
        and not any(s.end == claim.start or s.start == claim.end - 1 for s in own)
        for claim in scene.sentence.of(CueKind.CLAIM)
    )


def _has_outside_source(scene: Scene) -> bool:
    """Return whether "according to" names somebody else as the source."""
    own = scene.sentence.of(CueKind.SUBJECT_SELF, CueKind.SUBJECT_DOC)
    others = scene.sentence.of(*OTHERS)
    for source in scene.sentence.of(CueKind.SOURCE):
        behind = range(source.end, min(source.end + 3, len(scene.sentence.words)))
        if set(behind) & set(scene.sentence.mentions) or any(
            s.start in behind[:2] or s.start < source.end < s.end for s in own
        ):
            continue
        words = [scene.sentence.words[i] for i in behind]
        named = any(w[:1].isupper() or _AGENTS.fullmatch(w) for w in words)
        if named or any(o.start < source.end + 4 and o.end > source.end for o in others):
            return True
    return False


def undecided(scene: Scene) -> Verdict | None:
    """Whether to take the stance is an open question, or one that was never answered."""
    question = _opener(scene, CueKind.WHETHER)
    if question is None or question.start == 0 or scene.governor is None:
        return None
    start = _matrix_start(scene, question)
    above = [w.lower() for w in scene.sentence.words[start : question.start]]
    if _CONDITIONALS & set(above[-2:]):
        return None
    if _negators(scene, start, question.start):
        return Verdict(Stance.NEGATED, "R3-undecided")
    if any(start <= c.start < question.start for c in scene.sentence.of(CueKind.ACTIVITY)):
        return None  # a check of what is done, not a choice
    return Verdict(Stance.ASPIRE, "R5-undecided") if not scene.is_negated else None


def denied_above(scene: Scene) -> Verdict | None:
    """The stance stands in a clause whose noun or verb is denied: "no statement in which we ..."."""
    clause = _opener(scene, CueKind.SUBORDINATE)
    if clause is None or scene.governor is None:
        return None
    start = _matrix_start(scene, clause)
    stated = [
        c
        for c in scene.sentence.of(CueKind.DECLARATION)
        if start <= c.start and c.end <= clause.end
    ]
    denied = _negators(scene, start, clause.start)
    if any(-_NEAR_CLAIM <= s.start - n.end <= _NEAR_CLAIM for s in stated for n in denied):
        return Verdict(Stance.NEGATED, "R3-denied-statement")
    return None


def own_breaches(scene: Scene) -> Verdict | None:
    """The company itself says that it did not observe the framework."""
    if scene.has(CueKind.INTENTION, CueKind.FUTURE) or _negators(scene, 0, scene.mention):
        return None
    counts = scene.sentence.of(CueKind.INCIDENT)
    breaches = [
        c
        for c in scene.sentence.of(CueKind.VIOLATE, CueKind.CONTRARY)
        if abs(c.start - scene.mention) <= _NEAR_BREACH
        and not any(i.start < c.end and c.start < i.end for i in counts)
        and (c.kind is CueKind.VIOLATE or scene.in_clause(CueKind.ACT))
    ]
    if any(_is_done_by_us(scene, breach) for breach in breaches):
        return Verdict(Stance.NEGATED, "R3-own-breach")
    return None


def _is_done_by_us(scene: Scene, breach: Cue) -> bool:
    """Return whether the company is the subject of a breach that did happen."""
    words = [word.lower() for word in scene.sentence.words]
    own = {s.end for s in scene.sentence.of(CueKind.SUBJECT_SELF) if s.end <= breach.start}
    own |= {i + 1 for i, word in enumerate(words[: breach.start]) if word in _OURS}
    if not own or words[breach.start].startswith(("non-", "niet-")):
        return False
    between = set(words[max(own) : breach.start])
    return not between & _RELATIVE and not set(words[: breach.start]) & _IF


def _opener(scene: Scene, kind: CueKind) -> Cue | None:
    """Return the word that opens the subordinate clause in which the mention stands."""
    reach = scene.mention
    if scene.governor is not None:
        reach = min(reach, scene.governor.start)
    found = [c for c in scene.sentence.of(kind) if c.start < reach]
    if not found:
        return None
    last = found[-1]
    restarts = [*_restarts(scene), *(c.start for c in scene.sentence.of(CueKind.RESTART))]
    return None if any(last.end <= place < reach for place in restarts) else last


def _restarts(scene: Scene) -> list[int]:
    """Return where a main clause begins behind a comma: ", we ..." or ", our policy ..."."""
    own = {c.start for c in scene.sentence.of(CueKind.SUBJECT_SELF, CueKind.SUBJECT_DOC)}
    words = scene.sentence.words
    return [i for i, word in enumerate(words) if word == "," and i + 1 in own]


def _matrix_start(scene: Scene, clause: Cue) -> int:
    """Return where the clause above a subordinate clause begins."""
    restarts = [*_restarts(scene), *(c.start for c in scene.sentence.of(CueKind.RESTART))]
    return max((place for place in restarts if place < clause.start), default=0)


def _negators(scene: Scene, start: int, end: int) -> list[Cue]:
    """Return the negations among the tokens that deny something."""
    spared = {i for c in scene.sentence.of(CueKind.NOT_NEGATION) for i in range(c.start, c.end)}
    return [
        c
        for c in scene.sentence.of(CueKind.NEGATOR)
        if start <= c.start < end and not spared.issuperset(range(c.start, c.end))
    ]

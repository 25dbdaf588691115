"""R3, R5, R7 and R8: denials, strength, anchors and what is done in line with a framework."""

from __future__ import annotations

from itertools import pairwise

from report_mining.classification.cues import Cue, CueKind, Sentence
from report_mining.classification.scenes import Scene
from report_mining.classification.subjects import FUNDS
from report_mining.classification.verdicts import Verdict
from report_mining.records import Actor, Scope
from report_mining.taxonomies.codes import Stance

_THESE = frozenset({"these", "those", "deze", "die"})
_STANDARDS = frozenset(
    {
        "principles",
        "guidelines",
        "standards",
        "frameworks",
        "richtlijnen",
        "beginselen",
        "principes",
    }
)

_NOUN_ENDINGS = ("ion", "ment", "tie", "ing", "ance")
_BEGUN_AHEAD = 5  # tokens between "started" and the verb that is begun
_BEGUN_BEHIND = 6  # tokens between the framework and "is under way"


def denials(scene: Scene) -> Verdict | None:
    """Denial, absence, refusal, declared not applicable."""
    against = scene.sentence.of(CueKind.CONTRARY)
    if any(0 <= scene.mention - c.end <= 8 for c in against):
        return Verdict(Stance.ASPIRE, "R3-contrary-to", scope=Scope.CHAPTER)
    if scene.is_negated:
        return Verdict(Stance.NEGATED, "R3-denial")
    concessions = scene.sentence.of(CueKind.CONCESSION)
    if concessions and concessions[0].start <= scene.mention:
        spared = {i for c in scene.sentence.of(CueKind.NOT_NEGATION) for i in range(c.start, c.end)}
        late = [
            c
            for c in scene.sentence.of(CueKind.NEGATOR)
            if c.start > scene.mention and c.start not in spared
        ]
        if late:
            return Verdict(Stance.NEGATED, "R3-concession")
    return None


# --- R5 strength, R7 anchor, R8 in line with


def weak_or_partial(scene: Scene) -> Verdict | None:
    """Weak verbs, hedges, intentions, and statements on a part of the framework."""
    governor = scene.governor
    if scene.in_clause(CueKind.PARTIAL) and any(
        c.start < scene.mention and scene.mention - c.end <= 2
        for c in scene.in_clause(CueKind.PARTIAL)
    ):
        return Verdict(Stance.ASPIRE, "R5-one-chapter", scope=Scope.CHAPTER)
    if governor is None:
        return None
    if governor.kind is CueKind.WEAK:
        if _is_taken_up(scene):
            return Verdict(Stance.ENDORSE, "R5-weak-taken-up", scene.actor)
        return Verdict(Stance.ASPIRE, "R5-weak-verb")
    if governor.kind is not CueKind.METHOD and _is_hedged(scene, governor):
        return Verdict(Stance.ASPIRE, "R5-hedge")
    if _is_intended(scene, governor):
        return Verdict(Stance.ASPIRE, "R5-intention")
    if scene.has(CueKind.PARTIAL_SITE):
        return Verdict(Stance.ASPIRE, "R5-one-site", scope=Scope.PRODUCT)
    return None


def _is_taken_up(scene: Scene) -> bool:
    """Return whether a stronger verb lifts a weak one: "we recognise X and apply them"."""
    if not scene.subject_is(CueKind.SUBJECT_SELF) and not scene.named_subject:
        return False
    if scene.has(CueKind.INTENTION, CueKind.FUTURE, CueKind.HEDGE):
        return False
    lifts = any(c.start > scene.mention for c in scene.sentence.of(CueKind.TAKEN_UP))
    following = scene.following
    if not lifts and following is not None and not following.of(CueKind.NEGATOR):
        own = following.of(CueKind.SUBJECT_SELF)
        lifts = bool(own) and own[0].start == 0 and _names_them(following)
    return lifts


def _names_them(following: Sentence) -> bool:
    """Return whether the next sentence takes up the framework by a noun: "these principles"."""
    words = [word.lower() for word in following.words[:12]]
    pairs = pairwise(words)
    named = any(a in _THESE and b in _STANDARDS for a, b in pairs)
    return named and bool(following.of(CueKind.STRONG, CueKind.ACTIVITY, CueKind.TAKEN_UP))


def _is_hedged(scene: Scene, governor: Cue) -> bool:
    """Return whether a hedge bears on the stance verb: near it, behind the name, or up front."""
    return any(
        abs(c.end - governor.start) <= 6 or c.start > scene.mention or c.start <= 1
        for c in scene.in_clause(CueKind.HEDGE)
    )


def _is_intended(scene: Scene, governor: Cue) -> bool:
    """Return whether the stance verb is only aimed at, or lies in the future."""
    if scene.in_clause(CueKind.FUTURE) or _is_wished(scene) or _is_begun(scene, governor):
        return True
    limit = 14 if scene.language == "nl" else 10
    return any(
        (c.start <= governor.start and governor.start - c.end <= limit)
        or (scene.language == "nl" and 0 <= c.start - governor.end <= 2)
        for c in scene.in_clause(CueKind.INTENTION)
        if not (c.start > scene.mention and scene.language == "en")
    )


def _is_begun(scene: Scene, governor: Cue) -> bool:
    """Return whether the stance verb or noun is only begun: "we have started implementing X"."""
    if governor.kind not in (CueKind.STRONG, CueKind.ANCHOR):
        return False
    words = scene.sentence.words
    is_noun = words[governor.start].lower().endswith(_NOUN_ENDINGS)
    return any(
        (0 <= governor.start - c.end <= _BEGUN_AHEAD and "," not in words[c.end : governor.start])
        or (is_noun and 0 <= c.start - scene.mention <= _BEGUN_BEHIND)
        for c in scene.in_clause(CueKind.BEGIN)
    )


def _is_wished(scene: Scene) -> bool:
    """Return whether the clause is the content of a wish: "we want to show that we follow X"."""
    start, _ = scene.clause
    if not start or scene.sentence.words[start].lower() not in ("dat", "that"):
        return False
    ahead = [c for c in scene.sentence.of(CueKind.INTENTION) if c.end <= start]
    says = any(c.end <= start for c in scene.sentence.of(CueKind.SPEECH))
    return not says and any(start - c.end <= 6 for c in ahead)


def anchors(scene: Scene) -> Verdict | None:
    """An own policy, code or approach that rests on the framework."""
    governor = scene.governor
    if governor is None:
        return None
    if governor.kind is CueKind.ANCHOR:
        return _anchored(scene, governor)
    doc_near = _document_beside(scene, governor)
    if (
        governor.kind is CueKind.LINE
        and not _company_commits(scene)
        and (doc_near or _document_follows(scene, governor))
    ):
        return Verdict(Stance.ANCHOR, "R8-policy-in-line")
    if governor.kind is CueKind.STRONG_AFTER and any(
        c.end > governor.end or c.end <= scene.mention
        for c in scene.sentence.of(CueKind.SUBJECT_DOC)
    ):
        return Verdict(Stance.ANCHOR, "R7-basis-of-policy")
    if governor.kind is CueKind.STRONG and scene.subject_is(CueKind.SUBJECT_DOC):
        if scene.in_clause(CueKind.POSSESSIVE_OWN):
            return Verdict(Stance.ENDORSE, "R5-policy-states-commitment")
        return Verdict(Stance.ANCHOR, "R7-policy-strong-verb")
    return None


def _company_commits(scene: Scene) -> bool:
    """Return whether the company itself, and not a document, is committed "in line with X"."""
    main = scene.main_relation
    is_own = scene.subject_is(CueKind.SUBJECT_SELF) or (
        scene.subject is None and bool(scene.named_subject)
    )
    return is_own and main is not None and main.kind is CueKind.STRONG


def _anchored(scene: Scene, governor: Cue) -> Verdict | None:
    """Judge "based on", "aligned with" and the like by what rests on the framework."""
    if scene.in_clause(CueKind.POSSESSIVE_OWN) and scene.has(CueKind.STRONG):
        return Verdict(Stance.ENDORSE, "R5-policy-states-commitment")
    if scene.subject_is(CueKind.SUBJECT_DOC) or _document_beside(scene, governor):
        return Verdict(Stance.ANCHOR, "R7-anchor")
    if scene.subject_is(CueKind.SUBJECT_LAW, CueKind.SUBJECT_STANDARD):
        return Verdict(Stance.REFERENCE, "R7-other-standard", Actor.OTHER)
    if any(c.start < governor.start for c in scene.in_clause(CueKind.ACTIVITY)):
        return Verdict(Stance.APPLY, "R8-activity-in-line")
    if scene.subject_is(CueKind.SUBJECT_SELF):
        return Verdict(Stance.ENDORSE, "R5-self-aligned")
    return Verdict(Stance.ANCHOR, "R7-anchor-unclear-subject")


def _document_follows(scene: Scene, governor: Cue) -> bool:
    """Return whether an own document is what a fronted "in line with X, ..." speaks of."""
    start, _ = scene.clause
    if governor.start - start > 1:
        return False
    behind = [
        c
        for c in scene.sentence.of(CueKind.SUBJECT_DOC, CueKind.SUBJECT_SELF)
        if c.start > scene.mention and not _is_list_member(scene, c)
    ]
    first = min(behind, key=lambda c: (c.start, c.start - c.end), default=None)
    return first is not None and first.kind is CueKind.SUBJECT_DOC


def _is_list_member(scene: Scene, cue: Cue) -> bool:
    """Return whether a cue stands in the enumeration of names behind the mention."""
    last = max(scene.sentence.mentions, default=scene.mention)
    return cue.start < last


def _document_beside(scene: Scene, governor: Cue) -> bool:
    """Return whether an own document stands inside or right before the relation."""
    opens = scene.sentence.words[governor.start][:1].isupper()  # "... heading In line with X, we"
    return any(
        governor.start - (-1 if opens else 3) <= c.end <= governor.end + 1
        for c in scene.sentence.of(CueKind.SUBJECT_DOC)
    )


def applied(scene: Scene) -> Verdict | None:
    """A concrete own activity carried out according to the framework."""
    governor = scene.governor
    if governor is None:
        return None
    if governor.kind is CueKind.METHOD and not scene.subject_is(CueKind.SUBJECT_DOC):
        return Verdict(Stance.APPLY, "R8-method")
    if governor.kind in (CueKind.LINE, CueKind.LAID_DOWN):
        return _in_line(scene)
    return None


def _in_line(scene: Scene) -> Verdict | None:
    """Judge "in line with" by the verb it belongs to (R8)."""
    main = scene.main_relation
    if main is None:
        return Verdict(Stance.APPLY, "R8-in-line-bare")
    if main.kind is CueKind.STRONG:
        if scene.subject_is(CueKind.SUBJECT_DOC):
            return Verdict(Stance.ANCHOR, "R8-policy-in-line")
        return Verdict(Stance.ENDORSE, "R5-commitment-in-line")
    if main.kind in (CueKind.WEAK, CueKind.INTENTION):
        return Verdict(Stance.ASPIRE, "R8-intention-in-line")
    if main.kind is CueKind.ANCHOR and scene.subject_is(CueKind.SUBJECT_DOC):
        return Verdict(Stance.ANCHOR, "R8-policy-in-line")
    return Verdict(Stance.APPLY, "R8-activity-in-line")


def strong(scene: Scene) -> Verdict | None:
    """A strong verb over the whole framework in the present."""
    governor = scene.governor
    if governor is None or governor.kind not in (CueKind.STRONG, CueKind.STRONG_AFTER):
        return None
    if (
        scene.subject_is(CueKind.SUBJECT_LAW, CueKind.SUBJECT_STANDARD)
        and governor.kind is CueKind.STRONG
    ):
        return Verdict(Stance.REFERENCE, "R7-other-standard", Actor.OTHER)
    if scene.subject_is(CueKind.SUBJECT_SELF):
        return Verdict(Stance.ENDORSE, "R5-strong-self", scene.actor)
    if not FUNDS.isdisjoint(word.lower() for word in scene.named_subject):
        return Verdict(Stance.ASPIRE, "R5-one-site", scope=Scope.PRODUCT)
    if scene.named_subject and scene.subject is None:
        return Verdict(Stance.ENDORSE, "R5-strong-named")
    if governor.kind is CueKind.STRONG_AFTER and _is_frame_for_us(scene, governor):
        return Verdict(Stance.ENDORSE, "R5-frame-for-us", says_whose=True)
    return Verdict(Stance.ENDORSE, "R5-strong-no-subject")


def _is_frame_for_us(scene: Scene, governor: Cue) -> bool:
    """Return whether the framework is said to be a frame for what the company does."""
    start, end = scene.clause
    first, last = max(start, governor.start - 8), min(end, governor.end + 6)
    words = {word.lower() for word in scene.sentence.words[first:last]}
    return bool({"our", "us", "ons", "onze"} & words)

"""R4: text that is demanded or shaped by Taxonomy, SFDR or ESRS."""

from __future__ import annotations

from report_mining.classification.cues import Cue, CueKind
from report_mining.classification.scenes import Scene
from report_mining.classification.subjects import OTHERS, is_generic
from report_mining.classification.verdicts import Verdict, has_heading, is_own_finite_claim
from report_mining.records import Actor
from report_mining.taxonomies.codes import Stance

_OPENS_ROW = 3  # tokens before the noun of a measure: "The", a number, a bullet


def metrics(scene: Scene) -> Verdict | None:
    """Measures of an investor, named by a noun: "share of investments in companies without ..."."""
    measures = scene.sentence.of(CueKind.METRIC)
    if not measures or measures[0].start > _OPENS_ROW or measures[0].start > scene.mention:
        return None
    if scene.has(CueKind.INCIDENT, CueKind.NEGATOR, CueKind.VIOLATE):
        return Verdict(Stance.REGULATORY, "R4-datapoint", Actor.OTHER, False)
    return None


def legal_frame(scene: Scene) -> Verdict | None:
    """Text demanded or shaped by Taxonomy, SFDR or ESRS."""
    in_sentence = scene.has(CueKind.REGULATORY)
    if (
        not in_sentence
        and not has_heading(scene, CueKind.HEADING_REGULATORY)
        and not _near_law(scene)
    ):
        return None
    if scene.has(CueKind.INCIDENT, CueKind.DATAPOINT) and not is_own_finite_claim(scene):
        return Verdict(Stance.REGULATORY, "R4-datapoint", Actor.OTHER, False)
    own = _claims_alignment(scene)
    rule = "R4-own-assertion" if own else "R4-describes-law"
    return Verdict(Stance.REGULATORY, rule, Actor.SELF if own else Actor.OTHER, own)


def _claims_alignment(scene: Scene) -> bool:
    """Return whether the company says as a fact that it is aligned."""
    named = scene.named_subject if scene.subject is None else ()
    own = named or [
        c
        for c in scene.sentence.of(CueKind.SUBJECT_SELF, CueKind.SUBJECT_DOC)
        if not is_generic(scene.sentence, c) and not _is_theirs(scene, c)
    ]
    if not own or scene.is_negated or scene.has(CueKind.INTENTION, CueKind.FUTURE):
        return False
    if not scene.has(CueKind.ASSERT, CueKind.STRONG, CueKind.ANCHOR):
        return False
    return not (scene.subject_is(CueKind.SUBJECT_LAW) and scene.has(CueKind.DEFINITION_LAW))


def _is_theirs(scene: Scene, cue: Cue) -> bool:
    """Return whether a document is that of any undertaking: "their policies", "hun beleid"."""
    if cue.kind is not CueKind.SUBJECT_DOC:
        return False
    around = scene.sentence.words[max(0, cue.start - 2) : cue.end]
    return bool({"their", "hun"} & {word.lower() for word in around})


def _near_law(scene: Scene) -> bool:
    """Return whether the sentences around speak of minimum safeguards."""
    return scene.near is not None and any(
        "safeguards" in word.lower()
        or "minimumgarant" in word.lower()
        or "minimumwaarborg" in word.lower()
        for word in scene.near.words
    )


def incidents(scene: Scene) -> Verdict | None:
    """Counts of cases of non-respect: a disclosure item, no commitment."""
    cues = scene.in_clause(CueKind.INCIDENT)
    if cues and not scene.has(CueKind.STRONG) and not scene.subject_is(*OTHERS):
        return Verdict(Stance.REGULATORY, "R4-incident-count", Actor.OTHER, False)
    return None

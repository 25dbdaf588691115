"""R2: whether the stance is somebody else's, or a duty laid on others."""

from __future__ import annotations

from report_mining.classification.cues import Cue, CueKind
from report_mining.classification.scenes import Scene
from report_mining.classification.subjects import OBLIGED, OTHERS, SUBJECT_ACTORS
from report_mining.classification.verdicts import Verdict, has_heading
from report_mining.records import Actor
from report_mining.taxonomies.codes import Stance

_DUTY_NOUNS = frozenset({"compliance", "adherence", "naleving"})


def others_act(scene: Scene) -> Verdict | None:
    """Governments, NGOs, raters, associations and parents: their stance, not ours."""
    if scene.subject_is(CueKind.SUBJECT_PARENT) and scene.has(CueKind.COVERS_SUBSIDIARIES):
        return Verdict(Stance.ENDORSE, "R6-parent-covers-us", Actor.PARENT)
    if scene.subject_is(*OTHERS) and scene.governor is not None and _is_near_subject(scene):
        return Verdict(Stance.THIRD_PARTY, "R2-third-party", scene.actor)
    asking = _asking_outsider(scene)
    if asking is not None:
        return Verdict(Stance.THIRD_PARTY, "R2-third-party", SUBJECT_ACTORS[asking.kind])
    if _is_complaint(scene):
        return Verdict(Stance.THIRD_PARTY, "R2-complaint", Actor.NGO)
    return None


def _is_near_subject(scene: Scene) -> bool:
    """Return whether the subject stands close enough to the verb to be its own."""
    subject, governor = scene.subject, scene.governor
    return subject is not None and governor is not None and governor.start - subject.end <= 12


def _asking_outsider(scene: Scene) -> Cue | None:
    """Return the outsider who asks or says something about the framework, or None."""
    asks = scene.sentence.of(CueKind.ASK, CueKind.OPINE)
    for outsider in scene.sentence.of(*OTHERS):
        own_first = any(c.start < outsider.start for c in scene.sentence.of(CueKind.SUBJECT_SELF))
        if not own_first and any(0 <= a.start - outsider.end <= 5 for a in asks):
            return outsider
    return None


def _is_complaint(scene: Scene) -> bool:
    """Return whether the sentence is about somebody's complaint under the framework."""
    return (
        scene.has(CueKind.OPINE)
        and scene.has(CueKind.SUBJECT_GOVERNMENT, CueKind.SUBJECT_NGO)
        and not scene.subject_is(CueKind.SUBJECT_SELF)
    )


def duties(scene: Scene) -> Verdict | None:
    """Duties and expectations laid on suppliers, clients and investees."""
    obliged = list(scene.sentence.of(*OBLIGED))
    asked = scene.sentence.of(CueKind.ASK, CueKind.REQUIRE)
    actor = scene.actor if scene.subject_is(*OBLIGED) else Actor.SUPPLIER
    if not scene.subject_is(*OBLIGED) and any(
        scene.mention - a.end <= 3 and a.end <= scene.mention
        for a in scene.sentence.of(CueKind.ASK)
        if obliged
    ):
        return Verdict(Stance.REQUIRE, "R8-expectation", actor)
    if scene.subject_is(*OBLIGED) and (scene.governor or asked):
        return Verdict(Stance.REQUIRE, "R2-obliged-subject", actor)
    asks = [a for a in scene.sentence.of(CueKind.ASK) if a.start < scene.mention]
    ahead = [c for c in obliged if c.start < scene.mention + 6]
    if asks and ahead and _asks_govern(scene, asks, ahead):
        return Verdict(Stance.REQUIRE, "R8-expectation", actor)
    if _binds_them(scene):
        return Verdict(Stance.REQUIRE, "R2-obliged-subject", actor)
    if has_heading(scene, CueKind.HEADING_REQUIRE) and (
        scene.has(CueKind.REQUIRE) or _addresses_them(scene)
    ):
        return Verdict(Stance.REQUIRE, "R10-supplier-code", actor)
    return None


def _binds_them(scene: Scene) -> bool:
    """Return whether "they" or nobody is the subject of a duty that lies on others."""
    governor = scene.governor
    if governor is None or governor.kind is not CueKind.STRONG:
        return False
    words = [word.lower() for word in scene.sentence.words]
    before = words[max(0, scene.clause[0]) : governor.start]
    they = bool({"they", "zij", "ze"} & set(before[-8:] if scene.language == "nl" else before[-2:]))
    obliged = scene.sentence.of(*OBLIGED)
    if they and any(o.end <= governor.start for o in obliged):
        return True
    is_noun = words[governor.start] in _DUTY_NOUNS
    own = [c for c in scene.sentence.of(CueKind.SUBJECT_SELF) if c.start < governor.start]
    return is_noun and not own and bool(obliged) and scene.has(CueKind.ASK)


def violators(scene: Scene) -> Verdict | None:
    """Others who breach the framework and are shut out for it: a condition laid on them."""
    for breach in scene.sentence.of(CueKind.VIOLATE):
        if abs(breach.start - scene.mention) > 6:
            continue
        blamed = [o for o in scene.sentence.of(*OBLIGED) if _is_breacher(scene, o, breach)]
        if blamed:
            return Verdict(Stance.REQUIRE, "R2-violators", SUBJECT_ACTORS[blamed[-1].kind])
    return None


def _is_breacher(scene: Scene, other: Cue, breach: Cue) -> bool:
    """Return whether a breach is that of others; in Dutch the framework stands between them."""
    if 0 <= breach.start - other.end <= 3:
        return True
    if not other.end <= scene.mention < breach.start:
        return False
    behind = scene.sentence.words[other.end : min(other.end + 3, scene.mention)]
    return bool({"die", "dat"} & {word.lower() for word in behind})


def _addresses_them(scene: Scene) -> bool:
    """Return whether a code speaks to its readers: "you respect", "u respecteert"."""
    return bool({"you", "u", "uw", "your"} & {w.lower() for w in scene.sentence.words[:6]})


def _asks_govern(scene: Scene, asks: list[Cue], obliged: list[Cue]) -> bool:
    """Return whether the demand, and not an own verb before it, bears on the mention."""
    governor = scene.governor
    if governor is None or governor.start > scene.mention:
        return True
    return any(a.start <= governor.start for a in asks) and any(
        o.start <= scene.mention for o in obliged
    )

"""What a stance rule says, and what several rules ask of a scene."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from report_mining.classification.cues import CueKind
from report_mining.classification.scenes import Scene
from report_mining.records import Actor, Scope
from report_mining.taxonomies.codes import Stance

STANDARD = frozenset({Stance.ENDORSE, Stance.ANCHOR})  # what the headline counts (END-03)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says about a mention."""

    stance: Stance
    rule: str  # a key of the scores in the manifest
    actor: Actor = Actor.SELF
    own_assertion: bool | None = None
    scope: Scope = Scope.WHOLE
    says_whose: bool = False  # the rule itself saw whose stance it is, without a subject


Rule = Callable[[Scene], Verdict | None]


def has_heading(scene: Scene, kind: CueKind) -> bool:
    """Return whether a heading above has a cue of this kind."""
    return scene.heading is not None and bool(scene.heading.of(kind))


def is_own_finite_claim(scene: Scene) -> bool:
    """Return whether the company itself is the subject of a stance verb here."""
    governor = scene.governor
    return (
        governor is not None
        and governor.kind in (CueKind.STRONG, CueKind.ANCHOR, CueKind.WEAK)
        and (
            scene.subject_is(CueKind.SUBJECT_SELF, CueKind.SUBJECT_DOC)
            or (scene.subject is None and bool(scene.named_subject))
        )
    )

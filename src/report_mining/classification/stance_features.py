"""What the rules see of a mention, as named numbers for the classifier on top of them."""

from __future__ import annotations

from collections.abc import Iterator

from report_mining.classification.attachment import FAR
from report_mining.classification.cues import Cue, CueKind
from report_mining.classification.names import FoundName
from report_mining.classification.scenes import Scene
from report_mining.classification.verdicts import Verdict

Features = dict[str, float]

_NEAR_GOVERNOR = 8  # tokens within which a cue is taken to bear on the stance verb
_LONG_SENTENCE = 40  # tokens
# Cues whose mere presence in the clause says something, whatever they govern.
_TELLING = (
    CueKind.SUBJECT_SELF, CueKind.POSSESSIVE_OWN, CueKind.SUBJECT_DOC, CueKind.SUBJECT_SUPPLIER,
    CueKind.SUBJECT_INVESTEE, CueKind.SUBJECT_GOVERNMENT, CueKind.SUBJECT_NGO, CueKind.SUBJECT_RATER,
    CueKind.SUBJECT_ASSOCIATION, CueKind.SUBJECT_PARENT, CueKind.SUBJECT_LAW, CueKind.SUBJECT_STANDARD,
    CueKind.STRONG, CueKind.STRONG_AFTER, CueKind.ANCHOR, CueKind.LINE, CueKind.LAID_DOWN, CueKind.WEAK,
    CueKind.INTENTION, CueKind.FUTURE, CueKind.HEDGE, CueKind.PARTIAL, CueKind.PARTIAL_SITE,
    CueKind.ACTIVITY, CueKind.METHOD, CueKind.REQUIRE, CueKind.ASK, CueKind.REFERENCE,
    CueKind.REGULATORY, CueKind.INCIDENT, CueKind.DATAPOINT, CueKind.NEGATOR, CueKind.BEGIN,
    CueKind.METRIC, CueKind.ASSERT,
)  # fmt: skip


def features_of(name: FoundName, verdict: Verdict, scene: Scene | None) -> Features:
    """Return the features of one mention; ``scene`` is None for a look-alike, which has none."""
    found: Features = {
        f"rule={verdict.rule}": 1.0,
        f"rules_say={verdict.stance.value}": 1.0,
        f"family={name.framework.value}": 1.0,
        f"certainty={name.certainty.value}": 1.0,
    }
    if name.lookalike is not None:
        found[f"lookalike={name.lookalike.value}"] = 1.0
    if scene is not None:
        found.update((key, 1.0) for key in _scene_keys(scene))
    return found


def _scene_keys(scene: Scene) -> Iterator[str]:
    yield f"language={scene.language}"
    yield f"kind={scene.kind.value}"
    yield f"subject={_kind_of(scene.subject)}"
    yield f"governor={_kind_of(scene.governor)}"
    yield f"main_relation={_kind_of(scene.main_relation)}"
    yield from (f"clause:{cue.kind.value}" for cue in scene.in_clause(*_TELLING))
    yield from (f"sentence:{cue.kind.value}" for cue in scene.sentence.of(*_TELLING))
    yield from _flags(scene)
    if scene.heading is not None:
        yield from (f"heading:{cue.kind.value}" for cue in scene.heading.cues)
    if scene.near is not None:
        yield from (f"near:{cue.kind.value}" for cue in scene.near.of(*_TELLING))
    if scene.governor is not None:
        yield from (
            f"at_governor:{cue.kind.value}"
            for cue in scene.sentence.of(*_TELLING)
            if abs(cue.start - scene.governor.start) <= _NEAR_GOVERNOR
        )


def _flags(scene: Scene) -> Iterator[str]:
    words = scene.sentence.words
    flags = {
        "negated": scene.is_negated,
        "named_subject": bool(scene.named_subject),
        "far": scene.distance >= FAR,
        "long": len(words) >= _LONG_SENTENCE,
        "first": scene.mention <= 2,
        "has_number": any(word[:1].isdigit() for word in words),
        "many_names": len(scene.sentence.mentions) >= 3,
        "ends_in_stop": words[-1:] in ((".",), (";",)),
        "has_pipe": "|" in words,
        "first_person_near": scene.has_first_person_nearby,
    }
    yield from (f"is_{key}" for key, value in flags.items() if value)


def _kind_of(cue: Cue | None) -> str:
    return cue.kind.value if cue is not None else "none"

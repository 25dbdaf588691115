"""R1, R10 and questions: what rows, pointers, headings and answers say about a mention."""

from __future__ import annotations

from report_mining.classification.cues import CueKind
from report_mining.classification.scenes import Scene
from report_mining.classification.subjects import OBLIGED, OTHERS
from report_mining.classification.verdicts import Verdict, has_heading, is_own_finite_claim
from report_mining.records import Actor, BlockKind
from report_mining.taxonomies.codes import Stance


def rows(scene: Scene) -> Verdict | None:
    """Rows of index tables: datapoints of a law are REGULATORY, others REFERENCE."""
    is_row = scene.kind is BlockKind.TABLE_ROW or "|" in scene.sentence.words
    if not is_row or is_own_finite_claim(scene):
        return None
    if scene.has(CueKind.REGULATORY) or has_heading(scene, CueKind.HEADING_REGULATORY):
        return Verdict(Stance.REGULATORY, "R1-datapoint-row", Actor.OTHER, False)
    return Verdict(Stance.REFERENCE, "R1-index-row", Actor.OTHER)


def pointers(scene: Scene) -> Verdict | None:
    """Pointers, definitions and history of the framework."""
    if scene.kind is BlockKind.FOOTNOTE and not is_own_finite_claim(scene):
        return Verdict(Stance.REFERENCE, "R1-footnote", Actor.OTHER)
    if scene.has(CueKind.REGULATORY) or not scene.has(CueKind.REFERENCE):
        return None
    if _is_defined(scene) or _is_source(scene):
        return Verdict(Stance.REFERENCE, "R1-definition", Actor.OTHER)
    if scene.governor is None and not scene.subject_is(*OTHERS, *OBLIGED):
        return Verdict(Stance.REFERENCE, "R1-pointer", Actor.OTHER)
    return None


def _is_defined(scene: Scene) -> bool:
    """Return whether the name itself is the subject of a description."""
    words = scene.sentence.words
    return (
        any(
            c.kind is CueKind.REFERENCE and scene.mention <= c.start <= scene.mention + 2
            for c in scene.sentence.cues
        )
        and scene.mention <= 2
        and not {"we", "wij", "our", "onze"} & {w.lower() for w in words}
    )


def _is_source(scene: Scene) -> bool:
    """Return whether the name is a source or part of another name ("... Reporting Framework")."""
    following = [w.lower() for w in scene.sentence.words[scene.mention + 1 : scene.mention + 7]]
    if "reporting" in following and ("framework" in following or "frameworks" in following):
        return True
    return not is_own_finite_claim(scene) and any(
        c.start <= scene.mention - 1 and 0 <= scene.mention - c.end <= 1
        for c in scene.sentence.of(CueKind.REFERENCE)
    )


def answers(scene: Scene) -> Verdict | None:
    """A question that is answered in the same unit."""
    questions = scene.sentence.of(CueKind.QUESTION)
    if not questions or questions[0].start < scene.mention:
        return None
    end = questions[0].end
    if any(c.start == end for c in scene.sentence.of(CueKind.YES)):
        return Verdict(Stance.ENDORSE, "R5-answer-yes")
    if any(c.start == end for c in scene.sentence.of(CueKind.NO_ANSWER)):
        return Verdict(Stance.NEGATED, "R3-answer-no")
    return Verdict(Stance.THIRD_PARTY, "R2-open-question", Actor.OTHER)


def headings(scene: Scene) -> Verdict | None:
    """A name without a verb takes its stance from the heading above it."""
    if scene.governor is not None:
        return None
    if has_heading(scene, CueKind.HEADING_REFERENCE):
        return Verdict(Stance.REFERENCE, "R10-reference-heading", Actor.OTHER)
    if has_heading(scene, CueKind.HEADING_REQUIRE):
        return Verdict(Stance.REQUIRE, "R10-supplier-code", Actor.SUPPLIER)
    if has_heading(scene, CueKind.HEADING_OWN):
        return Verdict(Stance.ENDORSE, "R10-own-heading")
    return None

"""The stance rules R1 to R12 of the codebook, in their order; R0 is in ``names``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from report_mining.classification.cues import Cue, CueKind
from report_mining.classification.scenes import OBLIGED, OTHERS, SUBJECT_ACTORS, Scene
from report_mining.records import Actor, BlockKind, Scope
from report_mining.taxonomies.codes import Framework, Stance


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says about a mention."""

    stance: Stance
    rule: str  # a key of the scores in the manifest
    actor: Actor = Actor.SELF
    own_assertion: bool | None = None
    scope: Scope = Scope.WHOLE


# What stands near a statement that fills a legal disclosure, in lower case.
_LEGAL_NAMES = (
    "minimum safeguards", "minimum social safeguards",
    "minimumgaranties", "minimumwaarborgen", "taxonomy regulation", "taxonomieverordening",
)  # fmt: skip

Rule = Callable[[Scene], Verdict | None]


def judge(scene: Scene) -> Verdict:
    """Return the verdict of the first rule that applies."""
    for rule in RULES:
        verdict = rule(scene)
        if verdict is not None:
            return _within_sector_guidance(scene, verdict)
    return Verdict(Stance.REFERENCE, "R0-nothing-said", Actor.OTHER)


def _within_sector_guidance(scene: Scene, verdict: Verdict) -> Verdict:
    """Cap the due diligence guidance: applying it is not endorsing the Guidelines."""
    if scene.framework is Framework.OECD_DDG and verdict.stance is Stance.ENDORSE:
        return Verdict(Stance.APPLY, "R9-guidance-capped", verdict.actor)
    return verdict


# --- R1 structure


def rows(scene: Scene) -> Verdict | None:
    """Rows of index tables: datapoints of a law are REGULATORY, others REFERENCE."""
    is_row = scene.kind is BlockKind.TABLE_ROW or "|" in scene.sentence.words
    if not is_row or _own_finite_claim(scene):
        return None
    if scene.has(CueKind.REGULATORY) or _heading(scene, CueKind.HEADING_REGULATORY):
        return Verdict(Stance.REGULATORY, "R1-datapoint-row", Actor.OTHER, False)
    return Verdict(Stance.REFERENCE, "R1-index-row", Actor.OTHER)


def pointers(scene: Scene) -> Verdict | None:
    """Pointers, definitions and history of the framework."""
    if scene.kind is BlockKind.FOOTNOTE and not _own_finite_claim(scene):
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
    following = [w.lower() for w in scene.sentence.words[scene.mention + 1 : scene.mention + 4]]
    if "reporting" in following and ("framework" in following or "frameworks" in following):
        return True
    return not _own_finite_claim(scene) and any(
        c.start <= scene.mention - 1 and 0 <= scene.mention - c.end <= 1
        for c in scene.sentence.of(CueKind.REFERENCE)
    )


def _own_finite_claim(scene: Scene) -> bool:
    """Return whether the company itself is the subject of a stance verb here."""
    governor = scene.governor
    return (
        governor is not None
        and governor.kind in (CueKind.STRONG, CueKind.ANCHOR, CueKind.WEAK)
        and scene.subject_is(CueKind.SUBJECT_SELF, CueKind.SUBJECT_DOC)
    )


# --- R4 regulatory frames


def legal_frame(scene: Scene) -> Verdict | None:
    """Text demanded or shaped by Taxonomy, SFDR or ESRS."""
    in_sentence = scene.has(CueKind.REGULATORY)
    if not in_sentence and not _heading(scene, CueKind.HEADING_REGULATORY) and not _near_law(scene):
        return None
    if scene.has(CueKind.INCIDENT, CueKind.DATAPOINT) and not _own_finite_claim(scene):
        return Verdict(Stance.REGULATORY, "R4-datapoint", Actor.OTHER, False)
    own = _claims_alignment(scene)
    rule = "R4-own-assertion" if own else "R4-describes-law"
    return Verdict(Stance.REGULATORY, rule, Actor.SELF if own else Actor.OTHER, own)


def _claims_alignment(scene: Scene) -> bool:
    """Return whether the company says as a fact that it is aligned."""
    own = scene.sentence.of(CueKind.SUBJECT_SELF, CueKind.SUBJECT_DOC)
    if not own or scene.is_negated or scene.has(CueKind.INTENTION, CueKind.FUTURE):
        return False
    if not scene.has(CueKind.ASSERT, CueKind.STRONG, CueKind.ANCHOR):
        return False
    return not (scene.subject_is(CueKind.SUBJECT_LAW) and scene.has(CueKind.DEFINITION_LAW))


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


# --- questions and answers


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


# --- R2 whose stance


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
    if _heading(scene, CueKind.HEADING_REQUIRE) and scene.has(CueKind.REQUIRE):
        return Verdict(Stance.REQUIRE, "R10-supplier-code", actor)
    return None


def _asks_govern(scene: Scene, asks: list[Cue], obliged: list[Cue]) -> bool:
    """Return whether the demand, and not an own verb before it, bears on the mention."""
    governor = scene.governor
    if governor is None or governor.start > scene.mention:
        return True
    return any(a.start <= governor.start for a in asks) and any(
        o.start <= scene.mention for o in obliged
    )


# --- R3 negation and concession


def denials(scene: Scene) -> Verdict | None:
    """Denial, absence, refusal, declared not applicable."""
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
        return Verdict(Stance.ASPIRE, "R5-weak-verb")
    if governor.kind is not CueKind.METHOD and _is_hedged(scene, governor):
        return Verdict(Stance.ASPIRE, "R5-hedge")
    if _is_intended(scene, governor):
        return Verdict(Stance.ASPIRE, "R5-intention")
    if scene.has(CueKind.PARTIAL_SITE):
        return Verdict(Stance.ASPIRE, "R5-one-site", scope=Scope.PRODUCT)
    return None


def _is_hedged(scene: Scene, governor: Cue) -> bool:
    """Return whether a hedge bears on the stance verb: near it, behind the name, or up front."""
    return any(
        abs(c.end - governor.start) <= 6 or c.start > scene.mention or c.start <= 1
        for c in scene.in_clause(CueKind.HEDGE)
    )


def _is_intended(scene: Scene, governor: Cue) -> bool:
    """Return whether the stance verb is only aimed at, or lies in the future."""
    if scene.in_clause(CueKind.FUTURE):
        return True
    limit = 14 if scene.language == "nl" else 10
    return any(
        (c.start <= governor.start and governor.start - c.end <= limit)
        or (scene.language == "nl" and 0 <= c.start - governor.end <= 2)
        for c in scene.in_clause(CueKind.INTENTION)
        if not (c.start > scene.mention and scene.language == "en")
    )


def anchors(scene: Scene) -> Verdict | None:
    """An own policy, code or approach that rests on the framework."""
    governor = scene.governor
    if governor is None:
        return None
    if governor.kind is CueKind.ANCHOR:
        return _anchored(scene, governor)
    doc_near = _document_beside(scene, governor)
    if governor.kind is CueKind.LINE and doc_near:
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


def _document_beside(scene: Scene, governor: Cue) -> bool:
    """Return whether an own document stands inside or right before the relation."""
    return any(
        governor.start - 3 <= c.end <= governor.end + 1
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
    if _named_subject(scene, governor):
        return Verdict(Stance.ENDORSE, "R5-strong-named")
    return Verdict(Stance.ENDORSE, "R5-strong-no-subject")


def _named_subject(scene: Scene, governor: Cue) -> bool:
    """Return whether a capitalised name stands right before the verb."""
    before = scene.sentence.words[max(0, governor.start - 3) : governor.start]
    return any(word[:1].isupper() for word in before)


# --- R10 headings and bullets


def headings(scene: Scene) -> Verdict | None:
    """A name without a verb takes its stance from the heading above it."""
    if scene.governor is not None:
        return None
    if _heading(scene, CueKind.HEADING_REFERENCE):
        return Verdict(Stance.REFERENCE, "R10-reference-heading", Actor.OTHER)
    if _heading(scene, CueKind.HEADING_REQUIRE):
        return Verdict(Stance.REQUIRE, "R10-supplier-code", Actor.SUPPLIER)
    if _heading(scene, CueKind.HEADING_OWN):
        return Verdict(Stance.ENDORSE, "R10-own-heading")
    return None


def _heading(scene: Scene, kind: CueKind) -> bool:
    """Return whether a heading above has a cue of this kind."""
    return scene.heading is not None and bool(scene.heading.of(kind))


RULES: tuple[Rule, ...] = (
    rows, answers, legal_frame, pointers, others_act, duties, incidents,
    denials, weak_or_partial, anchors, applied, strong, headings,
)  # fmt: skip

"""What the rules look at: one mention in its sentence, with subject, governor and context."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from report_mining.classification.cues import Cue, CueKind, Sentence
from report_mining.records import Actor, BlockKind
from report_mining.taxonomies.codes import Framework

SUBJECT_ACTORS = {
    CueKind.SUBJECT_SELF: Actor.SELF,
    CueKind.SUBJECT_DOC: Actor.SELF,
    CueKind.SUBJECT_SUPPLIER: Actor.SUPPLIER,
    CueKind.SUBJECT_INVESTEE: Actor.INVESTEE,
    CueKind.SUBJECT_GOVERNMENT: Actor.GOVERNMENT,
    CueKind.SUBJECT_NGO: Actor.NGO,
    CueKind.SUBJECT_RATER: Actor.OTHER,
    CueKind.SUBJECT_ASSOCIATION: Actor.ASSOCIATION,
    CueKind.SUBJECT_PARENT: Actor.PARENT,
    CueKind.SUBJECT_LAW: Actor.OTHER,
    CueKind.SUBJECT_STANDARD: Actor.OTHER,
}
OBLIGED = (CueKind.SUBJECT_SUPPLIER, CueKind.SUBJECT_INVESTEE)
OTHERS = (
    CueKind.SUBJECT_GOVERNMENT,
    CueKind.SUBJECT_NGO,
    CueKind.SUBJECT_RATER,
    CueKind.SUBJECT_ASSOCIATION,
    CueKind.SUBJECT_PARENT,
)
RELATIONS = (
    CueKind.STRONG, CueKind.ANCHOR, CueKind.LINE, CueKind.LAID_DOWN, CueKind.WEAK, CueKind.METHOD,
)  # fmt: skip
_AFTER_EN = (CueKind.STRONG_AFTER, CueKind.WEAK)
_AFTER_NL = (CueKind.STRONG, CueKind.STRONG_AFTER, CueKind.ANCHOR, CueKind.WEAK, CueKind.METHOD)
# Where two cues cover the same words, the more telling kind comes first.
_PRIORITY = {
    CueKind.METHOD: 0,
    CueKind.WEAK: 1,
    CueKind.ANCHOR: 2,
    CueKind.STRONG: 3,
    CueKind.STRONG_AFTER: 4,
    CueKind.LINE: 5,
    CueKind.LAID_DOWN: 6,
}
_RELATIVE = frozenset({"which", "who", "whose", "die", "dat", "waarin", "waarmee", "wie"})
FAR = 25  # tokens between governor and name from which the attachment is doubtful


@dataclass(frozen=True)
class Scene:
    """One mention in its sentence."""

    sentence: Sentence
    mention: int  # token index of the name
    framework: Framework
    language: str
    kind: BlockKind = BlockKind.PARAGRAPH
    heading: Sentence | None = None  # the nearest section headings
    near: Sentence | None = None  # what stands before and after, within the text
    has_first_person_nearby: bool = False

    @cached_property
    def clause(self) -> tuple[int, int]:
        """First and last+1 token of the clause that holds the mention."""
        start, end = 0, len(self.sentence.words)
        for cue in self.sentence.of(CueKind.BOUNDARY):
            if cue.start <= self.mention:
                start = max(start, cue.start)
            else:
                end = min(end, cue.start)
        return start, end

    def in_clause(self, *kinds: CueKind) -> list[Cue]:
        """Return the cues of these kinds that touch the clause."""
        start, end = self.clause
        return [c for c in self.sentence.of(*kinds) if c.end > start and c.start < end]

    def has(self, *kinds: CueKind) -> bool:
        """Return whether the sentence has a cue of these kinds."""
        return bool(self.sentence.of(*kinds))

    @cached_property
    def governor(self) -> Cue | None:
        """The relation that the mention hangs on, or None."""
        start, end = self.clause
        found = _relations(self.sentence, self.mention, start, end, self.language)
        if found is None:
            found = _relations(self.sentence, self.mention, 0, self.mention, self.language)
        if found is None or found.kind is not CueKind.LAID_DOWN:
            return found
        # "the principles laid down in": what governs the principles governs the name.
        behind = _relations(self.sentence, found.start, start, end, self.language)
        return behind if behind is not None and behind.start < found.start else found

    @cached_property
    def distance(self) -> int:
        """Tokens between the governor and the mention; 0 without a governor."""
        if self.governor is None:
            return 0
        return _gap(self.governor, self.mention)

    @cached_property
    def subject(self) -> Cue | None:
        """Who or what takes the stance, as far as a pattern shows it."""
        anchor = self.governor.start if self.governor else self.mention
        return subject_of(self.sentence, anchor, self.clause, self.language, self.governor)

    @property
    def actor(self) -> Actor:
        """Whose stance it is."""
        return SUBJECT_ACTORS[self.subject.kind] if self.subject else Actor.SELF

    def subject_is(self, *kinds: CueKind) -> bool:
        """Return whether the subject is of one of these kinds."""
        return self.subject is not None and self.subject.kind in kinds

    @cached_property
    def main_relation(self) -> Cue | None:
        """The verb that a prepositional governor ("in line with") itself belongs to."""
        if self.governor is None:
            return None
        start, end = self.clause
        kinds = (
            CueKind.STRONG, CueKind.WEAK, CueKind.ACTIVITY, CueKind.ANCHOR, CueKind.METHOD, CueKind.INTENTION,
        )  # fmt: skip
        others = [
            c
            for c in self.sentence.of(*kinds)
            if c.end <= self.governor.start or c.start >= self.governor.end
        ]
        left = [c for c in others if start <= c.start and c.end <= self.governor.start]
        committed = [c for c in left if c.kind is CueKind.STRONG]
        if committed and max(c.end for c in left) - committed[-1].end <= 5:
            return committed[-1]
        if left:
            return max(left, key=lambda c: (c.end, -_PRIORITY.get(c.kind, 6)))
        right = [c for c in others if self.mention < c.start < end + 12]
        if right:
            return min(right, key=lambda c: (c.start, _PRIORITY.get(c.kind, 6)))
        far_left = [c for c in others if c.end <= self.governor.start]
        return max(far_left, key=lambda c: c.end) if far_left else None

    @cached_property
    def is_negated(self) -> bool:
        """Whether a negation governs the stance."""
        spared = {i for c in self.sentence.of(CueKind.NOT_NEGATION) for i in range(c.start, c.end)}
        return any(
            _governs(cue, self)
            for cue in self.in_clause(CueKind.NEGATOR)
            if not spared.issuperset(range(cue.start, cue.end))
        )


def subject_of(
    sentence: Sentence, anchor: int, clause: tuple[int, int], language: str, governor: Cue | None
) -> Cue | None:
    """Return the subject of the verb that begins at token ``anchor``."""
    aside = _asides(sentence, anchor)
    subjects = [
        s for s in sentence.of(*SUBJECT_ACTORS) if not aside.intersection(range(s.start, s.end))
    ]
    start, end = clause
    inverted = _inverted(subjects, governor, language)
    if inverted is not None:
        return inverted
    left = [s for s in subjects if s.end <= anchor + (1 if governor else 0) and s.start >= start]
    if governor is not None and governor.kind is CueKind.METHOD:
        # "we assessed 120 suppliers against": the suppliers are the object.
        left = [s for s in left if s.kind is CueKind.SUBJECT_SELF] or left
    if left:
        return _coordinated(sentence, max(left, key=_place), subjects)
    far_left = [s for s in subjects if s.end <= anchor and s.kind is not CueKind.SUBJECT_LAW]
    if far_left:
        return _coordinated(sentence, max(far_left, key=_place), subjects)
    right = [
        s
        for s in subjects
        if anchor <= s.start < end and s.kind in (CueKind.SUBJECT_SELF, CueKind.SUBJECT_DOC)
    ]
    return min(right, key=lambda s: s.start) if right else None


def _asides(sentence: Sentence, anchor: int) -> set[int]:
    """Return the tokens of relative clauses between commas that end before ``anchor``."""
    aside: set[int] = set()
    words = [word.lower() for word in sentence.words]
    for i, word in enumerate(words[: max(0, anchor)]):
        if word in _RELATIVE and i and words[i - 1] == ",":
            closing = next((j for j in range(i, anchor) if words[j] == ","), None)
            if closing is not None:
                aside.update(range(i, closing))
    return aside


def _place(cue: Cue) -> tuple[int, int]:
    """Order subjects by nearness to the verb, the longer one first."""
    return cue.end, cue.end - cue.start


def _inverted(subjects: Iterable[Cue], governor: Cue | None, language: str) -> Cue | None:
    """Return the subject right behind the finite verb, as Dutch main clauses have it."""
    if language != "nl" or governor is None:
        return None
    behind = [s for s in subjects if governor.start < s.start <= governor.start + 2]
    own = [s for s in behind if s.kind is CueKind.SUBJECT_SELF]
    return own[0] if own else None


def _coordinated(sentence: Sentence, subject: Cue, subjects: list[Cue]) -> Cue:
    """Return the company itself when it is one half of "our suppliers and we"."""
    if subject.kind not in OBLIGED:
        return subject
    for other in subjects:
        is_joined = (
            0 < abs(other.start - subject.end) <= 1 or 0 < abs(subject.start - other.end) <= 1
        )
        between = sentence.words[min(subject.end, other.end) : max(subject.start, other.start)]
        if other.kind is CueKind.SUBJECT_SELF and is_joined and {"en", "and"} & set(between):
            return other
    return subject


def _relations(sentence: Sentence, mention: int, start: int, end: int, language: str) -> Cue | None:
    """Return the relation cue within the tokens that is nearest to the mention."""
    found = [c for c in sentence.of(*RELATIONS, CueKind.STRONG_AFTER) if start <= c.start < end]
    after_kinds = _AFTER_NL if language == "nl" else _AFTER_EN
    usable = [
        c
        for c in found
        if (c.start <= mention and c.kind is not CueKind.STRONG_AFTER)
        or (
            c.start > mention
            and c.kind in after_kinds
            and (language == "nl" or c.start <= mention + 4)
        )
        or (c.kind is CueKind.STRONG_AFTER and language == "nl")
    ]
    if not usable:
        return None
    return min(usable, key=lambda c: (_cost(c, mention, language), _PRIORITY[c.kind]))


def _cost(cue: Cue, mention: int, language: str) -> int:
    """Return how far a relation is from the mention; a relation behind it costs more."""
    if cue.start < mention and cue.end > mention + 1:
        return -1  # "leven ... na" and "use ... as our frame" enclose the name
    if cue.start > mention:
        return _gap(cue, mention) + (1 if language == "nl" else 4)
    return _gap(cue, mention)


def _gap(cue: Cue, mention: int) -> int:
    """Return the tokens between a cue and the mention, 0 when it covers or touches it."""
    if cue.start > mention:
        return cue.start - mention - 1
    return max(0, mention - cue.end)


def _governs(negator: Cue, scene: Scene) -> bool:
    """Return whether a negation in the clause bears on the stance verb or the name."""
    governor = scene.governor
    if negator.start > scene.mention:
        return scene.language == "nl" or negator.start - scene.mention <= 8
    if governor is None:
        return scene.mention - negator.end <= 12
    return negator.start <= governor.end + 2 and governor.start - negator.end <= 8

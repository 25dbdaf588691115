"""What the rules look at: one mention in its sentence, with subject, governor and context."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from report_mining.classification.attachment import PRIORITY, nearest_relation, token_gap
from report_mining.classification.cues import Cue, CueKind, Sentence
from report_mining.classification.subjects import SUBJECT_ACTORS, name_as_subject, subject_of
from report_mining.records import Actor, BlockKind
from report_mining.taxonomies.codes import Framework


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
    following: Sentence | None = None  # the next sentence of the text
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
        found = nearest_relation(self.sentence, self.mention, start, end, self.language)
        if found is None:
            found = nearest_relation(self.sentence, self.mention, 0, self.mention, self.language)
        if found is None or found.kind is not CueKind.LAID_DOWN:
            return found
        # "the principles laid down in": what governs the principles governs the name.
        behind = nearest_relation(self.sentence, found.start, start, end, self.language)
        if behind is not None and behind.start < found.start:
            return behind
        others = nearest_relation(
            self.sentence, self.mention, start, end, self.language, laid_down=False
        )
        return others if others is not None and others.start > self.mention else found

    @cached_property
    def distance(self) -> int:
        """Tokens between the governor and the mention; 0 without a governor."""
        if self.governor is None:
            return 0
        return token_gap(self.governor, self.mention)

    @cached_property
    def subject(self) -> Cue | None:
        """Who or what takes the stance, as far as a pattern shows it."""
        anchor = self.governor.start if self.governor else self.mention
        return subject_of(self.sentence, anchor, self.clause, self.language, self.governor)

    @cached_property
    def named_subject(self) -> tuple[str, ...]:
        """The words of a capitalised name that is the subject of the governor, maybe none."""
        if self.governor is None:
            return ()
        return name_as_subject(self.sentence, self.governor, self.mention, self.language)

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
            return max(left, key=lambda c: (c.end, -PRIORITY.get(c.kind, 6)))
        right = [c for c in others if self.mention < c.start < end + 12]
        if right:
            return min(right, key=lambda c: (c.start, PRIORITY.get(c.kind, 6)))
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


def _governs(negator: Cue, scene: Scene) -> bool:
    """Return whether a negation in the clause bears on the stance verb or the name."""
    governor = scene.governor
    if negator.start > scene.mention:
        return scene.language == "nl" or negator.start - scene.mention <= 8
    if governor is None:
        return scene.mention - negator.end <= 12
    return negator.start <= governor.end + 2 and governor.start - negator.end <= 8

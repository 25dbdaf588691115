"""Which relation a framework name hangs on."""

from __future__ import annotations

from report_mining.classification.cues import Cue, CueKind, Sentence

RELATIONS = (
    CueKind.STRONG, CueKind.ANCHOR, CueKind.LINE, CueKind.LAID_DOWN, CueKind.WEAK, CueKind.METHOD,
)  # fmt: skip
_AFTER_EN = (CueKind.STRONG_AFTER, CueKind.WEAK)
_AFTER_NL = (CueKind.STRONG, CueKind.STRONG_AFTER, CueKind.ANCHOR, CueKind.WEAK, CueKind.METHOD)
# Where two cues cover the same words, the more telling kind comes first.
PRIORITY = {
    CueKind.METHOD: 0,
    CueKind.WEAK: 1,
    CueKind.ANCHOR: 2,
    CueKind.STRONG: 3,
    CueKind.STRONG_AFTER: 4,
    CueKind.LINE: 5,
    CueKind.LAID_DOWN: 6,
}
FAR = 25  # tokens between governor and name from which the attachment is doubtful

_LIST_AHEAD = 16  # most tokens of an enumeration between a name and the passive behind it


def nearest_relation(
    sentence: Sentence,
    mention: int,
    start: int,
    end: int,
    language: str,
    *,
    laid_down: bool = True,
) -> Cue | None:
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
    verbs = [c for c in found if c.kind in (CueKind.STRONG, CueKind.ANCHOR)]
    usable = [  # "includes following X" holds no "following X"
        c
        for c in usable
        if c.kind not in (CueKind.METHOD, CueKind.LINE)
        or not any(v.start < c.start < v.end for v in verbs)
    ]
    if not laid_down:
        usable = [c for c in usable if c.kind is not CueKind.LAID_DOWN]
    if not usable:
        return _far_passive(sentence, mention)
    return min(usable, key=lambda c: (_cost(c, mention, language), PRIORITY[c.kind]))


def _far_passive(sentence: Sentence, mention: int) -> Cue | None:
    """Return the passive behind a list of names: "X, Y and others are embedded in our policy"."""
    documents = sentence.of(CueKind.SUBJECT_DOC)
    for passive in sentence.of(CueKind.STRONG_AFTER):
        ahead = passive.start - mention
        if 0 < ahead <= _LIST_AHEAD and any(0 <= d.start - passive.end <= 3 for d in documents):
            return passive
    return None


def _cost(cue: Cue, mention: int, language: str) -> int:
    """Return how far a relation is from the mention; a relation behind it costs more."""
    if cue.start < mention and cue.end > mention + 1:
        return -1  # "leven ... na" and "use ... as our frame" enclose the name
    if cue.start > mention:
        return token_gap(cue, mention) + (1 if language == "nl" else 4)
    return token_gap(cue, mention)


def token_gap(cue: Cue, mention: int) -> int:
    """Return the tokens between a cue and the mention, 0 when it covers or touches it."""
    if cue.start > mention:
        return cue.start - mention - 1
    return max(0, mention - cue.end)

"""What in a running text speaks for a link between responsible conduct and the SDGs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from report_mining.classification.link_lexicon import WEAK, Cue, LinkLexicon
from report_mining.classification.sdg_mentions import SdgMention
from report_mining.language import split_sentences

_FAR = 110  # characters between a word of relation and the goal that it governs
_LOOK_BACK = 3  # sentences in which what "this" points to may stand


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """What one sentence that names an SDG, and those before it, hold; spans in normalised text."""

    sdg: tuple[int, int]
    goals: tuple[int, ...]
    targets: tuple[str, ...]
    rbc: Cue | None  # in the sentence, else the nearest before it
    relation: Cue | None  # nearest to the goal
    is_rbc_here: bool  # the element stands in the sentence of the goal
    relation_kinds: frozenset[str]  # near the goal
    here: frozenset[str]  # kinds of elements in the sentence
    before: frozenset[str]  # kinds in the sentences before
    after: frozenset[str]  # kinds in the sentence behind it
    contexts: frozenset[str]  # kinds of context in the sentence
    contexts_before: frozenset[str]
    anywhere: frozenset[str]  # kinds in the whole text
    is_in_brackets: bool  # the goal stands in brackets behind the element
    is_label: bool  # "SDG target: 1.4"
    is_general: bool  # no goal by number or name
    sentence: tuple[int, int]


def gather_evidence(
    text: str, mentions: Sequence[SdgMention], lexicon: LinkLexicon
) -> tuple[LinkEvidence, ...]:
    """Return the evidence of every sentence of ``text`` (normalised) that names an SDG."""
    spans = [(start, end) for start, end in split_sentences(text) if text[start:end].strip()]
    anywhere = _kinds(text, lexicon) | {cue.kind for cue in lexicon.strong(text)}
    return tuple(
        _evidence(
            text, spans, index, _named(text, spans[index], mentions, lexicon), anywhere, lexicon
        )
        for index in range(len(spans))
        if _named(text, spans[index], mentions, lexicon)
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """A goal, or the SDGs in general, at its place."""

    start: int
    end: int
    goal: int | None
    target: str | None


def _named(
    text: str, span: tuple[int, int], mentions: Sequence[SdgMention], lexicon: LinkLexicon
) -> list[_Named]:
    start, end = span
    named = [
        _Named(m.start, m.end, int(m.goal.value), m.target.value if m.target else None)
        for m in mentions
        if start <= m.start < end
    ]
    if named:
        return named
    general = lexicon.elements.find("sdg_general", text[start:end])
    return [_Named(start + cue.start, start + cue.end, None, None) for cue in general]


def _evidence(
    text: str,
    spans: Sequence[tuple[int, int]],
    index: int,
    named: Sequence[_Named],
    anywhere: frozenset[str],
    lexicon: LinkLexicon,
) -> LinkEvidence:
    start, end = spans[index]
    sentence = text[start:end]
    first = max(0, index - _LOOK_BACK)
    back = text[spans[first][0] : start] if index else ""
    ahead = text[slice(*spans[index + 1])] if index + 1 < len(spans) else ""
    here = [cue for cue in _strong_at(lexicon, sentence, start) if not _inside(cue, named)]
    topics = [
        Cue(c.kind, c.start + start, c.end + start)
        for c in lexicon.elements.find("topic", sentence)
    ]
    behind = _strong_at(lexicon, back, spans[first][0])
    near = list(_near(_related_at(lexicon, sentence, start), named, text))
    rbc = min(here, key=lambda cue: _distance(cue, named), default=None) or (
        behind[-1] if behind else None
    )
    return LinkEvidence(
        sdg=(named[0].start, named[0].end),
        goals=tuple(sorted({n.goal for n in named if n.goal is not None})),
        targets=tuple(dict.fromkeys(n.target for n in named if n.target is not None)),
        rbc=rbc,
        relation=min(near, key=lambda cue: _distance(cue, named), default=None),
        is_rbc_here=bool(here),
        relation_kinds=frozenset(cue.kind for cue in near),
        here=_kinds(sentence, lexicon) | {cue.kind for cue in here},
        before=_kinds(back, lexicon) | {cue.kind for cue in behind},
        after=_kinds(ahead, lexicon) | {cue.kind for cue in lexicon.strong(ahead)},
        contexts=_contexts(sentence, lexicon),
        contexts_before=_contexts(back, lexicon),
        anywhere=anywhere,
        is_in_brackets=any(_in_brackets(text, n, [*here, *topics]) for n in named),
        is_label=_LABEL.search(sentence) is not None,
        is_general=all(n.goal is None for n in named),
        sentence=(start, end),
    )


def _strong_at(lexicon: LinkLexicon, text: str, offset: int) -> list[Cue]:
    return [Cue(c.kind, c.start + offset, c.end + offset) for c in lexicon.strong(text)]


def _related_at(lexicon: LinkLexicon, text: str, offset: int) -> list[Cue]:
    return [Cue(c.kind, c.start + offset, c.end + offset) for c in lexicon.related(text)]


def _inside(cue: Cue, named: Sequence[_Named]) -> bool:
    """Return whether an element is part of the name of a goal."""
    return any(n.start <= cue.start < n.end for n in named)


def _near(cues: Sequence[Cue], named: Sequence[_Named], text: str) -> Iterator[Cue]:
    """Yield the words of relation that stand in one clause with a goal."""
    for cue in cues:
        for n in named:
            if cue.start <= n.start < cue.end or n.start <= cue.start < n.end:
                gap = ""
            else:
                gap = text[cue.end : n.start] if cue.end <= n.start else text[n.end : cue.start]
            if len(gap) <= _FAR and ";" not in gap:
                yield cue
                break


def _distance(cue: Cue, named: Sequence[_Named]) -> int:
    return min(max(n.start - cue.end, cue.start - n.end, 0) for n in named)


def _kinds(text: str, lexicon: LinkLexicon) -> frozenset[str]:
    return frozenset(kind for kind in (*WEAK, "harm") if lexicon.elements.has(kind, text))


_SOUGHT = ("anaphor", "parallel", "listing", "index", "index_block", "third_party", "wish", "own", "business", "trade_off")  # fmt: skip


def _contexts(text: str, lexicon: LinkLexicon) -> frozenset[str]:
    return frozenset(kind for kind in _SOUGHT if lexicon.contexts.has(kind, text))


_LABEL = re.compile(
    r"(?i)\b(?:sdg|targets?|(?:sdg-?)?subdoel\w*)\b[^:.;]{0,30}:\s*(?:sdg )?\d+\.[\da-d]"
)
_OPENED = re.compile(r"^[^().;]{0,40}\((?:[^()]{0,30})$")


def _in_brackets(text: str, named: _Named, strong: Sequence[Cue]) -> bool:
    """Return whether a target stands in brackets right behind a strong element."""
    if named.target is None:
        return False
    return any(
        _OPENED.match(text[cue.end : named.start]) for cue in strong if cue.end <= named.start
    )

"""Setting the scene for the rules: the whole sentence of a mention, with what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from report_mining.classification.cues import CueFinder, CueKind, Sentence
from report_mining.classification.names import FoundName, NameFinder
from report_mining.classification.normalising import normalise
from report_mining.classification.scenes import Scene
from report_mining.classification.sentences import sentence_spans
from report_mining.records import BlockKind, TextInContext

_NEAR = 400  # characters around a sentence in which a legal frame still counts
_LONGEST_PIECE = 400  # characters taken over from a neighbour to complete a sentence
_WHOLE_KINDS = (BlockKind.TABLE_ROW, BlockKind.HEADING, BlockKind.FOOTNOTE)
_CLOSED = re.compile(r"[.!?:;][\"')\]]*[0-9]{0,2}\s*$")
_OPENS_LOW = re.compile(r"^[\"'(\[]*[a-z\u00df-\u00ff]")
# A text that ends so cannot be complete.
_HANGS = re.compile(
    r"(?:,|\b(?:the|a|an|and|or|of|to|with|in|on|by|for|from|our|its|as|that|UN|OECD|United|Nations"
    r"|de|het|een|en|of|van|aan|met|op|door|voor|bij|onze|ons|zoals|dat|OESO|VN))\s*$"
)


@dataclass(frozen=True)
class Stage:
    """One text in context, cut into the sentences that are judged."""

    context: TextInContext
    text: str  # normalised
    names: tuple[FoundName, ...]
    finder: CueFinder
    name_finder: NameFinder

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The judged spans of the text, in order; a name never runs over their ends."""
        if self.context.kind is BlockKind.TABLE_ROW:
            return [(0, len(self.text))]
        return _joined_at_names(sentence_spans(self.text), self.names)

    def span_of(self, name: FoundName) -> tuple[int, int]:
        """Return the judged span that holds ``name``."""
        return next(((s, e) for s, e in self.spans if s <= name.start < e), (0, len(self.text)))

    def scene(self, name: FoundName) -> Scene:
        """Return what the rules look at for ``name``."""
        span = self.span_of(name)
        sentence, order = self._sentence(span)
        near = self._near(span)
        return Scene(
            sentence=sentence,
            mention=sentence.mentions[order.index(name)],
            framework=name.framework,
            language=self.finder.language,
            kind=self.context.kind,
            heading=self._heading,
            near=near,
            following=self._following(span),
            has_first_person_nearby=bool(near and near.of(CueKind.SUBJECT_SELF)),
        )

    @cached_property
    def _heading(self) -> Sentence | None:
        """The two nearest headings as one sentence."""
        text = " . ".join(self.context.section[-2:])
        return self.finder.read(normalise(text).text, ()) if text else None

    @cached_property
    def _kept(self) -> dict[tuple[int, int], tuple[Sentence, list[FoundName]]]:
        return {}

    def _sentence(self, span: tuple[int, int]) -> tuple[Sentence, list[FoundName]]:
        """Return the sentence of a span, completed, and the names of the text in it, in order."""
        if span not in self._kept:
            start, end = span
            ahead, behind = self._ahead(start), self._behind(start, end)
            shift = len(ahead) - start
            inside = [n for n in self.names if start <= n.start and n.end <= end]
            places = [(n.start + shift, n.end + shift) for n in inside]
            places += [(n.start, n.end) for n in self.name_finder.find(ahead)]
            after = len(ahead) + end - start
            places += [(n.start + after, n.end + after) for n in self.name_finder.find(behind)]
            whole = f"{ahead}{self.text[start:end]}{behind}"
            self._kept[span] = self.finder.read(whole, places, -shift), inside
        return self._kept[span]

    def _ahead(self, start: int) -> str:
        """Return the lead-in of a list item, or the beginning of a sentence cut before the text."""
        if start > 0 or self.context.kind in _WHOLE_KINDS:
            return ""
        if self.context.lead_in:
            return normalise(self.context.lead_in.rstrip(" :") + ": ").text
        before = normalise(self.context.before).text.rstrip()
        is_cut = _OPENS_LOW.match(self.text) or _HANGS.search(before)
        if not is_cut or not before or _CLOSED.search(before):
            return ""
        last, _ = sentence_spans(before)[-1]
        return before[max(last, len(before) - _LONGEST_PIECE) :] + " "

    def _behind(self, start: int, end: int) -> str:
        """Return the end of a sentence that is cut behind the text."""
        if end < len(self.text) or self.context.kind in (*_WHOLE_KINDS, BlockKind.LIST_ITEM):
            return ""
        after = normalise(self.context.after).text.lstrip()
        if not after or _CLOSED.search(self.text[start:]):
            return ""
        if not (_OPENS_LOW.match(after) or _HANGS.search(self.text)):
            return ""
        _, first = sentence_spans(after)[0]
        return " " + after[: min(first, _LONGEST_PIECE)]

    def _following(self, span: tuple[int, int]) -> Sentence | None:
        """Return the next sentence of the text."""
        following = next(((s, e) for s, e in self.spans if s >= span[1]), None)
        if following is None:
            return None
        return self.finder.read(self.text[following[0] : following[1]], ())

    def _near(self, span: tuple[int, int]) -> Sentence | None:
        """Return what stands before and behind a span."""
        start, end = span
        around = (
            f"{self.context.before[-_NEAR:]} {self.text[max(0, start - _NEAR) : start]} "
            f"{self.text[end : end + _NEAR]}"
        )
        return self.finder.read(normalise(around).text, ()) if around.strip() else None


def _joined_at_names(
    spans: Sequence[tuple[int, int]], names: Sequence[FoundName]
) -> list[tuple[int, int]]:
    """Return the spans, those joined over whose border a name runs."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and any(n.start < start < n.end for n in names):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined

"""Cutting normalised text into the sentences that the stance rules judge."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(
    r"[.!?][\"')\]]*\s*[0-9]{0,2}\s+(?=[\"'(\[]?[A-Z0-9\u00c0-\u00dd\u2022>])|\s?[\u2022\u25aa\u25cf\u25a0\u25ba]\s?|\s(?:>|- \u2022)\s"
)
_ABBREVIATION = re.compile(
    r"(?i)(?:\b(?:e\.g|i\.e|no|nr|art|incl|etc|inc|ltd|corp|co|vs|p|pp|vol|dr|mr|mrs|drs|ir|prof|st|o\.a|d\.w\.z|bijv|bv|m\.b\.t|t\.o\.v|n\.v|b\.v|u\.n|ca|resp|sec|para|par|blz|nos|cf|approx|jl)|\b[a-z])$"
)
_LIST_GOES_ON = re.compile(r"(?:[:,;]|\b(?:and|or|en|of|including|waaronder))$")
_ANSWER = re.compile(r"(?i)[\"']?(?:ja|nee|neen|yes|no)\b")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of ``text``, in order, without gaps but for spaces.

    A bulleted list stays with the sentence that ends in a colon before it, and an answer of
    one word ("Ja.") with its question.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end in _breaks(text):
        if text[start:end].strip():
            spans.append((start, end))
            start = end
    if text[start:].strip():
        spans.append((start, len(text)))
    return _with_answers(text, spans)


def _breaks(text: str) -> Iterator[int]:
    """Yield the offsets behind which a new sentence starts."""
    in_list = False
    for found in _END.finditer(text):
        is_bullet = found.group()[0] not in ".!?" and found.group() != " "
        before = text[max(0, found.start() - 12) : found.start()]
        if is_bullet:
            in_list = in_list or bool(_LIST_GOES_ON.search(before.rstrip(" -")))
            if in_list:
                continue
        elif (found.group() == " " and in_list) or (
            found.group()[0] == "." and _ABBREVIATION.search(before)
        ):
            continue
        else:
            in_list = False
        yield found.end()


def _with_answers(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join a question and the short answer behind it."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        is_answer = joined and text[joined[-1][0] : joined[-1][1]].rstrip().endswith("?")
        if is_answer and _ANSWER.match(text[start:end].lstrip()):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined

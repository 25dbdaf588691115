"""Puts a drop cap back before the line that it begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from report_mining.documents.raw_pages import Segment
from report_mining.documents.repair import Vocabulary

_CAP = re.compile(r"[\"“„‘']?[^\W\d_]")
_CAP_SIZE = 1.9  # over the size of the line beside it
_REACH_EM = 1.6  # from the cap to its line, in font sizes of the line
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORDS_OF_ONE_LETTER = "AIOUÀ"
_MAX_BETWEEN = 3  # characters (a line break) between a cap and its line
_FILLER = "\u200b"  # stands for the line break; the repair drops and counts it


def join_drop_caps(segments: Sequence[Segment], vocabulary: Vocabulary) -> list[Segment]:
    """Return the segments with every drop cap as the first letter of the line beside it."""
    if not any(_is_cap(cap, line) for cap, line in pairwise(segments)):
        return list(segments)
    joined: list[Segment] = []
    for segment in segments:
        if joined and _is_cap(joined[-1], segment):
            joined[-1] = _join(joined[-1], segment, vocabulary)
        else:
            joined.append(segment)
    return joined


def _is_cap(cap: Segment, line: Segment) -> bool:
    """Whether ``cap`` is a large letter and ``line`` stands level with its top, right beside it."""
    if len(cap.text) > 2 or cap.size_pt < _CAP_SIZE * line.size_pt:
        return False
    gap = line.x0 - cap.x1
    return (
        _CAP.fullmatch(cap.text) is not None
        and cap.text[-1].isupper()
        and line.text[0].isalpha()
        and 0 <= line.raw_start - cap.raw_end <= _MAX_BETWEEN
        and -0.5 * line.size_pt < gap < _REACH_EM * line.size_pt
        and cap.y0 < line.baseline < cap.y1
    )


def _join(cap: Segment, line: Segment, vocabulary: Vocabulary) -> Segment:
    between = line.raw_start - cap.raw_end
    filler = _FILLER * between
    if between and not _are_one_word(cap.text, line.text, vocabulary):
        filler = " " + filler[1:]
    return line._replace(
        raw_start=cap.raw_start, text=cap.text + filler + line.text, x0=min(cap.x0, line.x0)
    )


def _are_one_word(cap: str, line: str, vocabulary: Vocabulary) -> bool:
    first = _FIRST_WORD.match(line)
    if cap[-1] not in _WORDS_OF_ONE_LETTER or first is None:
        return True
    return cap[-1] + first.group() in vocabulary or first.group() not in vocabulary

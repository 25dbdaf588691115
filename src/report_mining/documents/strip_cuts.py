"""White strips at which columns end although a gutter runs on below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from report_mining.documents.frames import Frame, cut_columns, has_columns

_NOTE = re.compile(r"(?:\(?\d{1,2}\)?|\*{1,3}|[†‡¹²³])\s*[^\W\d]")
_NOTE_SIZE = 0.92  # of the usual size, at most
_TITLE_SIZE = 1.3  # of the usual size, at least
_TITLE_WORDS = 12
_WIDE_EM = 2.2  # a white strip that may end columns, in font sizes
_WIDE_SHARE = 2.0  # over the usual distance of strips
_MIN_COLUMNS = 2
_STRAY_SHARE = 0.1  # of the words may stand elsewhere in the file
_RUNNING_LINES, _RUNNING_WORDS = 3, 20  # a piece with as many is running text
_MIN_WORDS = 15  # on the other side of the white strip; a row of a table has fewer


def find_cuts(strips: Sequence[list[Frame]], split: Sequence[bool]) -> set[int]:
    """Return the strips (by position) that begin something new below columns.

    Notes in small type at the foot, a title over columns, and what stands far below: a gutter
    that runs through them too does not make them part of the columns above.

    Args:
        strips: Frames of a region, cut at white strips, from the top.
        split: For each, whether a gutter runs through it.
    """
    if len(strips) < 2 or not any(split):
        return set()
    usual = _usual_size(strips)
    return {
        *_notes(strips, usual),
        *_titles(strips, split, usual),
        *_wide_strips(strips, split),
        *_far_strips(strips, usual),
    }


def _usual_size(strips: Sequence[list[Frame]]) -> float:
    """Return the font size of most words."""
    words: Counter[float] = Counter()
    for strip in strips:
        for frame in strip:
            words[round(frame.size_pt, 1)] += frame.words
    return max(words, key=lambda size: (words[size], size))


def _notes(strips: Sequence[list[Frame]], usual: float) -> Iterator[int]:
    """Yield where notes begin that stand under all columns."""
    first = len(strips)
    while first and all(f.size_pt <= _NOTE_SIZE * usual for f in strips[first - 1]):
        first -= 1
    for position in range(max(first, 1), len(strips)):
        if _NOTE.match(strips[position][0].segments[0].text.strip()):
            yield position
            return


def _titles(strips: Sequence[list[Frame]], split: Sequence[bool], usual: float) -> Iterator[int]:
    """Yield titles under columns with nothing beside them."""
    for position, strip in enumerate(strips[:-1]):
        if not _is_title(strip, usual):
            continue
        is_between = position and split[position - 1] and split[position + 1]
        if is_between and _is_separated(strips, position):
            yield position


def _is_title(strip: list[Frame], usual: float) -> bool:
    return (
        len(strip) == 1
        and strip[0].size_pt >= _TITLE_SIZE * usual
        and strip[0].words <= _TITLE_WORDS
    )


def _wide_strips(strips: Sequence[list[Frame]], split: Sequence[bool]) -> Iterator[int]:
    """Yield where one text alone stands over or under several columns, though not over all."""
    for position, (above, below) in enumerate(pairwise(strips), start=1):
        if split[position - 1] == split[position]:
            continue
        alone, columns = (below, above) if split[position - 1] else (above, below)
        if _crosses_gutter(alone, columns) and _is_separated(strips, position):
            yield position


def _crosses_gutter(strip: list[Frame], other: list[Frame]) -> bool:
    """Whether a strip without columns stands over two columns or more of the other."""
    x0, x1 = min(f.x0 for f in strip), max(f.x1 for f in strip)
    return any(
        x0 < max(f.x1 for f in left) and x1 > min(f.x0 for f in right)
        for left, right in pairwise(cut_columns(other))
    )


def _far_strips(strips: Sequence[list[Frame]], usual: float) -> Iterator[int]:
    """Yield strips far below columns, where the file ends the columns before it goes on.

    Only beside columns of running text: the rows of a table may stand far apart.
    """
    gaps = [_bottom(above) - _top(below) for above, below in pairwise(strips)]
    wide = max(_WIDE_EM * usual, _WIDE_SHARE * median(gaps))
    last = 0
    for position, gap in enumerate(gaps, start=1):
        if gap < wide or not _is_separated(strips, position):
            continue
        above = [f for strip in strips[last:position] for f in strip]
        below = [f for strip in strips[position:] for f in strip]
        if _are_text_columns(above, below) or _are_text_columns(below, above):
            yield position
            last = position


def _are_text_columns(frames: list[Frame], others: list[Frame]) -> bool:
    """Whether frames are columns of running text, and the others columns of some length."""
    running = sum(any(map(_is_running, column)) for column in cut_columns(frames))
    return running >= _MIN_COLUMNS and has_columns(others) and _words(others) >= _MIN_WORDS


def _is_running(frame: Frame) -> bool:
    return len(frame.segments) >= _RUNNING_LINES and frame.words >= _RUNNING_WORDS


def _words(frames: list[Frame]) -> int:
    return sum(f.words for f in frames)


def _is_separated(strips: Sequence[list[Frame]], position: int) -> bool:
    """Whether the file holds what is above a strip before the rest, but for a label or two."""
    above = [f for strip in strips[:position] for f in strip]
    below = [f for strip in strips[position:] for f in strip]
    last, first = max(f.order for f in above), min(f.order for f in below)
    early = [f for f in below if f.order < last]
    late = [f for f in above if f.order > first]
    return _words(early) <= _STRAY_SHARE * _words(below) or _words(late) <= _STRAY_SHARE * _words(
        above
    )


def _top(strip: list[Frame]) -> float:
    return max(f.top for f in strip)


def _bottom(strip: list[Frame]) -> float:
    return min(f.bottom for f in strip)

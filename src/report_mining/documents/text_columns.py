"""Columns of a text page whose lines were written out row by row, an empty line between them.

Tools that turn pages into text often write the first line of the left column, the first line of the
right one, the second of the left one, and so on. Whether a line goes on from the one before it or
from the one before that is told by hyphens, sentence ends and capitals, and decided for stretches of
lines together (Viterbi).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from report_mining.documents.raw_pages import Segment
from report_mining.documents.repair import Vocabulary

_FEWEST_LINES = 6  # of a stretch that is looked at
_SHORTEST, _LONGEST = 15, 110  # characters of a line of running text in a column
_ENDS = (".", "!", "?", ":", ";", ".\u201d", ".\u2019", ".)")
_PUNCTUATION = ".,;:()'\"\u2018\u2019\u201c\u201d"
_SWITCH = 2.0  # what a change between one and two columns costs, in agreeing line ends
_LEAST_GAIN = 3.0  # by which two columns must explain a stretch better than one
_ONE, _TWO = 0, 1


def is_running_line(group: Sequence[Segment]) -> bool:
    """Return whether a block is a single line that may belong to a column of running text."""
    return len(group) == 1 and _SHORTEST <= len(group[0].text) <= _LONGEST


def set_columns_apart(lines: Sequence[Segment], vocabulary: Vocabulary) -> list[list[Segment]]:
    """Return the lines as blocks: those of two columns apart, others one by one, in order.

    Args:
        lines: Single lines with an empty line between them, in the order of the text.
        vocabulary: Words that the document writes inside its lines.
    """
    if len(lines) < _FEWEST_LINES:
        return [[line] for line in lines]
    states = _states(lines, vocabulary)
    blocks: list[list[Segment]] = []
    place = 0
    while place < len(lines):
        if states[place] == _ONE:
            blocks.append([lines[place]])
            place += 1
            continue
        end = place
        while end < len(lines) and states[end] == _TWO:
            end += 1
        # The line before the first one that goes on from two lines back opens the stretch.
        start = max(place - 2, 0)
        del blocks[len(blocks) - (place - start) :]
        blocks += [list(lines[start:end:2]), list(lines[start + 1 : end : 2])]
        place = end
    return blocks


def _states(lines: Sequence[Segment], vocabulary: Vocabulary) -> list[int]:
    """Return per line whether it goes on from the line before it or from two lines back."""
    scores = {_ONE: 0.0, _TWO: 0.0}
    came: list[tuple[int, int]] = [(_ONE, _TWO)]
    for place in range(1, len(lines)):
        fit = {
            _ONE: continuity(lines[place - 1].text, lines[place].text, vocabulary),
            _TWO: continuity(lines[place - 2].text, lines[place].text, vocabulary)
            if place > 1
            else 0.0,
        }
        known, origin = dict(scores), dict.fromkeys((_ONE, _TWO), _ONE)
        for state in (_ONE, _TWO):
            stay, change = known[state], known[1 - state] - _SWITCH
            origin[state] = state if stay >= change else 1 - state
            scores[state] = max(stay, change) + fit[state]
        came.append((origin[_ONE], origin[_TWO]))
    alone = sum(continuity(a.text, b.text, vocabulary) for a, b in pairwise(lines))
    state = _TWO if scores[_TWO] > scores[_ONE] else _ONE
    if scores[state] - alone < _LEAST_GAIN:
        return [_ONE] * len(lines)
    states = [state]
    for place in range(len(lines) - 1, 0, -1):
        state = came[place][state]
        states.append(state)
    return states[::-1]


def continuity(above: str, below: str, vocabulary: Vocabulary) -> float:
    """Return how well ``below`` goes on from ``above``: positive where ends and beginnings agree."""
    is_low = below[0].islower()
    if above.endswith("-") and above[-2:-1].isalpha():
        part, rest = above.rsplit(maxsplit=1)[-1], below.split(maxsplit=1)[0].strip(_PUNCTUATION)
        is_word = part[:-1] + rest in vocabulary or part + rest in vocabulary
        return 2.0 if is_low and is_word else -0.5
    if above.endswith(_ENDS):
        return -1.5 if is_low else 0.5
    return 0.8 if is_low else -0.3

"""What running text looks like in a document: what most of its characters are set in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from report_mining.documents.raw_pages import Segment

HEADING_SIZE = 1.12  # over the body size
_LEVEL_STEPS = (2.2, 1.6, 1.3, HEADING_SIZE)  # levels 1 to 4; bold text of body size is 5


@dataclass(frozen=True, slots=True)
class TextStyle:
    """What running text looks like in a document."""

    size_pt: float
    weight: int
    face: str = ""
    ink: int = -1  # see `Segment`

    def heading_level(self, size_pt: float) -> int:
        """Return the 1-based level of a heading by how much larger than running text it is set."""
        ratio = size_pt / self.size_pt
        return 1 + sum(ratio < step for step in _LEVEL_STEPS)


class StyleCounts:
    """How many characters of a document are set in which size, weight, typeface and colour."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[float, int, str]] = Counter()
        self._inks: Counter[int] = Counter()

    def add(self, segments: Iterable[Segment]) -> None:
        """Count the characters of a page."""
        counts, inks = self._counts, self._inks
        for segment in segments:
            key = (round(segment.size_pt * 2) / 2, segment.weight, segment.face)
            length = len(segment.text)
            counts[key] += length
            inks[segment.ink] += length

    def usual(self) -> TextStyle:
        """Return what most characters are set in."""
        counts = self._counts
        if not counts:
            return TextStyle(10.0, 400)
        ink = max(self._inks, key=lambda ink: (self._inks[ink], ink))
        return TextStyle(*max(counts, key=lambda key: (counts[key], key)), ink)

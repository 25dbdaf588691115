"""Names of the goals, such as "Decent work and economic growth", where they stand as names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from report_mining.errors import ArtefactError
from report_mining.taxonomies.codes import SdgGoal

_ALL = tuple(str(number) for number in range(1, 18))


@dataclass(frozen=True, slots=True)
class NamedGoal:
    """The name of a goal at its place."""

    goal: SdgGoal
    start: int  # offset in the normalised text, inclusive
    end: int  # exclusive
    is_sure: bool  # said of hardly anything but the goal
    is_title: bool  # begins with a capital


class GoalNames:
    """Finds the names of the goals in both languages."""

    def __init__(self, names: Mapping[str, object]) -> None:
        """Compile the names, per goal under ``sure`` and ``maybe``.

        Raises:
            ArtefactError: a goal is missing or unknown, or its names are no lists.
        """
        if set(names) != set(_ALL):
            raise ArtefactError(f"mentions.yaml: names has {sorted(names)}; expected 1 to 17")
        self._goals: dict[str, tuple[SdgGoal, bool]] = {}
        for number in _ALL:
            for name, is_sure in _names_of(number, names[number]):
                self._goals[name.lower()] = (SdgGoal(number), is_sure)
        longest_first = sorted(self._goals, key=lambda name: (-len(name), name))
        choices = "|".join(re.escape(name) for name in longest_first)
        self._pattern = re.compile(rf"(?<![\w-])(?ai:{choices})(?![\w-])")

    @property
    def screen_literals(self) -> tuple[str, ...]:
        """Literals of which every name holds one, in lower case."""
        return tuple(sorted(self._goals))

    def find(self, text: str) -> Iterator[NamedGoal]:
        """Yield the names in ``text`` by place."""
        lowered = text.lower()
        if not any(name in lowered for name in self._goals):  # ten times faster than searching
            return
        for found in self._pattern.finditer(text):
            goal, is_sure = self._goals[found.group().lower()]
            yield NamedGoal(goal, found.start(), found.end(), is_sure, found.group()[0].isupper())


_LONGER = re.compile(
    r"(?:\b(?:Employees?|Staff|Customers?|Consumers?|Workplace|Occupational|Physical|Mental|Animal)"
    r"|\b[A-Z][a-z]+ (?:Practices|Standards|Conditions|Relations) (?:and|&))\s$"
)


def is_part_of_title(name: NamedGoal, text: str) -> bool:
    """Return whether a name ends a longer title, such as "Employee Health and Wellbeing"."""
    return name.is_title and _LONGER.search(text[: name.start][-45:]) is not None


def is_numbered(name: NamedGoal, text: str) -> bool:
    """Return whether a name stands behind its own number: "10. Reduced inequalities", "no. 13 (…"."""
    ahead = text[: name.start][-12:]
    own = rf"(?:^|[\s|(])(?:no\.? )?{name.goal.value}(?:\.|:| -)? ?[(\"']?\s?$"
    found = re.search(own, ahead)
    return found is not None and (name.is_title or "(" in ahead[found.start() :])


def _names_of(number: str, entry: object) -> Iterator[tuple[str, bool]]:
    if not isinstance(entry, dict) or set(entry) - {"sure", "maybe"}:
        raise ArtefactError(
            f"mentions.yaml: names: {number} is {entry!r}; expected sure and maybe, each a list"
        )
    for key, names in entry.items():
        if not isinstance(names, list):
            raise ArtefactError(f"mentions.yaml: names: {number}: {key} is no list")
        yield from ((str(name), key == "sure") for name in names)

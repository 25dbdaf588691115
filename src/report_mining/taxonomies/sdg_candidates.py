"""Which goals and targets a text such as ``8.7``, ``12.4, 12.5`` or ``13.general`` names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from report_mining.taxonomies.codes import SdgGoal, SdgTarget
from report_mining.taxonomies.loading import load_taxonomy

_TARGETS = "sdg_targets"
_WHOLE_GOAL = ".general"  # how some annotators write a goal of which no target fits


@cache
def goals_of_targets() -> Mapping[str, int]:
    """Return the goal of each of the 169 targets."""
    codes = [category.code for category in load_taxonomy(_TARGETS)]
    return {str(code): int(code.goal.value) for code in codes if isinstance(code, SdgTarget)}


def candidate_codes(text: str) -> tuple[SdgGoal | SdgTarget, ...]:
    """Return the codes that ``text`` lists, separated by commas; ``13.general`` is goal 13.

    Raises:
        ValueError: a part is no target, or there is none.
    """
    return tuple(_code(part.strip()) for part in text.split(","))


def _code(part: str) -> SdgGoal | SdgTarget:
    if part.endswith(_WHOLE_GOAL):
        return SdgGoal(part.removesuffix(_WHOLE_GOAL))
    if part not in goals_of_targets():
        raise ValueError(f"{part!r} is no SDG target; expected one such as 8.7 or 16.b")
    return SdgTarget(part)

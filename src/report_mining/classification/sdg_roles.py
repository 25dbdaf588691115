"""The role of a goal in what is said: from cues in the sentence that names it (DOMAIN 4.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from report_mining.errors import ArtefactError


class MentionRole(StrEnum):
    """What a company says about a goal that it names."""

    PRIORITY = "priority"
    CONTRIBUTION = "contribution"
    RISK = "risk"
    REFERENCE = "reference"
    THIRD_PARTY = "third_party"
    OWN_GOAL = "own_goal"


#: The first role whose cue stands in the sentence holds; a reference needs none.
_ORDER = (MentionRole.RISK, MentionRole.PRIORITY, MentionRole.CONTRIBUTION)


class RoleJudge:
    """Says which role a sentence gives to the goals in it, in either language."""

    def __init__(self, cues: Mapping[str, object]) -> None:
        """Compile the lists of expressions per role, and those under ``self``.

        Raises:
            ArtefactError: a list is missing, has another name, or cannot be compiled.
        """
        known = {role.value for role in (*_ORDER, MentionRole.THIRD_PARTY)} | {"self", "index"}
        if set(cues) != known:
            raise ArtefactError(
                f"mentions.yaml: roles has {sorted(cues)}; expected {sorted(known)}"
            )
        self._cues = {name: _compile(name, lines) for name, lines in cues.items()}

    def judge(self, sentence: str) -> MentionRole:
        """Return the role that ``sentence`` (normalised) gives to the goals it names."""
        if self._cues["index"].search(sentence):
            return MentionRole.REFERENCE
        is_others = self._cues[MentionRole.THIRD_PARTY.value].search(sentence)
        if is_others and not self._cues["self"].search(sentence):
            return MentionRole.THIRD_PARTY
        for role in _ORDER:
            if self._cues[role.value].search(sentence):
                return role
        return MentionRole.REFERENCE


def _compile(name: str, lines: object) -> re.Pattern[str]:
    """Return one expression for a list of alternatives, at the beginning of a word."""
    if not isinstance(lines, list) or not lines:
        raise ArtefactError(f"mentions.yaml: roles: {name} is {lines!r}; expected a list")
    try:
        return re.compile(r"(?i)(?<!\w)(?:" + "|".join(map(str, lines)) + ")")
    except re.error as error:
        raise ArtefactError(
            f"mentions.yaml: roles: {name} cannot be compiled ({error}); correct it"
        ) from error

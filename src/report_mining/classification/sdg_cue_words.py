"""Words that announce the number of a Sustainable Development Goal, strong and weak ones."""

from __future__ import annotations

import re
from enum import StrEnum


class CueKind(StrEnum):
    """How sure a word makes it that a number behind it is a goal's or a target's."""

    SDG = "sdg"  # by itself
    ICON = "icon"  # the name of a picture file, or its alternative text
    GOAL = "goal"  # "Goal 8": when something near speaks of the SDGs, or nothing speaks against it
    TARGET = "target"  # "target 8.7": for targets only
    SUBDOEL = "subdoel"  # the same, and said of hardly anything else
    DOEL = "doel"  # "doel 12": only when an SDG word stands near
    HASH = "hash"  # "#8": only when an SDG word stands near


_SDG_WORD = (
    r"(?:#?sdg(?:'?s|\(s\)|\('s\))?|ods-sdg|sustainable[- ]development[- ]goals?|duurzame[- ]?"
    r"ontwikkelings[- ]?doel(?:en|stelling(?:en)?)?|duurzaamheidsdoel(?:en|stellingen)? van de "
    r"(?:vn|verenigde naties)|(?:un|united nations|u\.n\.|vn)[- ]+(?:global |duurzaamheids|"
    r"ontwikkelings)?-?(?:goals?|doel(?:en|stelling(?:en)?)?)|(?<!our )(?<!onze )(?<!their )(?<!its )"
    r"(?<!own )(?<!eigen )global goals?(?! for (?:20|our))|wereld[- ]?doel(?:en)?)"
)
_UNIT_WORD = (
    r"(?:[- ]*\((?:un )?(?:sdg|ods)(?:'?s)?\))?"
    r"(?:[- ](?:goals?|(?:sub-?)?targets?|doel(?:en|stelling(?:en)?)?|sub-?doel(?:en|stelling(?:en)?)?|"
    r"indicators?|indicatoren|(?:nummer|number|no|nr|nos)s?\.?)){0,2}"
)
_CONNECTOR = r"(?:\s*[\[(:\"'#_|-]?\s*[\[(\"'#]?\s*)"
_NUMBER_AHEAD = r"(?=0?[1-9])"

_ICON = (
    r"(?<![a-z])(?:(?:e|f|nl|en|the)?[-_ ]?(?:web[-_ ]?)?(?:sdg|global ?goals?)[-_ ]+(?:web[-_ ])?"
    r"(?:icons?|icoon|iconen|logo|goals?|wheel|colou?r|inverted)(?:[-_ ](?:icons?|colou?r|goals?"
    r"|en|nl|web|rgb)){0,3}[-_ ]*|e[-_]web[-_]goal[-_])"
)
_PATTERNS = (
    (
        CueKind.ICON,
        _ICON,
    ),
    (CueKind.SDG, rf"(?<![a-z0-9]){_SDG_WORD}{_UNIT_WORD}{_CONNECTOR}"),
    (CueKind.GOAL, r"(?<![a-z-])goals? ?(?:no\.? |number |nr\.? |#)?"),
    (CueKind.TARGET, r"(?<![a-z-])(?:sub-?)?targets?:? ?\(?"),
    (CueKind.SUBDOEL, r"(?<![a-z])(?:sub|deel)-?doel(?:en|stelling(?:en)?)?:? ?\(?"),
    (CueKind.DOEL, r"(?<![a-z-])doel(?:en|stelling(?:en)?)?:? ?(?:nr\.? |nummer )?"),
    (CueKind.HASH, r"(?<![a-z0-9#])#"),
)
CUE = re.compile(
    "|".join(f"(?P<{kind.value}>{pattern}{_NUMBER_AHEAD})" for kind, pattern in _PATTERNS), re.I
)
_SPEAKS_OF_SDGS = re.compile(
    rf"(?<![a-z0-9]){_SDG_WORD}(?![a-z])|2030[- ]agenda|agenda[- ]2030|\bsdg", re.I
)
_LITERALS = ("sdg", "goal", "doel", "2030")  # every SDG word holds one
PLURAL = re.compile(r"(?i)(?:s|\(s\)|doelen|stellingen)\)?[\s:(\"'-]*$")
GLUED_PLURAL = re.compile(r"(?i)sdg'?s$")  # "SDGs12": the digits are a footnote's
OWN_GOAL = re.compile(
    r"(?i)\b(?:our|onze|strategic|strategische?|company|corporate|own|eigen|business|their|its|hun|"
    r"internal|interne|personal|financial|financiële|safety|group)\s+(?:\w+\s+)?$"
)


def speaks_of_sdgs(text: str) -> bool:
    """Return whether ``text`` has a word that stands for the Sustainable Development Goals."""
    lowered = text.lower()
    if not any(literal in lowered for literal in _LITERALS):
        return False
    return _SPEAKS_OF_SDGS.search(text) is not None


def kind_of(cue: re.Match[str]) -> CueKind:
    """Return the kind of a match of ``CUE``."""
    return CueKind(cue.lastgroup or CueKind.SDG.value)

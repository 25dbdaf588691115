"""The words of a link: elements of responsible conduct, relations and what speaks against one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from report_mining.classification.checked_artefacts import CheckedArtefact, read_yaml
from report_mining.errors import ArtefactError

STRONG = ("framework", "due_diligence", "salient", "right", "remedy")
WEAK = ("topic", "chain", "check", "affected")  # these need more of them, or a word of harm
_ELEMENTS = (*STRONG, *WEAK, "harm", "sdg_general")
RELATIONS = ("contribute", "map", "basis", "harm", "measure")
CONTEXTS = (
    "anaphor", "parallel", "listing", "index", "index_block", "third_party", "wish", "own", "business", "trade_off",
    "column_risk", "column_topic", "column_sdg",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of one kind at their place in a normalised text."""

    kind: str
    start: int  # inclusive
    end: int  # exclusive


class CueList:
    """Expressions of several kinds, each of which can be looked for."""

    def __init__(self, name: str, entries: Mapping[str, object], kinds: Iterable[str]) -> None:
        """Compile the lists.

        Raises:
            ArtefactError: a kind is missing or unknown, or an expression cannot be compiled.
        """
        if set(entries) != set(kinds):
            raise ArtefactError(f"{name} has {sorted(entries)}; expected {sorted(kinds)}")
        self._patterns = {kind: _compile(name, kind, lines) for kind, lines in entries.items()}

    def find(self, kind: str, text: str) -> tuple[Cue, ...]:
        """Return the cues of ``kind`` in ``text``, by place."""
        return tuple(Cue(kind, *m.span()) for m in self._patterns[kind].finditer(text))

    def has(self, kind: str, text: str) -> bool:
        """Return whether ``text`` holds a cue of ``kind``."""
        return self._patterns[kind].search(text) is not None


@dataclass(frozen=True, slots=True)
class LinkLexicon:
    """All lists of one artefact."""

    elements: CueList
    relations: CueList
    contexts: CueList

    def strong(self, text: str) -> tuple[Cue, ...]:
        """Return the elements of responsible conduct in ``text`` that are so by themselves."""
        found = (cue for kind in STRONG for cue in self.elements.find(kind, text))
        return tuple(sorted(found, key=lambda cue: (cue.start, -cue.end)))

    def related(self, text: str) -> tuple[Cue, ...]:
        """Return the words of relation in ``text``, by place."""
        found = (cue for kind in RELATIONS for cue in self.relations.find(kind, text))
        return tuple(sorted(found, key=lambda cue: (cue.start, -cue.end)))


def load_link_lexicon(artefact: CheckedArtefact) -> LinkLexicon:
    """Return the lists in the files of ``artefact``.

    Raises:
        ArtefactError: a file is missing or holds something else.
    """

    def read(name: str, kinds: Iterable[str]) -> CueList:
        return CueList(name, read_yaml(artefact.path(name)), kinds)

    return LinkLexicon(
        elements=read("elements.yaml", _ELEMENTS),
        relations=read("relations.yaml", RELATIONS),
        contexts=read("context.yaml", CONTEXTS),
    )


def _compile(name: str, kind: str, lines: object) -> re.Pattern[str]:
    """Return one expression for a list of alternatives, at the beginning of a word."""
    if not isinstance(lines, list) or not lines:
        raise ArtefactError(f"{name}: {kind} is {lines!r}; expected a list of expressions")
    try:
        return re.compile(r"(?i)(?<!\w)(?:" + "|".join(map(str, lines)) + ")")
    except re.error as error:
        raise ArtefactError(
            f"{name}: {kind} cannot be compiled ({error}); correct the expression"
        ) from error

"""Covenants, partners and other frameworks that a text names, from a list of names (PAR-01 to 03)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from report_mining.classification.checked_artefacts import (
    open_artefact,
    packaged_models,
    read_yaml,
)
from report_mining.classification.normalising import normalise
from report_mining.classification.screening import Screen
from report_mining.errors import ArtefactError
from report_mining.language import split_sentences
from report_mining.records import NamedParty, PartyKind

RULES_FOLDER = Path("partnerships") / "rules-1"  # under a folder of models
_ANY_COVENANT = "any"  # a covenant without its sector; left out where the sector is known
_KEYS = {"covenants", "partners", "frameworks", "takes_part", "works_with"}


@dataclass(frozen=True, slots=True)
class _Name:
    """One entry of the list, with the expression that finds it."""

    kind: PartyKind
    code: str
    group: str
    expression: re.Pattern[str]


class PartnershipReader:
    """Finds the names of the list; the same text gives the same answer."""

    def __init__(self, rules: Mapping[str, object], version: str) -> None:
        """Compile the names.

        Raises:
            ArtefactError: a key is missing or unknown, or an entry has no names.
        """
        if set(rules) != _KEYS:
            raise ArtefactError(f"names.yaml: has {sorted(rules)}; expected {sorted(_KEYS)}")
        self.version = version
        self._names = tuple(_names(rules))
        self._takes_part = _alternatives(_texts(rules["takes_part"], "takes_part"))
        self._works_with = _alternatives(_texts(rules["works_with"], "works_with"))
        self._screen = Screen((), dict.fromkeys(_literals(rules), ()))

    def may_contain(self, text: str) -> bool:
        """Return whether ``text`` can hold a name; cheap, and never wrong when it says no."""
        return self._screen.passes(text)

    def find(self, text: str) -> tuple[NamedParty, ...]:
        """Return the names in ``text``, by place; a partner only beside a word of working together."""
        normal = normalise(text)
        found = [p for span in split_sentences(normal.text) for p in self._in(normal.text, span)]
        sectors = any(p.kind is PartyKind.COVENANT and p.code != _ANY_COVENANT for p in found)
        return tuple(
            NamedParty(p.kind, p.code, p.group, p.is_own, *normal.original_span(p.start, p.end))
            for p in sorted(found, key=lambda p: (p.start, p.end, p.kind, p.code))
            if not (sectors and p.code == _ANY_COVENANT)
        )

    def _in(self, text: str, span: tuple[int, int]) -> Iterator[NamedParty]:
        sentence = text[span[0] : span[1]]
        works_together = bool(self._works_with.search(sentence))
        takes_part = bool(self._takes_part.search(sentence))
        for name in self._names:
            match = name.expression.search(sentence)
            if match is None or (name.kind is PartyKind.PARTNER and not works_together):
                continue
            is_own = works_together if name.kind is PartyKind.PARTNER else takes_part
            start, end = span[0] + match.start(), span[0] + match.end()
            yield NamedParty(name.kind, name.code, name.group, is_own, start, end)


def load_partnership_reader(models_dir: Path | None = None) -> PartnershipReader:
    """Return the reader with the names under ``models_dir``, by default ours.

    Raises:
        ArtefactError: the list is missing or was changed without its manifest.
    """
    artefact = open_artefact((models_dir or packaged_models()) / RULES_FOLDER)
    return PartnershipReader(read_yaml(artefact.path("names.yaml")), artefact.version)


def _names(rules: Mapping[str, object]) -> Iterator[_Name]:
    for kind, key in ((PartyKind.COVENANT, "covenants"), (PartyKind.FRAMEWORK, "frameworks")):
        for entry in _entries(rules[key], key):
            yield _Name(kind, str(entry["code"]), "", _expression(entry, key))
    groups = rules["partners"]
    if not isinstance(groups, dict):
        raise ArtefactError("names.yaml: partners is no mapping of groups")
    for group, entry in groups.items():
        yield _Name(PartyKind.PARTNER, str(group), str(group), _expression(entry, "partners"))


def _entries(value: object, key: str) -> list[dict[str, object]]:
    if not isinstance(value, list) or not all(isinstance(e, dict) and "code" in e for e in value):
        raise ArtefactError(f"names.yaml: {key} is no list of entries with a code")
    return value


def _expression(entry: Mapping[str, object], key: str) -> re.Pattern[str]:
    loose = [_flexible(name) for name in _texts(entry.get("names", []), key)]
    exact = [rf"(?-i:\b{re.escape(n)}\b)" for n in _texts(entry.get("exact", []), key)]
    if not loose and not exact:
        raise ArtefactError(f"names.yaml: {key}: {entry.get('code', '?')} has no names")
    return re.compile("(?i)" + "|".join([*loose, *exact]))


def _flexible(name: str) -> str:
    """Return an expression for ``name`` with any spaces and hyphens between its letters."""
    words = re.split(r"[ -]+", name)
    inside = r"[\s-]*".join(re.escape(word) for word in words)
    return rf"(?<!\w){inside}" if len(name) > 4 else rf"(?-i:(?<!\w){inside}(?!\w))"


def _alternatives(texts: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?i)\b(?:" + "|".join(re.escape(text) for text in texts) + ")")


def _literals(rules: Mapping[str, object]) -> Iterator[str]:
    groups = rules["partners"]
    partners = list(groups.values()) if isinstance(groups, dict) else []
    for key in ("covenants", "frameworks"):
        partners += _entries(rules[key], key)
    for entry in partners:
        yield from _texts(entry.get("names", []), "names")
        yield from _texts(entry.get("exact", []), "exact")


def _texts(value: object, key: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
        raise ArtefactError(f"names.yaml: {key} is {value!r}; expected a list of texts")
    return value

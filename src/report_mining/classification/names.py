"""Finding the names of frameworks in a text, and telling them from what only looks like them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from report_mining.classification.screening import Screen
from report_mining.errors import ArtefactError
from report_mining.taxonomies.codes import Framework, Lookalike


class Certainty(StrEnum):
    """How sure a name is before its sentence has been looked at."""

    SURE = "sure"  # specific enough by itself
    MAYBE = "maybe"  # a short name: its sentence decides
    SHORT = "short"  # "the Guidelines" after a full name
    NOT = "not"  # a look-alike


@dataclass(frozen=True, slots=True)
class FoundName:
    """One name in normalised text."""

    framework: Framework
    start: int  # offset in the normalised text, inclusive
    end: int  # exclusive
    certainty: Certainty
    lookalike: Lookalike | None = None
    has_cue: bool = True  # whether something else in the sentence speaks of responsible business


@dataclass(frozen=True, slots=True)
class _NamePattern:
    """One compiled pattern of the artefact."""

    framework: Framework
    certainty: Certainty
    pattern: re.Pattern[str]
    lookalike: Lookalike | None = None
    needs: str | None = None  # the cue that has to stand in the same sentence


_SENTENCE_BREAK = re.compile(r"(?<=[.!?;])\s+(?=[A-Z\"'(\u2022])|[\u2022\u25aa\u25cf]| \| ")
_COMPOUND_TAIL = re.compile(r"^(?:-? ?(?:en|and|&|/) )")


class NameFinder:
    """Finds every framework name of a normalised text, look-alikes included."""

    def __init__(self, names: Mapping[str, object]) -> None:
        parts = _strings(names, "parts")
        self._patterns = [*_framework_patterns(names, parts), *_lookalike_patterns(names, parts)]
        self._cues = {
            key: re.compile(value) for key, value in _strings(names, "disambiguation").items()
        }
        self._short = {
            Framework(family): re.compile(value)
            for family, value in _strings(names, "short_forms").items()
        }
        self._blockers = re.compile(str(names["short_form_blockers"]))
        self._screen = Screen(
            map(str, _list(names, "screen")), map(str, _list(names, "screen_exact"))
        )

    def may_contain(self, text: str) -> bool:
        """Return whether a name can stand in ``text``, normalised or not; cheap."""
        return self._screen.passes(text)

    def find(self, normal_text: str, before: str = "", section: str = "") -> list[FoundName]:
        """Return the names in ``normal_text`` by place, never overlapping.

        ``before`` (normalised) and ``section`` only serve to understand short names.
        """
        if not self.may_contain(normal_text):
            return []
        found = self._longest(normal_text)
        judged = [self._judge(normal_text, name, section) for name in found]
        kept = [name for name in judged if name is not None]
        return sorted(
            [*kept, *self._short_forms(normal_text, before, kept)], key=lambda name: name.start
        )

    def _longest(self, text: str) -> list[FoundName]:
        """Return the longest of overlapping matches; a look-alike wins over an equal framework."""
        matches = [
            (m.start(), m.end(), order, pattern)
            for order, pattern in enumerate(self._patterns)
            for m in pattern.pattern.finditer(text)
            if m.end() > m.start() and self._is_allowed(pattern, text, m.start(), m.end())
        ]
        matches.sort(key=lambda m: (-(m[1] - m[0]), m[3].certainty is not Certainty.NOT, m[2]))
        chosen: list[tuple[int, int, int, _NamePattern]] = []
        for match in matches:
            if all(match[1] <= c[0] or match[0] >= c[1] or _may_share(match, c) for c in chosen):
                chosen.append(match)
        return [
            FoundName(p.framework, start, end, p.certainty, p.lookalike)
            for start, end, _, p in sorted(chosen, key=lambda m: m[:3])
        ]

    def _is_allowed(self, pattern: _NamePattern, text: str, start: int, end: int) -> bool:
        """Return whether the cue that ``pattern`` needs stands in the sentence."""
        if pattern.needs is None:
            return True
        return bool(self._cues[pattern.needs].search(sentence_around(text, start, end)))

    def _judge(self, text: str, name: FoundName, section: str) -> FoundName | None:
        """Return ``name`` with the verdict of its sentence."""
        if name.certainty is Certainty.NOT:
            return name
        sentence = sentence_around(text, name.start, name.end)
        rest = sentence.replace(text[name.start : name.end], " ")
        has_cue = bool(self._cues["rbc"].search(rest) or self._cues["rbc"].search(section))
        if name.certainty is Certainty.MAYBE and name.framework is Framework.OECD_MNE:
            kind = self._other_meaning(rest, section, has_cue)
            if kind is not None:
                return FoundName(name.framework, name.start, name.end, Certainty.NOT, kind)
        return FoundName(name.framework, name.start, name.end, name.certainty, None, has_cue)

    def _other_meaning(self, rest: str, section: str, has_cue: bool) -> Lookalike | None:
        """Return what a short OECD name stands for when it is not the Guidelines."""
        for kind in (Lookalike.TAX, Lookalike.PRIVACY, Lookalike.CHEMICALS, Lookalike.GOVERNANCE):
            cue = self._cues[kind.value]
            if cue.search(rest) and not has_cue:
                return kind
            if kind is Lookalike.TAX and cue.search(section) and not self._cues["rbc"].search(rest):
                return kind
        return None

    def _known(self, before: str) -> set[Framework]:
        """Return the frameworks that ``before`` names in full."""
        if not self.may_contain(before):
            return set()
        return {n.framework for n in self._longest(before) if n.certainty is Certainty.SURE}

    def _short_forms(
        self, text: str, before: str, names: Sequence[FoundName]
    ) -> Iterator[FoundName]:
        """Yield "the Guidelines" and the like that stand after a full name, outside tax talk."""
        known_before = self._known(before)
        for family, pattern in self._short.items():
            first = min((n.end for n in names if _is_antecedent(n, family)), default=None)
            for match in pattern.finditer(text):
                sentence = sentence_around(text, match.start(), match.end())
                is_known = family in known_before or (first is not None and first <= match.start())
                is_taken = any(n.start < match.end() and match.start() < n.end for n in names)
                is_blocked = self._blockers.search(text) or self._cues["tax"].search(sentence)
                if is_known and not is_taken and not is_blocked:
                    yield FoundName(family, match.start(), match.end(), Certainty.SHORT)


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence of ``text`` (at most 400 characters each side) that holds a span."""
    left, right = max(0, start - 400), min(len(text), end + 400)
    for found in _SENTENCE_BREAK.finditer(text, left, right):
        if found.end() <= start:
            left = found.end()
        elif found.start() >= end:
            right = found.start()
            break
    return text[left:right]


def _is_antecedent(name: FoundName, family: Framework) -> bool:
    """Return whether a later short form may stand for ``name``."""
    return name.framework is family and name.certainty in (Certainty.SURE, Certainty.MAYBE)


def _may_share(
    one: tuple[int, int, int, _NamePattern], two: tuple[int, int, int, _NamePattern]
) -> bool:
    """Return whether two matches overlap by coordination: "OESO- en VN-richtlijnen"."""
    first, second = sorted((one, two), key=lambda m: m[0])
    is_other_family = first[3].framework is not second[3].framework
    is_tail = first[1] == second[1] and first[0] < second[0]
    both_named = Certainty.NOT not in (first[3].certainty, second[3].certainty)
    is_pair = {first[3].framework, second[3].framework} == {Framework.OECD_MNE, Framework.UNGP}
    return is_other_family and is_tail and both_named and is_pair


def _framework_patterns(
    names: Mapping[str, object], parts: Mapping[str, str]
) -> Iterator[_NamePattern]:
    """Yield the patterns under ``names``."""
    for entry in _entries(names, "names", {"family", "certainty", "pattern"}):
        pattern = _compile(str(entry["pattern"]), parts)
        yield _NamePattern(
            Framework(str(entry["family"])), Certainty(str(entry["certainty"])), pattern
        )


def _lookalike_patterns(
    names: Mapping[str, object], parts: Mapping[str, str]
) -> Iterator[_NamePattern]:
    """Yield the patterns under ``lookalikes``."""
    for entry in _entries(names, "lookalikes", {"kind", "pattern", "needs"}):
        needs = entry.get("needs")
        yield _NamePattern(
            Framework.OECD_MNE,
            Certainty.NOT,
            _compile(str(entry["pattern"]), parts),
            Lookalike(str(entry["kind"])),
            str(needs) if needs is not None else None,
        )


def _compile(pattern: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    """Return the pattern with its parts filled in."""
    try:
        return re.compile(pattern.format(**parts))
    except (re.error, KeyError, IndexError, ValueError) as error:
        raise ArtefactError(
            f"names.yaml: the pattern {pattern!r} cannot be compiled ({error}); correct it"
        ) from error


def _entries(names: Mapping[str, object], key: str, known: set[str]) -> Iterator[dict[str, object]]:
    """Yield the entries of one list of the file; unknown keys are errors."""
    for entry in _list(names, key):
        if not isinstance(entry, dict) or set(entry) - known:
            raise ArtefactError(
                f"names.yaml: {key}: {entry!r} is not an entry with the keys {sorted(known)}"
            )
        yield entry


def _list(names: Mapping[str, object], key: str) -> list[object]:
    """Return the list under ``key``."""
    value = names.get(key)
    if not isinstance(value, list):
        raise ArtefactError(f"names.yaml: {key} is {type(value).__name__}, expected a list")
    return value


def _strings(names: Mapping[str, object], key: str) -> dict[str, str]:
    """Return the mapping of strings under ``key``."""
    value = names.get(key)
    if not isinstance(value, dict):
        raise ArtefactError(f"names.yaml: {key} is {type(value).__name__}, expected a mapping")
    return {str(name): str(text) for name, text in value.items()}

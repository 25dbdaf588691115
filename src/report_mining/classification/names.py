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
    is_doubtful: bool = False  # whether something near speaks of another meaning of a short name


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a text; it only serves to understand short names."""

    before: str = ""  # normalised
    after: str = ""  # normalised
    section: str = ""


@dataclass(frozen=True, slots=True)
class _NamePattern:
    """One compiled pattern of the artefact."""

    framework: Framework
    certainty: Certainty
    pattern: re.Pattern[str]
    lookalike: Lookalike | None = None
    needs: str | None = None  # the cue that has to stand in the same sentence


_SENTENCE_BREAK = re.compile(r"(?<=[.!?;])\s+(?=[A-Z\"'(\u2022])|[\u2022\u25aa\u25cf]| \| ")
_NEAR = 300  # characters around a text in which another meaning makes a short name doubtful
_OTHER_MEANINGS = (Lookalike.TAX, Lookalike.PRIVACY, Lookalike.CHEMICALS, Lookalike.GOVERNANCE)
_NOTHING = Around()


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
        self._screen = Screen(map(str, _list(names, "screen_exact")), _groups(names, "screen"))

    def may_contain(self, text: str) -> bool:
        """Return whether a name can stand in ``text``, normalised or not; cheap."""
        return self._screen.passes(text)

    def find(self, normal_text: str, around: Around = _NOTHING) -> list[FoundName]:
        """Return the names in ``normal_text`` by place, never overlapping."""
        if not self.may_contain(normal_text):
            return []
        kept = [self._judge(normal_text, name, around) for name in self._longest(normal_text)]
        short = self._short_forms(normal_text, around.before, kept)
        return sorted([*kept, *short], key=lambda name: name.start)

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

    def _judge(self, text: str, name: FoundName, around: Around) -> FoundName:
        """Return ``name`` with the verdict of its sentence and what stands around it."""
        if name.certainty is not Certainty.MAYBE or name.framework is not Framework.OECD_MNE:
            return name
        sentence = sentence_around(text, name.start, name.end)
        rest = sentence.replace(text[name.start : name.end], " ")
        kind = self._other_meaning(rest, around.section) or self._told_before(text, name, around)
        if kind is not None:
            return FoundName(name.framework, name.start, name.end, Certainty.NOT, kind)
        nearby = f"{around.before[-_NEAR:]} {text} {around.after[:_NEAR]} {around.section}"
        is_doubtful = not self._cues["rbc"].search(f"{rest} {around.section}") and any(
            self._cues[kind.value].search(nearby) for kind in _OTHER_MEANINGS
        )
        return FoundName(name.framework, name.start, name.end, name.certainty, None, is_doubtful)

    def _other_meaning(self, rest: str, section: str) -> Lookalike | None:
        """Return what a short OECD name stands for when it is not the Guidelines."""
        speaks_of_rbc = self._cues["rbc"].search(rest)
        has_cue = speaks_of_rbc or self._cues["rbc"].search(section)
        for kind in _OTHER_MEANINGS:
            cue = self._cues[kind.value]
            if cue.search(rest) and not has_cue:
                return kind
            if kind is Lookalike.TAX and cue.search(section) and not speaks_of_rbc:
                return kind
        return None

    def _told_before(self, text: str, name: FoundName, around: Around) -> Lookalike | None:
        """Return TAX for a short name right behind talk of transfer prices, else None."""
        sentence = sentence_around(text, name.start, name.end)
        ahead = f"{around.before[-_NEAR:]} {text[: name.start]}"[-_NEAR:]
        if self._cues["hard_tax"].search(ahead) and not self._cues["rbc"].search(sentence):
            return Lookalike.TAX
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


def _groups(names: Mapping[str, object], key: str) -> dict[str, list[str]]:
    """Return the mapping of lists of strings under ``key``."""
    value = names.get(key)
    if not isinstance(value, dict):
        raise ArtefactError(f"names.yaml: {key} is {type(value).__name__}, expected a mapping")
    return {str(name): [str(text) for text in _list(value, name)] for name in value}


def _strings(names: Mapping[str, object], key: str) -> dict[str, str]:
    """Return the mapping of strings under ``key``."""
    value = names.get(key)
    if not isinstance(value, dict):
        raise ArtefactError(f"names.yaml: {key} is {type(value).__name__}, expected a mapping")
    return {str(name): str(text) for name, text in value.items()}

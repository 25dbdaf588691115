"""The SDG lexicon: words that speak of a goal or target without naming it, with weights."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from report_mining.classification.checked_artefacts import (
    open_artefact,
    packaged_models,
    read_yaml,
)
from report_mining.classification.normalising import NormalText, normalise
from report_mining.classification.sdg_mentions import RULES_FOLDER
from report_mining.classification.sdg_terms import TermFinder, TermMatch
from report_mining.errors import ArtefactError
from report_mining.taxonomies.codes import SdgGoal, SdgTarget
from report_mining.taxonomies.shapes import expected_targets

LANGUAGES = ("en", "nl")
WEIGHTS = (1, 2, 3)  # a hint, a clear word, decisive by itself
_HALF = 2.0  # the sum of weights at which a score is one half
_BROKEN = re.compile("\u00ad|-[ \t]*\n|[\ufb00-\ufb06\u200b]|(?<=[a-z])- (?=[a-z])")


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """One term of the lexicon with what it speaks of."""

    goal: SdgGoal
    target: SdgTarget | None  # None: of the goal as a whole
    weight: int  # 1 to 3
    term: str  # as written in the lexicon


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term of the lexicon at its place in a text."""

    goal: SdgGoal
    target: SdgTarget | None
    weight: int
    start: int  # code points in the input text, inclusive
    end: int  # exclusive
    term: str  # as written in the lexicon


@dataclass(frozen=True, slots=True)
class SdgScores:
    """How strongly the words of a text speak of goals and targets, each 0 to 1; absent means 0."""

    goals: Mapping[SdgGoal, float]
    targets: Mapping[SdgTarget, float]


class SdgLexicon:
    """Finds the terms of both languages; false friends are listed as blockers and cover them."""

    def __init__(self, lexicons: Mapping[str, Mapping[str, object]]) -> None:
        self._finders = {
            language: TermFinder[LexiconEntry | None](_terms(language, lexicon), language)
            for language, lexicon in lexicons.items()
        }

    def read(self, text: str, language: str) -> tuple[TermHit, ...]:
        """Return the terms of ``language`` in ``text`` by place.

        Of terms that overlap and speak of the same goal, the weightiest and then the longest stays;
        terms with one place stay together. A language without a lexicon yields nothing.
        """
        finder = self._finders.get(language)
        if finder is None:
            return ()
        normal = normalise(text) if _BROKEN.search(text) else None
        matches = finder.find(normal.text if normal else text)
        if not matches:
            return ()
        return tuple(_hit(match, entry, normal) for match, entry in _kept(matches))


def scores(hits: Iterable[TermHit]) -> SdgScores:
    """Return the saturating sums of the weights; a term counts once however often it stands there.

    One decisive term gives 0.65, a clear one 0.5, a hint 0.29.
    """
    goals: dict[SdgGoal, dict[str, int]] = {}
    targets: dict[SdgTarget, dict[str, int]] = {}
    for hit in hits:
        _keep_highest(goals.setdefault(hit.goal, {}), hit)
        if hit.target is not None:
            _keep_highest(targets.setdefault(hit.target, {}), hit)
    return SdgScores(
        {goal: _saturated(weights.values()) for goal, weights in goals.items()},
        {target: _saturated(weights.values()) for target, weights in targets.items()},
    )


def load_sdg_lexicon(models_dir: Path | None = None) -> SdgLexicon:
    """Return the lexicon of the rules under ``models_dir``, by default ours.

    Raises:
        ArtefactError: a file is missing, was changed without its manifest, or has a bad entry.
    """
    artefact = open_artefact((models_dir or packaged_models()) / RULES_FOLDER)
    return SdgLexicon(
        {language: read_yaml(artefact.path(f"lexicon_{language}.yaml")) for language in LANGUAGES}
    )


def _keep_highest(weights: dict[str, int], hit: TermHit) -> None:
    weights[hit.term] = max(hit.weight, weights.get(hit.term, 0))


def _saturated(weights: Iterable[int]) -> float:
    return 1 - math.exp(-sum(weights) * math.log(2) / _HALF)


def _kept(
    matches: Sequence[TermMatch[LexiconEntry | None]],
) -> Iterator[tuple[TermMatch[LexiconEntry | None], LexiconEntry]]:
    """Yield the matches that no blocker covers and no better term of the same goal, by place."""
    blocked = [match for match in matches if match.value is None]
    found = [
        (match, match.value)
        for match in matches
        if match.value is not None and not any(_overlap(match, other) for other in blocked)
    ]
    found.sort(key=lambda pair: (-pair[1].weight, pair[0].start - pair[0].end, pair[0].start))
    chosen: dict[SdgGoal, list[TermMatch[LexiconEntry | None]]] = {}
    kept = []
    for match, entry in found:
        others = chosen.setdefault(entry.goal, [])
        if all(not _overlap(match, o) or _is_same_place(match, o) for o in others):
            others.append(match)
            kept.append((match, entry))
    kept.sort(key=lambda pair: (pair[0].start, pair[0].end, int(pair[1].goal.value), pair[1].term))
    yield from kept


def _overlap(one: TermMatch[LexiconEntry | None], other: TermMatch[LexiconEntry | None]) -> bool:
    return one.start < other.end and other.start < one.end


def _is_same_place(
    one: TermMatch[LexiconEntry | None], other: TermMatch[LexiconEntry | None]
) -> bool:
    return one.start == other.start and one.end == other.end


def _hit(
    match: TermMatch[LexiconEntry | None], entry: LexiconEntry, normal: NormalText | None
) -> TermHit:
    start, end = match.start, match.end
    if normal is not None:
        start, end = normal.original_span(start, end)
    return TermHit(entry.goal, entry.target, entry.weight, start, end, entry.term)


def _terms(
    language: str, lexicon: Mapping[str, object]
) -> Iterator[tuple[str, LexiconEntry | None]]:
    """Yield the terms of one file, and its blockers with None.

    Raises:
        ArtefactError: the file has another language, unknown keys, codes or weights, or no lists.
    """
    name = f"lexicon_{language}.yaml"
    if set(lexicon) != {"language", "blockers", "terms"} or lexicon["language"] != language:
        raise ArtefactError(
            f"{name}: has {sorted(lexicon)} for {lexicon.get('language')!r}; expected language "
            f"({language}), blockers and terms"
        )
    for blocker in _texts(name, "blockers", lexicon["blockers"]):
        yield blocker, None
    for code, by_weight in _mapping(name, "terms", lexicon["terms"]).items():
        goal, target = _code(name, code)
        for weight, terms in _mapping(name, code, by_weight).items():
            if weight not in map(str, WEIGHTS):
                raise ArtefactError(f"{name}: {code}: weight {weight}; expected 1, 2 or 3")
            for term in _texts(name, code, terms):
                yield term, LexiconEntry(goal, target, int(weight), term)


def _code(name: str, code: str) -> tuple[SdgGoal, SdgTarget | None]:
    """Return the goal and target of a key of the lexicon."""
    if code in expected_targets():
        target = SdgTarget(code)
        return target.goal, target
    try:
        return SdgGoal(code), None
    except ValueError as error:
        raise ArtefactError(f"{name}: {code!r} is no SDG goal or target; correct it") from error


def _mapping(name: str, key: str, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ArtefactError(f"{name}: {key} is {type(value).__name__}, expected a mapping")
    return {str(inner): item for inner, item in value.items()}


def _texts(name: str, key: str, value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ArtefactError(
            f"{name}: {key} is {value!r}; expected a list of texts, quoted if need be"
        )
    return value

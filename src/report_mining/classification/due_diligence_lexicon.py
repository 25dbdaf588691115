"""The due diligence lexicon: terms in two languages that stand for concepts such as ``step.2.alone``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from report_mining.classification.checked_artefacts import CheckedArtefact, read_yaml
from report_mining.classification.sdg_terms import TermFinder, TermMatch
from report_mining.errors import ArtefactError

LANGUAGES = ("nl", "en")
_LEXICON_FILES = {language: f"lexicon_{language}.yaml" for language in LANGUAGES}


@dataclass(frozen=True, slots=True)
class DueDiligenceLexicon:
    """The terms of both languages; the same concepts exist in each."""

    finders: Mapping[str, TermFinder[str]]
    concepts: tuple[str, ...]  # in alphabetical order

    def find(self, text: str, language: str) -> list[TermMatch[str]]:
        """Return the terms in ``text``, each with its concept, by place."""
        return self.finders[language].find(text)


def load_due_diligence_lexicon(artefact: CheckedArtefact) -> DueDiligenceLexicon:
    """Return the compiled lexicons of an artefact.

    Raises:
        ArtefactError: a file is missing or malformed, or the languages have different concepts.
    """
    terms = {language: _terms(artefact, name) for language, name in _LEXICON_FILES.items()}
    concepts = {language: {concept for _, concept in found} for language, found in terms.items()}
    nl, en = (concepts[language] for language in LANGUAGES)
    if nl != en:
        raise ArtefactError(
            f"{artefact.version}: {', '.join(sorted(nl ^ en))}: stands in one language only; "
            "add terms in the other"
        )
    finders = {language: TermFinder(found, language) for language, found in terms.items()}
    return DueDiligenceLexicon(finders, tuple(sorted(en)))


def _terms(artefact: CheckedArtefact, name: str) -> list[tuple[str, str]]:
    path = artefact.path(name)
    groups = {key: value for key, value in read_yaml(path).items() if key != "language"}
    return list(_flattened(groups, "", str(path)))


def _flattened(value: object, concept: str, place: str) -> Iterator[tuple[str, str]]:
    """Yield each term below ``value`` with the path of keys that leads to it."""
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _flattened(below, f"{concept}.{key}".strip("."), place)
    elif isinstance(value, list):
        yield from ((str(term), concept) for term in value)
    else:
        raise ArtefactError(f"{place}: {concept} is {value!r}, expected a list of terms")

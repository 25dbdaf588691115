"""Terms of the SDG lexicon: their notation, and finding all of them in one walk over the words.

A term is one or more words in lower case. "afvalwater~" begins so, "~arbeid" ends so, "~hout~" holds;
"a|b" is either; "*2" is a gap of at most two words. A plain word of four letters or more also stands
for its usual endings. Hyphens part words, so "decent-work" is found as "decent work".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from report_mining.errors import ArtefactError

T = TypeVar("T")

ENDINGS: Mapping[str, tuple[str, ...]] = {"en": ("", "s", "es"), "nl": ("", "s", "e", "en")}
_INFLECTED = 4  # letters from which a plain word takes endings
_WORD = re.compile(r"[^\W_]+")
_REMEMBERED = 100_000  # distinct words; about 15 MB
_STOP = re.compile(r"[.!?;]\s")


@dataclass(frozen=True, slots=True)
class _Element:
    """One word of a term: the number of its test, and how many words may stand before it."""

    test: int
    gap: int = 0


@dataclass(frozen=True, slots=True)
class _Term(Generic[T]):
    """The elements behind the first word of a term, and what a match yields."""

    rest: tuple[_Element, ...]
    value: T


@dataclass(frozen=True, slots=True)
class TermMatch(Generic[T]):
    """A term at its place; ``start`` and ``end`` are offsets in the text, half-open."""

    start: int
    end: int
    value: T


@dataclass(frozen=True, slots=True)
class _Word(Generic[T]):
    """What is known of a word that some test accepts."""

    tests: frozenset[int]
    begun: tuple[_Term[T], ...]  # terms that can begin with it


class TermFinder(Generic[T]):
    """Finds every term of a list in a text; each distinct word is put to the tests once."""

    def __init__(self, terms: Iterable[tuple[str, T]], language: str) -> None:
        self._endings = ENDINGS[language]
        self._numbers: dict[str, int] = {}  # test, as written, to its number
        self._exact: dict[str, set[int]] = {}
        self._heads: dict[str, set[int]] = {}
        self._tails: dict[str, set[int]] = {}
        self._parts: list[tuple[str, int]] = []
        self._begun: dict[int, list[_Term[T]]] = {}
        self._words: dict[str, _Word[T] | None] = {}
        for term, value in terms:
            first, *rest = self._compile(term)
            self._begun.setdefault(first.test, []).append(_Term(tuple(rest), value))

    def find(self, text: str) -> list[TermMatch[T]]:
        """Return the matches in ``text`` by place of their first word."""
        words = self._words
        known: list[_Word[T] | None] = []
        spans: list[re.Match[str]] = []
        hot: list[int] = []
        for found in _WORD.finditer(text):
            token = found.group()
            try:
                word = words[token]
            except KeyError:
                word = self._learn(token)
            if word is not None and word.begun:
                hot.append(len(known))
            known.append(word)
            spans.append(found)
        return [match for place in hot for match in self._begin(text, known, spans, place)]

    def _begin(
        self, text: str, known: list[_Word[T] | None], spans: list[re.Match[str]], place: int
    ) -> Iterator[TermMatch[T]]:
        """Yield the terms that begin at word ``place``."""
        word = known[place]
        for term in word.begun if word is not None else ():
            last = place
            if term.rest and not term.rest[0].gap:  # most terms fail at their second word
                following = known[place + 1] if place + 1 < len(known) else None
                if following is None or term.rest[0].test not in following.tests:
                    continue
            for element in term.rest:
                last = _follow(element, known, last)
                if last < 0:
                    break
            if last < 0:
                continue
            start, end = spans[place].start(), spans[last].end()
            if last == place or not _STOP.search(text, start, end):
                yield TermMatch(start, end, term.value)

    def _learn(self, token: str) -> _Word[T] | None:
        """Return and remember what is known of ``token``, as it is printed."""
        if len(self._words) > _REMEMBERED:
            self._words.clear()
        lowered = token.lower()
        tests = set(self._exact.get(lowered, ()))
        for size in range(2, len(lowered) + 1):
            tests |= self._heads.get(lowered[:size], set())
            tests |= self._tails.get(lowered[-size:], set())
        tests |= {number for part, number in self._parts if part in lowered}
        begun = tuple(term for test in sorted(tests) for term in self._begun.get(test, ()))
        word = _Word(frozenset(tests), begun) if tests else None
        self._words[token] = word
        return word

    def _compile(self, term: str) -> list[_Element]:
        """Return the elements of ``term``.

        Raises:
            ArtefactError: it is empty, or a gap stands at its edge or is no number.
        """
        elements: list[_Element] = []
        gap = 0
        for written in term.replace("-", " ").replace("'", " ").split():
            if written.startswith("*"):
                if not written[1:].isdigit() or not elements or gap:
                    raise ArtefactError(f"lexicon: {term!r} has a gap {written!r}; expected '*2'")
                gap = int(written[1:])
            else:
                elements.append(_Element(self._test(written, term), gap))
                gap = 0
        if not elements or gap:
            raise ArtefactError(f"lexicon: {term!r} has no word at its end; add one")
        return elements

    def _test(self, written: str, term: str) -> int:
        """Return the number of the test for one word of ``term``."""
        if written in self._numbers:
            return self._numbers[written]
        number = self._numbers[written] = len(self._numbers)
        for choice in written.split("|"):
            plain = choice.strip("~")
            if "~" in plain or len(plain) < (1 if plain == choice else 2):
                raise ArtefactError(
                    f"lexicon: {term!r}: {choice!r} is no word; expected letters, '~' at an edge"
                )
            match (choice.startswith("~"), choice.endswith("~")):
                case (True, True):
                    self._parts.append((plain, number))
                case (True, False):
                    self._tails.setdefault(plain, set()).add(number)
                case (False, True):
                    self._heads.setdefault(plain, set()).add(number)
                case _:
                    for form in self._forms(plain):
                        self._exact.setdefault(form, set()).add(number)
        return number

    def _forms(self, word: str) -> Iterator[str]:
        """Yield ``word`` with its usual endings."""
        if len(word) < _INFLECTED:
            yield word
            return
        for ending in self._endings:
            yield word + ending
        if word.endswith("y") and "es" in self._endings:
            yield word[:-1] + "ies"


def _follow(element: _Element, known: list[_Word[T] | None], last: int) -> int:
    """Return the place of the word that fits ``element`` behind word ``last``, or -1."""
    for place in range(last + 1, min(last + 2 + element.gap, len(known))):
        word = known[place]
        if word is not None and element.test in word.tests:
            return place
    return -1

"""Takes typed fields out of one mapping and notes every defect instead of stopping at the first.

Where a field is wrong, a defect is noted and a stand-in of the right type is returned. The caller
raises when there are defects, so no stand-in ever leaves this package.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, TypeVar

from report_mining.taxonomies.codes import Code
from report_mining.taxonomies.yaml_source import LocatedMapping

E = TypeVar("E", bound=StrEnum)
C = TypeVar("C", bound=Code)

_ABSENT = object()
_MAX_SHOWN = 60  # characters of a wrong value in a message


class Fields:
    """The fields of one mapping; ask for each, then call ``finish``."""

    def __init__(self, mapping: LocatedMapping, where: str, defects: list[str]) -> None:
        self._mapping = mapping
        self._where = where
        self._defects = defects
        self._asked: set[str] = set()

    def note(self, key: str, problem: str) -> None:
        """Note a defect of ``key``."""
        place = _joined(f"line {self._mapping.line_of(key)}", self._where, key)
        self._defects.append(f"{place}: {problem}")

    def finish(self) -> None:
        """Note the keys that nobody asked for and the keys that were written twice."""
        for key in self._mapping:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                self.note(key, f"is not a known key; expected only {known}")
        for key in self._mapping.repeated_keys:
            self.note(key, "is written twice; keep one")

    def has(self, key: str) -> bool:
        """Return whether ``key`` is given with a value."""
        self._asked.add(key)
        return self._mapping.get(key) is not None

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        value = self._take(key, "a non-empty text")
        if isinstance(value, str) and value.strip():
            return value.strip()
        if value is not _ABSENT:
            advice = "; put it in quotes" if isinstance(value, int | float | dt.date) else ""
            self.note(key, f"is {_shown(value)}; expected a non-empty text{advice}")
        return ""

    def text_or_empty(self, key: str) -> str:
        """Return a text, or "" where the key is left out."""
        return self.text(key) if self.has(key) else ""

    def text_or_none(self, key: str) -> str | None:
        """Return a text, or None where the key is left out."""
        return self.text(key) if self.has(key) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of at least one text, none empty, none twice."""
        values = self._list(key)
        good = tuple(v.strip() for v in values if isinstance(v, str) and v.strip())
        for value in values:
            if not isinstance(value, str) or not value.strip():
                self.note(key, f"holds {_shown(value)}; expected non-empty texts")
        for value in _repeated(good):
            self.note(key, f"holds {_shown(value)} twice; keep one")
        if not values and self._mapping.get(key) == []:
            self.note(key, "is an empty list; expected at least one text")
        return good

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self._take(key, "true or false")
        if isinstance(value, bool):
            return value
        if value is not _ABSENT:
            self.note(key, f"is {_shown(value)}; expected true or false")
        return False

    def whole(self, key: str, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both inclusive."""
        expected = f"a whole number from {low} to {high}"
        value = self._take(key, expected)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        if value is not _ABSENT:
            self.note(key, f"is {_shown(value)}; expected {expected}")
        return low

    def day(self, key: str) -> dt.date:
        """Return a date."""
        value = self._take(key, "a date such as 2026-01-31")
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        if value is not _ABSENT:
            self.note(key, f"is {_shown(value)}; expected a date such as 2026-01-31")
        return dt.date.min

    def member(self, key: str, kind: type[E]) -> E:
        """Return a member of the closed set ``kind``."""
        allowed = ", ".join(kind)
        value = self._take(key, f"one of {allowed}")
        if isinstance(value, str) and value in list(kind):
            return kind(value)
        if value is not _ABSENT:
            self.note(key, f"is {_shown(value)}; expected one of {allowed}")
        return next(iter(kind))

    def code(self, key: str, kind: type[C]) -> C:
        """Return a code of the system ``kind``."""
        value = self._take(key, f"a {kind.system} code such as {kind.example!r}")
        return self._as_code(key, value, kind)

    def codes(self, key: str, kind: type[C]) -> tuple[C, ...]:
        """Return a list of codes, possibly empty, none twice."""
        found = tuple(self._as_code(key, value, kind) for value in self._list(key))
        for code in _repeated(found):
            self.note(key, f"holds {str(code)!r} twice; keep one")
        return found

    def inner(self, key: str) -> Fields:
        """Return the fields of the mapping under ``key``."""
        value = self._take(key, "a mapping")
        if isinstance(value, LocatedMapping):
            return Fields(value, _joined(self._where, key), self._defects)
        if value is not _ABSENT:
            self.note(key, f"is {_shown(value)}; expected a mapping")
        return Fields(LocatedMapping(), _joined(self._where, key), [])

    def rows(self, key: str) -> list[Fields]:
        """Return the fields of every mapping in the list under ``key``."""
        rows = []
        for number, value in enumerate(self._list(key), start=1):
            where = _joined(self._where, f"{key} {number}")
            if isinstance(value, LocatedMapping):
                rows.append(Fields(value, where, self._defects))
            else:
                self.note(key, f"item {number} is {_shown(value)}; expected a mapping")
        return rows

    def both(self, key: str, *, must_differ: bool = False) -> tuple[str, str]:
        """Return the English and the Dutch text under ``key``."""
        pair = self.inner(key)
        english, dutch = pair.text("en"), pair.text("nl")
        pair.finish()
        if must_differ and english and english == dutch:
            self.note(key, "has the same text in English and Dutch; translate one of them")
        return english, dutch

    def both_lists(self, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the English and the Dutch list of texts under ``key``."""
        pair = self.inner(key)
        english, dutch = pair.texts("en"), pair.texts("nl")
        pair.finish()
        return english, dutch

    def named(self, key: str) -> Fields:
        """Return these fields under a name that includes the value of ``key``."""
        value = self._mapping.get(key)
        if value is None:
            return self
        return Fields(self._mapping, f"{self._where} ({_shown(value)})", self._defects)

    def _take(self, key: str, expected: str) -> Any:
        self._asked.add(key)
        value = self._mapping.get(key, _ABSENT)
        if value is _ABSENT or value is None:
            self.note(key, f"is missing; expected {expected}")
            return _ABSENT
        return value

    def _list(self, key: str) -> list[Any]:
        value = self._take(key, "a list")
        if isinstance(value, list):
            return value
        if value is not _ABSENT:
            self.note(key, f"is {_shown(value)}; expected a list")
        return []

    def _as_code(self, key: str, value: object, kind: type[C]) -> C:
        if isinstance(value, str):
            try:
                return kind(value)
            except ValueError as error:
                self.note(key, str(error))
        elif value is not _ABSENT:
            self.note(key, f"is {_shown(value)}; put the code in quotes, as in {kind.example!r}")
        return kind(kind.example)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _repeated(values: tuple[Any, ...]) -> list[Any]:
    return sorted({v for v in values if values.count(v) > 1})


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 1]}…"

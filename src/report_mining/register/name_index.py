"""All names of all companies on the list, ready for looking them up in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from report_mining.records import Company
from report_mining.register.name_spellings import (
    CUT,
    cut_at_connective,
    legal_forms,
    spellings_of,
)

MIN_FUZZY_LENGTH = 8  # letters; shorter names differ from other words by too little
_ACRONYM_LENGTH = 4
_END_LENGTH = 4  # letters at either end of which those of a misspelt name must be right at one


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which a company is written."""

    company_id: str
    token_count: int
    quality: float
    is_acronym: bool
    legal_forms: tuple[str, ...] = ()  # at the end of the listed name, the last first
    is_cut: bool = False  # its second half left out


@dataclass(frozen=True)
class NameIndex:
    """All names of all companies, by their letters without spaces."""

    variants: Mapping[str, tuple[Variant, ...]]
    spellings: Mapping[str, tuple[tuple[str, ...], ...]]  # company id -> words of its names

    @cached_property
    def _ends(self) -> Mapping[str, tuple[str, ...]]:
        """All names that are long enough to be misspelt, by their first and last letters."""
        found: dict[str, list[str]] = defaultdict(list)
        for joined in self.variants:
            if len(joined) >= MIN_FUZZY_LENGTH:
                found[f"{joined[:_END_LENGTH]}-"].append(joined)
                found[f"-{joined[-_END_LENGTH:]}"].append(joined)
        return {end: tuple(names) for end, names in found.items()}

    def alike(self, joined: str) -> tuple[str, ...]:
        """Return the names that begin or end as this text does, with letters and no spaces."""
        begins = self._ends.get(f"{joined[:_END_LENGTH]}-", ())
        return (*begins, *self._ends.get(f"-{joined[-_END_LENGTH:]}", ()))

    def is_part_of(self, company_id: str, other_id: str) -> bool:
        """Whether a name of the company stands inside a longer one that only the other has."""
        own = self.spellings[company_id]
        return any(
            len(short) < len(long) and long not in own and _contains(long, short)
            for short in own
            for long in self.spellings[other_id]
        )


def index_names(companies: Sequence[Company]) -> NameIndex:
    """Return the index over names and aliases, legal forms taken off."""
    found: dict[str, dict[str, Variant]] = defaultdict(dict)
    spellings: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for company in companies:
        for name in (company.name, *company.aliases):
            forms = legal_forms(name)
            for keys, quality in spellings_of(name):
                joined = "".join(keys)
                spellings[company.company_id].append(keys)
                is_acronym = len(joined) <= _ACRONYM_LENGTH
                variant = Variant(company.company_id, len(keys), quality, is_acronym, forms)
                known = found[joined].get(company.company_id)
                if known is None or known.quality < quality:
                    found[joined][company.company_id] = variant
    for joined, variant in _cut_names(companies):
        if joined not in found:  # else it is somebody's name as it is
            found[joined][variant.company_id] = variant
    return NameIndex(
        {joined: tuple(by_id.values()) for joined, by_id in found.items()},
        {company_id: tuple(dict.fromkeys(keys)) for company_id, keys in spellings.items()},
    )


def _cut_names(companies: Iterable[Company]) -> Iterator[tuple[str, Variant]]:
    """Yield names without their second half, by their letters: "X Bouw" for "X Bouw en Ontwikkeling"."""
    for company in companies:
        keys = cut_at_connective(company.name)
        if keys is not None:
            forms = legal_forms(company.name)
            yield (
                "".join(keys),
                Variant(company.company_id, len(keys), CUT, False, forms, is_cut=True),
            )


def _contains(long: Sequence[str], short: Sequence[str]) -> bool:
    size = len(short)
    return any(tuple(long[i : i + size]) == tuple(short) for i in range(len(long) - size + 1))

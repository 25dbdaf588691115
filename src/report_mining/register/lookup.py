"""The company list, ready for looking up numbers, names and relations by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from report_mining.records import Company, IdentityClues, MatchBasis
from report_mining.register.name_index import NameIndex, index_names


@dataclass(frozen=True, slots=True)
class CompanyLookup:
    """Companies by id, name, LEI and KvK number, and by what they went into."""

    companies: Mapping[str, Company]
    names: NameIndex
    by_lei: Mapping[str, tuple[str, ...]]
    by_kvk: Mapping[str, tuple[str, ...]]
    by_successor: Mapping[str, tuple[str, ...]]

    def holders(self, clues: IdentityClues, year: int | None) -> dict[str, MatchBasis]:
        """Return the companies whose LEI or KvK number stands in the report, LEI first."""
        found: dict[str, MatchBasis] = {}
        for numbers, by_number, basis in (
            (clues.lei, self.by_lei, MatchBasis.LEI),
            (clues.kvk, self.by_kvk, MatchBasis.KVK),
        ):
            for company_id in (i for number in numbers for i in by_number.get(number, ())):
                found.setdefault(company_id, basis)
        valid = {i: b for i, b in found.items() if self.is_valid(i, year)}
        return valid or found

    def is_valid(self, company_id: str, year: int | None) -> bool:
        """Whether the company is in the population of the year, or the year is not known."""
        return year is None or self.companies[company_id].is_in_population(year)

    def is_related(self, one_id: str, other_id: str, year: int | None) -> bool:
        """Whether two companies are of one group in the year: parent, subsidiary or sister."""
        return bool(
            ({one_id} | self._ancestors(one_id, year))
            & ({other_id} | self._ancestors(other_id, year))
        )

    def is_ancestor(self, ancestor_id: str, company_id: str, year: int | None) -> bool:
        """Whether one company is in the year the parent, or the parent's parent, of the other."""
        return ancestor_id in self._ancestors(company_id, year)

    def is_same_entity(self, one_id: str, other_id: str) -> bool:
        """Whether one company went into the other: a new name or a merger."""
        return other_id in self._heirs(one_id) or one_id in self._heirs(other_id)

    def standing_in(self, company_id: str, year: int) -> tuple[str, ...]:
        """Return who stood in a year for a company that is not in its population."""
        before = [i for i in self.by_successor.get(company_id, ()) if self.is_valid(i, year)]
        after = [i for i in self._heirs(company_id) if self.is_valid(i, year)]
        return tuple(before or after)

    def name(self, company_id: str) -> str:
        """Return the name of the company."""
        return self.companies[company_id].name

    def _heirs(self, company_id: str) -> tuple[str, ...]:
        heirs: list[str] = []
        successor = self.companies[company_id].successor_id
        while successor is not None and successor not in heirs:
            heirs.append(successor)
            successor = self.companies[successor].successor_id
        return tuple(heirs)

    def _ancestors(self, company_id: str, year: int | None) -> set[str]:
        seen: set[str] = set()
        open_ids = list(self.companies[company_id].parents_in(year))
        while open_ids:
            current = open_ids.pop()
            if current not in seen and current in self.companies:
                seen.add(current)
                open_ids.extend(self.companies[current].parents_in(year))
        return seen


def look_up(companies: Sequence[Company]) -> CompanyLookup:
    """Return the company list with its indexes."""
    return CompanyLookup(
        companies={company.company_id: company for company in companies},
        names=index_names(companies),
        by_lei=_grouped((company.lei, company.company_id) for company in companies),
        by_kvk=_grouped((company.kvk, company.company_id) for company in companies),
        by_successor=_grouped((company.successor_id, company.company_id) for company in companies),
    )


def _grouped(pairs: Iterable[tuple[str | None, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, company_id in pairs:
        if key is not None:
            found[key].append(company_id)
    return {key: tuple(ids) for key, ids in found.items()}

"""Reads parents with their years, and checks parents and successors over the whole company list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from report_mining.records import Company, ParentPeriod

_PERIOD = re.compile(
    r"(?P<id>[^()]+?)\s*(?:\(\s*(?P<first>(?:19|20)\d{2})?\s*[-–]\s*(?P<last>(?:19|20)\d{2})?\s*\))?"
)
_Line = tuple[int, Company]  # line number, company


def parse_parents(cell: str) -> tuple[ParentPeriod, ...] | None:
    """Return the parents of a cell such as ``alpha (2015-2018); beta (2019-)``, None when it is none.

    A parent without years was always the parent. The periods come in the order of their years.
    """
    periods = []
    for part in (part.strip() for part in cell.split(";")):
        match = _PERIOD.fullmatch(part)
        if match is None or not part.isprintable():
            return None
        first, last = match["first"], match["last"]
        periods.append(
            ParentPeriod(match["id"], int(first) if first else None, int(last) if last else None)
        )
    return tuple(sorted(periods, key=lambda p: (p.first_year or 0, p.last_year or 9999)))


def parent_cell_defects(cell: str) -> list[str]:
    """Return what is wrong with the cell by itself."""
    periods = parse_parents(cell) if cell else ()
    if periods is None:
        example = "'alpha (2015-2018); beta (2019-)'"
        return [f"parent_id is {cell!r}; expected a company_id, or some with years as in {example}"]
    defects = [
        f"parent_id {p.parent_id!r} ends in {p.last_year}, before it begins in {p.first_year}"
        for p in periods
        if p.first_year is not None and p.last_year is not None and p.last_year < p.first_year
    ]
    for one, other in pairwise(periods):
        if (one.last_year or 9999) >= (other.first_year or 0):
            defects.append(
                f"parent_id names {one.parent_id!r} and {other.parent_id!r} for the same years; "
                "expected one parent at a time"
            )
    return defects


def relation_defects(lines: Sequence[_Line]) -> list[str]:
    """Return parents and successors that are not in the list, loops, and merger dates that clash."""
    companies = {company.company_id: company for _, company in lines}
    years = _years_of_change(companies.values())
    defects = []
    for line, company in lines:
        for parent_id in dict.fromkeys(company.parents_in(None)):
            if parent_id not in companies:
                defects.append(
                    f"line {line}: parent_id {parent_id!r} is no company_id of this list"
                )
            elif any(_is_in_loop(company.company_id, companies, year) for year in years):
                defects.append(
                    f"line {line}: {company.company_id!r} is its own parent, through "
                    f"parent_id {parent_id!r}"
                )
        defects += [f"line {line}: {d}" for d in _successor_defects(company, companies)]
    return defects


def _successor_defects(company: Company, companies: Mapping[str, Company]) -> list[str]:
    if company.successor_id is None:
        return []
    if company.successor_id not in companies:
        return [f"successor_id {company.successor_id!r} is no company_id of this list"]
    if company.valid_to is None:
        known = f"successor_id is {company.successor_id!r} and valid_to is empty"
        return [f"{known}; expected the last year before the merger or new name in valid_to"]
    successor = companies[company.successor_id]
    if successor.valid_to is not None and successor.valid_to <= company.valid_to:
        end = f"{company.company_id!r}, which ends in {company.valid_to}"
        return [f"successor {successor.company_id!r} ends in {successor.valid_to}, not after {end}"]
    return []


def _years_of_change(companies: Iterable[Company]) -> tuple[int, ...]:
    """Return years of which every parent holds in at least one: the edges of all periods."""
    edges = {
        year
        for company in companies
        for period in company.parents
        for year in (period.first_year, period.last_year)
        if year is not None
    }
    return (0, *sorted(edges), 9999)


def _is_in_loop(company_id: str, companies: Mapping[str, Company], year: int) -> bool:
    seen: set[str] = set()
    open_ids = list(companies[company_id].parents_in(year))
    while open_ids:
        current = open_ids.pop()
        if current == company_id:
            return True
        if current not in seen and current in companies:
            seen.add(current)
            open_ids.extend(companies[current].parents_in(year))
    return False

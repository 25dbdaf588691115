"""Ties reports to companies and years: manifest, then identifiers, then names, and never a guess."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from report_mining.records import (
    Company,
    IdentityClues,
    ManifestEntry,
    MatchBasis,
    ReportMatch,
    ScoredReport,
)
from report_mining.register.manifest import normalise_file
from report_mining.register.name_evidence import NameVerdict, judge_file_name, judge_names
from report_mining.register.names import NameIndex, index_names
from report_mining.register.reporting_year import year_of_file_name

LEI_SCORE = 0.99
KVK_SCORE = 0.97
UNNAMED_IDENTIFIER_SCORE = 0.8  # the number is there, the name is not
TEXT_AND_FILE_NAME_SCORE = 0.6
FILE_NAME_SCORE = 0.5


@dataclass(frozen=True, slots=True)
class _Register:
    """The company list, ready for looking things up."""

    companies: dict[str, Company]
    names: NameIndex

    def holders(self, clues: IdentityClues, year: int | None) -> dict[str, MatchBasis]:
        """Return the companies whose LEI or KvK number stands in the report, LEI first."""
        found: dict[str, MatchBasis] = {}
        for company in self.companies.values():
            if company.lei is not None and company.lei in clues.lei:
                found[company.company_id] = MatchBasis.LEI
            elif company.kvk is not None and company.kvk in clues.kvk:
                found[company.company_id] = MatchBasis.KVK
        valid = {i: b for i, b in found.items() if self.is_valid(i, year)}
        return valid or found

    def is_valid(self, company_id: str, year: int | None) -> bool:
        return year is None or self.companies[company_id].is_in_population(year)

    def is_ancestor(self, ancestor_id: str, company_id: str) -> bool:
        """Whether one company is the parent, or the parent's parent, of the other."""
        parent = self.companies[company_id].parent_id
        while parent is not None and parent in self.companies:
            if parent == ancestor_id:
                return True
            parent = self.companies[parent].parent_id
        return False

    def name(self, company_id: str) -> str:
        return self.companies[company_id].name


@dataclass(frozen=True, slots=True)
class _Answer:
    """Whose a report is, as far as can be said."""

    company_id: str | None
    basis: MatchBasis
    score: float
    note: str = ""


def match_reports(
    reports: Sequence[tuple[str, ScoredReport]],
    companies: Sequence[Company],
    manifest: Sequence[ManifestEntry],
) -> tuple[ReportMatch, ...]:
    """Return at least one match per file, in the order of ``reports``.

    The ``str`` of a report is its path relative to the reports folder. A file with several manifest
    entries gets a match for each. What cannot be said is None, with a note that says why.
    """
    entries: dict[str, list[ManifestEntry]] = defaultdict(list)
    for entry in manifest:
        entries[normalise_file(entry.file)].append(entry)
    register = _Register({c.company_id: c for c in companies}, index_names(companies))
    return tuple(
        match
        for file, scored in reports
        for match in _match_report(file, scored, entries.get(normalise_file(file), []), register)
    )


def _match_report(
    file: str, scored: ScoredReport, entries: Sequence[ManifestEntry], register: _Register
) -> list[ReportMatch]:
    if not entries:
        return [_infer(file, scored, register)]
    return [
        ReportMatch(
            report_id=scored.report_id,
            file=file,
            company_id=entry.company_id,
            reporting_year=entry.reporting_year,
            document_type=entry.document_type,
            basis=MatchBasis.MANIFEST,
            score=1.0,
            year_basis="manifest",
            is_inferred=False,
        )
        for entry in entries
    ]


def _infer(file: str, scored: ScoredReport, register: _Register) -> ReportMatch:
    """Return the match of a report that the manifest does not name."""
    year, year_basis = _year(file, scored.clues)
    answer = _company(file, scored.clues, year, register)
    notes = [answer.note] if answer.note else []
    if year is None:
        notes.append(f"reporting year unknown: {year_basis}")
    elif answer.company_id is not None and not register.is_valid(answer.company_id, year):
        notes.append(f"{register.name(answer.company_id)} is not in the population of {year}")
    return ReportMatch(
        report_id=scored.report_id,
        file=file,
        company_id=answer.company_id,
        reporting_year=year,
        document_type=None,
        basis=answer.basis,
        score=round(answer.score, 3),
        year_basis=year_basis if year is not None else "",
        is_inferred=True,
        note="; ".join(notes),
    )


def _year(file: str, clues: IdentityClues | None) -> tuple[int | None, str]:
    if clues is not None:
        return clues.reporting_year, clues.reporting_year_basis
    return year_of_file_name(_last_part(file))


def _company(
    file: str, clues: IdentityClues | None, year: int | None, register: _Register
) -> _Answer:
    """Return whose the report is: by identifier, by name, or marked by file name."""
    if not register.companies:
        return _Answer(None, MatchBasis.NONE, 0.0, "")
    if clues is None:
        return _by_file_name(file, register, "the file could not be read")
    verdict = judge_names(clues, register.names)
    verdict = replace(verdict, tied=_valid_first(verdict.tied, year, register))
    holders = register.holders(clues, year)
    if holders:
        return _by_identifier(holders, verdict, register)
    if verdict.tied:
        return _by_name(verdict, register)
    if verdict.note:
        return _by_text_and_file_name(file, verdict, register)
    return _by_file_name(file, register, "no listed name or number in the text")


def _valid_first(
    company_ids: Sequence[str], year: int | None, register: _Register
) -> tuple[str, ...]:
    """Return the companies that exist in the year, or all when none does."""
    valid = tuple(i for i in company_ids if register.is_valid(i, year))
    return valid or tuple(company_ids)


def _by_identifier(
    holders: dict[str, MatchBasis], verdict: NameVerdict, register: _Register
) -> _Answer:
    """Return the company whose number was found, unless the names contradict it."""
    named = [i for i in verdict.tied if i in holders]
    if len(named) == 1:
        basis = holders[named[0]]
        score = LEI_SCORE if basis is MatchBasis.LEI else KVK_SCORE
        return _Answer(named[0], basis, score)
    if len(holders) == 1 and not verdict.tied:
        company_id, basis = next(iter(holders.items()))
        note = (
            f"its {basis.upper()} number occurs, its name stands in no title, front page or header"
        )
        return _Answer(company_id, basis, UNNAMED_IDENTIFIER_SCORE, note)
    if len(verdict.tied) == 1 and _is_group_report(verdict.tied[0], holders, register):
        answer = _by_name(verdict, register)
        return replace(
            answer, note=f"numbers of its subsidiaries occur: {_names(holders, register)}"
        )
    found = f"the numbers of {_names(holders, register)} occur"
    rivals = f", but the names point to {_names(verdict.tied, register)}" if verdict.tied else ""
    return _Answer(None, MatchBasis.NONE, 0.0, f"not matched: {found}{rivals}")


def _is_group_report(company_id: str, holders: dict[str, MatchBasis], register: _Register) -> bool:
    return all(register.is_ancestor(company_id, holder) for holder in holders)


def _by_name(verdict: NameVerdict, register: _Register) -> _Answer:
    if len(verdict.tied) == 1:
        return _Answer(verdict.tied[0], MatchBasis.NAME, verdict.score, verdict.note)
    names = _names(verdict.tied, register)
    return _Answer(None, MatchBasis.NONE, 0.0, f"not matched: about equally good are {names}")


def _by_text_and_file_name(file: str, verdict: NameVerdict, register: _Register) -> _Answer:
    """Return the company that the text names only in passing, when the file name agrees."""
    named = set(judge_file_name(_last_part(file), register.names))
    agreed = [company_id for company_id in verdict.inside_text if company_id in named]
    if len(agreed) == 1:
        note = "named inside the text and by the file name, in no title, cover or header"
        return _Answer(agreed[0], MatchBasis.NAME, TEXT_AND_FILE_NAME_SCORE, note)
    return _Answer(None, MatchBasis.NONE, 0.0, f"not matched: {verdict.note}")


def _by_file_name(file: str, register: _Register, reason: str) -> _Answer:
    found = judge_file_name(_last_part(file), register.names)
    if len(found) == 1:
        note = f"matched by the file name only: {reason}"
        return _Answer(found[0], MatchBasis.NAME, FILE_NAME_SCORE, note)
    rest = "the file name names no listed company"
    if found:
        rest = f"the file name fits {_names(found, register)}"
    return _Answer(None, MatchBasis.NONE, 0.0, f"not matched: {reason}, and {rest}")


def _names(company_ids: Sequence[str] | dict[str, MatchBasis], register: _Register) -> str:
    return " and ".join(sorted(f"{register.name(i)} ({i})" for i in company_ids))


def _last_part(file: str) -> str:
    return re.sub(r"\.[A-Za-z0-9]{1,5}$", "", normalise_file(file).rsplit("/", 1)[-1])

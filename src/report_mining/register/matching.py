"""Ties reports to companies and years: manifest, then identifiers, then names, and never a guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from report_mining.records import (
    Company,
    IdentityClues,
    ManifestEntry,
    MatchBasis,
    ReportMatch,
    ScoredReport,
)
from report_mining.register import match_notes as notes
from report_mining.register.document_type import infer_document_type
from report_mining.register.lookup import CompanyLookup, look_up
from report_mining.register.manifest import normalise_file
from report_mining.register.name_answers import (
    Answer,
    answer_by_file_name,
    answer_by_name,
    answer_by_text_and_file_name,
    beside_role,
    last_part,
    names_of,
)
from report_mining.register.name_evidence import judge_names
from report_mining.register.number_answers import answer_by_number, joint_answers
from report_mining.register.repeats import mark_repeats
from report_mining.register.reporting_year import year_of_file_name

OTHER_YEAR_SCORE = 0.5  # the company did not exist in the year
WEAK_YEAR_SCORE = 0.65  # the year stands in no name of the report and in no period
WEAK_YEAR_BASES = ("file name", "text: named most")  # as reporting_year.py words them


def match_reports(
    reports: Sequence[tuple[str, ScoredReport]],
    companies: Sequence[Company],
    manifest: Sequence[ManifestEntry],
) -> tuple[ReportMatch, ...]:
    """Return at least one match per file, in the order of ``reports``.

    The ``str`` of a report is its path relative to the reports folder. A file with several manifest
    entries gets a match for each, and so does a report that says it is of several companies. What
    cannot be said is None, with a note that says why and the companies that it may be of. Documents
    of one company and year that repeat or translate another are marked.
    """
    entries: dict[str, list[ManifestEntry]] = defaultdict(list)
    for entry in manifest:
        entries[normalise_file(entry.file)].append(entry)
    lookup = look_up(companies)
    matches = [
        match
        for file, scored in reports
        for match in _match_report(file, scored, entries.get(normalise_file(file), []), lookup)
    ]
    return mark_repeats(matches, dict(reports))


def _match_report(
    file: str, scored: ScoredReport, entries: Sequence[ManifestEntry], lookup: CompanyLookup
) -> list[ReportMatch]:
    if not entries:
        return _infer(file, scored, lookup)
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
            year_basis_nl="manifest",
        )
        for entry in entries
    ]


def _infer(file: str, scored: ScoredReport, lookup: CompanyLookup) -> list[ReportMatch]:
    """Return the matches of a report that the manifest does not name; one where nobody is known."""
    year, year_basis = _year(file, scored.clues)
    answers = _companies(file, scored.clues, year, lookup)
    if year is not None:
        answers = [_in_its_year(answer, year, scored.clues, lookup) for answer in answers]
    kind = None if scored.clues is None else infer_document_type(scored.clues)
    return [
        replace(_as_match(file, scored.report_id, year, year_basis, answer), document_type=kind)
        for answer in answers
    ]


def _as_match(
    file: str, report_id: str, year: int | None, year_basis: str, answer: Answer
) -> ReportMatch:
    is_weak_year = year is not None and year_basis.startswith(WEAK_YEAR_BASES)
    if is_weak_year:
        answer = replace(answer, score=min(answer.score, WEAK_YEAR_SCORE))
    basis = notes.year_basis_words(year_basis)
    told = [answer.note]
    if year is None:
        told.append(notes.year_unknown(basis))
    if is_weak_year and answer.company_id is not None:
        told.append(notes.weak_year(basis))
    note = notes.join_notes(told)
    return ReportMatch(
        report_id=report_id,
        file=file,
        company_id=answer.company_id,
        reporting_year=year,
        document_type=None,
        basis=answer.basis,
        score=round(answer.score, 3),
        year_basis=year_basis if year is not None else "",
        is_inferred=True,
        note=note.en,
        candidates=answer.candidates,
        note_nl=note.nl,
        year_basis_nl=basis.nl if year is not None else "",
    )


def _in_its_year(
    answer: Answer, year: int, clues: IdentityClues | None, lookup: CompanyLookup
) -> Answer:
    """Return the answer with who stood for the company in a year before or after its own."""
    company_id = answer.company_id
    if company_id is None or lookup.is_valid(company_id, year):
        return answer
    stands_in = lookup.standing_in(company_id, year)
    name = lookup.name(company_id)
    numbered = [i for i in stands_in if clues is not None and i in lookup.holders(clues, year)]
    if len(numbered) == 1 and _is_numbers_own(numbered[0], company_id, lookup):
        note = notes.number_and_year_fit(notes.outside_years(name, year, notes.NO_NOTE))
        return replace(answer, company_id=numbered[0], note=note)
    note = notes.outside_years(name, year, names_of(stands_in, lookup))
    score = min(answer.score, OTHER_YEAR_SCORE)
    return replace(answer, score=score, note=note, candidates=(company_id, *stands_in))


def _is_numbers_own(numbered: str, named: str, lookup: CompanyLookup) -> bool:
    """Whether a number decides: between a company and what it went into, or two names of one number."""
    one, other = lookup.companies[numbered], lookup.companies[named]
    is_renamed = other.successor_id == numbered and one.kvk is not None and one.kvk == other.kvk
    return one.successor_id == named or is_renamed


def _year(file: str, clues: IdentityClues | None) -> tuple[int | None, str]:
    if clues is not None:
        return clues.reporting_year, clues.reporting_year_basis
    return year_of_file_name(last_part(file))


def _companies(
    file: str, clues: IdentityClues | None, year: int | None, lookup: CompanyLookup
) -> list[Answer]:
    """Return whose the report is: by identifier, by name, or marked by file name."""
    if not lookup.companies:
        return [Answer(None, MatchBasis.NONE, 0.0)]
    if clues is None:
        return [answer_by_file_name(file, lookup, notes.COULD_NOT_READ)]
    verdict = judge_names(
        clues, lookup.names, lambda one, other: lookup.is_ancestor(one, other, year)
    )
    holders = lookup.holders(clues, year)
    if verdict.joint:
        return joint_answers(holders, verdict, year, lookup)
    verdict = replace(verdict, tied=_valid_first(verdict.tied, year, lookup))
    if holders:
        return [answer_by_number(holders, verdict, clues, year, lookup)]
    if verdict.tied:
        return [beside_role(answer_by_name(verdict, lookup), verdict, year, lookup)]
    if verdict.note.en:
        return [answer_by_text_and_file_name(file, verdict, lookup)]
    return [answer_by_file_name(file, lookup, notes.NOTHING_LISTED)]


def _valid_first(
    company_ids: Sequence[str], year: int | None, lookup: CompanyLookup
) -> tuple[str, ...]:
    """Return the companies that exist in the year, or all when none does."""
    valid = tuple(i for i in company_ids if lookup.is_valid(i, year))
    return valid or tuple(company_ids)

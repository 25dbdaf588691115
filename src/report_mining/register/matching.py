"""Ties reports to companies and years: manifest, then identifiers, then names, and never a guess."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from report_mining.records import (
    Company,
    IdentityClues,
    ManifestEntry,
    MatchBasis,
    ReportMatch,
    ScoredReport,
)
from report_mining.records.wording import Wording
from report_mining.register import match_notes as notes
from report_mining.register.document_type import infer_document_type
from report_mining.register.lookup import CompanyLookup, look_up
from report_mining.register.manifest import normalise_file
from report_mining.register.name_evidence import (
    NameVerdict,
    display_text,
    judge_file_name,
    judge_names,
    unlisted_words,
)
from report_mining.register.repeats import mark_repeats
from report_mining.register.reporting_year import year_of_file_name

LEI_SCORE = 0.99
KVK_SCORE = 0.97
UNNAMED_IDENTIFIER_SCORE = 0.8  # the number is there, the name is not
JOINT_SCORE = 0.9
OTHER_YEAR_SCORE = 0.5  # the company did not exist in the year
OTHER_ENTITY_NUMBER_SCORE = 0.5  # the number is there, and the cover names somebody else
STRANGER_ON_COVER_SCORE = 0.65  # the cover names another listed company as owner or partner
WEAK_YEAR_SCORE = 0.65  # the year stands in no name of the report and in no period
WEAK_YEAR_BASES = ("file name", "text: named most")  # as reporting_year.py words them
TEXT_AND_FILE_NAME_SCORE = 0.6
FILE_NAME_SCORE = 0.5


@dataclass(frozen=True, slots=True)
class _Answer:
    """Whose a report is, as far as can be said."""

    company_id: str | None
    basis: MatchBasis
    score: float
    note: Wording = notes.NO_NOTE
    candidates: tuple[str, ...] = ()


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
    file: str, report_id: str, year: int | None, year_basis: str, answer: _Answer
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
    answer: _Answer, year: int, clues: IdentityClues | None, lookup: CompanyLookup
) -> _Answer:
    """Return the answer with who stood for the company in a year before or after its own."""
    company_id = answer.company_id
    if company_id is None or lookup.is_valid(company_id, year):
        return answer
    stands_in = lookup.standing_in(company_id, year)
    name = lookup.name(company_id)
    numbered = [i for i in stands_in if clues is not None and i in lookup.holders(clues, year)]
    if len(numbered) == 1 and lookup.companies[numbered[0]].successor_id == company_id:
        note = notes.number_and_year_fit(notes.outside_years(name, year, notes.NO_NOTE))
        return replace(answer, company_id=numbered[0], note=note)
    note = notes.outside_years(name, year, _names(stands_in, lookup))
    score = min(answer.score, OTHER_YEAR_SCORE)
    return replace(answer, score=score, note=note, candidates=(company_id, *stands_in))


def _year(file: str, clues: IdentityClues | None) -> tuple[int | None, str]:
    if clues is not None:
        return clues.reporting_year, clues.reporting_year_basis
    return year_of_file_name(_last_part(file))


def _companies(
    file: str, clues: IdentityClues | None, year: int | None, lookup: CompanyLookup
) -> list[_Answer]:
    """Return whose the report is: by identifier, by name, or marked by file name."""
    if not lookup.companies:
        return [_Answer(None, MatchBasis.NONE, 0.0)]
    if clues is None:
        return [_by_file_name(file, lookup, notes.COULD_NOT_READ)]
    verdict = judge_names(
        clues, lookup.names, lambda one, other: lookup.is_ancestor(one, other, year)
    )
    if verdict.joint:
        return [_joint(company_id, verdict, lookup) for company_id in verdict.joint]
    verdict = replace(verdict, tied=_valid_first(verdict.tied, year, lookup))
    holders = lookup.holders(clues, year)
    if holders:
        return [_by_identifier(holders, verdict, clues, year, lookup)]
    if verdict.tied:
        return [_beside_role(_by_name(verdict, lookup), verdict, year, lookup)]
    if verdict.note.en:
        return [_by_text_and_file_name(file, verdict, lookup)]
    return [_by_file_name(file, lookup, notes.NOTHING_LISTED)]


def _valid_first(
    company_ids: Sequence[str], year: int | None, lookup: CompanyLookup
) -> tuple[str, ...]:
    """Return the companies that exist in the year, or all when none does."""
    valid = tuple(i for i in company_ids if lookup.is_valid(i, year))
    return valid or tuple(company_ids)


def _joint(company_id: str, verdict: NameVerdict, lookup: CompanyLookup) -> _Answer:
    note = notes.joint_report(_names(verdict.joint, lookup))
    score = min(JOINT_SCORE, verdict.score)
    return _Answer(company_id, MatchBasis.NAME, score, note, verdict.joint)


def _by_identifier(
    holders: dict[str, MatchBasis],
    verdict: NameVerdict,
    clues: IdentityClues,
    year: int | None,
    lookup: CompanyLookup,
) -> _Answer:
    """Return the company whose number was found, unless the names contradict it."""
    named = [i for i in verdict.tied if i in holders]
    if len(named) == 1:
        basis = holders[named[0]]
        score = LEI_SCORE if basis is MatchBasis.LEI else KVK_SCORE
        return _Answer(named[0], basis, score)
    if len(verdict.tied) == 1:
        return _name_against_numbers(holders, verdict, year, lookup)
    if len(holders) == 1 and not verdict.tied:
        return _number_without_name(holders, verdict, clues, lookup)
    found = notes.numbers_and_names(_names(holders, lookup), _names(verdict.tied, lookup))
    candidates = tuple(dict.fromkeys((*verdict.tied, *holders)))
    return _Answer(None, MatchBasis.NONE, 0.0, notes.not_matched(found), candidates)


def _name_against_numbers(
    holders: dict[str, MatchBasis], verdict: NameVerdict, year: int | None, lookup: CompanyLookup
) -> _Answer:
    """Return the company that is named, where the numbers are those of its own group."""
    named = verdict.tied[0]
    answer = _by_name(verdict, lookup)
    names = _names(holders, lookup)
    if all(lookup.is_ancestor(named, holder, year) for holder in holders):
        return replace(answer, note=notes.of_subsidiaries(names))
    if all(lookup.is_same_entity(named, holder) for holder in holders):
        return replace(answer, note=notes.of_same_entity(names))
    if all(lookup.is_related(named, holder, year) for holder in holders):
        return replace(answer, note=notes.of_same_group(names))
    found = notes.numbers_and_names(names, _names(verdict.tied, lookup))
    return _Answer(None, MatchBasis.NONE, 0.0, notes.not_matched(found), (named, *holders))


def _number_without_name(
    holders: dict[str, MatchBasis],
    verdict: NameVerdict,
    clues: IdentityClues,
    lookup: CompanyLookup,
) -> _Answer:
    """Return the company of a number whose name stands nowhere up front.

    Parents, banks and auditors print their numbers in reports that are not theirs: only where cover
    and headers name nobody else is the number enough.
    """
    company_id, basis = next(iter(holders.items()))
    note = notes.number_without_name(basis)
    shown = display_text(clues)
    is_elsewhere = shown is None or unlisted_words(shown, company_id, lookup.names)
    if verdict.note.en or is_elsewhere:
        reason = verdict.note if verdict.note.en else notes.SOMEBODY_ELSE
        told = notes.join_notes((note, reason))
        return _Answer(company_id, basis, OTHER_ENTITY_NUMBER_SCORE, told, (company_id,))
    return _Answer(company_id, basis, UNNAMED_IDENTIFIER_SCORE, note)


def _by_name(verdict: NameVerdict, lookup: CompanyLookup) -> _Answer:
    if len(verdict.tied) == 1:
        return _Answer(verdict.tied[0], MatchBasis.NAME, verdict.score, verdict.note)
    note = notes.not_matched(notes.about_equal(_names(verdict.tied, lookup)))
    return _Answer(None, MatchBasis.NONE, 0.0, note, verdict.tied)


def _beside_role(
    answer: _Answer, verdict: NameVerdict, year: int | None, lookup: CompanyLookup
) -> _Answer:
    """Return the answer, doubtful where an owner or partner on the cover is no relative in the list."""
    named = answer.company_id
    if named is None:
        return answer
    strangers = [i for i in verdict.in_role if not lookup.is_related(i, named, year)]
    if not strangers:
        return answer
    note = notes.also_on_cover(_names(strangers, lookup))
    score = min(answer.score, STRANGER_ON_COVER_SCORE)
    return replace(answer, score=score, note=note, candidates=(named, *strangers))


def _by_text_and_file_name(file: str, verdict: NameVerdict, lookup: CompanyLookup) -> _Answer:
    """Return the company that the text names only in passing, when the file name agrees."""
    named = set(judge_file_name(_last_part(file), lookup.names))
    agreed = [company_id for company_id in verdict.inside_text if company_id in named]
    if len(agreed) == 1:
        note = notes.INSIDE_AND_FILE_NAME
        return _Answer(agreed[0], MatchBasis.NAME, TEXT_AND_FILE_NAME_SCORE, note, tuple(agreed))
    note = notes.not_matched(verdict.note)
    return _Answer(None, MatchBasis.NONE, 0.0, note, verdict.inside_text)


def _by_file_name(file: str, lookup: CompanyLookup, reason: Wording) -> _Answer:
    found = judge_file_name(_last_part(file), lookup.names)
    if len(found) == 1:
        note = notes.by_file_name_only(reason)
        return _Answer(found[0], MatchBasis.NAME, FILE_NAME_SCORE, note, found)
    note = notes.not_matched(notes.not_by_file_name(reason, _names(found, lookup)))
    return _Answer(None, MatchBasis.NONE, 0.0, note, found)


def _names(company_ids: Iterable[str], lookup: CompanyLookup) -> Wording:
    return notes.listed(f"{lookup.name(i)} ({i})" for i in company_ids)


def _last_part(file: str) -> str:
    return re.sub(r"\.[A-Za-z0-9]{1,5}$", "", normalise_file(file).rsplit("/", 1)[-1])

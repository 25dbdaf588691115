"""Answers whose report it is from names alone, in the text or in the file name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from report_mining.records import MatchBasis
from report_mining.records.wording import Wording
from report_mining.register import match_notes as notes
from report_mining.register.lookup import CompanyLookup
from report_mining.register.manifest import normalise_file
from report_mining.register.name_evidence import DOUBTFUL_MOST, NameVerdict, judge_file_name

JOINT_SCORE = 0.9
STRANGER_ON_COVER_SCORE = 0.65  # the cover names another listed company as owner or partner
TEXT_AND_FILE_NAME_SCORE = 0.6
FILE_NAME_SCORE = 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """Whose a report is, as far as can be said."""

    company_id: str | None
    basis: MatchBasis
    score: float
    note: Wording = notes.NO_NOTE
    candidates: tuple[str, ...] = ()


def joint_answer(company_id: str, verdict: NameVerdict, lookup: CompanyLookup) -> Answer:
    """Return the company as one of those whose joint report it is."""
    note = notes.joint_report(names_of(verdict.joint, lookup))
    score = min(JOINT_SCORE, verdict.score)
    doubt = verdict.doubts.get(company_id)
    if doubt is not None:
        score, note = min(score, DOUBTFUL_MOST), notes.join_notes((note, doubt))
    return Answer(company_id, MatchBasis.NAME, score, note, verdict.joint)


def answer_by_name(verdict: NameVerdict, lookup: CompanyLookup) -> Answer:
    """Return the company that is named best, nobody where several are about equally good."""
    if len(verdict.tied) == 1:
        return Answer(verdict.tied[0], MatchBasis.NAME, verdict.score, verdict.note)
    note = notes.not_matched(notes.about_equal(names_of(verdict.tied, lookup)))
    return Answer(None, MatchBasis.NONE, 0.0, note, verdict.tied)


def beside_role(
    answer: Answer, verdict: NameVerdict, year: int | None, lookup: CompanyLookup
) -> Answer:
    """Return the answer, doubtful where an owner or partner on the cover is neither relative nor merged."""
    named = answer.company_id
    if named is None:
        return answer
    strangers = [
        i
        for i in verdict.in_role
        if not lookup.is_related(i, named, year) and not lookup.is_same_entity(i, named)
    ]
    if not strangers:
        return answer
    note = notes.also_on_cover(names_of(strangers, lookup))
    score = min(answer.score, STRANGER_ON_COVER_SCORE)
    return replace(answer, score=score, note=note, candidates=(named, *strangers))


def answer_by_text_and_file_name(file: str, verdict: NameVerdict, lookup: CompanyLookup) -> Answer:
    """Return the company that the text names only in passing, when the file name agrees."""
    named = set(judge_file_name(last_part(file), lookup.names))
    agreed = [company_id for company_id in verdict.inside_text if company_id in named]
    if len(agreed) == 1:
        note = notes.INSIDE_AND_FILE_NAME
        return Answer(agreed[0], MatchBasis.NAME, TEXT_AND_FILE_NAME_SCORE, note, tuple(agreed))
    note = notes.not_matched(verdict.note)
    return Answer(None, MatchBasis.NONE, 0.0, note, verdict.inside_text)


def answer_by_file_name(file: str, lookup: CompanyLookup, reason: Wording) -> Answer:
    """Return the company of the file name, which a person has to confirm."""
    found = judge_file_name(last_part(file), lookup.names)
    if len(found) == 1:
        note = notes.by_file_name_only(reason)
        return Answer(found[0], MatchBasis.NAME, FILE_NAME_SCORE, note, found)
    note = notes.not_matched(notes.not_by_file_name(reason, names_of(found, lookup)))
    return Answer(None, MatchBasis.NONE, 0.0, note, found)


def names_of(company_ids: Iterable[str], lookup: CompanyLookup) -> Wording:
    """Return the names and ids of companies, joined by "and"."""
    return notes.listed(f"{lookup.name(i)} ({i})" for i in company_ids)


def last_part(file: str) -> str:
    """Return the name of a file without folders and suffix."""
    return re.sub(r"\.[A-Za-z0-9]{1,5}$", "", normalise_file(file).rsplit("/", 1)[-1])

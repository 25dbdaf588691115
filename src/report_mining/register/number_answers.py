"""Answers whose report it is from KvK numbers and LEIs, weighed against the names."""

from __future__ import annotations

from dataclasses import replace

from report_mining.records import IdentityClues, MatchBasis
from report_mining.register import match_notes as notes
from report_mining.register.lookup import CompanyLookup
from report_mining.register.name_answers import (
    Answer,
    answer_by_name,
    beside_role,
    joint_answer,
    names_of,
)
from report_mining.register.name_evidence import NameVerdict, display_text, unlisted_words
from report_mining.register.name_strangers import names_stranger
from report_mining.register.name_tokens import tokenise
from report_mining.register.names import find_names, places_of
from report_mining.register.parties import is_called_the_company, is_party

LEI_SCORE = 0.99
KVK_SCORE = 0.97
UNNAMED_IDENTIFIER_SCORE = 0.8  # the number is there, the name is not
OTHER_ENTITY_NUMBER_SCORE = 0.5  # the number is there, and the cover names somebody else
# Of title, cover and headers: where a name stands plainly enough against a number.
DISPLAY_PLACES = 2


def answer_by_number(
    holders: dict[str, MatchBasis],
    verdict: NameVerdict,
    clues: IdentityClues,
    year: int | None,
    lookup: CompanyLookup,
) -> Answer:
    """Return the company whose number was found, unless the names contradict it."""
    named = [i for i in verdict.tied if i in holders]
    if len(named) == 1:
        basis = holders[named[0]]
        score = LEI_SCORE if basis is MatchBasis.LEI else KVK_SCORE
        return Answer(named[0], basis, score)
    if len(verdict.tied) == 1:
        return _name_against_numbers(holders, verdict, clues, year, lookup)
    if len(holders) == 1 and not verdict.tied:
        return _number_without_name(holders, verdict, clues, lookup)
    return _undecided(holders, verdict, lookup)


def joint_answers(
    holders: dict[str, MatchBasis], verdict: NameVerdict, year: int | None, lookup: CompanyLookup
) -> list[Answer]:
    """Return the companies whose joint report it is; beside the number of a third one, nobody."""
    if any(
        not any(i == holder or lookup.is_same_entity(i, holder) for i in verdict.joint)
        for holder in holders
    ):
        return [_undecided(holders, replace(verdict, tied=verdict.joint), lookup)]
    answers = (joint_answer(company_id, verdict, lookup) for company_id in verdict.joint)
    return [beside_role(answer, verdict, year, lookup) for answer in answers]


def _undecided(
    holders: dict[str, MatchBasis], verdict: NameVerdict, lookup: CompanyLookup
) -> Answer:
    """Return that numbers and names point to different companies."""
    found = notes.numbers_and_names(names_of(holders, lookup), names_of(verdict.tied, lookup))
    candidates = tuple(dict.fromkeys((*verdict.tied, *holders)))
    return Answer(None, MatchBasis.NONE, 0.0, notes.not_matched(found), candidates)


def _name_against_numbers(
    holders: dict[str, MatchBasis],
    verdict: NameVerdict,
    clues: IdentityClues,
    year: int | None,
    lookup: CompanyLookup,
) -> Answer:
    """Return the company that is named, where the numbers are of its own group or of named parties.

    A number without a name beside it, or of somebody with a name like its own, is for a person.
    """
    named = verdict.tied[0]
    answer = answer_by_name(verdict, lookup)
    names = names_of(holders, lookup)
    tokens = tokenise(clues.front_text)
    found = find_names(tokens, lookup.names)
    if any(is_called_the_company(holder, tokens, found) for holder in holders):
        return _undecided(holders, verdict, lookup)
    if all(lookup.is_ancestor(named, holder, year) for holder in holders):
        return replace(answer, note=notes.of_subsidiaries(names))
    if all(lookup.is_same_entity(named, holder) for holder in holders):
        return replace(answer, note=notes.of_same_entity(names))
    if all(lookup.is_related(named, holder, year) for holder in holders):
        return replace(answer, note=notes.of_same_group(names))
    if verdict.places >= DISPLAY_PLACES and all(
        lookup.is_related(named, holder, year)
        or (
            holder not in verdict.displayed and is_party(holder, named, tokens, found, lookup.names)
        )
        for holder in holders
    ):
        return replace(answer, note=notes.join_notes((answer.note, notes.of_parties(names))))
    return _undecided(holders, verdict, lookup)


def _number_without_name(
    holders: dict[str, MatchBasis],
    verdict: NameVerdict,
    clues: IdentityClues,
    lookup: CompanyLookup,
) -> Answer:
    """Return the company of a number whose name stands nowhere up front.

    Parents, banks and auditors print their numbers in reports that are not theirs: only where cover
    and headers name nobody else, nor the first pages a company off the list, is the number enough.
    """
    company_id, basis = next(iter(holders.items()))
    note = notes.number_without_name(basis)
    shown = display_text(clues)
    is_elsewhere = shown is None or unlisted_words(shown, company_id, lookup.names)
    tokens = tokenise(clues.front_text)
    is_of_stranger = names_stranger(tokens, places_of(find_names(tokens, lookup.names)))
    if verdict.note.en or is_elsewhere or is_of_stranger:
        reason = verdict.note if verdict.note.en else notes.SOMEBODY_ELSE
        told = notes.join_notes((note, reason))
        return Answer(company_id, basis, OTHER_ENTITY_NUMBER_SCORE, told, (company_id,))
    return Answer(company_id, basis, UNNAMED_IDENTIFIER_SCORE, note)

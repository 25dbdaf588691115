"""Puts the decisions that wait for a person in the order in which they change the headline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from report_mining.records import (
    Company,
    CompanyYear,
    Endorsement,
    Judgement,
    ReviewItem,
    Strictness,
    ValueStatus,
)
from report_mining.records.wording import Wording

# The headline first, then the figure printed beside it, then the rest.
_QUESTIONS = (
    ("END-03", Strictness.STANDARD),
    ("END-01", Strictness.STRICT),
    ("END-04", Strictness.LENIENT),
)
_UNGP_QUESTION = "END-02"  # the UNGPs enter the published figures only through this one
_STATUS = MappingProxyType(
    {
        ValueStatus.CONFLICT: Wording("conflict", "tegenspraak"),
        ValueStatus.NEEDS_REVIEW: Wording("needs review", "te beoordelen"),
    }
)
_WAITING = frozenset(_STATUS)


def build_queue(
    company_years: Sequence[CompanyYear], companies: Sequence[Company]
) -> tuple[ReviewItem, ...]:
    """Return what waits for a person, most important first.

    Order: END-03, END-01, END-04, END-02; within each the latest year, contradictions before single
    hits, the likelier before the less likely, then the company name. A question that rests on the
    same evidence as a more important one of the same company and year is settled with it and gets
    no item of its own.
    """
    names = {company.company_id: company.name for company in companies}
    ranked = [entry for cy in company_years for entry in _open_questions(cy, names)]
    return tuple(item for _, item in sorted(ranked, key=lambda entry: entry[0]))


_Key = tuple[int, int, bool, float, str, str]


def _open_questions(
    company_year: CompanyYear, names: dict[str, str]
) -> Iterator[tuple[_Key, ReviewItem]]:
    """Yield the open questions of one company-year, each with its place in the queue."""
    seen: set[frozenset[str]] = set()
    for rank, (indicator_id, judgement) in enumerate(_questions(company_year)):
        evidence = frozenset(judgement.finding_ids)
        if judgement.status not in _WAITING or evidence in seen:
            continue
        seen.add(evidence)
        name = names.get(company_year.company_id, company_year.company_id)
        status = _STATUS[judgement.status]
        item = ReviewItem(
            company_id=company_year.company_id,
            company_name=name,
            reporting_year=company_year.reporting_year,
            indicator_id=indicator_id,
            reason=f"{status.en}: {judgement.told.en}",
            finding_ids=judgement.finding_ids,
            reason_nl=f"{status.nl}: {judgement.told.nl}",
        )
        yield _place(rank, judgement, item), item


def _questions(company_year: CompanyYear) -> Iterator[tuple[str, Judgement]]:
    if company_year.oecd is not None:
        for indicator_id, strictness in _QUESTIONS:
            yield indicator_id, company_year.oecd.judgement(strictness)
    if company_year.ungp is not None and not _is_endorsed(company_year.oecd):
        yield _UNGP_QUESTION, company_year.ungp.standard


def _is_endorsed(oecd: Endorsement | None) -> bool:
    """Whether END-02 is 1 already, so that nothing about the UNGPs can change it."""
    return oecd is not None and oecd.standard.value == 1


def _place(rank: int, judgement: Judgement, item: ReviewItem) -> _Key:
    is_single_hit = judgement.status is ValueStatus.NEEDS_REVIEW
    likelihood = judgement.probability or 0.0
    return (
        rank,
        -item.reporting_year,
        is_single_hit,
        -likelihood,
        item.company_name.casefold(),
        item.company_id,
    )

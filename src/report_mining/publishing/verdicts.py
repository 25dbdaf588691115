"""What a decision says in one word, so that "not found" never looks like "could not look"."""

from __future__ import annotations

from enum import StrEnum

from report_mining.records import CompanyYear, Endorsement, Judgement, Strictness, ValueStatus

EITHER_INDICATOR = "END-02"
NEAR_MISS_INDICATOR = "END-08"
SILENT_INDICATOR = "END-09"


class Verdict(StrEnum):
    """The words of the company table."""

    ENDORSES = "endorses"
    NOT_ENDORSED = "not_endorsed"
    IN_REVIEW = "in_review"
    COULD_NOT_LOOK = "could_not_look"
    NO_DOCUMENT = "no_document"
    NOT_APPLICABLE = "not_applicable"


_WITHOUT_VALUE = {
    ValueStatus.COULD_NOT_LOOK: Verdict.COULD_NOT_LOOK,
    ValueStatus.NO_DOCUMENT: Verdict.NO_DOCUMENT,
    ValueStatus.NOT_APPLICABLE: Verdict.NOT_APPLICABLE,
    ValueStatus.CONFLICT: Verdict.IN_REVIEW,
    ValueStatus.NEEDS_REVIEW: Verdict.IN_REVIEW,
}


def verdict_of(value: float | str | None, status: ValueStatus) -> Verdict:
    """Return the verdict of a yes/no value with its status.

    Raises:
        ValueError: when there is no value and the status demands one.
    """
    if value is not None:
        return Verdict.ENDORSES if value else Verdict.NOT_ENDORSED
    if status not in _WITHOUT_VALUE:
        raise ValueError(f"status {status.value!r} came without a value; expected 0 or 1")
    return _WITHOUT_VALUE[status]


def judgement_verdict(judgement: Judgement) -> Verdict:
    """Return the verdict of a judgement."""
    return verdict_of(judgement.value, judgement.status)


def endorsement_verdict(endorsement: Endorsement | None, strictness: Strictness) -> Verdict:
    """Return the verdict at one strictness; without a decision there was no document."""
    if endorsement is None:
        return Verdict.NO_DOCUMENT
    return judgement_verdict(endorsement.judgement(strictness))


def either_verdict(year: CompanyYear) -> Verdict:
    """Return the verdict on the OECD Guidelines and/or the UNGPs, as END-02 has it."""
    for value in year.values:
        if value.indicator_id == EITHER_INDICATOR:
            return verdict_of(value.value, value.status)
    return Verdict.NO_DOCUMENT


def is_near_miss(year: CompanyYear) -> bool:
    """Return whether END-08 marks the company-year as aiming without endorsing."""
    return any(v.indicator_id == NEAR_MISS_INDICATOR and v.value == 1 for v in year.values)


def is_silent(year: CompanyYear) -> bool:
    """Return whether END-09 says that everything was read and the Guidelines are named nowhere."""
    return any(v.indicator_id == SILENT_INDICATOR and v.value == 1 for v in year.values)


def alike_judgements(endorsement: Endorsement) -> tuple[tuple[tuple[str, ...], Judgement], ...]:
    """Return the judgements with the strictness levels that share them, the headline first.

    A no at a wider level names everything that was looked for, so its reason stands for the narrower
    ones too.
    """
    grouped: dict[tuple[Verdict, str], tuple[Judgement, list[str]]] = {}
    for strictness in (Strictness.STANDARD, Strictness.STRICT, Strictness.LENIENT):
        judgement = endorsement.judgement(strictness)
        verdict = judgement_verdict(judgement)
        is_no = verdict is Verdict.NOT_ENDORSED
        said = (verdict, "" if is_no else judgement.why)
        first, names = grouped.get(said, (judgement, []))
        widest = judgement if is_no and strictness is Strictness.LENIENT else first
        grouped[said] = (widest, [*names, strictness.value])
    return tuple((tuple(names), judgement) for judgement, names in grouped.values())

"""Writes the decisions on one company-year down as indicator values END-01 to QLT-01."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from report_mining.indicators import wording
from report_mining.indicators.document_wording import documents_in_words, usable_pages
from report_mining.indicators.endorsement import deciding_strictness
from report_mining.indicators.national import either_family
from report_mining.indicators.placement import Placement
from report_mining.records import (
    Endorsement,
    IndicatorValue,
    Judgement,
    NotLookedReason,
    ReportMatch,
    ScoredReport,
    ValueStatus,
)
from report_mining.records.wording import Wording
from report_mining.taxonomies.codes import Stance

# END-05 when every page was read and nothing was found; an empty cell would say "could not look".
NO_STANCE = "NONE"

# Statuses with which a stance is settled.
_STATED = frozenset({ValueStatus.OBSERVED, ValueStatus.HUMAN_CONFIRMED})

# Pages without text that could be used; a page in another language does have text.
_TEXTLESS = frozenset(NotLookedReason) - {NotLookedReason.LANGUAGE_NOT_COVERED}


class Indicator(StrEnum):
    """The company-year indicators of the first version, in the order in which they are published."""

    STRICT = "END-01"
    OECD_OR_UNGP = "END-02"
    STANDARD = "END-03"
    LENIENT = "END-04"
    STANCE = "END-05"
    PERSISTENCE = "END-06"  # needs other years; persistence.py adds it
    NEAR_MISS = "END-08"
    SILENT = "END-09"
    DOCUMENTS = "COV-01"
    TEXT_USABLE = "COV-02"
    CONFIDENCE = "QLT-01"


_FAMILIES = ("END", "COV", "QLT")


def in_published_order(values: Iterable[IndicatorValue]) -> tuple[IndicatorValue, ...]:
    """Return values of END, COV and QLT in the order of the catalogue."""
    return tuple(
        sorted(values, key=lambda v: (_FAMILIES.index(v.indicator_id[:3]), v.indicator_id))
    )


@dataclass(frozen=True, slots=True)
class CompanyDocument:
    """One document of a company-year, with how it was matched."""

    match: ReportMatch
    scored: ScoredReport


def telling_documents(documents: Sequence[CompanyDocument]) -> tuple[CompanyDocument, ...]:
    """Return the documents that say something of their own: no repeats, and of a translation one.

    The same statement in two files or two languages must not count as two independent ones. A
    translation is left out only where the document that it translates was read in full.
    """
    by_file = {d.match.file: d for d in documents}

    def is_told_elsewhere(document: CompanyDocument) -> bool:
        repeated = by_file.get(document.match.repeats_file)
        translated = by_file.get(document.match.translates_file)
        is_read = translated is not None and translated.scored.is_fully_looked
        return repeated is not None or is_read

    return tuple(d for d in documents if not is_told_elsewhere(d))


def missing_values(company_id: str, year: int) -> tuple[IndicatorValue, ...]:
    """Return every indicator without a value, because no document was found."""
    why = wording.no_document(year)
    missing = Judgement(None, ValueStatus.NO_DOCUMENT, (), None, why.en, why.nl)
    ids = (*Indicator, *Placement)
    return in_published_order([_value(company_id, year, i, missing) for i in ids])


def endorsement_values(
    company_id: str, year: int, oecd: Endorsement, ungp: Endorsement
) -> tuple[IndicatorValue, ...]:
    """Return END-01 to END-05, END-08, END-09 and QLT-01."""
    judged = {
        Indicator.STRICT: oecd.strict,
        Indicator.OECD_OR_UNGP: either_family(oecd.standard, ungp.standard),
        Indicator.STANDARD: oecd.standard,
        Indicator.LENIENT: oecd.lenient,
    }
    return (
        *(
            _value(company_id, year, indicator, judgement)
            for indicator, judgement in judged.items()
        ),
        _stance_value(company_id, year, oecd),
        _value(company_id, year, Indicator.NEAR_MISS, _near_miss(oecd)),
        _value(company_id, year, Indicator.SILENT, _silent(oecd)),
        _confidence(company_id, year, oecd.standard),
    )


def document_values(
    company_id: str, year: int, documents: Sequence[CompanyDocument]
) -> tuple[IndicatorValue, ...]:
    """Return COV-01 and COV-02 over at least one document."""
    why = _documents_in_words(documents)
    return (
        IndicatorValue(
            company_id=company_id,
            reporting_year=year,
            indicator_id=Indicator.DOCUMENTS,
            value=float(len(documents)),
            status=ValueStatus.OBSERVED,
            probability=None,
            finding_id=None,
            why=why.en,
            why_nl=why.nl,
        ),
        _text_usable(company_id, year, documents),
    )


def _value(
    company_id: str, year: int, indicator: Indicator | Placement, judgement: Judgement
) -> IndicatorValue:
    return IndicatorValue(
        company_id=company_id,
        reporting_year=year,
        indicator_id=indicator,
        value=None if judgement.value is None else float(judgement.value),
        status=judgement.status,
        probability=judgement.probability,
        finding_id=judgement.finding_ids[0] if judgement.finding_ids else None,
        why=judgement.why,
        why_nl=judgement.why_nl,
    )


def _stance_value(company_id: str, year: int, oecd: Endorsement) -> IndicatorValue:
    """Return END-05; it carries a label only where the stance is settled."""
    judgement = oecd.judgement(deciding_strictness(oecd.stance))
    value: str | None = None
    if oecd.stance_status in _STATED and oecd.stance is not None:
        value = oecd.stance.value
    elif oecd.stance_status is ValueStatus.NOT_FOUND:
        value = NO_STANCE
    return IndicatorValue(
        company_id=company_id,
        reporting_year=year,
        indicator_id=Indicator.STANCE,
        value=value,
        status=oecd.stance_status,
        probability=judgement.probability,
        finding_id=judgement.finding_ids[0] if judgement.finding_ids else None,
        why=judgement.why,
        why_nl=judgement.why_nl,
    )


def _near_miss(oecd: Endorsement) -> Judgement:
    """Return END-08: the strongest stance is ASPIRE or REQUIRE, and nothing is endorsed."""
    if oecd.lenient.value != 0:
        if oecd.lenient.value == 1:
            why = wording.no_near_miss(oecd.lenient.told)
            return _restated(0, oecd.lenient, why)
        return oecd.lenient
    if oecd.stance in {Stance.ASPIRE, Stance.REQUIRE}:
        return _restated(1, oecd.lenient, wording.near_miss(oecd.stance, oecd.lenient.told))
    return oecd.lenient


def _restated(value: int, judgement: Judgement, why: Wording) -> Judgement:
    """Return a judgement with another value and reason on the same evidence."""
    return Judgement(value, judgement.status, judgement.finding_ids, None, why.en, why.nl)


def _silent(oecd: Endorsement) -> Judgement:
    """Return END-09: every page was read and the framework is named nowhere."""
    why = oecd.lenient.told
    if oecd.stance_status is ValueStatus.NOT_FOUND:
        return Judgement(1, ValueStatus.OBSERVED, (), None, why.en, why.nl)
    if oecd.stance is None:
        return Judgement(None, ValueStatus.COULD_NOT_LOOK, (), None, why.en, why.nl)
    why = wording.is_named(oecd.framework)
    return Judgement(0, ValueStatus.OBSERVED, oecd.lenient.finding_ids, None, why.en, why.nl)


def _confidence(company_id: str, year: int, standard: Judgement) -> IndicatorValue:
    """Return QLT-01: how probable the label of END-03 is; None where no score says it.

    Nothing found rests on a full look, whose errors are those of the method and not of a score.
    """
    status, value, why = standard.status, standard.probability, standard.told
    if standard.value is None:
        value = None
    elif status is ValueStatus.HUMAN_CONFIRMED:
        value, why = 1.0, wording.PERSON_DECIDED
    elif value is None:
        status = ValueStatus.NOT_APPLICABLE
        why = wording.RESTS_ON_NOTHING_FOUND
    return IndicatorValue(
        company_id=company_id,
        reporting_year=year,
        indicator_id=Indicator.CONFIDENCE,
        value=value,
        status=status,
        probability=value,
        finding_id=standard.finding_ids[0] if standard.finding_ids and value is not None else None,
        why=why.en,
        why_nl=why.nl,
    )


def _text_usable(
    company_id: str, year: int, documents: Sequence[CompanyDocument]
) -> IndicatorValue:
    """Return COV-02: pages with text over all pages; None where no page could be opened."""
    pages = sum(document.scored.pages for document in documents)
    textless = sum(
        count
        for document in documents
        for reason, count in document.scored.pages_not_looked
        if reason in _TEXTLESS
    )
    closed = sum(document.scored.pages == 0 for document in documents)
    status = ValueStatus.OBSERVED if pages else ValueStatus.COULD_NOT_LOOK
    why = usable_pages(pages - textless, pages, closed, len(documents))
    return IndicatorValue(
        company_id=company_id,
        reporting_year=year,
        indicator_id=Indicator.TEXT_USABLE,
        value=(pages - textless) / pages if pages else None,
        status=status,
        probability=None,
        finding_id=None,
        why=why.en,
        why_nl=why.nl,
    )


def _documents_in_words(documents: Sequence[CompanyDocument]) -> Wording:
    kinds = Counter(d.match.document_type for d in documents)
    return documents_in_words(kinds.items(), len(documents) - len(telling_documents(documents)))

"""Rows about companies: indicators, decisions, review queue, coverage."""

from __future__ import annotations

from collections.abc import Iterator

from report_mining.publishing.conduct_rows import ShownAspects, telling_quote
from report_mining.publishing.lookups import ReleaseIndex
from report_mining.publishing.rows import (
    CompanyRow,
    EndorsementRow,
    IndicatorRow,
    Level,
    PopulationCoverageRow,
    ReviewRow,
)
from report_mining.records import (
    CompanyYear,
    DocumentType,
    Endorsement,
    Finding,
    IndicatorValue,
    ReviewItem,
)

ALIAS_SEPARATOR = ";"  # as in companies.csv


def company_rows(index: ReleaseIndex) -> Iterator[CompanyRow]:
    """Yield the company list by company id."""
    for company in sorted(index.release.companies, key=lambda c: c.company_id):
        yield CompanyRow(
            company_id=company.company_id,
            name=company.name,
            aliases=ALIAS_SEPARATOR.join(company.aliases),
            kvk=company.kvk,
            lei=company.lei,
            sbi=company.sbi,
            sector=company.sector,
            staff=company.staff,
            assets_eur=company.assets_eur,
            turnover_eur=company.turnover_eur,
            parent_id=company.parent_id,
            valid_from=company.valid_from,
            valid_to=company.valid_to,
            successor_id=company.successor_id,
            risk_sectors=ALIAS_SEPARATOR.join(company.risk_sectors),
            is_large=None if company.is_large is None else int(company.is_large),
        )


def years_in_order(index: ReleaseIndex) -> list[CompanyYear]:
    """Return the company-years by company id and year."""
    return sorted(index.release.company_years, key=lambda y: (y.company_id, y.reporting_year))


def indicator_rows(index: ReleaseIndex) -> Iterator[IndicatorRow]:
    """Yield the indicator values by company, year and indicator."""
    aspects = ShownAspects()
    for year in years_in_order(index):
        for value in sorted(year.values, key=lambda v: v.indicator_id):
            yield _indicator_row(index, value, aspects)


def _indicator_row(
    index: ReleaseIndex, value: IndicatorValue, aspects: ShownAspects
) -> IndicatorRow:
    run = index.release.run
    finding = index.first_finding((value.finding_id,)) if value.finding_id else None
    reading = index.first_reading(value.reading_ids)
    evidence = reading or finding
    quote = finding.quote if finding else None
    if reading is not None:
        quote = telling_quote(reading, value.indicator_id, aspects)
    return IndicatorRow(
        company_id=value.company_id,
        reporting_year=value.reporting_year,
        indicator_id=value.indicator_id,
        value=value.value,
        status=value.status.value,
        probability=_rounded(value.probability, 6),
        report_sha256=evidence.report_id if evidence else None,
        page_number=evidence.page_number if evidence else None,
        quote=quote,
        instrument_version=run.instrument_version,
        codebook_version=run.codebook_version,
        vintage=run.vintage,
    )


def population_coverage_rows(index: ReleaseIndex) -> Iterator[PopulationCoverageRow]:
    """Yield COV-03 and COV-04 per year."""
    run = index.release.run
    for point in sorted(index.release.coverage, key=lambda p: p.reporting_year):
        yield PopulationCoverageRow(
            reporting_year=point.reporting_year,
            n_population=point.n_population,
            n_usable=point.n_usable,
            share_usable=_rounded(point.share, 6),
            instrument_version=run.instrument_version,
            codebook_version=run.codebook_version,
            vintage=run.vintage,
            share_annual_report=_rounded(point.share_of(DocumentType.ANNUAL_REPORT), 6),
            share_sustainability_report=_rounded(
                point.share_of(DocumentType.SUSTAINABILITY_REPORT), 6
            ),
            share_policy=_rounded(point.share_of(DocumentType.POLICY), 6),
            share_code_of_conduct=_rounded(point.share_of(DocumentType.CODE_OF_CONDUCT), 6),
            share_supplier_code=_rounded(point.share_of(DocumentType.SUPPLIER_CODE), 6),
            share_website=_rounded(point.share_of(DocumentType.WEBSITE), 6),
        )


def review_rows(index: ReleaseIndex) -> Iterator[ReviewRow]:
    """Yield the review queue with the strongest finding of each decision."""
    for item in review_in_order(index):
        finding = index.first_finding(item.finding_ids)
        yield ReviewRow(
            company_id=item.company_id,
            company_name=item.company_name,
            reporting_year=item.reporting_year,
            indicator_id=item.indicator_id,
            reason=item.reason,
            finding_id=finding.finding_id if finding else None,
            file=index.file_of(finding) if finding else None,
            page_number=finding.page_number if finding else None,
            quote=finding.quote if finding else None,
            n_findings=len(item.finding_ids),
            reason_nl=item.told.nl,
        )


def review_in_order(index: ReleaseIndex) -> list[ReviewItem]:
    """Return the review queue in its own order: what changes the headline most comes first."""
    return list(index.release.review)


def endorsement_rows(index: ReleaseIndex) -> Iterator[EndorsementRow]:
    """Yield the decisions per company-year, or per report without a company list."""
    if not index.release.companies:
        yield from _report_endorsement_rows(index)
        return
    for year in years_in_order(index):
        for endorsement in (year.oecd, year.ungp):
            if endorsement is not None:
                yield _company_endorsement_row(index, year, endorsement)


def _company_endorsement_row(
    index: ReleaseIndex, year: CompanyYear, endorsement: Endorsement
) -> EndorsementRow:
    finding = index.first_finding(endorsement.standard.finding_ids)
    return _endorsement_row(
        endorsement,
        finding,
        level=Level.COMPANY_YEAR,
        company_id=year.company_id,
        company_name=index.company_name(year.company_id),
        reporting_year=year.reporting_year,
        file=index.file_of(finding, year) if finding else None,
    )


def _report_endorsement_rows(index: ReleaseIndex) -> Iterator[EndorsementRow]:
    decisions = {decision.report_id: decision for decision in index.release.report_endorsements}
    for file in index.files:
        decision = decisions.get(file.report.report_id)
        if decision is None:
            continue
        for endorsement in (decision.oecd, decision.ungp):
            yield _endorsement_row(
                endorsement,
                index.first_finding(endorsement.standard.finding_ids),
                level=Level.REPORT,
                company_id=None,
                company_name=None,
                reporting_year=file.reporting_year,
                file=file.file,
            )


def _endorsement_row(
    endorsement: Endorsement,
    finding: Finding | None,
    *,
    level: Level,
    company_id: str | None,
    company_name: str | None,
    reporting_year: int | None,
    file: str | None,
) -> EndorsementRow:
    strict, standard, lenient = endorsement.strict, endorsement.standard, endorsement.lenient
    return EndorsementRow(
        level=level.value,
        company_id=company_id,
        company_name=company_name,
        reporting_year=reporting_year,
        file=file,
        framework=endorsement.framework.value,
        strongest_stance=endorsement.stance.value if endorsement.stance else None,
        stance_status=endorsement.stance_status.value,
        strict=strict.value,
        strict_status=strict.status.value,
        standard=standard.value,
        standard_status=standard.status.value,
        lenient=lenient.value,
        lenient_status=lenient.status.value,
        probability=_rounded(standard.probability, 6),
        why=standard.why,
        finding_id=finding.finding_id if finding else None,
        page_number=finding.page_number if finding else None,
        quote=finding.quote if finding else None,
        why_nl=standard.told.nl,
    )


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)

"""Combines the documents of every company and year into its indicator values (DOMAIN 5.1, 5.2)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from report_mining.indicators.company_values import (
    CompanyDocument,
    document_values,
    endorsement_values,
    in_published_order,
    missing_values,
    telling_documents,
)
from report_mining.indicators.conduct import (
    conduct_of,
    conduct_values,
    missing_conduct_values,
)
from report_mining.indicators.endorsement import decide_endorsement
from report_mining.indicators.persistence import with_persistence
from report_mining.indicators.placement import placement_values
from report_mining.records import (
    Company,
    CompanyYear,
    CoveragePoint,
    DecisionThresholds,
    DocumentType,
    Endorsement,
    ReportMatch,
    ScoredReport,
)
from report_mining.taxonomies.codes import Framework

_Key = tuple[str, int]  # company_id, reporting_year


def company_years(
    companies: Sequence[Company],
    matches: Sequence[ReportMatch],
    reports_by_id: Mapping[str, ScoredReport],
    thresholds: DecisionThresholds,
    years: Sequence[int] | None = None,
) -> tuple[CompanyYear, ...]:
    """Return every company of the population in every published year, by year and list order.

    ``reports_by_id`` maps ``report_id`` to the report, or the relative file name where a file could
    not be opened and has no id. Years default to those with at least one matched report.

    Raises:
        ValueError: when a match names a report that is not among the reports.
    """
    documents = documents_by_company(matches, reports_by_id)
    published = sorted(set(years)) if years is not None else _matched_years(companies, documents)
    measured = tuple(
        _measure(company, year, documents.get((company.company_id, year), ()), thresholds)
        for year in published
        for company in companies
        if company.is_in_population(year)
    )
    return with_persistence(measured)


def unused_matches(
    companies: Sequence[Company], matches: Sequence[ReportMatch], years: Sequence[int] | None = None
) -> tuple[ReportMatch, ...]:
    """Return the matched reports that enter no figure, because the company or year is not published.

    Unmatched reports are not among them: those carry their own note.
    """
    by_id = {company.company_id: company for company in companies}
    wanted = None if years is None else set(years)

    def is_used(company_id: str, year: int) -> bool:
        company = by_id.get(company_id)
        is_published = wanted is None or year in wanted
        return company is not None and is_published and company.is_in_population(year)

    return tuple(
        match
        for match in matches
        if match.company_id is not None
        and match.reporting_year is not None
        and not is_used(match.company_id, match.reporting_year)
    )


def coverage_by_year(
    measured: Sequence[CompanyYear],
    reports_by_id: Mapping[str, ScoredReport],
    matches: Sequence[ReportMatch] = (),
) -> tuple[CoveragePoint, ...]:
    """Return COV-03 per year: the companies with at least one document that was scored.

    With the matches, COV-04 comes along: the same by type of document.
    """
    types: dict[tuple[str, int | None, str], set[DocumentType]] = defaultdict(set)
    for match in matches:
        if match.company_id is not None and match.document_type is not None:
            key = (match.company_id, match.reporting_year, match.report_id)
            types[key].add(match.document_type)
    population: Counter[int] = Counter()
    usable: Counter[int] = Counter()
    by_type: dict[int, Counter[DocumentType]] = defaultdict(Counter)
    for cy in measured:
        read = [i for i in cy.report_ids if reports_by_id[i].has_readable_text]
        population[cy.reporting_year] += 1
        usable[cy.reporting_year] += bool(read)
        held = (types.get((cy.company_id, cy.reporting_year, i), set()) for i in read)
        by_type[cy.reporting_year].update(set().union(*held))
    return tuple(
        CoveragePoint(year, n, usable[year], tuple(sorted(by_type[year].items())))
        for year, n in sorted(population.items())
    )


def documents_by_company(
    matches: Sequence[ReportMatch], reports_by_id: Mapping[str, ScoredReport]
) -> dict[_Key, tuple[CompanyDocument, ...]]:
    """Return the distinct documents of each company and year, in the order of their files."""
    found: dict[_Key, dict[str, CompanyDocument]] = defaultdict(dict)
    for match in sorted(matches, key=lambda m: m.file):
        if match.company_id is None or match.reporting_year is None:
            continue
        document_id = match.report_id or match.file
        if document_id not in reports_by_id:
            raise ValueError(
                f"the match of {match.file} names report {document_id!r}, which is not among the "
                f"{len(reports_by_id)} reports; expected its report_id, or its file without one"
            )
        document = CompanyDocument(match, reports_by_id[document_id])
        found[match.company_id, match.reporting_year].setdefault(document_id, document)
    return {key: tuple(documents.values()) for key, documents in found.items()}


def _matched_years(
    companies: Sequence[Company], documents: Mapping[_Key, tuple[CompanyDocument, ...]]
) -> list[int]:
    by_id = {company.company_id: company for company in companies}
    return sorted(
        {
            year
            for company_id, year in documents
            if company_id in by_id and by_id[company_id].is_in_population(year)
        }
    )


def _measure(
    company: Company,
    year: int,
    documents: tuple[CompanyDocument, ...],
    thresholds: DecisionThresholds,
) -> CompanyYear:
    """Return the decisions and values of one company in one year."""
    if not documents:
        values = (
            *missing_values(company.company_id, year),
            *missing_conduct_values(company.company_id, year),
        )
        return CompanyYear(company.company_id, year, (), None, None, values)
    telling = telling_documents(documents)
    findings = [finding for document in telling for finding in document.scored.findings]
    is_fully_looked = all(document.scored.is_fully_looked for document in telling)
    oecd, ungp = (
        decide_endorsement(framework, findings, is_fully_looked, thresholds)
        for framework in (Framework.OECD_MNE, Framework.UNGP)
    )
    return company_year_of(company, year, documents, (oecd, ungp))


def company_year_of(
    company: Company,
    year: int,
    documents: Sequence[CompanyDocument],
    endorsements: tuple[Endorsement, Endorsement],
) -> CompanyYear:
    """Return a company-year with the values that follow from its documents and endorsements.

    Args:
        company: Whose documents they are.
        year: Their reporting year.
        documents: At least one.
        endorsements: What the machine or a person decided on the OECD Guidelines and the UNGPs.
    """
    oecd, ungp = endorsements
    findings = [finding for document in documents for finding in document.scored.findings]
    types = {d.scored.report_id: d.match.document_type for d in documents}
    telling = [d.scored for d in telling_documents(documents)]
    conduct = conduct_of(telling, endorsements, company)
    return CompanyYear(
        company_id=company.company_id,
        reporting_year=year,
        report_ids=tuple(d.scored.report_id for d in documents if d.scored.report_id),
        oecd=oecd,
        ungp=ungp,
        values=(
            *in_published_order(
                (
                    *endorsement_values(company.company_id, year, oecd, ungp),
                    *placement_values(company, year, oecd, findings, types),
                    *document_values(company.company_id, year, documents),
                )
            ),
            *conduct_values(company.company_id, year, conduct),
        ),
        conduct=conduct,
    )

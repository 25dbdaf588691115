"""Matches of reports to companies that a person should confirm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from report_mining.records import Company, ReportMatch, ReviewItem
from report_mining.records.wording import Wording

_ONE_PLACE = Wording("the name stands in one place only", "de naam staat maar op één plaats")
_INDICATOR = "COV-01"  # documents of a company-year: the question that a match answers


def doubtful_matches(
    matches: Sequence[ReportMatch], companies: Sequence[Company]
) -> tuple[ReviewItem, ...]:
    """Return one item per company-year with inferred matches of a low score, latest year first.

    Such reports count, marked as inferred, until somebody confirms or corrects them in the manifest.
    """
    names = {company.company_id: company.name for company in companies}
    by_key: dict[tuple[int, str], list[ReportMatch]] = defaultdict(list)
    for match in matches:
        if is_doubtful(match) and match.company_id and match.reporting_year is not None:
            by_key[-match.reporting_year, match.company_id].append(match)
    return tuple(
        ReviewItem(
            company_id=company_id,
            company_name=names.get(company_id, company_id),
            reporting_year=-minus_year,
            indicator_id=_INDICATOR,
            reason=reason_of(doubtful).en,
            finding_ids=(),
            reason_nl=reason_of(doubtful).nl,
        )
        for (minus_year, company_id), doubtful in sorted(by_key.items())
    )


def is_doubtful(match: ReportMatch) -> bool:
    """Whether a person should confirm that the document is of this company and year."""
    is_matched = bool(match.company_id) and match.reporting_year is not None
    return is_matched and match.is_doubtful


def reason_of(doubtful: Sequence[ReportMatch]) -> Wording:
    """Say which documents of one company-year are doubtful, and why."""
    told = [(m, m.told if m.note else _ONE_PLACE) for m in doubtful]
    files = "; ".join(f"{m.file} ({note.en}, score {m.score:g})" for m, note in told)
    bestanden = "; ".join(
        f"{m.file} ({note.nl}, score {f'{m.score:g}'.replace('.', ',')})" for m, note in told
    )
    return Wording(
        f"doubtful match: {files}; confirm or correct it in the manifest",
        f"twijfelachtige koppeling: {bestanden}; bevestig of verbeter die in het manifest",
    )

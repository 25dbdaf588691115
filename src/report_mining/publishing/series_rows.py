"""Rows about the country: the national series in every vintage, sectors, changes, balanced panel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_mining.publishing.lookups import ReleaseIndex
from report_mining.publishing.rows import ChangeRow, NationalRow, PanelRow, SectorRow
from report_mining.records import NationalPoint, RunFacts, Strictness

BREAK_SEPARATOR = "; "
_HEADLINE_FIRST = {Strictness.STANDARD: 0, Strictness.STRICT: 1, Strictness.LENIENT: 2}


def points_in_order(points: Sequence[NationalPoint]) -> list[NationalPoint]:
    """Return national points by vintage, year, series and strictness, the headline first."""
    return sorted(
        points,
        key=lambda p: (
            p.vintage,
            p.instrument_version,
            p.reporting_year,
            p.series.value,
            _HEADLINE_FIRST[p.strictness],
        ),
    )


def national_rows(index: ReleaseIndex) -> Iterator[NationalRow]:
    """Yield the national series."""
    for point in points_in_order(index.release.national):
        yield _national_row(point, index.release.run)


def published_rows(index: ReleaseIndex) -> Iterator[NationalRow]:
    """Yield the national series of every vintage that was published, this one included."""
    for point in points_in_order(index.release.published):
        yield _national_row(point, index.release.run)


def _national_row(point: NationalPoint, run: RunFacts) -> NationalRow:
    return NationalRow(
        reporting_year=point.reporting_year,
        series=point.series.value,
        strictness=point.strictness.value,
        n_population=point.n_population,
        n_covered=point.n_covered,
        n_endorsed=point.n_endorsed,
        n_review=point.n_review,
        n_missing=point.n_missing,
        share_lower=_rounded(point.share_lower),
        share_observed=_rounded(point.share_observed),
        share_upper=_rounded(point.share_upper),
        ci_low=_rounded(point.ci_low),
        ci_high=_rounded(point.ci_high),
        ci_method=point.ci_method.value,
        share_corrected=_rounded(point.share_corrected),
        path_share=_rounded(point.path_share),
        gap_companies=point.gap_companies,
        sensitivity=_rounded(point.sensitivity),
        specificity=_rounded(point.specificity),
        bound_low=_rounded(point.bound_low),
        bound_high=_rounded(point.bound_high),
        reviews_per_point=point.reviews_per_point,
        gold_per_point=point.gold_per_point,
        instrument_version=point.instrument_version or run.instrument_version,
        codebook_version=point.codebook_version or run.codebook_version,
        vintage=point.vintage or run.vintage,
    )


def sector_rows(index: ReleaseIndex) -> Iterator[SectorRow]:
    """Yield the sectors by year, name, series and strictness."""
    stamp = _stamp(index.release.run)
    for point in sorted(
        index.release.sectors,
        key=lambda p: (p.reporting_year, p.sector, p.series.value, _HEADLINE_FIRST[p.strictness]),
    ):
        yield SectorRow(
            reporting_year=point.reporting_year,
            sector=point.sector,
            series=point.series.value,
            strictness=point.strictness.value,
            n_population=point.n_population,
            n_covered=point.n_covered,
            n_endorsed=point.n_endorsed,
            share_lower=_rounded(point.share_lower),
            share_observed=_rounded(point.share_observed),
            share_upper=_rounded(point.share_upper),
            ci_low=_rounded(point.ci_low),
            ci_high=_rounded(point.ci_high),
            ci_method=point.ci_method.value,
            **stamp,
        )


def change_rows(index: ReleaseIndex) -> Iterator[ChangeRow]:
    """Yield the changes by year, series and strictness."""
    stamp = _stamp(index.release.run)
    for point in sorted(
        index.release.changes,
        key=lambda p: (p.to_year, p.series.value, _HEADLINE_FIRST[p.strictness]),
    ):
        yield ChangeRow(
            from_year=point.from_year,
            to_year=point.to_year,
            series=point.series.value,
            strictness=point.strictness.value,
            n_paired=point.change.n,
            n_gained=point.change.n_gained,
            n_lost=point.change.n_lost,
            share_from=_rounded(point.share_from),
            share_to=_rounded(point.share_to),
            delta=_rounded(point.change.delta),
            standard_error=_rounded(point.change.standard_error),
            ci_low=_rounded(point.change.low),
            ci_high=_rounded(point.change.high),
            breaks=BREAK_SEPARATOR.join(point.breaks),
            **stamp,
        )


def panel_rows(index: ReleaseIndex) -> Iterator[PanelRow]:
    """Yield the balanced panel by year, series and strictness."""
    stamp = _stamp(index.release.run)
    for point in sorted(
        index.release.panel,
        key=lambda p: (p.reporting_year, p.series.value, _HEADLINE_FIRST[p.strictness]),
    ):
        yield PanelRow(
            reporting_year=point.reporting_year,
            series=point.series.value,
            strictness=point.strictness.value,
            n_panel=point.n_panel,
            n_endorsed=point.n_endorsed,
            share=_rounded(point.share),
            **stamp,
        )


def _stamp(run: RunFacts) -> dict[str, str]:
    """Return what every row of this run carries."""
    return {
        "instrument_version": run.instrument_version,
        "codebook_version": run.codebook_version,
        "vintage": run.vintage,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)

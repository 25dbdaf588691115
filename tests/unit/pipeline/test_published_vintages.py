"""A second run into the same folder keeps the series that the first one published."""

from __future__ import annotations

from pathlib import Path

from report_mining.indicators import national_series, stamp_points
from report_mining.pipeline.monitoring import publish
from report_mining.publishing import read_published_series
from report_mining.records import Company, CompanyYear, Release, RunFacts


def release_of(vintage: str, companies: tuple[str, ...]) -> Release:
    run = RunFacts(
        "2026-01-15T09:30:00+00:00", 1.0, "i", "c", "r", "0.1.0", vintage, 0, 0, 0, False
    )
    years = tuple(CompanyYear(c, 2023, (), None, None, ()) for c in companies)
    return Release(
        run=run,
        companies=tuple(Company(c, c) for c in companies),
        reports=(),
        matches=(),
        company_years=years,
        national=stamp_points(national_series(years), vintage, "i", "c"),
        review=(),
    )


def populations(out: Path) -> list[tuple[str, int]]:
    return sorted({(p.vintage, p.n_population) for p in read_published_series(out)})


def test_a_later_vintage_is_added_and_the_earlier_one_stays(tmp_path: Path) -> None:
    publish(release_of("2026-01-15", ("a", "b")), tmp_path, {})
    publish(release_of("2027-01-15", ("a", "b", "c")), tmp_path, {})
    assert populations(tmp_path) == [("2026-01-15", 2), ("2027-01-15", 3)]


def test_a_run_repeated_on_the_same_day_adds_nothing(tmp_path: Path) -> None:
    publish(release_of("2026-01-15", ("a", "b")), tmp_path, {})
    first = (tmp_path / "release" / "published_series.csv").read_bytes()
    publish(release_of("2026-01-15", ("a", "b")), tmp_path, {})
    assert (tmp_path / "release" / "published_series.csv").read_bytes() == first


def test_a_run_without_a_company_list_keeps_what_was_published(tmp_path: Path) -> None:
    publish(release_of("2026-01-15", ("a", "b")), tmp_path, {})
    publish(release_of("2027-01-15", ()), tmp_path, {})
    assert populations(tmp_path) == [("2026-01-15", 2)]

"""What a run says when it is done: the figure, the counts, what failed and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from report_mining.indicators import unused_matches
from report_mining.pipeline.monitoring import Register
from report_mining.pipeline.planning import Plan
from report_mining.publishing import headline_wordings
from report_mining.records import NationalPoint, Release, ReportStatus, ScoredReport
from report_mining.register import SizedList, unused_entries


@dataclass(frozen=True, slots=True)
class MonitorSummary:
    """What a run did, for the screen and for a Prefect artifact."""

    index: Path
    statuses: tuple[tuple[str, int], ...]  # (ReportStatus, files)
    failures: tuple[tuple[str, str, str], ...]  # (file, reason, detail)
    ignored: tuple[str, ...]
    unmatched: int  # files without company or year, where a company list was given
    new_count: int
    reused_count: int
    pages: int
    pages_not_looked: int
    findings: int
    company_count: int
    review_count: int
    national: tuple[NationalPoint, ...]
    headline: tuple[str, ...]  # the figure in sentences, or why there is none
    outside_files: tuple[str, ...]  # matched, but company or year is not in the population
    missing_files: tuple[str, ...]  # files that the manifest names and the folder lacks
    seconds: float
    pages_read_now: int
    address: str = ""  # of the dashboard, where it is no path on this machine
    is_unchanged: bool = False  # the release of an earlier run still holds; nothing was written
    stage_seconds: tuple[tuple[str, float], ...] = ()  # (stage, seconds) of this run
    log: str = ""  # the log of this run
    population: tuple[str, ...] = ()  # what a size test did to the company list, in sentences

    @property
    def scored_count(self) -> int:
        """How many files gave at least one page of text in a covered language."""
        usable = (ReportStatus.SCORED.value, ReportStatus.PARTIAL.value)
        return sum(count for status, count in self.statuses if status in usable)

    @property
    def shown_index(self) -> str:
        """The dashboard, as a person finds it."""
        return self.address or str(self.index.resolve())


def summarise(
    release: Release,
    reports: Sequence[tuple[str, ScoredReport]],
    index: Path,
    plan: Plan,
    register: Register,
    years: Sequence[int] | None,
) -> MonitorSummary:
    """Return the summary of a release that was just written; times are added by the run."""
    statuses = Counter(scored.status.value for _, scored in reports)
    return MonitorSummary(
        index=index,
        statuses=tuple(sorted(statuses.items())),
        failures=tuple(
            (name, scored.reason or "", scored.detail or "")
            for name, scored in reports
            if scored.status is ReportStatus.FAILED
        ),
        ignored=plan.ignored,
        unmatched=_count_unmatched(release),
        new_count=len(plan.new),
        reused_count=plan.reused_count,
        pages=sum(scored.pages for scored in release.reports),
        pages_not_looked=sum(n for s in release.reports for _, n in s.pages_not_looked),
        findings=len(release.findings()),
        company_count=len(release.companies),
        review_count=len(release.review),
        national=release.national,
        headline=tuple(wording.en for wording in headline_wordings(release)),
        outside_files=_outside(release, years),
        missing_files=tuple(
            entry.file for entry in unused_entries([name for name, _ in reports], register.manifest)
        ),
        seconds=0.0,
        pages_read_now=0,
        population=population_sentences(register.sized),
    )


def population_sentences(sized: SizedList | None) -> tuple[str, ...]:
    """Say whom a size test left out and why; nothing where none was asked."""
    if sized is None:
        return ()
    why = "; ".join(f"{count} by {missed}" for missed, count in sized.missed_counts.items())
    left_out = (
        f"Size test ({sized.test.financial.value}): {len(sized.too_small)} of {len(sized.listed)} "
        f"companies are not large and were left out{f' ({why})' if why else ''}; see run.json."
    )
    kept = f"{len(sized.undecided)} companies were kept though the list does not say how large they are."
    return (left_out, kept) if sized.undecided else (left_out,)


def _count_unmatched(release: Release) -> int:
    if not release.companies:
        return 0
    return sum(m.company_id is None or m.reporting_year is None for m in release.matches)


def _outside(release: Release, years: Sequence[int] | None) -> tuple[str, ...]:
    if not release.companies:
        return ()
    return tuple(m.file for m in unused_matches(release.companies, release.matches, years))

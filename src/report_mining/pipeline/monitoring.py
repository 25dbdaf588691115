"""The steps of the main job: score what is new, then publish everything that there is."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import report_mining
from report_mining.errors import InputError
from report_mining.indicators import (
    balanced_panel,
    conduct_series,
    coverage_by_year,
    keep_published,
    load_indicator_definitions,
    national_changes,
    national_series,
    sector_series,
    stamp_points,
    strength_key,
)
from report_mining.pipeline.fetching import name_of
from report_mining.pipeline.human_decisions import aggregate
from report_mining.pipeline.instrument import Instrument, Versions
from report_mining.pipeline.jobs import ScoreFile, ScoreIntoStore
from report_mining.pipeline.planning import Plan, PlannedFile
from report_mining.pipeline.reading_evidence import pictured_readings
from report_mining.pipeline.report_decisions import decide_reports
from report_mining.pipeline.run_record import population_of, write_run_record
from report_mining.pipeline.scoring import ScoredFile
from report_mining.pipeline.stored_scoring import StoredResult, StoredScoring
from report_mining.pipeline.workers import WorkerFailure, WorkerPool
from report_mining.publishing import Beside, read_published_series, write_release
from report_mining.records import (
    Company,
    CompanyYear,
    Crop,
    Evidence,
    ExtractionFailure,
    FailureReason,
    ManifestEntry,
    NationalPoint,
    ReadingLimits,
    Release,
    RunFacts,
    ScoredReport,
)
from report_mining.register import (
    FinancialRule,
    SizedList,
    SizeTest,
    apply_size_test,
    match_reports,
    read_companies,
    read_manifest,
)
from report_mining.review import DecisionLog, build_queue, doubtful_matches
from report_mining.taxonomies.codes import Framework, Stance

_DEATHS = frozenset({FailureReason.CRASHED, FailureReason.OUT_OF_MEMORY})
EVIDENCE_FRAMEWORKS = frozenset({Framework.OECD_MNE, Framework.UNGP})
CROPS_PER_REPORT = 40  # those that can decide a figure first; the rest keep quote and page


@dataclass(frozen=True, slots=True)
class Register:
    """The company list and the manifest of a run; both may be empty."""

    companies: tuple[Company, ...] = ()  # the population: what the figures are about
    manifest: tuple[ManifestEntry, ...] = ()
    sized: SizedList | None = None  # what a size test made of the list; None: no test was asked

    @property
    def listed(self) -> tuple[Company, ...]:
        """The whole list, which reports are matched with: a small firm's report is nobody else's."""
        return self.companies if self.sized is None else self.sized.listed


def read_register(
    companies: Path | None, manifest: Path | None, size_test: FinancialRule | None = None
) -> Register:
    """Read the company list and the manifest, where given.

    Args:
        companies: ``companies.csv``.
        manifest: Which file is whose.
        size_test: Leave companies out of the population that are not large by this rule; None: the
            list is the population.

    Raises:
        InputError: A file is missing or has defects; all defects are listed. Or the size test leaves
            nobody.
    """
    test = SizeTest() if size_test is None else SizeTest(financial=size_test)
    listed = read_companies(companies, test) if companies else ()
    entries = read_manifest(manifest, listed) if manifest else ()
    if size_test is None or not listed:
        return Register(listed, entries)
    sized = apply_size_test(listed, test)
    if not sized.counted:
        raise InputError(
            f"{companies}: the size test {size_test.value!r} leaves none of {len(listed)} companies "
            f"(over {test.staff_over:g} staff, assets over EUR {test.assets_over_eur:,.0f}, turnover "
            f"over EUR {test.turnover_over_eur:,.0f}); check the columns, or choose --size-test none"
        )
    return Register(sized.counted, entries, sized)


def score_isolated(
    file: PlannedFile, pool: WorkerPool, limits: ReadingLimits, versions: Versions
) -> ScoredFile:
    """Score one file in a worker; a worker that fails becomes a failed report."""
    answer = pool.run(ScoreFile(file.path, limits), limits.timeout_s)
    if isinstance(answer, WorkerFailure):
        failure = ExtractionFailure(file.path.name, answer.reason, answer.detail, file.report_id)
        return ScoredFile(versions.failed(failure, file.path), ())
    return answer


def score_and_store(work: StoredScoring, pool: WorkerPool, versions: Versions) -> StoredResult:
    """Score one file in a worker, which keeps the result in the store.

    A worker that dies gets a second chance: it may have been killed for reasons of its own. A
    second death is held against the file.
    """
    timeout_s = work.limits.timeout_s
    answer = pool.run(ScoreIntoStore(work), timeout_s)
    if isinstance(answer, WorkerFailure) and answer.reason in _DEATHS:
        answer = pool.run(ScoreIntoStore(work), timeout_s)
    if not isinstance(answer, WorkerFailure):
        return answer
    name = Path(name_of(work.address))
    failure = ExtractionFailure(name.name, answer.reason, answer.detail, work.report_id)
    return StoredResult(replace(versions.failed(failure, name), path=work.address), was_read=True)


@dataclass(frozen=True, slots=True)
class RunClock:
    """When a run started, and how long it took until publishing."""

    started_at: datetime.datetime  # aware, UTC
    seconds: float


def build_release(
    plan: Plan,
    reports: Sequence[tuple[str, ScoredReport]],
    register: Register,
    instrument: Instrument,
    versions: Versions,
    clock: RunClock,
    years: Sequence[int] | None,
    out: Path | None = None,
) -> Release:
    """Aggregate scored reports into everything that is published.

    The decisions that reviewers took about earlier runs into ``out`` are applied, and what was
    aggregated is kept there for the next review.
    """
    found = match_reports(reports, register.listed, register.manifest)
    distinct = {scored.report_id or name: scored for name, scored in reports}
    run = _run_facts(plan, instrument, versions, clock, register.sized)
    population = population_of(
        register.companies, found, distinct, instrument.stance.thresholds, years
    )
    aggregation = aggregate(population, () if out is None else DecisionLog(out).read())
    matches, measured = aggregation.matches, aggregation.measured
    if out is not None:
        write_run_record(out, population, run)
    return Release(
        run=run,
        companies=register.companies,
        reports=tuple(distinct.values()),
        matches=matches,
        company_years=measured,
        national=_national(measured, run) if register.companies else (),
        review=(
            *build_queue(measured, register.companies),
            *doubtful_matches(aggregation.open_matches(), register.companies),
        ),
        report_endorsements=decide_reports(
            distinct.values(), instrument.stance.thresholds, aggregation.machine, matches
        ),
        coverage=coverage_by_year(measured, distinct, matches) if register.companies else (),
        sectors=sector_series(measured, register.companies),
        changes=national_changes(measured),
        panel=balanced_panel(measured) if register.companies else (),
        conduct=conduct_series(measured, register.companies) if register.companies else (),
        instrument=instrument.parts,
    )


def _national(measured: Sequence[CompanyYear], run: RunFacts) -> tuple[NationalPoint, ...]:
    points = national_series(measured)
    return stamp_points(points, run.vintage, run.instrument_version, run.codebook_version)


def _run_facts(
    plan: Plan,
    instrument: Instrument,
    versions: Versions,
    clock: RunClock,
    sized: SizedList | None,
) -> RunFacts:
    return RunFacts(
        started_at=clock.started_at.isoformat(timespec="seconds"),
        seconds=round(clock.seconds, 1),
        instrument_version=versions.instrument,
        codebook_version=instrument.codebook_version,
        reader_version=versions.reader,
        package_version=report_mining.__version__,
        vintage=clock.started_at.date().isoformat(),
        reports_found=len(plan.files) + len(plan.unopened),
        reports_new=len(plan.new),
        reports_reused=plan.reused_count,
        has_ocr=versions.reader.endswith("-ocr"),
        size_test="" if sized is None else sized.test.financial.value,
        companies_too_small=0 if sized is None else len(sized.too_small),
        companies_of_unknown_size=0 if sized is None else len(sized.undecided),
    )


def publish(
    release: Release, out: Path, crops: Mapping[str, Crop], beside: Beside | None = None
) -> Path:
    """Write the release with the pictures of its evidence; return the path of ``index.html``.

    ``beside`` writes the workbook while the pages are written; without it, that is done before them.

    The national series of earlier runs into ``out`` is published again as it was.
    """
    published = keep_published(read_published_series(out), release.national)
    return write_release(
        replace(release, published=published), crops, out, load_indicator_definitions(), beside
    )


def evidence_of(scored: ScoredReport) -> tuple[Evidence, ...]:
    """Return what deserves a picture: findings, the strongest stance first, then readings."""
    chosen = [
        f
        for f in scored.findings
        if f.code in EVIDENCE_FRAMEWORKS
        and f.stance is not Stance.NOT_FRAMEWORK
        and (f.boxes or f.locator)
    ]
    best = sorted(chosen, key=strength_key)[:CROPS_PER_REPORT]
    return (*best, *pictured_readings(scored))

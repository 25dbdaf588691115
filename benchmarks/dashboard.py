"""The dashboard at the size of the country: 700 companies over five years, all invented.

Makes a release through the same indicators and pages as ``monitor``, without pictures, and prints the
size of what a browser needs (pages and their assets), of the tables, and how long headless Chromium
takes to open the front page and a company's page: ``python -m benchmarks.dashboard [OUT] [--pages]``.

How many sentences a report has was set after eight real reports (in most of them 30 to 70 findings, 0 to
12 of them on the OECD Guidelines or the UNGPs); the sentences themselves are invented.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from report_mining.indicators import (
    balanced_panel,
    company_years,
    coverage_by_year,
    load_indicator_definitions,
    national_changes,
    national_series,
    sector_series,
    stamp_points,
)
from report_mining.publishing import write_release
from report_mining.publishing.lookups import index_release
from report_mining.publishing.pages import write_pages
from report_mining.records import (
    Actor,
    Box,
    Company,
    DecisionThresholds,
    DocumentType,
    Finding,
    MatchBasis,
    Release,
    ReportMatch,
    ReportStatus,
    RunFacts,
    Scope,
    ScoredReport,
)
from report_mining.review import build_queue
from report_mining.taxonomies.codes import Framework, Stance

COMPANIES, YEARS = 700, range(2020, 2025)
SEED = 20260115
SIZE_FLOOR_MB, LOAD_FLOOR_S = 15.0, 2.0
RUN = RunFacts(
    "2026-01-15T09:30:00+00:00", 0.0, "0.1.0_synthetic", "2026.1", "synthetic", "0.1.0", "2026-01-15",
    COMPANIES * len(YEARS), 0, 0, True,
)  # fmt: skip
SECTORS = (
    "bouw", "chemie", "detailhandel", "energie", "financiële sector", "groothandel", "hout en papier",
    "land- en tuinbouw", "metaal en elektronica", "olie en gas", "textiel en kleding", "voedingsmiddelen",
)  # fmt: skip
FIRST = ("Noord", "Zuider", "Water", "Veld", "Duin", "Polder", "Haven", "Linden", "Berg", "Rijn")
SECOND = ("licht", "molen", "brug", "staal", "graan", "zand", "glas", "kade", "tuin", "weg")
THIRD = ("Groep N.V.", "Holding B.V.", "International N.V.", "Coöperatie U.A.", "Industries B.V.")
MENTIONS = {
    Framework.OECD_MNE: "OECD Guidelines for Multinational Enterprises",
    Framework.UNGP: "UN Guiding Principles on Business and Human Rights",
    Framework.SDG: "Sustainable Development Goals",
    Framework.UNGC: "UN Global Compact",
    Framework.ILO_CORE: "ILO fundamental conventions",
}
SENTENCES = {
    Stance.ENDORSE: "We endorse the {name} and hold every business unit to them, in all {n} countries where we work.",
    Stance.ANCHOR: "Our human rights policy, renewed after {n} interviews with suppliers, is based on the {name}.",
    Stance.ASPIRE: "Over the next {n} months we want to explore how the {name} can guide our purchasing.",
    Stance.REQUIRE: "All {n} suppliers of the first tier are asked to sign a code that names the {name}.",
    Stance.REFERENCE: "A table on page {n} of the annex lists the {name} among the sources that we looked at this year.",
    Stance.THIRD_PARTY: "According to the trade association, {n} of its members say that they know the {name}.",
}


def digest(*parts: object) -> str:
    """Return an id that the same parts always give."""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def make_release(companies: int = COMPANIES) -> Release:
    """Return an invented release; the same seed gives the same one."""
    chance = random.Random(SEED)
    listed = tuple(make_company(number, chance) for number in range(companies))
    documents = [
        document
        for company in listed
        for document in make_documents(company, chance)
    ]  # fmt: skip
    reports = {report.report_id: report for report, _ in documents}
    matches = tuple(match for _, match in documents)
    measured = company_years(listed, matches, reports, DecisionThresholds(0.8, 0.5), tuple(YEARS))
    national = stamp_points(national_series(measured), RUN.vintage, "synthetic", "2026.1")
    return Release(
        run=RUN,
        companies=listed,
        reports=tuple(reports.values()),
        matches=matches,
        company_years=measured,
        national=national,
        review=tuple(build_queue(measured, listed)),
        coverage=coverage_by_year(measured, reports),
        sectors=sector_series(measured, listed),
        changes=national_changes(measured),
        panel=balanced_panel(measured),
        published=national,
    )


def make_company(number: int, chance: random.Random) -> Company:
    """Return an invented company."""
    words = FIRST[number % 10] + SECOND[number // 10 % 10]
    name = f"{words} {THIRD[number // 100 % 5]} {number // 500 + 1}"
    return Company(
        f"C{number:04d}",
        name,
        sector=chance.choice(SECTORS),
        staff=float(chance.randint(501, 9000)),
    )


def make_documents(
    company: Company, chance: random.Random
) -> list[tuple[ScoredReport, ReportMatch]]:
    """Return a company's report of every year; about one in eight is missing or cannot be read."""
    leaning = chance.random()
    made = []
    for year in YEARS:
        if chance.random() < 0.08:
            continue
        file = f"{company.company_id}-annual-report-{year}.pdf"
        report = make_report(file, leaning + 0.05 * (year - YEARS[0]), chance)
        match = ReportMatch(
            report.report_id, file, company.company_id, year, DocumentType.ANNUAL_REPORT,
            MatchBasis.MANIFEST, 1.0, "manifest", False,
        )  # fmt: skip
        made.append((report, match))
    return made


def make_report(file: str, leaning: float, chance: random.Random) -> ScoredReport:
    """Return a scored report with 0 to 12 primary and 0 to 60 other findings."""
    is_blind = chance.random() < 0.06
    pages = chance.randint(40, 260)
    report_id = digest(file)
    return ScoredReport(
        report_id=report_id,
        file_name=file,
        path=file,
        status=ReportStatus.PARTIAL if is_blind else ReportStatus.SCORED,
        reason=None,
        detail=None,
        pages=pages,
        pages_scored=pages - 7 * is_blind,
        pages_not_looked=(("image_without_text", 7),) if is_blind else (),
        pages_ocr=0,
        languages=(("en", 900),),
        passages=900,
        findings=make_findings(report_id, pages, leaning, chance),
        clues=None,
        instrument_version=RUN.instrument_version,
        reader_version=RUN.reader_version,
        seconds=1.0,
    )


def make_findings(
    report_id: str, pages: int, leaning: float, chance: random.Random
) -> tuple[Finding, ...]:
    """Return the findings of a report: a third of the reports never name the OECD Guidelines."""
    wanted: list[tuple[Framework, Stance]] = []
    if leaning > 0.33:
        for _ in range(min(12, 1 + int(chance.expovariate(1 / 3)))):
            family = chance.choice((Framework.OECD_MNE, Framework.UNGP))
            weak = chance.choice([s for s in SENTENCES if s is not Stance.ENDORSE])
            strong = chance.choice((Stance.ENDORSE, Stance.ANCHOR))
            wanted.append((family, strong if chance.random() < leaning - 0.5 else weak))
    others = (Framework.SDG, Framework.UNGC, Framework.ILO_CORE)
    wanted += [
        (chance.choice(others), Stance.REFERENCE)
        for _ in range(min(60, int(chance.expovariate(1 / 30))))
    ]
    return tuple(make_finding(report_id, pages, *pair, chance) for pair in wanted)


def make_finding(
    report_id: str, pages: int, family: Framework, stance: Stance, chance: random.Random
) -> Finding:
    """Return one finding at a random place."""
    page, start = chance.randint(1, pages), chance.randint(0, 3000)
    mention = MENTIONS[family]
    quote = SENTENCES[stance].format(name=mention, n=chance.randint(3, 90))
    return Finding(
        finding_id=digest(report_id, page, start, family)[:24],
        report_id=report_id,
        code=family,
        stance=stance,
        score=round(chance.uniform(0.55, 0.97), 2),
        actor=Actor.SELF,
        own_assertion=None,
        lookalike=None,
        scope=Scope.WHOLE,
        rule="R5-strong",
        page_number=page,
        page_label=str(page - 2),
        locator=None,
        language="en",
        section_path=("Sustainability", "Human rights in the chain"),
        quote=quote,
        mention=mention,
        char_start=start,
        char_end=start + len(quote),
        boxes=(Box(72.0, 400.0, 520.0, 412.0),),
        passage_id=digest(quote)[:16],
    )


def megabytes(folder: Path, *patterns: str) -> float:
    """Return the size of the files that fit, in MB."""
    files = {path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}
    return sum(path.stat().st_size for path in files) / 1e6


def open_seconds(page_path: Path, browser_new_page: Callable[[], object]) -> tuple[float, int]:
    """Return how long a page takes until its load event and first frame, and how many elements it has."""
    page = browser_new_page()
    started = time.perf_counter()
    page.goto(page_path.as_uri(), wait_until="load")  # type: ignore[attr-defined]
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")  # type: ignore[attr-defined]
    taken = time.perf_counter() - started
    elements = page.evaluate("() => document.querySelectorAll('*').length")  # type: ignore[attr-defined]
    page.close()  # type: ignore[attr-defined]
    return taken, elements


def measure(out: Path) -> None:
    """Print sizes and times of the dashboard under ``out``."""
    from playwright.sync_api import sync_playwright

    pages = megabytes(out, "*.html", "companies/*", "assets/*")
    print(f"{'pages and assets, without crops':<45}{pages:8.2f} MB  floor {SIZE_FLOOR_MB} MB")
    print(f"{'front page':<45}{megabytes(out, 'index.html'):8.2f} MB")
    print(f"{'tables and workbook':<45}{megabytes(out, 'release/*'):8.2f} MB")
    largest = max((out / "companies").glob("*.html"), key=lambda path: path.stat().st_size)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for name, path in (("front page", out / "index.html"), ("largest other page", largest)):
            runs = [open_seconds(path, browser.new_page) for _ in range(5)]
            taken, elements = median(seconds for seconds, _ in runs), runs[0][1]
            print(
                f"{f'{name} opens, median of 5':<45}{taken:8.2f} s   floor {LOAD_FLOOR_S} s   {elements} elements"
            )
        browser.close()


def main() -> None:
    """Make the release and print the table; with ``--pages`` only the pages are written."""
    folders = [word for word in sys.argv[1:] if not word.startswith("-")]
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(folders[0] if folders else temporary)
        started = time.perf_counter()
        release = make_release()
        made = time.perf_counter()
        definitions = load_indicator_definitions()
        if "--pages" in sys.argv:  # what a browser needs, without tables and workbook
            out.mkdir(parents=True, exist_ok=True)
            write_pages(index_release(release), {}, out, definitions)
        else:
            write_release(release, {}, out, definitions)
        print(f"{COMPANIES} companies, {len(YEARS)} years, {len(release.findings())} findings")
        print(f"{'aggregating':<45}{made - started:8.2f} s")
        print(f"{'writing the release':<45}{time.perf_counter() - made:8.2f} s")
        measure(out)


if __name__ == "__main__":
    main()

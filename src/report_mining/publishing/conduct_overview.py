"""What the overview page shows: company types, companies by steps, and links by chapter and risk."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from report_mining.publishing.conduct_views import (
    RELATED_LINK,
    STEP_INDICATORS,
    QuoteView,
    quote_view,
)
from report_mining.publishing.conduct_words import chapters, goals, name_aspect
from report_mining.publishing.lookups import ReleaseIndex
from report_mining.publishing.views import report_href
from report_mining.publishing.wording import Wording
from report_mining.publishing.year_lists import company_href
from report_mining.records import (
    AspectKind,
    AspectSummary,
    CompanyType,
    CompanyYear,
    Conduct,
    Crop,
    PassageReading,
    ValueStatus,
)

QUOTES_PER_CELL = 10
OTHER_ROW = "-"  # links without a chapter, or without a named risk or theme


@dataclass(frozen=True, slots=True)
class Subject:
    """A company in its newest year with a document, or a report where there is no list."""

    name: str
    href: str  # of its page, relative to the index
    year: int | None
    conduct: Conduct | None  # None: no document


@dataclass(frozen=True, slots=True)
class StepCell:
    """One cell of the heat map."""

    step: str
    level: int | None  # None: cannot be said
    href: str  # where the evidence stands; "" where there is none


@dataclass(frozen=True, slots=True)
class StepRow:
    """One company of the heat map."""

    subject: Subject
    cells: tuple[StepCell, ...]
    total: float | None  # DD-08
    kind: str  # company type, broad


@dataclass(frozen=True, slots=True)
class TypeLine:
    """How many companies are of one type."""

    code: str
    broad: int
    strict: int
    subjects: tuple[Subject, ...]  # of the broad type


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """Passages that tie one chapter or risk to one goal."""

    anchor: str
    row: Wording
    goal: str
    quotes: tuple[tuple[Subject, QuoteView], ...]
    count: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One chapter or risk with a cell per goal, None where nothing ties them."""

    code: str
    name: Wording
    cells: tuple[MatrixCell | None, ...]


@dataclass(frozen=True, slots=True)
class OverviewView:
    """The whole page."""

    types: tuple[TypeLine, ...]
    rows: tuple[StepRow, ...]
    goals: tuple[str, ...]
    by_chapter: tuple[MatrixRow, ...]
    by_risk: tuple[MatrixRow, ...]
    n_linked: int  # companies or reports with a link of level 3 or higher


def view_overview(index: ReleaseIndex, crops: Mapping[str, Crop]) -> OverviewView:
    """Return the page over all companies, or over all reports where there is no company list."""
    subjects = tuple(_subjects(index))
    linked = [(s, a, i) for s in subjects for a, i in _links(s)]
    return OverviewView(
        types=_types(subjects),
        rows=tuple(_row(s) for s in subjects),
        goals=goals(),
        by_chapter=_matrix(index, crops, linked, "chapter"),
        by_risk=_matrix(index, crops, linked, "risk"),
        n_linked=len({s.href for s, _, _ in linked}),
    )


def _subjects(index: ReleaseIndex) -> Iterator[Subject]:
    if not index.release.companies:
        yield from _reports(index)
        return
    ordered = sorted(index.release.company_years, key=lambda y: (y.company_id, -y.reporting_year))
    newest = [_newest(list(years)) for _, years in groupby(ordered, key=lambda y: y.company_id)]
    for year in sorted(newest, key=lambda y: index.company_name(y.company_id).casefold()):
        name = index.company_name(year.company_id)
        yield Subject(name, company_href(year.company_id), year.reporting_year, year.conduct)


def _newest(years: Sequence[CompanyYear]) -> CompanyYear:
    return next((y for y in years if y.conduct is not None), years[0])


def _reports(index: ReleaseIndex) -> Iterator[Subject]:
    decisions = {d.report_id: d for d in index.release.report_endorsements}
    seen: set[str] = set()
    for file in index.files:
        if file.report.report_id in decisions and file.report.report_id not in seen:
            seen.add(file.report.report_id)
            conduct = decisions[file.report.report_id].conduct
            yield Subject(file.file, report_href(file), file.reporting_year, conduct)


def _types(subjects: Sequence[Subject]) -> tuple[TypeLine, ...]:
    broad: dict[str, list[Subject]] = defaultdict(list)
    strict: Counter[str] = Counter()
    for subject in subjects:
        broad[_type(subject, "LNK-03")].append(subject)
        strict[_type(subject, "LNK-03-STRICT")] += 1
    return tuple(
        TypeLine(kind.value, len(broad[kind.value]), strict[kind.value], tuple(broad[kind.value]))
        for kind in CompanyType
    )


def _type(subject: Subject, indicator_id: str) -> str:
    if subject.conduct is None:
        return CompanyType.UNKNOWN.value
    return str(subject.conduct.measure(indicator_id).value)


def _row(subject: Subject) -> StepRow:
    conduct = subject.conduct
    total = conduct.measure("DD-08").value if conduct else None
    return StepRow(
        subject=subject,
        cells=tuple(_step_cell(subject, code) for code in STEP_INDICATORS),
        total=total if isinstance(total, float) else None,
        kind=_type(subject, "LNK-03"),
    )


def _step_cell(subject: Subject, code: str) -> StepCell:
    if subject.conduct is None:
        return StepCell(code, None, "")
    measure = subject.conduct.measure(STEP_INDICATORS[code])
    if measure.status is ValueStatus.COULD_NOT_LOOK or not isinstance(measure.value, float):
        return StepCell(code, None, "")
    href = f"{subject.href}#{step_anchor(subject.year, code)}" if measure.reading_ids else ""
    return StepCell(code, int(measure.value), href)


def step_anchor(year: int | None, code: str) -> str:
    """Return the anchor of a step on the page of a company."""
    return f"y{year or 0}-step-{code}"


def _links(subject: Subject) -> Iterator[tuple[AspectSummary, str]]:
    if subject.conduct is None:
        return
    for aspect in subject.conduct.of_kind(AspectKind.LINK):
        if aspect.level >= RELATED_LINK:
            for reading_id in aspect.reading_ids:
                yield aspect, reading_id


def _matrix(
    index: ReleaseIndex,
    crops: Mapping[str, Crop],
    linked: Sequence[tuple[Subject, AspectSummary, str]],
    side: str,
) -> tuple[MatrixRow, ...]:
    cells: dict[tuple[str, str], list[tuple[Subject, AspectSummary, str]]] = defaultdict(list)
    for entry in linked:
        reading = index.reading_by_id.get(entry[2])
        if reading is None:
            continue
        for code in _rows_of(reading, side):
            for goal in reading.link.goals:
                cells[code, str(goal)].append(entry)
    order = [*chapters()] if side == "chapter" else []
    codes = sorted({code for code, _ in cells}, key=lambda c: (_rank(order, c), c))
    kind = AspectKind.CHAPTER if side == "chapter" else AspectKind.ISSUE
    rows = []
    for number, code in enumerate(codes):
        name = name_aspect(kind, code)
        found = tuple(
            _cell(index, crops, f"{side}-{number}-{goal}", name, goal, cells.get((code, goal), []))
            for goal in goals()
        )
        rows.append(MatrixRow(code, name, found))
    return tuple(rows)


def _rank(order: Sequence[str], code: str) -> int:
    if code == OTHER_ROW:
        return len(order) + 1
    return order.index(code) if code in order else len(order)


def _rows_of(reading: PassageReading, side: str) -> tuple[str, ...]:
    found = reading.due_diligence
    if side == "chapter":
        return found.oecd_chapters or (OTHER_ROW,)
    risks = dict.fromkeys(issue.right or issue.name for issue in found.issues)
    return tuple(risks) or found.themes or (OTHER_ROW,)


def _cell(
    index: ReleaseIndex,
    crops: Mapping[str, Crop],
    anchor: str,
    name: Wording,
    goal: str,
    entries: Sequence[tuple[Subject, AspectSummary, str]],
) -> MatrixCell | None:
    if not entries:
        return None
    quotes = tuple((s, quote_view(index, crops, i, a)) for s, a, i in entries[:QUOTES_PER_CELL])
    return MatrixCell(anchor, name, goal, quotes, len(entries))

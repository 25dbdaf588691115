"""What a company page shows of due diligence and the SDGs, computed before any HTML is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from report_mining.publishing.conduct_rows import sentences_of
from report_mining.publishing.conduct_words import name_aspect, steps
from report_mining.publishing.evidence import CropView, QuotePart, crop_href, split_quote
from report_mining.publishing.lookups import ReleaseIndex
from report_mining.publishing.report_rows import SECTION_SEPARATOR
from report_mining.publishing.wording import Wording, word
from report_mining.records import (
    AspectKind,
    AspectSummary,
    Conduct,
    Crop,
    PassageReading,
    ReadingAspect,
    ThemeLevel,
    ValueStatus,
    aspects_of,
)

STEP_INDICATORS = {code: f"DD-0{n}" for n, code in enumerate("123456X", start=1)}
RELATED_LINK = 3
QUOTES_PER_LINE = 3  # the rest stands in the table of readings
LONGEST_QUOTE = 900  # characters; longer passages are cut with a mark, whole in the table
_LEVELS = tuple(ThemeLevel)


@dataclass(frozen=True, slots=True)
class QuoteView:
    """One quoted stretch with its place and, where there is one, its picture."""

    reading: PassageReading
    parts: tuple[QuotePart, ...]
    file: str
    section: str
    crop: CropView | None

    @property
    def page_number(self) -> int | None:
        """The physical page, for the macro that prints places."""
        return self.reading.page_number

    @property
    def page_label(self) -> str | None:
        """The printed page."""
        return self.reading.page_label

    @property
    def locator(self) -> str | None:
        """Where it stands in a file without pages."""
        return self.reading.locator


@dataclass(frozen=True, slots=True)
class ConductLine:
    """One step, theme, goal, link or party with what it amounts to."""

    code: str
    name: Wording
    level: int  # 0 to 3 for steps, 0 to 4 for themes, link level for links; else 0
    verdict: Wording  # the level in words
    is_known: bool  # False: not every page could be looked at and nothing was found
    quotes: tuple[QuoteView, ...]
    more: int  # passages that are not quoted here


@dataclass(frozen=True, slots=True)
class ConductView:
    """The section of a company-year, or of a report."""

    broad: str  # company type
    strict: str
    why: Wording
    level: Wording  # of the best link
    depth: Wording
    total: str  # DD-08, "" where it cannot be said
    steps: tuple[ConductLine, ...]
    risks: tuple[ConductLine, ...]
    themes: tuple[ConductLine, ...]
    goals: tuple[ConductLine, ...]
    links: tuple[ConductLine, ...]
    parties: tuple[ConductLine, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found at all, and the steps say the same: one line says it."""
        found = (self.risks, self.themes, self.goals, self.links, self.parties)
        is_silent = not any(line.level or line.quotes for line in self.steps)
        return is_silent and not any(found) and len({line.verdict for line in self.steps}) == 1


def view_conduct(
    index: ReleaseIndex, crops: Mapping[str, Crop], conduct: Conduct | None
) -> ConductView | None:
    """Return the section of one company-year or report; None where there was no document."""
    if conduct is None:
        return None
    build = _Builder(index, crops, conduct)
    links = [a for a in conduct.of_kind(AspectKind.LINK) if a.level >= RELATED_LINK]
    level = conduct.measure("LNK-01").value
    depth = conduct.measure("DD-09").value
    kind = conduct.measure("LNK-03")
    total = conduct.measure("DD-08").value
    return ConductView(
        broad=str(kind.value),
        strict=str(conduct.measure("LNK-03-STRICT").value),
        why=kind.told,
        level=_word_or_unknown("link_level", level),
        depth=_word_or_unknown("chain_depth", depth),
        total="" if total is None else f"{total:.0f}" if isinstance(total, float) else total,
        steps=tuple(build.step(code) for code in steps()),
        risks=tuple(build.plain(a) for a in conduct.of_kind(AspectKind.ISSUE)),
        themes=tuple(build.theme(a) for a in conduct.of_kind(AspectKind.THEME)),
        goals=tuple(build.goal(a) for a in conduct.of_kind(AspectKind.GOAL)),
        links=tuple(build.link(a) for a in links),
        parties=tuple(build.plain(a) for a in conduct.of_kind(AspectKind.PARTY)),
    )


def _word_or_unknown(group: str, value: float | str | None) -> Wording:
    if value is None:
        return word("step_level", ValueStatus.COULD_NOT_LOOK.value)
    return word(group, f"{value:.0f}" if isinstance(value, float) else value)


class _Builder:
    """Makes the lines of one section."""

    def __init__(self, index: ReleaseIndex, crops: Mapping[str, Crop], conduct: Conduct) -> None:
        self._index = index
        self._crops = crops
        self._conduct = conduct
        self._steps = {a.code: a for a in conduct.of_kind(AspectKind.STEP)}

    def step(self, code: str) -> ConductLine:
        """Return a line for a step, also where nothing was found."""
        status = self._conduct.measure(STEP_INDICATORS[code]).status
        is_known = status is not ValueStatus.COULD_NOT_LOOK
        found = self._steps.get(code)
        level = found.level if found else 0
        verdict = word("step_level", str(level) if is_known else status.value)
        empty = AspectSummary(AspectKind.STEP, code, 0, "", ())
        return self._line(found or empty, verdict, is_known=is_known)

    def theme(self, aspect: AspectSummary) -> ConductLine:
        """Return a line for a theme."""
        return self._line(aspect, word("theme_level", _LEVELS[aspect.level].value))

    def goal(self, aspect: AspectSummary) -> ConductLine:
        """Return a line for a goal with its roles."""
        roles = [word("sdg_role", role) for role in aspect.detail.split(", ") if role]
        verdict = Wording(", ".join(r.en for r in roles), ", ".join(r.nl for r in roles))
        return self._line(aspect, verdict)

    def link(self, aspect: AspectSummary) -> ConductLine:
        """Return a line for the links of one level."""
        return self._line(aspect, word("link_level", str(aspect.level)))

    def plain(self, aspect: AspectSummary) -> ConductLine:
        """Return a line without a level."""
        return self._line(aspect, Wording(aspect.detail, aspect.detail))

    def _line(
        self, aspect: AspectSummary, verdict: Wording, *, is_known: bool = True
    ) -> ConductLine:
        ids = [i for i in aspect.reading_ids if i in self._index.reading_by_id]
        shown = ids[:QUOTES_PER_LINE]
        return ConductLine(
            code=aspect.code,
            name=name_aspect(aspect.kind, aspect.code),
            level=aspect.level,
            verdict=verdict,
            is_known=is_known,
            quotes=tuple(quote_view(self._index, self._crops, i, aspect) for i in shown),
            more=len(ids) - len(shown),
        )


def quote_view(
    index: ReleaseIndex, crops: Mapping[str, Crop], reading_id: str, aspect: AspectSummary
) -> QuoteView:
    """Return the quote of one reading for one aspect, with the words that carry it marked."""
    reading = index.reading_by_id[reading_id]
    crop = crops.get(reading_id)
    files = index.files_by_report.get(reading.report_id, ())
    return QuoteView(
        reading=reading,
        parts=_parts(reading, _fitting(reading, aspect)),
        file=files[0].file if files else reading.report_id,
        section=SECTION_SEPARATOR.join(reading.section_path),
        crop=CropView(crop_href(reading_id), crop.width_px, crop.height_px) if crop else None,
    )


def _fitting(reading: PassageReading, aspect: AspectSummary) -> list[ReadingAspect]:
    """Return what the reading shows of an aspect; a summary of links goes by level, not by goal."""
    return [
        a
        for a in aspects_of(reading)
        if a.kind is aspect.kind
        and (a.code == aspect.code or (a.kind is AspectKind.LINK and a.level == aspect.level))
    ]


def _parts(reading: PassageReading, fitting: Sequence[ReadingAspect]) -> tuple[QuotePart, ...]:
    sentences = sentences_of(reading)
    spans = [sentences.of(a) for a in fitting]
    start = min((s[0] for s in spans), default=0)
    end = max((s[1] for s in spans), default=len(reading.quote))
    marks = [
        reading.quote[a.start : a.end]
        for a in fitting
        if a.kind in (AspectKind.GOAL, AspectKind.ISSUE, AspectKind.PARTY)
    ]
    if fitting and fitting[0].kind is AspectKind.LINK:
        link = reading.link
        spans_of_link = (link.rbc_span, link.sdg_span, link.relation_span)
        marks = [reading.quote[s[0] : s[1]] for s in spans_of_link if s]
    quote = reading.quote[start:end]
    if len(quote) > LONGEST_QUOTE:
        quote = f"{quote[:LONGEST_QUOTE].rstrip()} […]"
    return split_quote(quote, marks)
